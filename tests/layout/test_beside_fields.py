"""What a template prints of all that stands beside a status."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.scorecards import seed_scorecard
from tests.layout.test_bands import sheet
from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.beside_fields import BESIDE_FIELDS, COMPARATOR_FIELDS
from xl_scorecard.layout.blueprint import Blueprint
from xl_scorecard.layout.catalogue import CATALOGUE
from xl_scorecard.layout.planning import lay_out
from xl_scorecard.model.period import Period
from xl_scorecard.model.rank import Rank
from xl_scorecard.model.recent_trend import RecentTrend, TrendMarker
from xl_scorecard.status import assessing

MAY, YEAR = Period.parse("2012-05"), Period.parse("2011/12")


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def page(card, *texts, code="HY64"):
    """The cells of column A on one indicator's page."""
    plans = lay_out(card, Blueprint(file="t.xlsx", sheets=(sheet(*texts, name="{indicator.code}"),))).sheets
    rows = next(one for one in plans if one.name == code).rows
    return [row.values.get(1) for row in rows]


def shown(card, text, code="HY64"):
    cell = page(card, text, code=code)[0]
    return "" if cell is None else cell.shown


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("cases_to_target", "4 of 40; at most 2 would be Green: 2 too many"),
        ("cases_to_target @ month", "2 of 19; at most 1 would be Green: 1 too many"),
        ("interval", "2.9% to 31.4%"),
        ("interval @ headline", "4.0% to 23.1%"),
        ("interval_lower @ headline", "4.0%"),
        ("interval_upper @ headline", "23.1%"),
        ("variation", "Common cause"),
        ("variation @ headline", ""),
        ("assurance", "Hit or miss"),
        ("mean", "6.44%"),
        ("upper_limit", "13.35%"),
        ("lower_limit", "-0.47%"),
        ("limits", "Mean and limits from 26 months, Apr 2010 to May 2012: 25 moving ranges."),
        ("forecast", "10.0% (projection)"),
        ("forecast @ month", ""),
        ("significance England", "Similar"),
        ("significance england @ headline", "Similar"),
        ("significance Wales", ""),
        ("recent_trend", ""),
        ("rank", ""),
    ],
)
def test_what_a_field_prints(card, field, words):
    assert shown(card, f"{{{{ indicator.{field} }}}}") == words


@pytest.mark.parametrize(
    ("field", "ending"),
    [
        ("variation_reason", "Common cause."),
        ("assurance_reason", "Hit or miss."),
        ("interval_reason", "(95% interval, Wilson's method)."),
        ("forecast_reason", "(4 ÷ 40 in 2 months)."),
        ("significance_reason England", "Similar."),
    ],
)
def test_every_judgement_prints_its_reason(card, field, ending):
    assert shown(card, f"{{{{ indicator.{field} }}}}").endswith(ending)


def test_limits_are_numbers_that_a_chart_can_draw_with_a_decimal_more(card):
    texts = [f"{{{{ each period, last 2 }}}}{{{{ period.{name} }}}}" for name in ("mean", "upper_limit", "lower_limit")]
    for text in texts:
        cells = page(card, text)
        assert len(cells) == 2
        assert all(isinstance(cell.content, Fraction) for cell in cells)
        assert cells[0].number_format == '0.00"%"'


def test_months_print_their_own_variation_and_significance(card):
    text = "{{ each period, last 3 }}{{ period.variation }}, {{ period.significance England }}"
    assert [cell.shown for cell in page(card, text, code="Op383")] == [
        "Common cause, Better",
        "Common cause, Better",
        "Improvement (low), Better",
    ]


def test_indicators_can_be_picked_by_their_variation(card):
    rows = (
        lay_out(
            card,
            Blueprint(
                file="t.xlsx",
                sheets=(sheet("{{ each indicator where variation is improvement (low) }}{{ indicator.code }}"),),
            ),
        )
        .sheets[0]
        .rows
    )
    assert [row.values[1].shown for row in rows] == ["Op383"]


def test_a_full_years_trend_and_rank_are_those_of_the_last_full_year(card):
    trend = RecentTrend(
        marker=TrendMarker.INCREASING_WORSE, chi_squared=12.0, steady=True, first=YEAR.back(4), last=YEAR
    )
    line = next(line for line in card.lines if line.indicator.code == "HY64")
    years = {YEAR: replace(line.assessments[YEAR], recent_trend=trend, rank=Rank(place=3, of=11, quarter=2))}
    changed = replace(line, assessments={**line.assessments, **years})
    section = replace(card.sections[1], lines=(changed,))
    other = replace(card, sections=(section,))
    assert shown(other, "{{ indicator.recent_trend }}") == "Increasing and getting worse"
    assert shown(other, "{{ indicator.recent_trend_reason }}").endswith("Increasing and getting worse.")
    assert shown(other, "{{ indicator.rank }}") == "3 of 11 (1 is the lowest, which is best); second quarter"
    assert shown(other, "{{ indicator.rank @ month }}") == ""


@pytest.mark.parametrize("text", ["{{ indicator.significance }}", "{{ indicator.variation England }}"])
def test_a_comparator_is_asked_for_where_it_belongs_and_refused_elsewhere(card, text):
    with pytest.raises(TemplateError, match=r"needs the comparator's name|has words after its name"):
        page(card, text)


def test_every_field_is_in_the_catalogue():
    for noun in ("indicator", "period"):
        assert {*BESIDE_FIELDS, *COMPARATOR_FIELDS} <= set(CATALOGUE[noun])


def test_the_page_about_them_names_every_field():
    page_text = (Path(assessing.__file__).parent / "BESIDE.md").read_text(encoding="utf-8")
    assert [name for name in (*BESIDE_FIELDS, *COMPARATOR_FIELDS) if name not in page_text] == []
