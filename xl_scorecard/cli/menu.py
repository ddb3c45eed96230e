"""The menu: for people who double-click instead of typing commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xl_scorecard.cli.outcome import ExitCode
from xl_scorecard.cli.streams import err

if TYPE_CHECKING:
    from rich.console import Console

HELP = """\
Demo   writes a working example with invented children, and builds it.
Build  makes the finished workbook from your definition and what it names.
Check  says what is wrong in them, and where; it writes nothing.
Open   opens a workbook with your computer's own program, usually Excel.

Refresh  puts new figures into the scorecard that is open in Excel.
Email drafts  builds, looks through and drafts the messages; it sends nothing.

The definition is a workbook: change it in Excel, save it, choose Build again.
The same from a command line: xl-scorecard --help"""
CHOICES = (
    ("1", "Demo"),
    ("2", "Build"),
    ("3", "Check"),
    ("4", "Open"),
    ("5", "Email drafts"),
    ("6", "Refresh"),
    ("7", "Help"),
    ("0", "Leave"),
)


def run_menu() -> None:
    """Ask what to do until the person leaves. The end of input leaves too; Ctrl-C is told to the caller."""
    console = err()
    known: Path | None = None
    try:
        while choice := ask_choice(console):
            known = act(console, choice, known)
    except EOFError:
        console.print()


def ask_choice(console: Console) -> str:
    """Return what the person chose, by name; "" to leave."""
    console.print("\nxl-scorecard", style="bold")
    for key, name in CHOICES:
        console.print(f"  {key}  {name}")
    answers = {answer.casefold(): name for key, name in CHOICES for answer in (key, name, name[0])}
    while True:
        typed = console.input("What would you like to do? ", markup=False).strip().casefold()
        if typed in answers:
            return "" if answers[typed] == "Leave" else answers[typed]
        console.print("Type one of the numbers, then press Enter.")


def act(console: Console, choice: str, known: Path | None) -> Path | None:
    """Do what was chosen; return the definition that is now known, to be offered next time."""
    match choice:
        case "Demo":
            return _demo(console)
        case "Email drafts":
            return _email_drafts(console, known)
        case "Refresh":
            _refresh()
        case "Build" | "Check":
            return _on_definition(console, choice, known)
        case "Open":
            open_file(console, ask_path(console, "Which workbook?", _workbook_to_open(known)))
        case _:
            console.print(HELP)
    return known


def ask_path(console: Console, question: str, default: Path | None) -> Path:
    """Return the path that was typed, or dragged into the window; `default` for Enter alone."""
    offered = f" [{default}]" if default else ""
    while True:
        typed = console.input(f"{question}{offered} ", markup=False).strip().removeprefix("& ").strip("\"'")
        if typed:
            return Path(typed).expanduser()
        if default:
            return default


def open_file(console: Console, path: Path) -> None:
    """Open a file with the computer's own program, or say where it is."""
    if not path.exists():
        console.print(f"{path} is not there.", soft_wrap=True)
    elif typer.launch(str(path.resolve())) != 0:
        console.print(f"No program opened it. It is here: {path.resolve()}", soft_wrap=True)


def _demo(console: Console) -> Path:
    from xl_scorecard.cli.app import demo

    folder = ask_path(console, "Which folder should it be in?", own_folder() / "scorecard-demo")
    _survive(lambda: demo(folder, force=False))
    return folder / "definition.xlsx"


def _on_definition(console: Console, choice: str, known: Path | None) -> Path:
    from xl_scorecard.cli.app import build, check

    definition = ask_path(console, "Which definition? (You may drag it in here.)", known or _definition_here())
    _survive(lambda: build(definition) if choice == "Build" else check(definition))
    return definition


def _email_drafts(console: Console, known: Path | None) -> Path:
    from xl_scorecard.cli.sending import send

    definition = ask_path(console, "Which definition? (You may drag it in here.)", known or _definition_here())
    _survive(lambda: send([definition]))
    return definition


def _refresh() -> None:
    from xl_scorecard.cli.excel import refresh

    _survive(refresh)


def own_folder() -> Path:
    """Return where a person keeps documents."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.cwd()


def _definition_here() -> Path | None:
    here = Path("definition.xlsx")
    return here if here.exists() else None


def _workbook_to_open(known: Path | None) -> Path | None:
    finished = sorted(known.parent.glob("scorecard-????-??.xlsx")) if known else []
    return finished[-1] if finished else known


def _survive(command: Callable[[], None]) -> None:
    """Run a command; where it fails it has said why, and the menu goes on. Ctrl-C leaves the menu too."""
    try:
        command()
    except typer.Exit as leaving:
        if leaving.exit_code == ExitCode.INTERRUPTED:
            raise
