"""Sources behind a password: a button has no place to type one, so the refusal names the command that asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.errors import ScorecardError, SourceError
from xl_scorecard.excel.books import folder_of
from xl_scorecard.excel.locating import locate
from xl_scorecard.excel.run import Action
from xl_scorecard.excel.seeing import memory_of
from xl_scorecard.sources.refusals import Refusal

if TYPE_CHECKING:
    import xlwings

    from xl_scorecard.excel.permission import Permission

HOW = "To give it, leave this workbook open and type at a command line: {}"


def asking_for_password(
    error: SourceError, action: Action, book: xlwings.Book, permission: Permission, *, given: Path | None
) -> SourceError:
    """Return the refusal with the command that does the same and asks for the password; any other error as it is."""
    if not _is_protected(error) and not any(_is_protected(one) for one in error.complaints):
        return error
    return _with_fix(error, HOW.format(command_for(action, book, permission, given=given)))


def command_for(action: Action, book: xlwings.Book, permission: Permission, *, given: Path | None) -> str:
    """Return the command that does what a button does, and asks for the password of its sources."""
    rest = f"{permission.option} --password-from ask"
    if action in (Action.CHECK, Action.DRAFT):
        definition = locate(book.name, folder_of(book), memory_of(book)[0], given=given)
        return f'xl-scorecard {"check" if action is Action.CHECK else "send"} "{definition}"{rest}'
    way = " --rebuild" if action is Action.REBUILD else ""
    where = f' --definition "{given}"' if given else ""
    return f'xl-scorecard refresh "{book.name}"{way}{where}{rest}'


def _is_protected(error: ScorecardError) -> bool:
    return isinstance(error, SourceError) and error.code == Refusal.PASSWORD.value.code


def _with_fix(error: SourceError, fix: str) -> SourceError:
    """The same error, with this fix wherever it says that a source is protected."""
    return SourceError(
        error.sentence,
        complaints=tuple(_with_fix(one, fix) if isinstance(one, SourceError) else one for one in error.complaints),
        place=error.place,
        fix=fix if _is_protected(error) else error.fix,
        unusable=error.unusable,
        code=error.code,
    )
