"""Summary: one workbook about all scorecards of a batch: how each stands, its reds and problems, linked to its file.

It says what the manifests say and nothing of the run: the same scorecards give the same bytes, however they were made.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from xl_scorecard.batch.request import Outcome, State
from xl_scorecard.errors import RequestError
from xl_scorecard.ooxml.settling import settled
from xl_scorecard.writers.manifest import read_manifest
from xl_scorecard.writers.saving import save

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

SUMMARY_FILE = "batch-summary.xlsx"
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's dates are the same everywhere
HEADINGS = {
    "Scorecard": 44,
    "Period": 12,
    "Part": 26,
    "State": 12,
    "Indicators": 11,
    "Red": 8,
    "Amber": 8,
    "Green": 8,
    "No target": 11,
    "No data": 10,
    "Errors": 9,
    "Warnings": 11,
    "Notes": 9,
    "Reds": 50,
    "Remark": 60,
    "File": 40,
}
REDS = {
    "Scorecard": 44,
    "Period": 12,
    "Part": 26,
    "Code": 12,
    "Indicator": 60,
    "Of": 18,
    "Figure": 12,
    "Target": 18,
    "File": 40,
}
NUMBERS = frozenset({"Indicators", "Red", "Amber", "Green", "No target", "No data", "Errors", "Warnings", "Notes"})
FACE, INK, LINE, RED = "Calibri", "FF1F2933", "FF12436D", "FFA8281E"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An outcome with the manifest of its scorecard, where there is one."""

    outcome: Outcome
    manifest: Values


def write_summary(outcomes: Iterable[Outcome], folder: Path) -> Path:
    """Write the workbook into the folder and return where it was saved. Raises WriteError."""
    told = [Told(outcome=one, manifest=_manifest(one, folder)) for one in outcomes]
    book = Workbook()
    book.remove(book.worksheets[0])
    _write(book.create_sheet("Scorecards"), "Scorecards", HEADINGS, [_row(one) for one in told])
    _write(book.create_sheet("Reds"), "RedIndicators", REDS, [row for one in told for row in _reds(one)])
    book.properties.creator = "xl-scorecard"
    book.properties.created = MADE
    written = io.BytesIO()
    book.save(written)
    return save(settled(written.getvalue(), MADE), folder / SUMMARY_FILE)


def _manifest(outcome: Outcome, folder: Path) -> Values:
    if outcome.state not in (State.DONE, State.KEPT):
        return {}
    try:
        return read_manifest(folder / outcome.file)
    except RequestError:
        return {}


def _row(told: Told) -> Values:
    outcome, says = told.outcome, told.manifest
    counts, problems = says.get("counts", {}), says.get("problems", {})
    made = outcome.state in (State.DONE, State.KEPT)
    return {
        **_head(told),
        "State": "made" if made else outcome.state.value,
        "Indicators": says.get("indicators"),
        "Red": counts.get("RED"),
        "Amber": counts.get("AMBER"),
        "Green": counts.get("GREEN"),
        "No target": counts.get("NO_TARGET"),
        "No data": counts.get("NO_DATA"),
        "Errors": problems.get("ERROR"),
        "Warnings": problems.get("WARNING"),
        "Notes": problems.get("NOTE"),
        "Reds": ", ".join(f"{red['code']} {red['shown']}" for red in says.get("reds", ())) or None,
        "Remark": " ".join(part for part in (outcome.reason, outcome.remark) if part) or None,
        "File": outcome.file or None,
    }


def _head(told: Told) -> Values:
    task = told.outcome.task
    return {
        "Scorecard": told.manifest.get("title") or task.name,
        "Period": task.period.label if task.period else None,
        "Part": task.part.value if task.part else None,
    }


def _reds(told: Told) -> Iterator[Values]:
    for red in told.manifest.get("reds", ()):
        yield {
            **_head(told),
            "Code": red["code"],
            "Indicator": red["title"],
            "Of": red["period"],
            "Figure": red["shown"],
            "Target": red["target"] or None,
            "File": told.outcome.file,
        }


def _write(page: Worksheet, name: str, headings: dict[str, int], rows: list[Values]) -> None:
    page.append(list(headings))
    for number, row in enumerate(rows, start=2):
        for column, heading in enumerate(headings, start=1):
            _put(page.cell(number, column), heading, row[heading])
    for column, (heading, width) in enumerate(headings.items(), start=1):
        top = page.cell(1, column)
        top.font, top.fill = Font(name=FACE, bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor=LINE)
        top.alignment = Alignment(horizontal="right" if heading in NUMBERS else "left", vertical="center")
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "B2"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if rows:
        table = Table(displayName=name, ref=f"A1:{get_column_letter(len(headings))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        page.add_table(table)


def _put(cell: Cell | MergedCell, heading: str, value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    wrapped = heading in ("Reds", "Remark", "Indicator")
    cell.alignment = Alignment(vertical="top", wrap_text=wrapped, horizontal="right" if heading in NUMBERS else None)
    cell.font = Font(name=FACE, color=RED if heading == "Red" and value else INK, bold=heading == "Red" and bool(value))
    if heading == "File" and value:
        cell.hyperlink = quote(value)
        cell.font = Font(name=FACE, color="FF0563C1", underline="single")
