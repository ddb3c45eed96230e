"""Requesting: one small workbook for each owner of indicators, reds first, to write notes in and send back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from xl_scorecard.definitions.looks import height
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.ooxml.marking import mark
from xl_scorecard.ooxml.settling import settled
from xl_scorecard.status.notes import age_in_words
from xl_scorecard.writers.saving import save

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, MARK = "Notes", "xl-scorecard notes"
DEFINITION, MONTH = "xl-scorecard definition", "xl-scorecard month"
CODE, NOTE = "Code", "Your note"
HEADINGS = {
    CODE: 12,
    "Indicator": 44,
    "Period": 16,
    "Figure": 12,
    "Target": 14,
    "Status": 12,
    "Last note": 48,
    NOTE: 60,
}
HEADING_ROW = 5
NOBODY = "no owner"
UNSAFE = re.compile(r"[^\w .-]+")
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's dates are the same everywhere
FILLS = {Status.RED: "F6D5D2", Status.AMBER: "FFE9A8", Status.GREEN: "CFE8E0"}
ORDER = (Status.RED, Status.AMBER, Status.GREEN)
TINT, FONT = "F4F7FA", "Calibri"
ROOM_TO_WRITE = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A workbook that was made, for whom, and how many of its indicators are red."""

    path: Path
    owner: str
    indicators: int
    reds: int


def request_notes(card: Scorecard, folder: Path, *, due: date | None = None) -> tuple[Request, ...]:
    """Write a workbook for each owner into `folder`, and return them in order of their names.

    It has the owner's indicators, reds first, each with its figure, its last note and how old that is, and a place to
    write. Raises RequestError where one is there already: it may hold notes; WriteError.
    """
    by_owner: dict[str, list[Line]] = {}
    for line in card.lines:
        by_owner.setdefault(line.indicator.owner or NOBODY, []).append(line)
    goals = {owner: folder / _file_name(card.period, owner) for owner in by_owner}
    for goal in goals.values():
        if goal.exists():
            fix = "Collect it first, or choose another folder with --out."
            raise RequestError("This was asked for already, and may hold notes.", place=Place(file=goal.name), fix=fix)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fix = "Choose another with --out."
        raise WriteError("The folder cannot be made.", place=Place(file=folder.name), fix=fix) from error
    return tuple(_request(card, owner, by_owner[owner], goals[owner], due) for owner in sorted(by_owner))


def _file_name(month: Period, owner: str) -> str:
    return f"Notes {month.code} {' '.join(UNSAFE.sub(' ', owner).split())}.xlsx"


def _request(card: Scorecard, owner: str, lines: list[Line], goal: Path, due: date | None) -> Request:
    ordered = sorted(lines, key=_urgency)
    save(_workbook(card, owner, ordered, due), goal)
    reds = sum(line.headline_assessment.status is Status.RED for line in lines)
    return Request(path=goal, owner=owner, indicators=len(lines), reds=reds)


def _urgency(line: Line) -> int:
    status = line.headline_assessment.status
    return ORDER.index(status) if status in ORDER else len(ORDER)


def _workbook(card: Scorecard, owner: str, lines: list[Line], due: date | None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(SHEET)
    _write_top(page, card, owner, due)
    for number, line in enumerate(lines, start=HEADING_ROW + 1):
        _write_row(page, number, list(_cells(card, line)), line.headline_assessment.status)
    mark(book, {MARK: "1", DEFINITION: card.definition.path.name, MONTH: card.period.code})
    book.properties.creator, book.properties.title = "xl-scorecard", f"Notes for {card.period}: {owner}"
    book.properties.created = MADE
    written = io.BytesIO()
    book.save(written)
    return settled(written.getvalue(), MADE)


def _write_top(page: Worksheet, card: Scorecard, owner: str, due: date | None) -> None:
    settings = card.definition.settings
    back = f" to {settings.prepared_by}" if settings.prepared_by else ""
    when = f" by {due.day} {due:%B %Y}" if due else ""
    page["A1"], page["A2"] = f"{settings.title}: notes for {card.period}", owner
    page["A3"] = f"Write in the last column, save, and send this file back{when}{back}. A line may stay empty."
    page["A1"].font, page["A2"].font = Font(name=FONT, size=16, bold=True), Font(name=FONT, size=12, bold=True)
    for column, (heading, width) in enumerate(HEADINGS.items(), start=1):
        cell = page.cell(HEADING_ROW, column, heading)
        cell.font, cell.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor="DDE6EE")
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = f"C{HEADING_ROW + 1}"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0


def _cells(card: Scorecard, line: Line) -> Iterator[str]:
    headline = line.headline_assessment
    last = headline.last_note
    yield line.indicator.code
    yield line.indicator.title
    yield headline.period.label
    yield headline.shown
    yield headline.target_hint
    yield headline.status.value
    yield f"{last.text} ({last.period}, {age_in_words(last, card.period)})" if last else ""
    yield ""


def _write_row(page: Worksheet, number: int, cells: list[str], status: Status) -> None:
    page.row_dimensions[number].height = height(zip(cells, HEADINGS.values(), strict=True), least=ROOM_TO_WRITE)
    for column, (text, heading) in enumerate(zip(cells, HEADINGS, strict=True), start=1):
        cell = page.cell(number, column, text or None)
        cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(wrap_text=True, vertical="top")
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        if heading == "Status" and status in FILLS:
            cell.fill = PatternFill("solid", fgColor=FILLS[status])
        if heading == NOTE:
            cell.fill = PatternFill("solid", fgColor=TINT)
