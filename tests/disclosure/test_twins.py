"""Whatever a scorecard judges, compares, projects and says, it is of what is shown: twins cannot be told apart."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.builders.scorecards import BUILT
from tests.builders.small_counts import LAST, random_card
from tests.builders.twins import twins
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import NeighbourMethod
from xl_scorecard.model.figure import Series
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import DFE, NHS
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.status.assessing import assess_series

YEARS = tuple(Period.parse(year) for year in ("2009/10", "2010/11", "2011/12"))
PLACES = ("Barnet", "Camden", "Enfield", "Hackney", "Islington")
TOLERANCE = Tolerance(amount=Fraction(2), unit=ToleranceUnit.POINTS)


def judged_in_every_way(card: Scorecard, random: Random) -> Scorecard:
    """The same figures with targets, neighbours to rank among, some due by quarter or year, and limits computed anew."""
    kinds = (PeriodKind.MONTH, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    polarities = (Polarity.LOW, Polarity.HIGH, Polarity.NONE)
    indicators = tuple(
        replace(one, frequency=random.choice(kinds), polarity=random.choice(polarities))
        for one in card.definition.indicators
    )
    codes = [one.code for one in indicators if one.polarity is not Polarity.NONE]
    targets = (
        Target(
            indicator=code, since=Period.parse("2010/11"), value=Fraction(10), tolerance=TOLERANCE, per=PeriodKind.MONTH
        )
        for code in codes
    )
    settings_ = replace(
        card.definition.settings,
        neighbours=PLACES,
        neighbour_method=NeighbourMethod.MEDIAN,
        periods=(PeriodKind.QUARTER, PeriodKind.ROLLING_YEAR),
    )
    definition = replace(
        card.definition,
        settings=settings_,
        indicators=indicators,
        targets=tuple(targets),
        rebases=tuple(Rebase(indicator=one.code, since=LAST.back(6), reason="A new form") for one in indicators[:2]),
    )
    benchmarks = tuple(
        Benchmark(indicator=one.code, comparator=place, period=year, value=Fraction(random.randint(1, 400), 10))
        for one in indicators
        for year in YEARS
        for place in (*PLACES, "England")
    )
    new = {one.code: one for one in indicators}
    series = tuple(
        Series(
            indicator=new[line.indicator.code], figures={period: one.figure for period, one in line.assessments.items()}
        )
        for line in card.lines
    )
    reference = replace(definition.reference, benchmarks=benchmarks)
    return assess_series(definition, reference, series, period=LAST, problems=(), files=(), built=BUILT)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [DFE, NHS], ids=str)
@settings(max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(min_value=0, max_value=10**6))
def test_ranks_limits_projections_trends_and_reasons_do_not_depend_on_what_is_hidden(mode, seed):
    random = Random(seed)
    card, _ = random_card(random)
    whole = judged_in_every_way(card, random)
    assert any(one.rank for line in whole.lines for one in line.assessments.values())
    one, other = twins(whole, mode, fewest=1)
    assert one == other
