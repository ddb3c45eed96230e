"""Means and medians: none of a few rows can be worked out, not from longer periods either."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from tests.builders.judging import an_indicator
from tests.builders.scorecards import BUILT
from tests.builders.seed_definition import seed_definition
from tests.builders.small_counts import FIRST, LAST, periods
from xl_scorecard.disclosure.editions import earlier_to, record
from xl_scorecard.disclosure.suppression import suppress, suppress_after
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import DFE, NHS, Edition
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.assessing import assess_series

MONTHS = Period(LAST.last, FIRST.first, "month").months
YEAR, MAY = Period.parse("2011/12"), Period.parse("2011-05")


def card_of(rows: list[int], kind: MeasureKind = MeasureKind.MEAN) -> Scorecard:
    """A scorecard of one mean (or median) over every kind of period, of so many rows in each month."""
    indicator = an_indicator(code="K1", unit=Unit.DAYS, numerator="days", denominator="")
    seed = seed_definition()
    measure = Measure(code="days", title="Days", source="plans", kind=kind, date="started", column="days")
    definition = replace(seed, measures=(measure,), indicators=(indicator,), targets=())
    figures = {period: figure_of(rows, period) for period in periods()}
    series = (Series(indicator=indicator, figures=figures),)
    return assess_series(definition, seed.reference, series, period=LAST, problems=(), files=(), built=BUILT)


def figure_of(rows: list[int], period: Period) -> Figure:
    """The mean of rows of which each month's are as many days as its number in the calendar."""
    counted = {month: n for month, n in zip(MONTHS, rows, strict=True) if period.covers(month)}
    cases = sum(counted.values())
    if not cases:
        return Figure(period=period, missing="no cases", cases=Fraction(0))
    mean = Fraction(sum(n * (month.first % 12 + 1) for month, n in counted.items()), cases)
    return Figure(period=period, value=mean, numerator=mean, cases=Fraction(cases))


def hidden_in(card: Scorecard) -> set[Period]:
    (line,) = card.lines
    return {period for period, one in line.assessments.items() if "value" in one.figure.hidden}


def can_be_had(card: Scorecard, rows: list[int]) -> list[str]:
    """Runs of months of few rows whose mean follows from what is shown: with its rows, each figure is a sum of months."""
    (line,) = card.lines
    known = [vector(period) for period, one in line.assessments.items() if one.value is not None]
    known += [vector(month) for month, n in zip(MONTHS, rows, strict=True) if n == 0]
    rank = np.linalg.matrix_rank(np.array(known)) if known else 0
    few = card.suppression.threshold
    runs = [
        (start, end)
        for start in range(len(MONTHS))
        for end in range(start + 1, len(MONTHS) + 1)
        if 0 < sum(rows[start:end]) <= few
    ]
    told = [np.array([start <= at < end for at in range(len(MONTHS))], dtype=float) for start, end in runs]
    found = [run for run, one in zip(runs, told, strict=True) if known and rank_with(known, one) == rank]
    return [f"{MONTHS[start].code} to {MONTHS[end - 1].code}" for start, end in found]


def rank_with(known: list[np.ndarray], one: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(np.array([*known, one])))


def vector(period: Period) -> np.ndarray:
    return np.array([period.covers(month) for month in MONTHS], dtype=float)


@pytest.mark.parametrize("mode", [DFE, NHS], ids=str)
def test_no_mean_of_a_few_rows_can_be_worked_out(mode):
    random = Random(5)
    for _ in range(40):
        usual = random.choice((2, 6, 12, 30))
        rows = [random.choice((0, random.randint(0, usual), random.randint(0, 2 * usual))) for _ in MONTHS]
        assert can_be_had(suppress(card_of(rows), mode), rows) == []


def test_without_the_longer_periods_hidden_it_could_be():
    """The proof that the search finds what can be had: a year less its other months."""
    rows = [20] * len(MONTHS)
    rows[1] = 3
    card = card_of(rows)
    (line,) = card.lines
    assert MONTHS[1] == MAY
    bare = replace(line.assessments[MAY], figure=Figure(period=MAY, missing="[c]"))
    careless = replace(line, assessments={**line.assessments, MAY: bare})
    shown = replace(card, sections=(replace(card.sections[0], lines=(careless,)),), suppression=DFE)
    assert can_be_had(shown, rows) == ["2011-05 to 2011-05"]


def test_a_mean_of_many_rows_is_shown_everywhere():
    assert hidden_in(suppress(card_of([20] * len(MONTHS)), DFE)) == set()


def test_beside_a_hidden_month_the_headline_and_the_year_stay_and_another_month_goes():
    rows = [20] * len(MONTHS)
    rows[1] = 3
    hidden = hidden_in(suppress(card_of(rows), DFE))
    assert MAY in hidden
    assert YEAR not in hidden
    assert LAST.year_to_date not in hidden
    assert len({one for one in hidden if one in MONTHS}) == 2


def test_what_an_earlier_edition_told_counts_as_known_and_what_it_hid_stays_hidden():
    rows = [20] * len(MONTHS)
    rows[1] = 3
    card = card_of(rows)
    first = suppress_after(card, DFE, earlier_to((), card), edition=Edition.PUBLISHED)
    editions = record((), first.card)
    again = suppress_after(card, DFE, earlier_to(editions, card), edition=Edition.PUBLISHED)
    assert hidden_in(again.card) == hidden_in(first.card)
    rows[1] = 6
    later = suppress_after(card_of(rows), DFE, earlier_to(editions, card_of(rows)), edition=Edition.PUBLISHED)
    assert MAY in hidden_in(later.card)


def test_a_median_is_treated_as_a_mean_is():
    rows = [20] * len(MONTHS)
    rows[1] = 3
    assert hidden_in(suppress(card_of(rows, MeasureKind.MEDIAN), DFE)) == hidden_in(suppress(card_of(rows), DFE))
