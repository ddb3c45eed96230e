"""The example's sources: which workbooks, sheets and columns, as the definition declares them."""

from __future__ import annotations

from xl_scorecard.model.period import Period
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.samples.assessments import CORE, INITIAL
from xl_scorecard.samples.people import ETHNICITIES, GENDERS
from xl_scorecard.samples.plans import CATEGORIES

FIRST, LAST = Period.month(2010, 4), Period.month(2012, 5)


def haringey_sources() -> tuple[Source, ...]:
    """Return the five lists of records and the five sheets of reference.xlsx."""
    return (
        _records("contacts", "List 1 Contacts", _contact_columns()),
        _records("referrals", "List 3 Referrals", _referral_columns()),
        _records("assessments", "List 4 Assessments", _assessment_columns()),
        _records("plans", "List 7 Plans", _plan_columns()),
        _records("reviews", "Reviews", _review_columns()),
        _reference("population", "Population", SourceKind.FIGURES),
        _reference("benchmarks", "Benchmarks", SourceKind.BENCHMARKS),
        _reference("given", "Given figures", SourceKind.FIGURES),
        _reference("not_reported", "Not reported", SourceKind.NOT_REPORTED),
        _reference("notes", "Notes", SourceKind.NOTES),
    )


def _records(name: str, sheet: str, columns: tuple[Column, ...]) -> Source:
    return Source(
        name=name, file=f"sources/{name}.xlsx", sheet=sheet, covers_from=FIRST, covers_to=LAST, columns=columns
    )


def _reference(name: str, sheet: str, kind: SourceKind) -> Source:
    return Source(name=name, file="sources/reference.xlsx", sheet=sheet, kind=kind)


def _contact_columns() -> tuple[Column, ...]:
    return (
        *_child_columns(),
        _date("contacted", "Date of Contact", required=True),
        _column("contact_source", "Contact Source", ColumnType.TEXT),
    )


def _referral_columns() -> tuple[Column, ...]:
    return (
        *_child_columns(),
        _date("referred", "Date of referral", required=True),
        _column("referral_source", "Referral Source", ColumnType.TEXT),
        _column("no_further_action", "Referral NFA?", ColumnType.YES_NO),
        _column("referrals_before", "Number of Referrals in Last 12 Months", ColumnType.WHOLE_NUMBER),
        _team(),
    )


def _assessment_columns() -> tuple[Column, ...]:
    return (
        *_child_columns(),
        _category("type", "Type of Assessment", (INITIAL, CORE), required=True),
        _date("referred", "Date of referral", required=True),
        _date("started", "Assessment Start Date", required=True),
        _date("authorised", "Assessment Authorisation Date"),
        _team(),
    )


def _plan_columns() -> tuple[Column, ...]:
    return (
        *_child_columns(),
        _date("started", "Child Protection Plan Start Date", required=True),
        _category("initial_category", "Initial Category of Abuse", tuple(CATEGORIES)),
        _category("latest_category", "Latest Category of Abuse", tuple(CATEGORIES)),
        _date("latest_review", "Date of latest review conference"),
        _date("ended", "Child Protection Plan End Date"),
        _column("plans_before", "Number of Previous Child Protection Plans", ColumnType.WHOLE_NUMBER),
        _column("transferred_in", "Transferred In?", ColumnType.YES_NO),
        _column("transferred_out", "Transferred Out?", ColumnType.YES_NO),
        _team(),
    )


def _review_columns() -> tuple[Column, ...]:
    return (
        _column("child", "Child Unique ID", ColumnType.ID, required=True),
        _date("plan_started", "Child Protection Plan Start Date"),
        _date("reviewed", "Date of Review Conference", required=True),
    )


def _child_columns() -> tuple[Column, ...]:
    return (
        _column("child", "Child Unique ID", ColumnType.ID, required=True),
        _category("gender", "Gender", (*GENDERS, "d) Neither")),
        _category("ethnicity", "Ethnicity", tuple(ETHNICITIES)),
        _column("born", "Date of Birth", ColumnType.DATE_OF_BIRTH),
        _column("age", "Age of Child (Years)", ColumnType.WHOLE_NUMBER),
    )


def _team() -> Column:
    return _column("team", "Allocated Team", ColumnType.TEXT)


def _column(name: str, heading: str, kind: ColumnType, *, required: bool = False) -> Column:
    return Column(name=name, headings=(heading,), type=kind, required=required)


def _date(name: str, heading: str, *, required: bool = False) -> Column:
    return _column(name, heading, ColumnType.DATE, required=required)


def _category(name: str, heading: str, allowed: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name=name, headings=(heading,), type=ColumnType.CATEGORY, required=required, allowed=allowed)
