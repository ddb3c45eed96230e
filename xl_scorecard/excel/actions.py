"""What each button does, but the writing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError
from xl_scorecard.excel.books import folder_of
from xl_scorecard.excel.fitting import RebuildNeededError
from xl_scorecard.excel.folders import log_file
from xl_scorecard.excel.locating import locate
from xl_scorecard.excel.logs import log_line
from xl_scorecard.excel.permission import Permission
from xl_scorecard.excel.rebuilding import FORMATS_STAY, rebuild
from xl_scorecard.excel.refreshing import computed, refresh
from xl_scorecard.excel.seeing import memory_of
from xl_scorecard.excel.telling import Teller
from xl_scorecard.excel.timing import Timing
from xl_scorecard.excel.undoing import undo
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity, most_serious_first

if TYPE_CHECKING:
    import xlwings

FIRST_PROBLEMS = 5
AFRESH = "Attached is the workbook made afresh, without macros. Notes that you have not saved yet are not in it."


def refresh_or_rebuild(
    book: xlwings.Book, teller: Teller, timing: Timing, *, permission: Permission, given: Path | None = None
) -> str:
    """Return what a refresh changed; where the layout has changed, ask whether to rebuild."""
    try:
        done = refresh(book, teller, timing, permission=permission, given=given)
    except RebuildNeededError as needed:
        question = (
            f"A refresh cannot show this: {needed}.\n\nRebuild the workbook? A new one is made beside this one, with "
            f"your notes and the sheets you added; this one stays as it is. {FORMATS_STAY}"
        )
        if not teller.ask(question):
            return "Nothing in this workbook has changed."
        return rebuild_now(book, teller, timing, permission=permission, given=given)
    log_line(f"refresh: {timing}")
    return done


def rebuild_now(
    book: xlwings.Book, teller: Teller, timing: Timing, *, permission: Permission, given: Path | None = None
) -> str:
    """Return where the rebuilt workbook is."""
    done = rebuild(book, teller, timing, permission=permission, given=given)
    log_line(f"rebuild: {timing}")
    return done


def check(book: xlwings.Book, teller: Teller, *, permission: Permission, given: Path | None = None) -> str:
    """Return what reading the sources finds; nothing is written."""
    bindings, _ = memory_of(book)
    card = computed(book, bindings, teller, Timing(), permission=permission, given=given)
    rows = sum(source.rows for source in card.sources)
    files = len({source.file for source in card.sources})
    problems = most_serious_first(card.problems)
    lines = [
        f"{files} source workbook{'' if files == 1 else 's'} read, {rows:,} rows, up to {card.period.label}.",
        _problem_counts(problems),
        *(_problem_line(problem) for problem in problems[:FIRST_PROBLEMS]),
        "Nothing in this workbook has changed.",
    ]
    return "\n".join(lines)


def undo_last(book: xlwings.Book, teller: Teller, *, given: Path | None = None) -> str:
    """Return what was undone."""
    del given
    teller.progress("Undoing the last refresh")
    return undo(book)


def save_pdf(book: xlwings.Book, teller: Teller, *, given: Path | None = None) -> str:
    """Return where Excel saved the open workbook as a PDF: beside it, or where the definition is."""
    teller.progress("Saving a PDF")
    bindings, _ = memory_of(book)
    folder = folder_of(book) or locate(book.name, None, bindings, given=given).parent
    path = folder / f"{PurePath(book.name).stem}.pdf"
    book.to_pdf(str(path), show=False)
    return f"Saved {path}"


def open_definition(book: xlwings.Book, teller: Teller, *, given: Path | None = None) -> str:
    """Open the definition in Excel."""
    del teller
    bindings, _ = memory_of(book)
    definition = locate(book.name, folder_of(book), bindings, given=given)
    if definition.suffix in (".xlsx", ".xlsm"):
        book.app.books.open(str(definition))
    else:
        open_file(definition)
    return ""


def open_log(book: xlwings.Book, teller: Teller, *, given: Path | None = None) -> str:
    """Open the log, or say that there is none."""
    del book, teller, given
    path = log_file()
    if not path.exists():
        return "Nothing has been logged yet."
    open_file(path)
    return ""


def draft(book: xlwings.Book, teller: Teller, *, permission: Permission, given: Path | None = None) -> str:
    """Return what was drafted: a workbook built afresh, looked through and cleaned; nothing is sent.

    Raises RequestError for a workbook of one part: its recipients are others than those of the whole.
    """
    from xl_scorecard.sending import draft_message

    bindings, _ = memory_of(book)
    if bindings.part:
        raise RequestError(
            f"This workbook is a scorecard of {bindings.part}; drafts from here are of the whole.",
            place=Place(file=book.name),
            fix="Draft those of all parts with: xl-scorecard batch DEFINITION --for-each … --send.",
        )
    path = locate(book.name, folder_of(book), bindings, given=given)
    allowed = permission.covers(read_definition(path))
    drafted = draft_message(path, allow_python=allowed, password=permission.password, progress=teller.progress)
    return f"{drafted}\n{AFRESH}"


def open_file(path: Path) -> None:
    """Open a file with the program that the computer has for it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the user asked to see it
    else:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        nowhere = subprocess.DEVNULL
        subprocess.Popen([opener, str(path)], stdout=nowhere, stderr=nowhere)  # noqa: S603 - the same


def _problem_counts(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problem was found."
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[s]} {s.value.lower()}{'' if counts[s] == 1 else 's'}" for s in Severity if counts[s]]
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found: {', '.join(parts)}."


def _problem_line(problem: Problem) -> str:
    return f"  {problem.severity.value}: {problem.place}: {problem.sentence.rstrip('.')}."
