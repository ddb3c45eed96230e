"""Given figures with their periods across: headings of one row or two, in any common spelling, values or pairs."""

from datetime import date
from fractions import Fraction

import openpyxl
import pytest

from tests.builders.source_workbooks import by_code, cells_of, define, given, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.model.source import Column, ColumnType, LeaveOut, SourceKind
from xl_scorecard.sources.periods import read_heading
from xl_scorecard.sources.reading import read_sources


def read(folder, rows, *columns, **fields):
    write_rows(folder / "reference.xlsx", rows, sheet="Figures")
    columns = tuple(Column(name=name, headings=headings, type=ColumnType.TEXT) for name, headings in columns)
    return read_sources(define(folder, given(SourceKind.FIGURES, columns=columns, **fields)))


def figures(tables):
    return {(one.code, one.period.code): one.value for one in tables.reference.given}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Apr-12", "2012-04"),
        ("April 2012", "2012-04"),
        ("apr 2012", "2012-04"),
        ("Sept-12", "2012-09"),
        ("May '12", "2012-05"),
        ("2012-05", "2012-05"),
        (date(2012, 5, 1), "2012-05"),
        ("2012/13", "2012/13"),
        ("2012-13", "2012/13"),
        ("2012/2013", "2012/13"),
        ("2012-2013", "2012/13"),
        ("2010/ 11", "2010/11"),
        (" 2012\u201113\u00a0", "2012/13"),
        ("Q1 2012/13", "Q1 2012/13"),
        ("Q1 2012-13", "Q1 2012/13"),
        ("2012/13 to 2012-05", "2012/13 to 2012-05"),
        ("FY2012/13", "2012/13"),
        ("Financial year 2012-13", "2012/13"),
        ("Quarter 1 2012/13", "Q1 2012/13"),
        ("2012/13 Q1", "Q1 2012/13"),
    ],
)
def test_a_period_across_is_read_in_any_common_spelling(tmp_path, heading, code):
    tables = read(tmp_path, [["Title"], ["Code", "Description", heading], ["OP411", "Plans", 12]])
    assert figures(tables) == {("OP411", code): 12}


@pytest.mark.parametrize("text", ["Target", "2012", "13/2012", "Mai-12", "Q5 2012/13", "2012/14", "12", "x-12", ""])
def test_what_is_no_period_is_none(text):
    assert read_heading(text) is None


def test_printed_numbers_blanks_and_symbols_are_what_they_are_everywhere(tmp_path):
    rows = [["Code", "2010/11", "2011/12", "Apr-12", "May-12"], ["OP411", "9,556", None, "[c]", 3]]
    rows += [["Op368", "25.6%", "25,6%", 0.5, "(12)"]]
    tables = read(tmp_path, rows)
    assert figures(tables) == {
        ("OP411", "2010/11"): 9556,
        ("OP411", "2012-05"): 3,
        ("Op368", "2010/11"): Fraction(128, 5),
        ("Op368", "2012-04"): Fraction(1, 2),
        ("Op368", "2012-05"): -12,
    }
    told = {code: cells_of(one) for code, one in by_code(tables).items()}
    assert told == {"SRC-050": ["B2", "B3", "E3"], "SRC-023": ["D2"], "SRC-051": ["C3"], "SRC-054": ["D3"]}


def test_headings_may_stand_in_two_rows_with_periods_merged_above(tmp_path):
    rows = [
        ["Report"],
        ["", "", "2010/11", None, None, "2011/12", None, None],
        ["Code", "Title", "Value", "Numerator", "Denominator", "Value", "Num.", "Den"],
        ["Op368", "x", 25.6, 26, 160, None, 9, 167],
    ]
    found = read(tmp_path, rows).reference.given
    assert [(one.period.code, one.value, one.numerator, one.denominator) for one in found] == [
        ("2010/11", Fraction(128, 5), 26, 160),
        ("2011/12", None, 9, 167),
    ]


def test_a_heading_of_one_row_may_say_period_and_role(tmp_path):
    rows = [
        ["Code", "Apr-12 Num", "Apr-12 Den.", "Denominator (2011/12)", "numerator 2011/12"],
        ["Op368", 26, 160, 9, 4],
    ]
    found = read(tmp_path, rows).reference.given
    assert [(one.period.code, one.numerator, one.denominator) for one in found] == [
        ("2012-04", 26, 160),
        ("2011/12", 4, 9),
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("Apr-12", "2012-04"), ("FY 2011/12", "2011/12"), ("2011-2012", "2011/12"), ("Sept '12", "2012-09")],
)
def test_a_row_for_each_period_may_spell_it_in_any_common_way(tmp_path, cell, code):
    tables = read(tmp_path, [["Code", "Period", "Value"], ["OP411", cell, 12]])
    assert figures(tables) == {("OP411", code): 12}


def test_a_period_in_a_row_of_figures_is_no_heading(tmp_path):
    with pytest.raises(SourceError, match="no column is headed “Period”"):
        read(tmp_path, [["Code", "Year", "Value"], ["OP411", "2011/12", 2], ["Op368", "2011/12", 3]])


def test_a_heading_below_a_period_that_is_no_figure_is_passed_over_and_said(tmp_path):
    rows = [["Code", "2010/11", None, "2011/12"], [None, "Value", "Target", "Value"], ["OP411", 3, 99, 4]]
    tables = read(tmp_path, rows)
    assert figures(tables) == {("OP411", "2010/11"): 3, ("OP411", "2011/12"): 4}
    assert cells_of(by_code(tables)["SRC-077"]) == ["C2"]


def test_a_period_that_comes_twice_is_said_with_whether_its_figures_agree(tmp_path):
    rows = [["Code", "2011/12", "May-12", "2011/12"], ["OP411", 3, 1, 3], ["Op368", 5, 1, 6]]
    tables = read(tmp_path, rows)
    assert figures(tables)["Op368", "2011/12"] == 5
    told = {code: cells_of(one) for code, one in by_code(tables).items()}
    assert told == {"SRC-076": ["D2"], "SRC-074": ["D3"]}


def test_periods_may_be_declared_by_their_headings(tmp_path):
    rows = [["Ref", "Last year", "This year", "No", "Of"], ["OP411", 3, 4, None, None], ["Op368", None, None, 26, 160]]
    tables = read(
        tmp_path,
        rows,
        ("Code", ("Ref",)),
        ("2010/11", ("Last year",)),
        ("2011/12", ("This year",)),
        ("2011/12 numerator", ("No",)),
        ("2011/12 denominator", ("column E",)),
    )
    assert figures(tables) == {("OP411", "2010/11"): 3, ("OP411", "2011/12"): 4, ("Op368", "2011/12"): None}
    assert (tables.reference.given[2].numerator, tables.reference.given[2].denominator) == (26, 160)
    assert "SRC-077" not in by_code(tables)


def test_codes_may_stand_in_a_column_without_a_heading(tmp_path):
    tables = read(tmp_path, [[None, "Title", "2011/12"], ["OP 411", "x", 3]], ("Code", ("column A",)))
    assert figures(tables) == {("OP411", "2011/12"): 3}


def test_rows_between_the_figures_are_counted_and_codes_that_are_unknown_are_said(tmp_path):
    rows = [["Code", "2011/12"], ["1. Plans", None], [None, "Value"], ["OP411", 3], ["OP999", 4], ["A note", None]]
    tables = read(tmp_path, rows)
    assert tables.files[0].left_out == {"rows without a code or a figure": 3, "unknown codes": 1}
    assert cells_of(by_code(tables)["SRC-071"]) == ["A5"]


@pytest.mark.parametrize("heading", ["2010-11", date(2010, 11, 1)])
def test_a_heading_that_may_be_a_year_is_read_as_a_month_and_said(tmp_path, heading):
    tables = read(tmp_path, [["Code", heading], ["OP411", 3]])
    assert figures(tables) == {("OP411", "2010-11"): 3}
    assert cells_of(by_code(tables)["SRC-073"]) == ["B1"]


def test_a_row_for_each_period_is_still_read_with_declared_headings(tmp_path):
    rows = [["Ref", "When", "Figure", "Value"], ["OP411", "2011/12", 3, 9]]
    tables = read(tmp_path, rows, ("Code", ("Ref",)), ("Period", ("When",)), ("value", ("Figure",)))
    assert tables.problems == ()
    assert figures(tables) == {("OP411", "2011/12"): 3}


def test_rows_of_figures_may_be_left_out(tmp_path):
    rows = [["Code", "Period", "Value", "Source"], ["OP411", "2011/12", 3, "draft"], ["OP411", "2010/11", 4, "final"]]
    tables = read(tmp_path, rows, leave_out=(LeaveOut(column="Source", words=("draft",)),))
    assert figures(tables) == {("OP411", "2010/11"): 4}


def test_a_table_of_figures_with_periods_across_may_be_named(tmp_path):
    path = write_rows(tmp_path / "reference.xlsx", [["x"], [], ["Code", "2011/12"], ["OP411", 3]], sheet="Figures")
    book = openpyxl.load_workbook(path)
    book.active.add_table(openpyxl.worksheet.table.Table(displayName="Given", ref="A3:B4"))
    book.save(path)
    tables = read_sources(define(tmp_path, given(SourceKind.FIGURES, table="Given")))
    assert figures(tables) == {("OP411", "2011/12"): 3}
    assert tables.problems == ()


def test_no_rows_under_the_periods_is_said(tmp_path):
    assert [one.code for one in read(tmp_path, [["Code", "2011/12"], ["Notes", None]]).problems] == ["SRC-010"]
