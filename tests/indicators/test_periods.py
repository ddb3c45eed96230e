from __future__ import annotations

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.period import Period
from xl_scorecard.model.reference import Reference


def periods(period="2012-05", covers="2010-04..2012-05", other="", given=()):
    """The codes of all periods but months, and how many months there are."""
    sources = [small.source("cases", "child:id begun:date!", covers=covers)]
    if other:
        sources.append(small.source("others", "child:id begun:date!", covers=other))
    definition = small.definition(sources, [small.measure("A", "cases", "begun"), small.measure("B", "cases", "begun")])
    reference = Reference(given=tuple(small.given(code, entry, 5) for code, entry in given))
    series, _ = small.series_of(definition, {}, period, reference)
    return {code: [one.code for one in entry.figures] for code, entry in series.items()}


def test_months_then_years_then_years_to_date():
    codes = periods()["A"]
    assert codes[0] == "2010-04"
    assert codes[:26] == [month.code for month in (*Period.year(2010).months, *Period.year(2011).months)] + [
        "2012-04",
        "2012-05",
    ]
    assert codes[26:] == [
        "2010/11",
        "2011/12",
        "2011/12 to 2011-04",
        "2011/12 to 2011-05",
        "2012/13 to 2012-04",
        "2012/13 to 2012-05",
    ]


@pytest.mark.parametrize(
    ("period", "covers", "longer"),
    [
        ("2011-04", "2010-04..2012-05", "2010/11; 2010/11 to 2010-04; 2011/12 to 2011-04"),
        ("2011-03", "2011-02..2012-05", "2010/11 to …"),
        ("2011-05", "2010-05..2012-05", "2011/12 to 2011-04; 2011/12 to 2011-05"),
        ("2010-05", "2010-04..2012-05", "2010/11 to 2010-04; 2010/11 to 2010-05"),
    ],
)
def test_only_years_that_are_covered_whole(period, covers, longer):
    found = [code for code in periods(period, covers)["A"] if "/" in code]
    if "…" in longer:
        assert len(found) == 12
        assert all(code.startswith("2010/11 to 20") for code in found)
    else:
        assert found == longer.split("; ")


def test_the_last_year_is_complete_in_march():
    assert periods("2012-03")["A"].count("2011/12") == 1
    assert "2011/12" not in periods("2012-02")["A"]


def test_months_begin_with_the_source_that_covers_the_earliest():
    codes = periods(covers="2011-05..2012-05", other="2010-04..2012-05")["A"]
    assert codes[0] == "2010-04"
    assert {"2010/11", "2011/12"} <= set(codes)


def test_a_year_with_a_given_figure_is_there_for_every_indicator():
    codes = periods(given=[("A", "2008/09"), ("population", "2007/08"), ("A", "2013/14")])
    assert [code for code in codes["B"] if "/" in code and "to" not in code] == ["2008/09", "2010/11", "2011/12"]


def test_other_given_periods_are_there_for_their_own_indicator():
    codes = periods(given=[("A", "2010-01"), ("A", "Q1 2011/12"), ("A", "2012-06")])
    assert set(codes["A"]) - set(codes["B"]) == {"2010-01", "Q1 2011/12"}


def test_a_month_before_everything_that_is_covered_is_not_covered():
    definition = small.definition(
        [small.source("cases", "child:id begun:date!")], [small.measure("A", "cases", "begun")]
    )
    figures = small.figures_of(definition, {}, "2009-05")
    assert {code: figure.missing for code, figure in figures.items()} == {
        "2009-05": "not covered",
        "2009/10 to 2009-04": "not covered",
        "2009/10 to 2009-05": "not covered",
    }


def test_a_month_after_everything_that_is_covered_is_not_covered():
    definition = small.definition(
        [small.source("cases", "child:id begun:date!")], [small.measure("A", "cases", "begun")]
    )
    figures = small.figures_of(definition, {}, "2012-07")
    assert [figures[code].missing for code in ("2012-05", "2012-07")] == ["", "not covered"]
    assert figures["2012/13 to 2012-07"].missing == "2 of 4 months covered"
