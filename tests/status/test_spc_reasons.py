"""Every reason names the value, what it is compared with, the rule, and the months."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.charting import chart, month
from tests.builders.judging import a_target, an_indicator
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.status.hints import target_hint
from xl_scorecard.status.spc import assurance_of
from xl_scorecard.status.spc_reasons import assurance_reason, limits_in_words, variation_reason

STEADY = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]
HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE


def at(number, *values, polarity=LOW, target=None, **more):
    """The assessment of a month, with what stands on the chart."""
    indicator = an_indicator(polarity)
    point = chart(*values, polarity=polarity, **more).points[month(number)]
    return Assessment(
        indicator=indicator,
        figure=Figure(period=point.period, value=point.value),
        status=Status.NO_TARGET,
        reason="",
        target=target,
        target_hint=target_hint(indicator, target),
        spc=point,
        assurance=assurance_of(point.limits, polarity, target, point.value) if point.limits and target else None,
    )


def test_common_cause_names_the_limits_and_the_months():
    assert variation_reason(at(12, *STEADY, 11)) == (
        "11.0% in Apr 2011 lies within the limits of 5.44% and 15.64% (mean 10.54%, 13 months, Apr 2010 to Apr 2011), "
        "and is part of no run or trend: Common cause."
    )


def test_beyond_a_limit_names_the_limit_and_what_is_better():
    assert variation_reason(at(12, *STEADY, 40)) == (
        "40.0% in Apr 2011 is above the upper limit of 24.3% (mean 12.77%, 13 months, Apr 2010 to Apr 2011); lower is "
        "better: Concern (high)."
    )
    low = variation_reason(at(12, *STEADY, -20, polarity=NONE))
    assert low.endswith("; neither high nor low is better: Neutral (low).")
    assert "is below the lower limit of" in low


def test_a_value_just_beyond_a_limit_is_told_with_as_many_decimals_as_tell():
    limit = chart(*STEADY, 11, polarity=LOW).points[month(12)].limits.upper
    assessment = at(12, *STEADY, 11)
    close = replace(assessment.spc, value=limit + Fraction(1, 10**4))
    found = replace(at(12, *STEADY, 40).spc, value=close.value, baseline=close.baseline)
    words = variation_reason(replace(assessment, spc=found)).split(" in Apr 2011 is above the upper limit of ")
    value, edge = words[0], words[1].split(" ")[0]
    assert float(value.strip("%")) > float(edge.strip("%"))


def test_a_shift_names_its_months():
    values = [12, 14, 11, 13, 12, 14, 11, 9, 8, 9, 8, 9, 8, 9]
    assert variation_reason(at(13, *values)) == (
        "9.0% in May 2011 is the last of 7 months in a row (Nov 2010 to May 2011) below the mean (mean 10.50%, 14 "
        "months, Apr 2010 to May 2011); lower is better: Improvement (low)."
    )
    assert "is one of 7 months in a row (Nov 2010 to May 2011) below the mean" in variation_reason(at(9, *values))


def test_a_trend_names_its_months():
    values = [10, 12, 9, 11, 10, 12, 7, 8, 9, 10, 11, 12, 13]
    assert "is the last of 7 months in a row (Oct 2010 to Apr 2011) that rise each time" in variation_reason(
        at(12, *values)
    )
    turned = [-value for value in values]
    assert "that fall each time" in variation_reason(at(12, *turned))


def test_two_of_three_names_the_near_limit_and_the_months():
    values = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 9, 11, 10, 12, 15, 11, 15]
    told = variation_reason(at(19, *values))
    assert told.startswith("15.0% in Nov 2011 is near the upper limit, beyond 14.")
    assert "as is another of the three months Sep 2011 to Nov 2011" in told


def test_too_few_months_are_counted():
    assert variation_reason(at(1, 10, 12)) == "Limits are shown from 13 months with a figure; 2 have one."
    assert limits_in_words(at(1, 10, 12).spc) == variation_reason(at(1, 10, 12))
    rebased = variation_reason(at(12, *STEADY, 10, rebased=[12]))
    assert rebased == "Limits are shown from 13 months with a figure; 1 has one since limits were set anew in Apr 2011."


@pytest.mark.parametrize(
    ("polarity", "target", "words"),
    [
        (
            LOW,
            4,
            (
                "The target of at most 4.0% in Apr 2011 is below the lower limit of 5.44% (mean 10.54%, 13 months, Apr "
                "2010 to Apr 2011): Consistently failing."
            ),
        ),
        (
            LOW,
            16,
            (
                "The target of at most 16.0% in Apr 2011 is above the upper limit of 15.64% (mean 10.54%, 13 months, "
                "Apr 2010 to Apr 2011): Consistently passing."
            ),
        ),
        (
            HIGH,
            10,
            (
                "The target of at least 10.0% in Apr 2011 lies between the limits of 5.44% and 15.64% (mean 10.54%, 13 "
                "months, Apr 2010 to Apr 2011): Hit or miss."
            ),
        ),
    ],
)
def test_assurance_names_the_target_and_the_limits(polarity, target, words):
    assert assurance_reason(at(12, *STEADY, 11, polarity=polarity, target=a_target(target))) == words


def test_assurance_says_why_there_is_none():
    assert assurance_reason(at(12, *STEADY, 11)) == "No target judges Apr 2011."
    ranged = at(12, *STEADY, 11, polarity=RANGE, target=a_target(between=(5, 8)))
    assert assurance_reason(ranged).startswith("Only a target to stay above, or below, can be assured")
    assert assurance_reason(at(1, 10, 12, target=a_target(5))).startswith("Limits are shown from 13 months")


@pytest.mark.parametrize(("target", "words"), [(5, "meets"), (4, "misses")])
def test_where_nothing_moves_the_value_is_what_meets_or_misses(target, words):
    told = assurance_reason(at(12, *[5] * 13, target=a_target(target)))
    assert told.startswith("Nothing moved (mean 5.00%, 13 months, Apr 2010 to Apr 2011): the value")
    assert f"{words} the target" in told


def test_the_counts_that_limits_were_made_of_are_told():
    assert limits_in_words(at(12, *STEADY, 11).spc) == (
        "Mean and limits from 13 months, Apr 2010 to Apr 2011: 12 moving ranges."
    )
    screened = limits_in_words(at(12, *STEADY, 90, screening=True).spc)
    assert screened.endswith(": 12 moving ranges, 1 of them left out as outlying.")
    anew = limits_in_words(at(25, *STEADY, *STEADY, 10, 12, rebased=[13]).spc)
    assert anew == "Mean and limits from 13 months, May 2011 to May 2012, limits set anew: 12 moving ranges."


def test_what_is_on_no_chart_has_no_words():
    bare = replace(at(12, *STEADY, 11), spc=None)
    assert (variation_reason(bare), assurance_reason(bare), limits_in_words(None)) == ("", "", "")
