from __future__ import annotations

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import Reference

OTHERS = ("quarter", "half-year", "calendar year", "academic year", "rolling 12 months")


def periods(period="2012-05", covers="2010-04..2012-05", other="", given=(), others=False, **settings):
    """The codes of all periods by indicator: months, years and years to date, or those of the `others`."""
    sources = [small.source("cases", "child:id begun:date!", covers=covers)]
    if other:
        sources.append(small.source("others", "child:id begun:date!", covers=other))
    measures = [small.measure("A", "cases", "begun"), small.measure("B", "cases", "begun")]
    definition = small.definition(sources, measures, **settings)
    reference = Reference(given=tuple(small.given(code, entry, 5) for code, entry in given))
    series, _ = small.series_of(definition, {}, period, reference)
    wanted = {
        code: [one for one in entry.figures if (one.kind.value in OTHERS) is others] for code, entry in series.items()
    }
    return {code: [one.code for one in found] for code, found in wanted.items()}


def test_quarters_halves_and_other_years_that_are_complete_come_last():
    assert periods(period="2012-05", others=True)["A"] == [
        *(
            "Q1 2010/11",
            "Q2 2010/11",
            "Q3 2010/11",
            "Q4 2010/11",
            "Q1 2011/12",
            "Q2 2011/12",
            "Q3 2011/12",
            "Q4 2011/12",
        ),
        *("H1 2010/11", "H2 2010/11", "H1 2011/12", "H2 2011/12"),
        "calendar year 2011",
        "academic year 2010/11",
        *("12 months to 2011-05", "12 months to 2012-05"),
    ]


@pytest.mark.parametrize(
    ("month", "complete"),
    [
        ("2012-06", "Q1 2012/13"),
        ("2012-09", "H1 2012/13"),
        ("2012-12", "calendar year 2012"),
        ("2012-08", "academic year 2011/12"),
    ],
)
def test_each_is_there_from_its_last_month_on(month, complete):
    covers = "2010-04..2012-12"
    assert complete in periods(month, covers, others=True)["A"]
    assert complete not in periods(Period.parse(month).back(1).code, covers, others=True)["A"]


def test_the_first_of_them_must_be_covered_from_its_first_month():
    assert periods("2011-04", "2010-04..2011-04", others=True)["A"][-1] == "12 months to 2011-04"
    assert "12 months to 2011-02" not in periods("2011-02", "2010-04..2011-04", others=True)["A"]
    assert "Q1 2010/11" not in periods("2011-04", "2010-05..2011-04", others=True)["A"]


def test_rolling_years_up_to_every_month_are_there_where_the_definition_asks():
    found = periods("2011-06", others=True, periods=(PeriodKind.ROLLING_YEAR,))["A"]
    assert [code for code in found if code.startswith("12")] == [f"12 months to 2011-0{n}" for n in range(3, 7)]


def test_the_month_asked_for_has_its_year_to_date_in_every_year_that_is_covered():
    codes = periods("2013-02", covers="2010-04..2013-05")["A"]
    assert [code for code in codes if code.endswith("-02") and " to " in code] == [
        "2010/11 to 2011-02",
        "2011/12 to 2012-02",
        "2012/13 to 2013-02",
    ]
    assert "2010/11 to 2011-01" not in codes


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
        "2010/11 to 2010-05",
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
    assert [code for code in codes["B"] if "/" in code and " " not in code] == ["2008/09", "2010/11", "2011/12"]


def test_other_given_periods_are_there_for_their_own_indicator():
    codes = periods(given=[("A", "2010-01"), ("A", "Q1 2011/12"), ("A", "2012-06")])
    assert set(codes["A"]) - set(codes["B"]) == {"2010-01"}
    quarters = periods(given=[("A", "Q1 2009/10"), ("A", "Q4 2012/13")], others=True)
    assert set(quarters["A"]) - set(quarters["B"]) == set()
    assert "Q1 2009/10" in quarters["A"]
    assert "Q4 2012/13" not in quarters["A"]


def test_a_year_given_by_the_quarter_is_known():
    quarters = [("A", f"Q{number} 2008/09") for number in (1, 2, 3, 4)]
    assert "2008/09" in periods(given=quarters)["A"]
    assert "2008/09" not in periods(given=quarters[:3])["A"]


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
