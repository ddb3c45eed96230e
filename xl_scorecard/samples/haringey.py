"""The Haringey example: a folder with a definition and untidy source workbooks that make the report of May 2012."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.samples.days import add_months
from xl_scorecard.samples.haringey_definition import haringey_definition
from xl_scorecard.samples.lists import (
    PLANS,
    REFERRALS,
    assessment_list,
    contact_list,
    plan_list,
    referral_list,
    review_list,
)
from xl_scorecard.samples.records import Records, make_records
from xl_scorecard.samples.reference import reference_sheets
from xl_scorecard.samples.seed import read_seed
from xl_scorecard.samples.untidy import (
    with_blank_rows,
    with_heading,
    with_hidden_row,
    with_missing_ages,
    with_spaces_after,
    with_text_dates,
    with_total,
)
from xl_scorecard.samples.workbooks import CellValue, Row, Sheet, write_workbook

SPACES = (" ", "  ", "\N{NO-BREAK SPACE}")


def write_demo(folder: Path, *, template: str = "") -> Path:
    """Write `definition.xlsx` and `sources/*.xlsx` into `folder` and return the definition's path.

    `template` is the file that the definition names, relative to it; empty means the one we ship.
    """
    write_sources(folder / "sources")
    path = folder / "definition.xlsx"
    write_definition(haringey_definition(path, template=template), path)
    return path


def write_sources(folder: Path) -> None:
    """Write the six source workbooks into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    seed = read_seed()
    records = make_records(seed)
    write_workbook([_untidy_contacts(records)], folder / "contacts.xlsx")
    write_workbook([_untidy_referrals(records)], folder / "referrals.xlsx")
    write_workbook([_untidy_assessments(records)], folder / "assessments.xlsx")
    write_workbook([_untidy_plans(records)], folder / "plans.xlsx")
    write_workbook([_untidy_reviews(records)], folder / "reviews.xlsx")
    write_workbook(reference_sheets(seed), folder / "reference.xlsx")


def _untidy_contacts(records: Records) -> Sheet:
    sheet = with_text_dates(contact_list(records), "Date of Contact", 911)
    sheet = with_missing_ages(sheet, 1203)
    return with_total(with_hidden_row(with_blank_rows(sheet, 3)))


def _untidy_referrals(records: Records) -> Sheet:
    """Return List 3 with spaces after ids of children referred again in the last month, whose first referral counts."""
    month, again = records.covers.last_month, REFERRALS.index("Number of Referrals in Last 12 Months")

    def is_meant(row: Row) -> bool:
        return row[again] == 1 and _falls(row[REFERRALS.index("Date of referral")], month.start, month.end)

    sheet = with_spaces_after(referral_list(records), is_meant, SPACES)
    sheet = with_text_dates(sheet, "Date of referral", 397)
    return with_total(with_blank_rows(with_missing_ages(sheet, 811), 2))


def _untidy_assessments(records: Records) -> Sheet:
    sheet = with_heading(assessment_list(records), "Assessment Start Date", "Assessment  start date")
    sheet = with_text_dates(sheet, "Assessment Authorisation Date", 503)
    return with_total(with_blank_rows(sheet, 2))


def _untidy_plans(records: Records) -> Sheet:
    """Return List 7 with a space after the id of the child who came onto a plan again in the last month."""
    month, previous = records.covers.last_month, PLANS.index("Number of Previous Child Protection Plans")

    def is_meant(row: Row) -> bool:
        return row[previous] == 1 and _falls(
            row[PLANS.index("Child Protection Plan Start Date")], month.start, month.end
        )

    sheet = with_spaces_after(plan_list(records), is_meant)
    sheet = with_heading(sheet, "Child Protection Plan End Date", "CHILD PROTECTION PLAN END DATE")
    return with_total(with_hidden_row(with_text_dates(sheet, "Child Protection Plan Start Date", 149)))


def _untidy_reviews(records: Records) -> Sheet:
    """Return the reviews with spaces after ids of children on a plan: without these reviews they would seem overdue."""
    on_a_plan = {(plan.child, plan.started) for plan in records.plans if plan.ended is None}
    end = records.covers.end

    def is_meant(row: Row) -> bool:
        return (row[0], row[1]) in on_a_plan and _falls(row[2], add_months(end, -5), add_months(end, -3))

    sheet = with_spaces_after(review_list(records), is_meant, SPACES)
    return with_total(with_blank_rows(with_text_dates(sheet, "Date of Review Conference", 307), 1))


def _falls(value: CellValue, first: date, last: date) -> bool:
    return isinstance(value, date) and first <= value <= last
