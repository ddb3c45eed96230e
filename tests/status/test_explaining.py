import pytest

from tests.builders import small_tables as small
from tests.builders.scorecards import seed_scorecard
from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.wording import describe_formula
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.status import Status
from xl_scorecard.status.explaining import explain


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def test_an_explanation_goes_from_the_parts_to_the_status(card):
    lines = dict(explain(card, "HY64").lines())
    assert lines["Period"] == "2012/13 to May (01/04/2012 to 31/05/2012)"
    assert lines["Numerator"] == "4 (Ended plans that lasted two years or more)"
    assert lines["Denominator"] == "40 (Plans ended)"
    assert lines["Worked out"] == "4 ÷ 40 × 100 = 10%"
    assert lines["Target"] == "at most 6.0%, in force since 2010/11"
    assert lines["Amber"] == "at most 6.6%"
    assert lines["Status"] == "Red"
    assert lines["Reason"].endswith("amber reaches 6.6%: Red.")
    assert lines["Trend"].endswith("Worsened.")
    assert lines["Long trend"].startswith("Unknown. Only 1 of")
    assert lines["Note"].endswith("(May 2012)")


def test_the_formula_is_in_the_words_of_the_indicators_room(card):
    indicator = next(line.indicator for line in card.lines if line.indicator.code == "HY64")
    assert explain(card, "HY64").formula == describe_formula(card.definition, indicator)


def test_an_unrounded_value_without_end_is_also_a_fraction(card):
    explanation = explain(card, "Op365", Period.parse("2012-05"))
    assert (explanation.shown, explanation.exact) == ("3.6%", "3.571428571428571% (25/7)")


def test_a_given_figure_says_so_and_has_no_working(card):
    explanation = explain(card, "OP410a", Period.parse("2010/11"))
    assert explanation.remarks == ("Given: Council's report of May 2012.",)
    assert (explanation.working, explanation.numerator) == ("", "")


def test_a_missing_figure_says_why(card):
    explanation = explain(card, "Op421")
    assert explanation.status is Status.NO_DATA
    assert explanation.reason == (
        "No data for 2012/13 to May: 1 of 2 months reported. Apr 2012: left blank in the report."
    )
    assert explanation.shown == "none: 1 of 2 months reported"


def test_where_nothing_is_due_the_figure_that_was_due_last_is_worked_out():
    cases = small.source("cases", "begun:date! late:yesno", covers="2011-04..2012-05")
    late = small.measure("late", "cases", "begun", "late | equals | Yes")
    quarterly = small.indicator("A", "late", "all", frequency=PeriodKind.QUARTER)
    of = small.definition([cases], [late, small.measure("all", "cases", "begun")], [quarterly])
    rows = small.rows(cases, "2012-02-01 Yes", "2012-02-02 No", "2012-05-01 Yes")
    said = explain(small.card_of(of, {"cases": rows}), "A", Period.parse("2012-05"))
    assert (said.status, said.value) == (Status.NOT_DUE, None)
    assert said.shown == "not due; the last due is 50.0% in Q4 2011/12, worked out below"
    assert said.working == "1 ÷ 2 × 100 = 50%"


def test_small_numbers_are_remarked(card):
    assert "Small numbers: 2 of 19." in explain(card, "HY64", Period.parse("2012-05")).remarks


def test_benchmarks_come_with_their_method_and_source(card):
    benchmarks = explain(card, "HY64").benchmarks
    assert benchmarks[0] == "England 6.0% in 2010/11 (average of authorities; Council's report of May 2012)"
    assert explain(card, "Op410").benchmarks == ()


def test_a_code_may_be_written_with_other_spaces_and_letters(card):
    assert explain(card, "op 365").code == "Op365"


def test_an_unknown_code_names_the_nearest(card):
    with pytest.raises(RequestError, match=r'"HY63" is not the code of an indicator\. Did you mean HY64'):
        explain(card, "HY63")


def test_a_period_that_is_not_there_names_some_that_are(card):
    with pytest.raises(RequestError, match=r"HY64 has no figure for that period\. There are, among others: 2012-04"):
        explain(card, "HY64", Period.parse("1999/00"))


def test_what_stands_beside_the_status_is_explained_each_by_itself(card):
    to_date, month = (dict(explain(card, "HY64", period).lines()) for period in (None, Period.parse("2012-05")))
    assert to_date["Cases to target"] == "4 of 40; at most 2 would be Green: 2 too many"
    assert to_date["Interval"].startswith("4 of 40 in 2012/13 to May: 4.0% to 23.1% once chance is allowed for")
    assert to_date["Projection"].startswith("Projection, not a figure: 10.0%")
    assert month["Variation"].endswith("Common cause.")
    assert month["Assurance"].endswith("Hit or miss.")
    assert month["Limits"] == "Mean and limits from 26 months, Apr 2010 to May 2012: 25 moving ranges."
    assert not {"Variation", "Assurance", "Limits"} & set(to_date)
    assert "Projection" not in month


def test_every_comparison_is_explained(card):
    significances = explain(card, "Op383").significances
    assert len(significances) == 2
    assert all(told.endswith(("Similar.", "Better.", "Worse.")) for told in significances)
