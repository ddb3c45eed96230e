from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.judging import an_indicator
from xl_scorecard.layout.marked_fields import MARKED_FIELDS
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.model.unit import Unit

MAY = Period.parse("2012-05")
SHOWN = Figure(period=MAY, value=Fraction(50), numerator=Fraction(10), denominator=Fraction(20))
HIDDEN = Figure(
    period=MAY,
    denominator=Fraction(20),
    missing="[c]",
    symbol="[c]",
    hidden=frozenset({"value", "numerator"}),
)
SILENT = Figure(period=MAY, missing="not reported")


def assessment(figure, **more):
    return Assessment(indicator=an_indicator(), figure=figure, status=Status.NO_TARGET, reason="", **more)


@pytest.mark.parametrize(
    ("figure", "value", "numerator", "denominator"),
    [(SHOWN, 50, 10, 20), (HIDDEN, "[c]", "[c]", 20), (SILENT, "[x]", "[x]", "[x]")],
)
def test_there_is_a_number_or_the_symbol_that_says_why_not(figure, value, numerator, denominator):
    found = [
        MARKED_FIELDS[f"{name}_marked"](assessment(figure)).content for name in ("value", "numerator", "denominator")
    ]
    assert found == [value, numerator, denominator]


def test_what_cannot_be_is_not_applicable():
    count = replace(assessment(SHOWN), indicator=an_indicator(Polarity.NONE, unit=Unit.COUNT, denominator=""))
    number = replace(count, figure=replace(SHOWN, denominator=None))
    assert MARKED_FIELDS["denominator_marked"](number).content == "[z]"
    assert MARKED_FIELDS["target_marked"](number).content == "[z]"
    assert MARKED_FIELDS["trend_marked"](number).content == "[z]"


def test_what_is_not_due_is_not_applicable():
    waiting = replace(assessment(SILENT), status=Status.NOT_DUE)
    assert {MARKED_FIELDS[f"{name}_marked"](waiting).content for name in ("value", "numerator")} == {"[z]"}


@pytest.mark.parametrize(
    ("figure", "trend", "word"),
    [
        (SHOWN, DirectionOfTravel.IMPROVED, "Improved"),
        (SHOWN, DirectionOfTravel.UNKNOWN, "[x]"),
        (HIDDEN, DirectionOfTravel.UNKNOWN, "[c]"),
    ],
)
def test_a_trend_is_a_word_or_a_symbol(figure, trend, word):
    assert MARKED_FIELDS["trend_marked"](assessment(figure, trend=trend)).content == word
