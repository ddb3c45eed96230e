"""A folder with a definition, one source workbook and one indicator: the least that can be built."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.builders.source_workbooks import CHILD, CONTACTED, GENDER, HEADINGS, Rows, contacts, month, write_rows
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit

RECORDS = [["c1", "Male", date(2012, 4, 14)], ["c2", "Female", date(2012, 5, 15)]]


def write_world(folder: Path, rows: Rows = (), *, named: str = "Contacts", **fields: Any) -> Path:
    """The definition's path; `rows` are all of the source's, headings too; `named` is the sheet; `fields` are the source's."""
    write_rows(folder / "contacts.xlsx", rows or [HEADINGS, *RECORDS], sheet=named)
    covers = {"covers_from": month("2012-04"), "covers_to": month("2012-05"), "columns": (CHILD, GENDER, CONTACTED)}
    definition = Definition(
        path=folder / "definition.xlsx",
        sha256="",
        settings=Settings(title="Scorecard", organisation="Haringey"),
        sources=(contacts(**(covers | fields)),),
        measures=(
            Measure(code="contacts", title="Contacts", source="contacts", kind=MeasureKind.COUNT, date="contacted"),
        ),
        indicators=(
            Indicator(
                code="Op504",
                section="All",
                title="Contacts",
                unit=Unit.COUNT,
                decimals=0,
                polarity=Polarity.NONE,
                numerator="contacts",
                multiplier=Unit.COUNT.multiplier,
            ),
        ),
    )
    write_definition(definition, definition.path)
    return definition.path
