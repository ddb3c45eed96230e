"""The months between the printed ones add up, and look like months."""

from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.model.period import Period
from xl_scorecard.samples.monthly import apportion, plan_months, share_near
from xl_scorecard.samples.seed import read_seed

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def months():
    return plan_months(read_seed())


@given(st.integers(0, 5000), st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_parts_add_up_to_the_whole_and_are_off_by_less_than_one(total, weights):
    parts = apportion(total, [Fraction(weight) for weight in weights])
    assert sum(parts) == total
    assert all(abs(part - Fraction(total * w, sum(weights))) < 1 for part, w in zip(parts, weights, strict=True))


@pytest.mark.parametrize(("percent", "about", "share"), [("72.5", 70, (50, 69)), ("16.3", 160, (26, 160))])
def test_a_share_prints_as_its_percentage(percent, about, share):
    assert share_near(Decimal(percent), about) == share


def test_a_percentage_that_no_share_prints_as_is_refused():
    with pytest.raises(ValueError, match="no share"):
        share_near(Decimal("33.0"), 7, exactly=True)


@pytest.mark.parametrize(("copy", "original"), [("figures", "seed_scorecard"), ("fractions", "seed_fractions")])
def test_the_generator_reads_the_figures_that_the_tests_check(copy, original):
    carried = (files("xl_scorecard.samples") / "seed" / f"{copy}.csv").read_text(encoding="utf-8")
    assert carried == (DATA / f"{original}.csv").read_text(encoding="utf-8")


def test_there_is_every_month_from_the_year_before_on(months):
    assert [month.period for month in months] == [
        Period(n, n, "month") for n in range(Period.month(2009, 4).first, Period.month(2012, 5).first + 1)
    ]


def test_parts_are_never_more_than_the_whole(months):
    for month in months:
        assert month.re_referrals <= month.referrals <= max(month.contacts, 250)
        assert month.initial_in_time <= month.initial
        assert month.core_in_time <= month.core
        assert month.second_plans + month.transferred_in <= month.plans_started
        assert month.ended_2_years + month.transferred_out <= month.plans_ended


@pytest.mark.parametrize("name", ["contacts", "referrals", "initial", "core"])
def test_no_month_jumps_from_the_one_before(months, name):
    covered = [getattr(month, name) for month in months if month.contacts]
    assert all(0.65 < later / earlier < 1.4 for earlier, later in pairwise(covered))


def test_august_and_december_are_quiet(months):
    contacts = {month.period.code: month.contacts for month in months}
    for year in (2010, 2011):
        assert contacts[f"{year}-08"] < contacts[f"{year}-07"]
        assert contacts[f"{year}-12"] < contacts[f"{year}-11"]
