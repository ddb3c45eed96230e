"""Summary: one workbook about all scorecards of a batch: how each stands, its reds and problems, linked to its file.

It says what the manifests say and nothing of the run: the same scorecards give the same bytes, however they were made.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from xl_scorecard.batch.request import Outcome, State
from xl_scorecard.batch.summary_sheet import Column, Values, write_sheet
from xl_scorecard.errors import RequestError
from xl_scorecard.ooxml.settling import settled
from xl_scorecard.writers.manifest import read_manifest
from xl_scorecard.writers.saving import save

SUMMARY_FILE = "batch-summary.xlsx"
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's dates are the same everywhere
WHICH = (
    Column("Scorecard", 36, link=True, wraps=True),
    Column("Period", 10),
    Column("Part", 16, wraps=True),
)
SCORECARDS = (
    *WHICH,
    Column("State", 9),
    Column("Indicators", 11, number=True),
    Column("Red", 8, number=True),
    Column("Amber", 8, number=True),
    Column("Green", 8, number=True),
    Column("No target", 11, number=True),
    Column("No data", 10, number=True),
    Column("Errors", 9, number=True),
    Column("Warnings", 11, number=True),
    Column("Notes", 8, number=True),
    Column("Reds", 34, wraps=True),
    Column("Remark", 44, wraps=True),
    Column("File", 28, link=True, wraps=True),
)
REDS = (
    *WHICH,
    Column("Code", 10),
    Column("Indicator", 52, wraps=True),
    Column("Of", 17),
    Column("Figure", 11, number=True),
    Column("Target", 17),
    Column("File", 28, link=True, wraps=True),
)


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
    stands = _sentence(told)
    rows, reds = [_row(one) for one in told], [row for one in told for row in _reds(one)]
    write_sheet(book.create_sheet("Scorecards"), "Scorecards", stands, SCORECARDS, rows)
    write_sheet(book.create_sheet("Reds"), "Reds of all scorecards", stands, REDS, reds, table="RedIndicators")
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


def _sentence(told: list[Told]) -> str:
    """How the batch stands: "9 scorecards: 8 made, 1 not made; 12 reds"."""
    made = sum(bool(one.manifest) for one in told)
    reds = sum(one.manifest.get("counts", {}).get("RED", 0) for one in told)
    lacking = f", {len(told) - made} not made" if made < len(told) else ""
    return f"{_many(len(told), 'scorecard')}: {made} made{lacking}; {_many(reds, 'red')}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
