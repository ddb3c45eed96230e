"""Numbers that others published, recomputed; tests/data/README.md says where each comes from."""

import csv
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit, show
from xl_scorecard.status.intervals import byar, interval_of, quantile, wilson
from xl_scorecard.status.limits import process_limits
from xl_scorecard.status.recent_trend import CRITICAL, recent_trend, regression

DATA = Path(__file__).parent / "data"
GIVEN = ("xmr.csv", "intervals.csv", "haringey_dfe.csv")


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(row):
    return [Fraction(value) for value in row["values"].split(",")]


def figure(row):
    numerator, denominator = Fraction(row["numerator"]), Fraction(row["denominator"])
    return Figure(
        period=Period.parse(row["year"]),
        value=numerator / denominator * int(row["multiplier"]),
        numerator=numerator,
        denominator=denominator,
    )


@pytest.mark.parametrize("name", GIVEN)
def test_the_copies_are_those_beside_the_project(shared, name):
    assert (DATA / name).read_text(encoding="utf-8") == (shared / "vectors" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", rows("xmr.csv"), ids=lambda row: row["values"])
def test_means_and_limits_are_the_published_ones(row):
    limits = process_limits(values(row), screening=row["screened"] == "yes")
    told = [row["mean"], row["lower"], row["upper"]]
    assert [float(limits.mean), float(limits.lower), float(limits.upper)] == pytest.approx(
        list(map(float, told)), abs=5e-6
    )


@pytest.mark.parametrize("row", rows("xmr_nhspy.csv"), ids=lambda row: row["values"])
def test_near_limits_are_those_of_nhspy_plotthedots(row):
    limits = process_limits(values(row))
    for name in ("mean", "lower", "upper", "near_lower", "near_upper"):
        assert float(getattr(limits, name)) == pytest.approx(float(row[name]), abs=1e-12)


@pytest.mark.parametrize("row", rows("intervals.csv"), ids=lambda row: f"{row['method']} {row['x']} {row['n']}")
def test_wilsons_and_byars_limits_are_the_published_ones(row):
    z = quantile(Fraction(row["confidence"]) * 100)
    found = wilson(int(row["x"]), int(row["n"]), z) if row["method"] == "wilson" else byar(int(row["x"]), z)
    assert found == pytest.approx((float(row["lower"]), float(row["upper"])), rel=1e-11)


@pytest.mark.parametrize(
    "row",
    [row for row in rows("ohid_years.csv") if row["numerator"]],
    ids=lambda row: f"{row['indicator']} {row['year']}",
)
def test_intervals_are_those_that_ohid_published(row):
    interval = interval_of(figure(row), Statistic[row["statistic"]], Fraction(row["multiplier"]))
    published = (float(row["lower"]), float(row["upper"]))
    assert (float(interval.lower), float(interval.upper)) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize(
    "years",
    [list(found) for _, found in groupby(rows("ohid_years.csv"), lambda row: row["indicator"])],
    ids=lambda years: years[0]["indicator"],
)
def test_recent_trends_are_those_that_ohid_published(years):
    points = [tuple(float(row[name]) for name in ("value", "lower", "upper")) for row in years]
    slope, chi_squared, steady = regression(points)
    assert steady
    assert chi_squared > CRITICAL
    assert years[0]["trend"].startswith("Increasing" if slope > 0 else "Decreasing")
    if years[0]["statistic"]:
        figures = {one.period: one for one in map(figure, years)}
        polarity, statistic = Polarity[years[0]["polarity"]], Statistic[years[0]["statistic"]]
        multiplier = Fraction(years[0]["multiplier"])
        found = recent_trend(figures, max(figures), statistic, multiplier, polarity=polarity)
        assert found.marker.value == years[0]["trend"]


@pytest.mark.parametrize("row", rows("haringey_dfe.csv"), ids=lambda row: f"{row['measure']} {row['year']}")
def test_percentages_are_shown_as_dfe_published_them(row):
    share = Fraction(int(row["numerator"]), int(row["denominator"])) * 100
    assert show(share, Unit.PERCENT, 1) == f"{row['printed']}%"


def test_the_critical_value_is_the_square_of_what_99_8_per_cent_confidence_gives():
    assert quantile(Fraction("99.8")) ** 2 == pytest.approx(CRITICAL, rel=1e-12)
