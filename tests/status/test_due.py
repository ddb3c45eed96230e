"""What is not due every month: the due figure where it is due, the last due one and its date in between."""

from __future__ import annotations

import pytest

from tests.builders import small_tables as small
from xl_scorecard.layout.catalogue import printer
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import parse_field
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.status import Status
from xl_scorecard.status.due import last_due
from xl_scorecard.status.table import figures_frame

CASES = small.source("cases", "begun:date!", covers="2010-04..2012-06")
ROWS = small.rows(
    CASES, *["2012-02-01"] * 3, *["2012-03-01"] * 2, "2012-04-10", "2012-05-10", "2012-06-10", "2012-06-11"
)


def line(frequency=PeriodKind.QUARTER, period="2012-05", **more):
    of = small.definition(
        [CASES], [small.measure("one", "cases", "begun")], [small.indicator("A", "one", frequency=frequency)], **more
    )
    card = small.card_of(of, {"cases": ROWS}, period)
    return card, small.line_of(card, "A")


def test_between_two_quarters_it_is_not_due_and_shows_the_last_due_figure_and_its_date():
    _, found = line()
    may = found.assessments[Period.parse("2012-05")]
    assert (may.status, may.value, may.shown) == (Status.NOT_DUE, None, "5.0 (Q4 2011/12)")
    assert may.reason == (
        "Not due in May 2012: reported once a quarter; the last due is 5.0 in Q4 2011/12, to 31/03/2012."
    )
    assert (may.last_due.value, may.last_due.period.label) == (5, "Q4 2011/12")


def test_the_year_to_date_in_between_shows_that_of_the_last_quarter_s_end():
    _, found = line()
    to_date = found.assessments[Period.parse("2012/13 to 2012-05")]
    assert (to_date.status, to_date.last_due.period.label) == (Status.NOT_DUE, "2011/12")
    _, found = line(PeriodKind.QUARTER, "2012-06")
    assert found.assessments[Period.parse("2012/13 to 2012-05")].last_due.period.label == "2011/12"


def test_the_month_that_ends_a_quarter_has_the_quarter_s_assessment():
    _, found = line(period="2012-06")
    june = found.assessments[Period.parse("2012-06")]
    assert (june.period.label, june.value) == ("Q1 2012/13", 4)
    assert found.assessments[Period.parse("2012/13 to 2012-06")].value == 4


@pytest.mark.parametrize(
    ("frequency", "shown"),
    [
        (PeriodKind.MONTH, "1.0"),
        (PeriodKind.HALF_YEAR, "5.0 (H2 2011/12)"),
        (PeriodKind.YEAR, "5.0 (2011/12)"),
        (PeriodKind.CALENDAR_YEAR, "0.0 (calendar year 2011)"),
        (PeriodKind.ACADEMIC_YEAR, "0.0 (academic year 2010/11)"),
    ],
)
def test_every_frequency_has_its_last_due_period(frequency, shown):
    _, found = line(frequency)
    assert found.assessments[Period.parse("2012-05")].shown == shown


def test_full_quarters_and_years_are_what_they_are():
    _, found = line()
    assert found.assessments[Period.parse("Q4 2011/12")].value == 5
    assert found.assessments[Period.parse("2011/12")].value == 5


def test_without_a_last_due_figure_it_says_so():
    _, found = line(period="2010-04")
    april = found.assessments[Period.parse("2010-04")]
    assert (april.shown, april.last_due) == ("not due", None)
    assert april.reason == "Not due in Apr 2010: reported once a quarter; the last due, Q4 2009/10, has no figure."


def test_a_template_can_print_what_was_due_last():
    card, found = line()
    context = Context(card=card, line=found)
    fields = ("indicator.last_due", "indicator.last_due_period", "indicator.status_word @ month")
    assert [printer(parse_field(field))(context).shown for field in fields] == ["5.0", "Q4 2011/12", "Not due"]


@pytest.mark.parametrize(
    ("month", "due"), [("2012-03", "Q4 2011/12"), ("2012-04", "Q4 2011/12"), ("2012-06", "Q1 2012/13")]
)
def test_a_quarter_is_due_from_its_last_month_on(month, due):
    assert last_due(PeriodKind.QUARTER, Period.parse(month)).label == due


class TestQuartersInTemplatesAndTables:
    def test_a_template_prints_the_last_complete_quarter_and_other_periods(self):
        card, found = line(PeriodKind.MONTH)
        context = Context(card=card, line=found)
        asked = {
            "quarter-1": "5.0",
            "quarter": "",
            "half-year-1": "5.0",
            "calendar year-1": "0.0",
            "academic year-1": "0.0",
            "rolling 12 months": "7.0",
            "rolling 12 months-1": "0.0",
        }
        shown = {at: printer(parse_field(f"indicator.value @ {at}"))(context).shown for at in asked}
        assert shown == asked
        assert printer(parse_field("label @ rolling 12 months"))(context).shown == "12 months to May 2012"

    def test_the_table_of_figures_keeps_to_months_and_years_unless_asked_for_more(self):
        card, _ = line(PeriodKind.MONTH)
        kinds = {Period.parse(code).kind for code in figures_frame(card)["period"]}
        assert kinds == {PeriodKind.MONTH, PeriodKind.YEAR, PeriodKind.YEAR_TO_DATE}
        card, _ = line(PeriodKind.MONTH, periods=(PeriodKind.QUARTER, PeriodKind.ROLLING_YEAR))
        codes = list(figures_frame(card)["period"])
        assert {"Q4 2011/12", "12 months to 2012-05", "12 months to 2012-04"} <= set(codes)
        assert not any(code.startswith("H") for code in codes)
