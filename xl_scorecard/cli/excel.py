"""Commands for the open workbook, and for the computer that it is open on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_scorecard.cli.outcome import ExitCode, exit_code_of, told
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import err, out, say

if TYPE_CHECKING:
    from xl_scorecard.excel.telling import Teller

DefinitionPath = Annotated[
    Path | None, typer.Option("--definition", metavar="PATH", help="Where its definition is; remembered.")
]

app = typer.Typer(help="Set Excel up for refreshing from inside it.", no_args_is_help=True)


class InTerminal:
    """Tells the user in the terminal."""

    def progress(self, stage: str) -> None:
        """Tell a stage."""
        say(f"{stage} …")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Tell what came of it."""
        (err() if wrong else out()).print(text, soft_wrap=True)

    def ask(self, question: str) -> bool:
        """Ask, where somebody is there to answer."""
        if not sys.stdin.isatty():
            say(f"{question}\nSay yes with --rebuild.")
            return False
        return typer.confirm(question, err=True)


def refresh(
    book: Annotated[str, typer.Argument(metavar="[BOOK]", help="Its name or path; by default the one in front.")] = "",
    definition: DefinitionPath = None,
    undo: Annotated[bool, typer.Option("--undo", help="Put back what the last refresh changed.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make it afresh beside the open one.")] = False,
    in_excel: Annotated[bool, typer.Option("--in-excel", help="Tell what came of it in a box inside Excel.")] = False,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
) -> None:
    """Refresh the scorecard that is open in Excel, from outside: no macro is needed."""
    from xl_scorecard.excel.run import Action

    action = Action.UNDO if undo else Action.REBUILD if rebuild else Action.REFRESH
    with told():
        _act(
            action,
            book,
            definition,
            in_excel=in_excel,
            allow_python=allow_python,
            password_from="" if undo else password_from,
        )


def doctor(
    definition: Annotated[
        Path | None, typer.Argument(metavar="[DEFINITION]", help="Say whether its sources can be reached, too.")
    ] = None,
) -> None:
    """Say in words what works on this computer: Python, Excel, macros, sources, LibreOffice, mail."""
    from rich.table import Table

    from xl_scorecard.excel.doctor import examine
    from xl_scorecard.excel.finding import Verdict

    with told():
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column()
        for found in examine(definition):
            fix = f"\nTo do: {found.fix}." if found.fix and found.verdict is not Verdict.WORKS else ""
            table.add_row(found.name, found.verdict.value, f"{found.sentence}{fix}")
        out().print(table)


@app.command()
def install() -> None:
    """Let Excel know this Python, install the ribbon tab, and make a shortcut: for this user, without a network."""
    from xl_scorecard.excel.install import install as install_here

    with told():
        for path in install_here():
            say(f"Wrote {path}")
        say("Start Excel again: it has a tab named Scorecard. Try it with: xl-scorecard doctor")


@app.command()
def uninstall() -> None:
    """Remove every trace of what was installed for this user."""
    from xl_scorecard.excel.install import uninstall as uninstall_here

    with told():
        removed = uninstall_here()
        for path in removed:
            say(f"Removed {path}")
        say("Nothing is left." if removed else "Nothing was installed.")


@app.command()
def wheels(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put them.")],
    python: Annotated[str, typer.Option(help="The version of Python there.")] = "3.12",
    own: Annotated[Path | None, typer.Option(help="Our own wheel's source, such as a checkout.")] = None,
) -> None:
    """Gather all that a Windows computer without a network needs, in one folder."""
    from xl_scorecard.excel.wheels import gather_wheels

    with told():
        found = gather_wheels(folder, python=python, own=own)
        say(f"{len(found)} wheels are in {folder}; INSTALL.txt there says what to do.")


def _act(
    action: object, book: str, definition: Path | None, *, in_excel: bool, allow_python: bool, password_from: str
) -> None:
    """Do it and tell. In a box inside Excel the user is asked whether functions may be run, as by a button.

    A password is asked for in the terminal, once the workbook is found.
    """
    from xl_scorecard.errors import ScorecardError
    from xl_scorecard.excel.books import find_book
    from xl_scorecard.excel.engine import load
    from xl_scorecard.excel.logs import log_error
    from xl_scorecard.excel.run import Action, act, explained
    from xl_scorecard.excel.state import free_status_bar
    from xl_scorecard.excel.telling import InExcel
    from xl_scorecard.excel.timing import Timing

    teller: Teller = InTerminal()
    found = None
    xw = load()
    try:
        found = find_book(xw, book)
        teller = InExcel(found.app, found.name) if in_excel else teller
        allowed = None if in_excel and not allow_python else allow_python
        password, timing = password_of(password_from), Timing()
        wanted = Action(str(action))
        done = act(wanted, found, teller, timing, given=definition, allow_python=allowed, password=password)
        teller.say(done)
    except Exception as error:  # noqa: BLE001 - a person gets one sentence, whatever happened
        log_error(error, str(action))
        _say_wrong(teller, explained(error))
        raise typer.Exit(exit_code_of(error) if isinstance(error, ScorecardError) else ExitCode.FAILED) from None
    finally:
        if found is not None:
            free_status_bar(found.app)


def _say_wrong(teller: Teller, text: str) -> None:
    """Tell it where the user looks; in the terminal where Excel is too busy to show a box."""
    try:
        teller.say(text, wrong=True)
    except Exception:  # noqa: BLE001 - whatever Excel says
        InTerminal().say(text, wrong=True)
