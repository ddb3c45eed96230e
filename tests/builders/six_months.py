"""The example as most places could make it: extracts that reach six months back, and a count column instead of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.period import Period
from xl_scorecard.samples import lists
from xl_scorecard.samples.haringey_definition import haringey_definition
from xl_scorecard.samples.records import make_records
from xl_scorecard.samples.reference import reference_sheets
from xl_scorecard.samples.seed import read_seed
from xl_scorecard.samples.workbooks import Row, Sheet, write_workbook

SINCE = Period.month(2011, 12)
COUNTED = {"re_referrals": "referrals_before", "second_plans": "plans_before"}


def write_six_months(folder: Path) -> Path:
    """Write sources cut to the six months up to May 2012 and their definition; return its path."""
    (folder / "sources").mkdir(parents=True)
    seed = read_seed()
    records = make_records(seed)
    plans = _cut(lists.plan_list(records), "Child Protection Plan End Date", open_too=True)
    kept = {(row[0], row[lists.PLANS.index("Child Protection Plan Start Date")]) for row in plans.rows}
    reviews = lists.review_list(records)
    sheets = {
        "contacts": _cut(lists.contact_list(records), "Date of Contact"),
        "referrals": _cut(lists.referral_list(records), "Date of referral"),
        "assessments": _cut(lists.assessment_list(records), "Assessment Authorisation Date", open_too=True),
        "plans": plans,
        "reviews": replace(reviews, rows=tuple(row for row in reviews.rows if (row[0], row[1]) in kept)),
    }
    for name, sheet in sheets.items():
        write_workbook([sheet], folder / "sources" / f"{name}.xlsx")
    write_workbook(reference_sheets(seed), folder / "sources" / "reference.xlsx")
    path = folder / "definition.xlsx"
    write_definition(six_months(haringey_definition(path)), path)
    return path


def six_months(definition: Definition) -> Definition:
    """The definition whose records reach back six months; conditions that look further back use count columns."""
    sources = tuple(
        replace(source, covers_from=SINCE) if source.covers_from else source for source in definition.sources
    )
    return replace(definition, sources=sources, measures=tuple(map(_counted, definition.measures)))


def _counted(measure: Measure) -> Measure:
    if measure.code not in COUNTED:
        return measure
    condition = Condition(column=COUNTED[measure.code], test=ConditionTest.AT_LEAST, value="1")
    return replace(measure, conditions=(condition,))


def _cut(sheet: Sheet, heading: str, *, open_too: bool = False) -> Sheet:
    column = sheet.headings.index(heading)
    return replace(sheet, rows=tuple(filter(_recent(column, open_too=open_too), sheet.rows)))


def _recent(column: int, *, open_too: bool) -> Callable[[Row], bool]:
    def is_recent(row: Row) -> bool:
        day = row[column]
        return open_too if day is None else isinstance(day, date) and day >= SINCE.start

    return is_recent
