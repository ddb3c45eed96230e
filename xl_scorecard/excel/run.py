"""The way in from Excel: `run("refresh")`, called by the ribbon and the buttons through xlwings' RunPython."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.errors import ScorecardError, SourceError
from xl_scorecard.excel.state import free_status_bar
from xl_scorecard.excel.telling import InExcel, Teller, show_anyway
from xl_scorecard.excel.timing import Timing

if TYPE_CHECKING:
    import xlwings

UNTOUCHED = "Nothing in this workbook has changed."
EDITING = "Excel is busy: finish editing the cell (press Enter or Esc) and close any open box, then try again."
UNFORESEEN = "Something went wrong that we did not foresee."
TORN = "Excel refused to put the old values back. Close this workbook without saving, and open it again."
LOG = "For whoever can mend it: {}"


class Action(StrEnum):
    """What the buttons do."""

    REFRESH = "refresh"
    CHECK = "check"
    UNDO = "undo"
    REBUILD = "rebuild"
    PDF = "pdf"
    DEFINITION = "definition"
    LOG = "log"
    DRAFT = "draft"


def run(action: str, book: str = "", clicked: float | None = None) -> None:
    """Do what a button says, in the workbook of that name, and tell the user inside Excel what came of it.

    `book` is the name as four hexadecimal digits a letter: no command line spoils that. Whatever happens is told in one
    box; this always returns, so that xlwings shows no second one.
    """
    timing = Timing(clicked)
    teller: Teller | None = None
    app: xlwings.App | None = None
    try:
        from xl_scorecard.excel.books import find_book
        from xl_scorecard.excel.engine import load

        xw = load()
        app = next(iter(xw.apps), None)
        found = find_book(xw, unhexed(book))
        app = found.app
        teller = InExcel(app, found.name)
        teller.progress("Starting")  # what it takes to read and work out is imported after this: a second of silence
        done = act(Action(action), found, teller, timing)
        if done:
            teller.say(done)
    except Exception as error:  # noqa: BLE001 - a person gets one sentence, whatever happened
        _tell(teller or (InExcel(app, "") if app else None), error, action)
    finally:
        if app is not None:
            free_status_bar(app)


def act(
    action: Action,
    book: xlwings.Book,
    teller: Teller,
    timing: Timing,
    *,
    given: Path | None = None,
    allow_python: bool | None = None,
    password: str = "",
) -> str:
    """Return what an action has to tell, once it is done; "" where there is nothing to tell.

    `allow_python`: may the functions that the definition names be run? None, where no command says so: the user is asked.
    `password` opens source workbooks that are protected. Without it they are refused with the command that asks for it.
    """
    from xl_scorecard.excel import actions
    from xl_scorecard.excel.permission import NotAllowedError, Permission
    from xl_scorecard.excel.protected import asking_for_password

    plain: dict[Action, Callable[..., str]] = {
        Action.UNDO: actions.undo_last,
        Action.PDF: actions.save_pdf,
        Action.DEFINITION: actions.open_definition,
        Action.LOG: actions.open_log,
    }
    if action in plain:
        return plain[action](book, teller, given=given)
    permission = Permission(given=allow_python, teller=teller, password=password)
    try:
        match action:
            case Action.CHECK:
                return actions.check(book, teller, permission=permission, given=given)
            case Action.DRAFT:
                return actions.draft(book, teller, permission=permission, given=given)
            case Action.REBUILD:
                return actions.rebuild_now(book, teller, timing, permission=permission, given=given)
            case _:
                return actions.refresh_or_rebuild(book, teller, timing, permission=permission, given=given)
    except NotAllowedError as refused:
        return f"{refused}\n{UNTOUCHED}"
    except SourceError as refused:
        raise asking_for_password(refused, action, book, permission, given=given) from None


def explained(error: BaseException) -> str:
    """Return what to tell a person about an error: what, whether the workbook changed, what to do."""
    from xl_scorecard.excel.engine import is_busy
    from xl_scorecard.excel.folders import log_file
    from xl_scorecard.excel.writing import NotTakenBackError

    if isinstance(error, NotTakenBackError):
        return f"{UNFORESEEN}\n{TORN}\n{LOG.format(log_file())}"
    if isinstance(error, ScorecardError):
        return f"{error}\n{UNTOUCHED}"
    if is_busy(error):
        return f"{EDITING}\n{UNTOUCHED}"
    return f"{UNFORESEEN}\n{UNTOUCHED}\n{LOG.format(log_file())}"


def unhexed(text: str) -> str:
    """Return the name that VBA wrote as four hexadecimal digits a letter; any other text as it is.

    >>> unhexed("0051003300200026"), unhexed("plan.xlsx")
    ('Q3 &', 'plan.xlsx')
    """
    try:
        return bytes.fromhex(text).decode("utf-16-be")
    except ValueError:
        return text


def _tell(teller: Teller | None, error: BaseException, action: str) -> None:
    from xl_scorecard.excel.logs import log_error

    log_error(error, action)
    text = explained(error)
    try:
        if teller is None:
            raise LookupError  # noqa: TRY301 - there is nobody inside Excel to tell it
        teller.say(text, wrong=True)
    except Exception:  # noqa: BLE001 - an Excel that is too busy to listen is too busy to show a box
        show_anyway(text)
