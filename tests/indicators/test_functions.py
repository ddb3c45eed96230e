"""Measures that a Python function works out, and that it is run only where the run was told so."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.builders import small_tables as small
from xl_scorecard.errors import DefinitionError, RequestError
from xl_scorecard.indicators.functions import load_functions
from xl_scorecard.model.measure import Accumulation

CASES = small.source("cases", "child:id begun:date!")
ROWS = small.rows(CASES, "c1 2012-04-02", "c2 2012-05-03", "c3 2012-05-04")
FUNCTION = """
import pandas as pd

def begun(tables):
    days = tables["cases"]["begun"]
    return days.dt.to_period("M").value_counts()
"""


def definition(name="measures.py:begun", folder=None, **more):
    made = small.definition([CASES], [small.measure("one", "", kind="python", function=name, **more)])
    return made if folder is None else replace(made, path=folder / "definition.xlsx")


def figures(function, period="2012-05", **more):
    of = definition(**more)
    series, _ = small.series_of(of, {"cases": ROWS}, period, functions={"measures.py:begun": function})
    return {one.code: figure for one, figure in series["one"].figures.items()}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "measures.py").write_text(FUNCTION, encoding="utf-8")
    return tmp_path


class TestLoading:
    def test_nothing_is_loaded_unless_it_is_allowed(self, folder):
        (folder / "measures.py").write_text("raise SystemExit", encoding="utf-8")
        with pytest.raises(RequestError) as caught:
            load_functions(definition(folder=folder), allowed=False)
        assert str(caught.value) == (
            "definition.xlsx › Measures: The definition names Python functions (measures.py:begun), which are not run "
            "unless you say so. If you trust whoever wrote them, run the same command with --allow-python."
        )

    def test_a_definition_without_any_needs_no_leave(self):
        assert load_functions(small.definition([CASES], [small.measure("a", "cases", "begun")]), allowed=False) == {}

    def test_where_it_is_allowed_it_is_run(self, folder):
        of = definition(folder=folder)
        functions = load_functions(of, allowed=True)
        series, _ = small.series_of(of, {"cases": ROWS}, functions=functions)
        counted = {one.code: figure.missing or figure.value for one, figure in series["one"].figures.items()}
        assert (counted["2012-05"], counted["2012-03"]) == (2, "not given by its function")

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("measures.py:nothing", "measures.py: There is no function nothing in it."),
            ("nothing.py:begun", '"nothing.py:begun" names no function that is there.'),
            ("../outside.py:begun", '"../outside.py:begun" names no function that is there.'),
            ("broken.py:begun", "broken.py: This file cannot be loaded in line 2 (ZeroDivisionError)."),
        ],
    )
    def test_what_cannot_be_loaded_is_told_with_its_line(self, folder, name, sentence):
        (folder.parent / "outside.py").write_text(FUNCTION, encoding="utf-8")
        (folder / "broken.py").write_text("def begun(tables): ...\n1 / 0\n", encoding="utf-8")
        with pytest.raises(DefinitionError) as caught:
            load_functions(definition(name, folder), allowed=True)
        assert sentence in str(caught.value)

    def test_nothing_is_written_beside_it(self, folder):
        load_functions(definition(folder=folder), allowed=True)
        assert [path.name for path in folder.iterdir()] == ["measures.py"]


class TestFigures:
    @pytest.mark.parametrize(
        "index",
        [
            pd.PeriodIndex(["2012-04", "2012-05"], freq="M"),
            pd.DatetimeIndex(["2012-04-01", "2012-05-01"]),
            ["2012-04", "May 2012"],
        ],
    )
    def test_months_may_be_named_in_any_usual_way_and_add_up(self, index):
        counted = figures(lambda _: pd.Series([1, 2.5], index=index))
        assert counted["2012/13 to 2012-05"].value * 2 == 7

    def test_it_keeps_the_last_where_the_definition_says_so(self):
        series = pd.Series([1, 2], index=["2012-04", "2012-05"])
        assert figures(lambda _: series, over_months=Accumulation.STOCK)["2012/13 to 2012-05"].value == 2

    def test_a_month_that_it_does_not_give_is_missing_not_zero(self):
        counted = figures(lambda _: pd.Series([1, float("nan")], index=["2012-04", "2012-05"]))
        assert counted["2012-05"].missing == "not given by its function"
        assert counted["2012/13 to 2012-05"].missing == "not given by its function"

    def test_it_receives_copies_of_the_tables(self):
        def spoil(tables):
            tables["cases"]["begun"] = pd.NaT
            return pd.Series([1.0], index=["2012-05"])

        other = small.measure("count", "cases", "begun")
        of = small.definition([CASES], [small.measure("one", "", kind="python", function="m.py:f"), other])
        series, _ = small.series_of(of, {"cases": ROWS}, functions={"m.py:f": spoil})
        assert series["count"].figures[next(p for p in series["count"].figures if p.code == "2012-05")].value == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda tables: tables["cases"]["child"].map(int),
            lambda _: pd.Series([1], index=["2012/13"]),
            lambda _: pd.Series(["c1"], index=["2012-05"]),
            lambda _: 1 / 0,
        ],
    )
    def test_whatever_goes_wrong_in_it_is_one_sentence_without_a_value(self, wrong):
        with pytest.raises(DefinitionError, match=r"measures\.py: The function begun stopped") as caught:
            figures(wrong)
        assert "c1" not in str(caught.value)

    def test_without_being_loaded_it_is_refused(self):
        with pytest.raises(DefinitionError, match="run with --allow-python only"):
            small.series_of(definition(), {"cases": ROWS})
