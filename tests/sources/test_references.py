"""Given figures, benchmarks, not-reported periods and notes, as staff type them."""

from datetime import date
from fractions import Fraction

import openpyxl
import pytest

from tests.builders.source_workbooks import by_code, cells_of, change_part, define, given, month, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.source import SourceKind
from xl_scorecard.sources.reading import read_sources

FIGURES = ["Code", "Period", "Value", "Numerator", "Denominator", "Source"]
BENCHMARKS = ["Code", "Comparator", "Period", "Value", "Method", "Source"]


def read(folder, kind, rows, *, reference=None, **fields):
    write_rows(folder / "reference.xlsx", rows, sheet="Given")
    return read_sources(define(folder, given(kind, **fields), reference=reference))


def figures(folder, *rows):
    return read(folder, SourceKind.FIGURES, [FIGURES, *rows])


def notes(folder, *rows):
    return read(folder, SourceKind.NOTES, [["Code", "Period", "Note"], *rows])


def test_a_figure_of_a_measure_or_an_indicator_is_exact(tmp_path):
    rows = [
        ["population", "2011/12", 49104, None, None, "ONS"],
        ["Op368", "May 2012", 70.1, 26, "1,160"],
        ["OP411", "2010/11", None, 3],
    ]
    assert figures(tmp_path, *rows).reference.given == (
        GivenFigure(code="population", period=month("2011/12"), value=Fraction(49104), source="ONS"),
        GivenFigure(
            code="Op368",
            period=month("2012-05"),
            value=Fraction(701, 10),
            numerator=Fraction(26),
            denominator=Fraction(1160),
        ),
        GivenFigure(code="OP411", period=month("2010/11"), numerator=Fraction(3)),
    )


def test_benchmarks_are_read_whole(tmp_path):
    rows = [
        ["Overview"],
        BENCHMARKS,
        ["Op368", "England", "2010/11", "71.5%", "mean", "DfE"],
        ["Op368", "SN", "2010/11", 77.1],
    ]
    tables = read(tmp_path, SourceKind.BENCHMARKS, rows)
    year = month("2010/11")
    assert tables.reference.benchmarks == (
        Benchmark(
            indicator="Op368", comparator="England", period=year, value=Fraction(143, 2), method="mean", source="DfE"
        ),
        Benchmark(indicator="Op368", comparator="SN", period=year, value=Fraction(771, 10)),
    )


def test_not_reported_and_notes_are_read(tmp_path):
    tables = read(
        tmp_path,
        SourceKind.NOT_REPORTED,
        [["Code", "Period", "Reason"], ["Op368", "2012-04", "system change"], ["OP 411", "2010/11", None]],
    )
    assert tables.reference.not_reported == (
        NotReported(indicator="Op368", period=month("2012-04"), reason="system change"),
        NotReported(indicator="OP411", period=month("2010/11"), reason="not reported"),
    )
    assert notes(tmp_path, ["Op368", "2012-04", "Two lines\nof it."]).reference.notes == (
        Note(indicator="Op368", period=month("2012-04"), text="Two lines\nof it."),
    )


def test_a_note_that_nobody_has_written_is_left_out_without_a_problem(tmp_path):
    tables = notes(tmp_path, ["Op368", "2012-04", None], ["OP411", "2012-04", "Yes."])
    assert tables.files[0].left_out == {"rows without text": 1}
    assert tables.problems == ()


@pytest.mark.parametrize("code", ["op411", "OP 411", " Op 411\u00a0", "OP\u200b411", "ＯＰ４１１"])
def test_a_code_is_found_whatever_its_case_and_spaces(tmp_path, code):
    tables = notes(tmp_path, [code, "2012-05", "x"])
    assert [note.indicator for note in tables.reference.notes] == ["OP411"]
    assert tables.problems == ()


def test_a_code_with_cyrillic_letters_is_read_as_its_look_alike_and_said(tmp_path):
    tables = notes(tmp_path, ["Op368", "2012-04", "x"], ["Ор368", "2012-05", "y"])
    problem = by_code(tables)["SRC-070"]
    assert [note.indicator for note in tables.reference.notes] == ["Op368", "Op368"]
    assert cells_of(problem) == ["A3"]
    assert "CYRILLIC CAPITAL LETTER O, CYRILLIC SMALL LETTER ER" in problem.sentence
    assert "read as “Op368”" in problem.sentence
    assert tables.files[0].bad_rows == 0


def test_a_code_that_the_definition_does_not_have_is_said_with_the_nearest(tmp_path):
    tables = notes(tmp_path, ["Op386", "2012-05", "x"], ["Щ999", "2012-05", "y"])
    problems = [problem for problem in tables.problems if problem.code == "SRC-071"]
    assert "(the nearest is “Op368”)" in problems[0].sentence
    assert "nearest" not in problems[1].sentence
    assert "CYRILLIC CAPITAL LETTER SHCHA" in by_code(tables)["SRC-070"].sentence
    assert tables.reference.notes == ()
    assert tables.files[0].left_out == {"unknown codes": 2}
    assert tables.files[0].usable


def test_a_measure_has_figures_but_no_notes(tmp_path):
    assert notes(tmp_path, ["population", "2012-05", "x"]).reference.notes == ()


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("2012-05", "May 2012"),
        ("May 2012", "May 2012"),
        ("may-2012", "May 2012"),
        (date(2012, 5, 1), "May 2012"),
        ("2012/13", "2012/13"),
        ("Q1 2012/13", "Q1 2012/13"),
        ("2012/13 to 2012-05", "2012/13 to May"),
        ("\u00a02012\u201105\u200b", "May 2012"),
    ],
)
def test_a_period_is_read_from_words_and_dates(tmp_path, cell, label):
    tables = notes(tmp_path, ["Op368", cell, "x"])
    assert [note.period.label for note in tables.reference.notes] == [label]
    assert tables.problems == ()


@pytest.mark.parametrize("cell", ["2012", 2012, 41043, "13/2012", "soon"])
def test_what_is_no_period_is_a_bad_row(tmp_path, cell):
    tables = notes(tmp_path, ["Op368", cell, "x"])
    assert cells_of(by_code(tables)["SRC-072"]) == ["B2"]
    assert tables.files[0].bad_rows == 1
    assert tables.reference.notes == ()


@pytest.mark.parametrize("cell", [date(2010, 11, 1), "2010-11"])
def test_a_month_that_may_have_been_a_year_is_said(tmp_path, cell):
    tables = notes(tmp_path, ["Op368", cell, "x"])
    assert tables.reference.notes[0].period == month("2010-11")
    assert "read as Nov 2010" in by_code(tables)["SRC-073"].sentence


def test_a_row_without_code_or_period_is_bad(tmp_path):
    tables = notes(tmp_path, [None, "2012-05", "x"], ["Op368", None, "y"])
    assert [cells_of(problem) for problem in tables.problems] == [["A2"], ["B3"]]
    assert {problem.code for problem in tables.problems} == {"SRC-020"}
    assert tables.files[0].bad_rows == 2


def test_a_symbol_or_nothing_for_a_figure_is_left_out_and_a_word_is_bad(tmp_path):
    tables = figures(
        tmp_path,
        ["Op368", "2010/11", "[c]"],
        ["Op368", "2011/12", None],
        ["OP411", "2011/12", "lots"],
        ["OP411", "2010/11", 3],
    )
    assert [figure.value for figure in tables.reference.given] == [Fraction(3)]
    assert tables.files[0].left_out == {"rows without a figure": 2}
    assert tables.files[0].bad_rows == 1
    assert {code: cells_of(problem) for code, problem in by_code(tables).items()} == {
        "SRC-023": ["C2"],
        "SRC-075": ["C3"],
        "SRC-051": ["C4"],
    }


def test_a_percentage_below_one_is_read_as_it_stands_and_said(tmp_path):
    tables = figures(tmp_path, ["Op368", "2010/11", 0.256], ["population", "2010/11", 0.5])
    assert tables.reference.given[0].value == Fraction(32, 125)
    assert cells_of(by_code(tables)["SRC-054"]) == ["C2"]


@pytest.mark.parametrize("irregular", [False, True])
def test_a_percentage_that_its_format_shows_is_that_percentage(tmp_path, irregular):
    """Whichever reader reads it: a cell that is there twice is nothing for our own."""
    rows = [["Code", "2010/11", "2011/12"], ["Op368", 0.256, 0.004], ["Op368", "x", None]]
    path = write_rows(tmp_path / "reference.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.active["B2"].number_format, book.active["C2"].number_format = "0.0%", "0.0%"
    book.save(path)
    if irregular:
        twice = (b"</sheetData>", b'<row r="9"><c r="E9"><v>1</v></c><c r="E9"><v>1</v></c></row></sheetData>')
        change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(*twice))
    tables = read_sources(define(tmp_path, given(SourceKind.FIGURES)))
    assert [figure.value for figure in tables.reference.given] == [Fraction(128, 5), Fraction(2, 5)]
    assert "SRC-054" not in by_code(tables)


def test_a_second_figure_for_the_same_thing_is_not_used_and_said(tmp_path):
    own = GivenFigure(code="OP411", period=month("2010/11"), value=Fraction(9))
    rows = [FIGURES, ["OP411", "2010/11", 3], ["Op368", "2010/11", 4], ["op368", "2010/11", 5], ["Op368", "2011/12", 6]]
    tables = read(tmp_path, SourceKind.FIGURES, rows, reference=Reference(given=(own,)))
    assert [figure.value for figure in tables.reference.given] == [9, 4, 6]
    assert cells_of(by_code(tables)["SRC-074"]) == ["A2", "A4"]


def test_what_the_definition_gives_and_what_the_sources_give_stand_together(tmp_path):
    own = Reference(notes=(Note(indicator="Op368", period=month("2012-04"), text="own"),))
    rows = [["Code", "Period", "Note"], ["Op368", "2012-04", "theirs"]]
    tables = read(tmp_path, SourceKind.NOTES, rows, reference=own)
    assert [note.text for note in tables.reference.notes] == ["own", "theirs"]
    assert own.notes == tables.reference.notes[:1]


def test_a_fixed_heading_that_is_missing_is_an_error_with_the_nearest(tmp_path):
    with pytest.raises(SourceError, match=r"“Period” \(the nearest is “Perod” in B1\)"):
        read(tmp_path, SourceKind.NOTES, [["Code", "Perod", "Note"]])


def test_an_optional_heading_need_not_be_there(tmp_path):
    tables = read(tmp_path, SourceKind.FIGURES, [FIGURES[:3], ["OP411", "2010/11", 3]])
    assert tables.problems == ()


def test_total_rows_are_left_out_here_too(tmp_path):
    tables = figures(tmp_path, ["OP411", "2010/11", 3], ["Total", None, 3])
    assert tables.files[0].left_out == {"total rows": 1}


def test_no_rows_are_always_said(tmp_path):
    assert [problem.code for problem in figures(tmp_path).problems] == ["SRC-010"]
