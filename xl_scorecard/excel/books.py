"""Books: the open workbook that is meant, and where it lies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.errors import RequestError
from xl_scorecard.excel.reading import sheet_named
from xl_scorecard.layout.bindings import SHEET
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    import xlwings


def find_book(xw: object, name: str = "") -> xlwings.Book:
    """Return the open workbook of that name or path; without one the active one, or the only one of ours.

    Raises RequestError. Where several Excels run, the one that called is asked first.
    """
    apps = list(_apps(xw))
    if not apps:
        raise RequestError("Excel is not running.", fix="Open the scorecard in Excel, then try again.")
    if name:
        return _named(apps, name)
    active = apps[0].books.active if len(apps[0].books) else None
    if active is not None and is_ours(active):
        return active
    ours = [book for app in apps for book in app.books if is_ours(book)]
    if len(ours) == 1:
        return ours[0]
    names = ", ".join(book.name for book in ours)
    raise RequestError(
        "Several scorecards are open." if ours else "No scorecard is open in Excel.",
        fix=f"Name one of them: {names}." if ours else "Open the scorecard in Excel, then try again.",
    )


def is_ours(book: xlwings.Book) -> bool:
    """Was this workbook made by this program?"""
    return sheet_named(book, SHEET) is not None


def folder_of(book: xlwings.Book) -> Path | None:
    """Return the folder of an open workbook; None for one that was never saved or lies on a server (OneDrive)."""
    try:
        full = str(book.fullname)
    except Exception:  # noqa: BLE001 - xlwings cannot tell where a synchronised folder lies
        return None
    path = Path(full)
    return None if "://" in full or not path.is_absolute() else path.parent


def _apps(xw: object) -> Iterator[xlwings.App]:
    """The Excel that called first (it says its window on the command line), then the others."""
    apps = list(getattr(xw, "apps"))  # noqa: B009 - a module that mypy does not know
    caller = next((a.split("=", 1)[1].strip('" ') for a in sys.argv if a.startswith("--hwnd=")), "")
    yield from sorted(apps, key=lambda app: not caller or str(app.hwnd) != caller)


def _named(apps: list[xlwings.App], name: str) -> xlwings.Book:
    wanted = os.path.basename(name).casefold()  # noqa: PTH119 - a Windows or a web path on any system
    for app in apps:
        for book in app.books:
            if book.name.casefold() == wanted:
                return book
    raise RequestError(
        "is not open in Excel.",
        place=Place(file=os.path.basename(name)),  # noqa: PTH119
        fix="Open it there, or make it again with xl-scorecard build.",
    )
