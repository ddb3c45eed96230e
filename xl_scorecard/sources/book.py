"""Book: a source file opened once, of whatever form: its bytes, its hash, its sheets."""

from __future__ import annotations

import difflib
import fnmatch
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xl_scorecard.model.place import Place
from xl_scorecard.sources.area import Area
from xl_scorecard.sources.forms import Form, form_of
from xl_scorecard.sources.limited import FailedError, LimitError, read_limited
from xl_scorecard.sources.package import Extras, Package, open_package
from xl_scorecard.sources.preflight import open_zip, read_bytes
from xl_scorecard.sources.refusals import Refusal, refuse
from xl_scorecard.sources.unlocking import unlock
from xl_scorecard.sources.vocabulary import plain_name
from xl_scorecard.sources.words import heading_key

POSITION = re.compile(r"#\s*(\d{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet: its name, its position among the worksheets (from 1), and whether it is hidden.

    `part` is where an Excel workbook keeps it. `shown` is what messages call it: its name where the definition has it
    or it is made of plain words, otherwise its position. A sheet may be named after a child.
    """

    name: str
    position: int
    hidden: bool = False
    part: str = ""

    def shown(self, declared: str = "") -> str:
        """Return what messages call it."""
        if declared and heading_key(declared) == heading_key(self.name):
            return self.name
        return plain_name(self.name) or (f"sheet {self.position}" if self.name else "")


@dataclass(frozen=True, kw_only=True)
class Book:
    """A file that passed every check before reading; `place` is its name without a folder.

    `unlocked`: it was behind a password, and is in the open in memory only.
    """

    place: Place
    form: Form
    data: bytes
    sha256: str
    sheets: tuple[Sheet, ...]
    package: Package | None = None
    unlocked: bool = False

    @property
    def extras(self) -> Extras:
        """What it holds besides its cells."""
        return self.package.extras if self.package else Extras()

    @property
    def tables(self) -> Mapping[str, Area]:
        """Its tables and named ranges by name. Raises SourceError for a form whose are not read."""
        if self.package is None:
            raise refuse(Refusal.NO_TABLES_HERE, self.place, kind=self.form.value)
        return self.package.tables()

    def without_data(self) -> Book:
        """Return the book after its cells were read: what it is, and no longer what it holds."""
        return replace(self, data=b"", package=None)


def open_book(path: Path, *, password: str = "") -> Book:
    """Return the file at `path`, looked over but not yet read; raises SourceError with the reason and the fix.

    `password` opens one that is protected; others need none.
    """
    data = read_bytes(path)
    book = book_of(unlock(data, Place(file=path.name), password), path.name)
    return book if book.data is data else replace(book, sha256=hashlib.sha256(data).hexdigest(), unlocked=True)


def book_of(data: bytes, name: str) -> Book:
    """Return the file that has these bytes. Raises SourceError."""
    place, form = Place(file=name), form_of(data, name)
    package = open_package(data, place) if form is Form.OPEN_XML else None
    if form in (Form.BINARY, Form.OPEN_DOCUMENT):
        open_zip(data, place).close()
    return Book(
        place=place,
        form=form,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=_sheets_of(package) if package else _listed_sheets(data, form, place),
        package=package,
    )


def find_sheet(book: Book, wanted: str) -> Sheet:
    """Return the sheet that `wanted` means: a name, a pattern such as List*, or a position such as #2.

    "" is the first that is not hidden. Raises SourceError, with the nearest name where there is one.
    """
    if not wanted:
        return next((sheet for sheet in book.sheets if not sheet.hidden), book.sheets[0])
    alike = [sheet for sheet in book.sheets if heading_key(sheet.name) == heading_key(wanted)]
    exact = [sheet for sheet in alike if sheet.name == wanted]
    found = exact or alike[:1] or _by_pattern(book, wanted)
    if not found:
        raise refuse(Refusal.NO_SHEET, book.place, wanted=wanted, hint=_nearest(book, wanted))
    if len(found) > 1:
        raise refuse(Refusal.SHEETS_ALIKE, book.place, wanted=wanted, count=str(len(found)))
    return found[0]


def find_area(book: Book, wanted: str) -> tuple[Sheet, Area]:
    """Return where the table or named range `wanted` is. Raises SourceError, with the nearest name."""
    names = {heading_key(name): (name, area) for name, area in book.tables.items()}
    if heading_key(wanted) not in names:
        nearest = difflib.get_close_matches(heading_key(wanted), names, n=1)
        hint = f"the nearest is “{names[nearest[0]][0]}”" if nearest else f"it has {len(names)}"
        raise refuse(Refusal.NO_TABLE, book.place, wanted=wanted, hint=hint)
    area = names[heading_key(wanted)][1]
    return find_sheet(book, area.sheet), area


def _by_pattern(book: Book, wanted: str) -> list[Sheet]:
    if position := POSITION.fullmatch(wanted.strip()):
        return [sheet for sheet in book.sheets if sheet.position == int(position[1])]
    if "*" not in wanted:
        return []
    pattern = heading_key(wanted).replace("[", "[[]").replace("?", "[?]")
    found = [sheet for sheet in book.sheets if fnmatch.fnmatchcase(heading_key(sheet.name), pattern)]
    return [sheet for sheet in found if not sheet.hidden] or found


def _nearest(book: Book, wanted: str) -> str:
    """A sheet that is not near is never named."""
    names = {heading_key(sheet.name): sheet.name for sheet in reversed(book.sheets)}
    nearest = difflib.get_close_matches(heading_key(wanted), names, n=1)
    if nearest and plain_name(names[nearest[0]], known=(wanted,)):
        return f"the nearest of its {len(book.sheets)} is “{names[nearest[0]]}”"
    return f"it has {len(book.sheets)}"


def _sheets_of(package: Package) -> tuple[Sheet, ...]:
    parts = enumerate(package.sheets, start=1)
    return tuple(Sheet(name=one.name, position=n, hidden=one.hidden, part=one.part) for n, one in parts)


def _listed_sheets(data: bytes, form: Form, place: Place) -> tuple[Sheet, ...]:
    if form is Form.TEXT:
        return (Sheet(name="", position=1),)
    try:
        told = list(read_limited("list", data))
    except LimitError:
        raise refuse(Refusal.LIMITS, place) from None
    except FailedError:
        raise refuse(Refusal.TOO_OLD if form is Form.OLD else Refusal.UNREADABLE, place) from None
    listed: list[tuple[str, bool]] = next((found for kind, found in told if kind == "sheets"), [])
    if not listed:
        raise refuse(Refusal.NO_WORKSHEETS, place)
    return tuple(Sheet(name=name, position=n, hidden=hidden) for n, (name, hidden) in enumerate(listed, start=1))
