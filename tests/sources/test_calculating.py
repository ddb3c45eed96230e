"""Formulas that no program has calculated are calculated where somebody asks for it, and nothing else changes."""

import io
from datetime import date

import openpyxl
import pytest

from tests.builders.small_world import RECORDS, write_world
from tests.builders.source_workbooks import HEADINGS, by_code, cells_of, change_part, contacts, define, write_rows
from xl_scorecard import pipeline
from xl_scorecard.errors import WriteError
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.writers.office import convert, find_office

DAY = date(2012, 5, 14)
ROWS = [
    [*HEADINGS, "Days"],
    ["c1", "Male", "=DATE(2012,5,14)", "=1+1"],
    ['="c"&2', "Female", DAY, 7],
    ["c3", '=IF(D2>0,"Female","Male")', DAY, "=1/0"],
]


def by_hand(content, name):
    """The workbook as a program saves it that can work these formulas out."""
    assert name == "contacts.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Contacts"]
    sheet["C2"], sheet["D2"], sheet["A3"], sheet["B4"] = DAY, 99, "c2", "Female"
    sheet["C2"].number_format = "dd/mm/yyyy"
    sheet["D4"], sheet["D3"] = "#DIV/0!", 8
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(folder, calculate, **fields):
    write_rows(folder / "contacts.xlsx", ROWS, Others=[["x"]])
    return read_sources(define(folder, contacts(**fields)), calculate=calculate)


def check(tables):
    frame = tables.records["contacts"]
    assert frame["child"].tolist() == ["c1", "c2", "c3"]
    assert frame["gender"].tolist() == ["Male", "Female", "Female"]
    assert frame["contacted"].dt.date.tolist() == [DAY] * 3
    problems = by_code(tables)
    assert "SRC-022" not in problems
    assert sorted(cells_of(problems["SRC-029"])) == ["A3", "B4", "C2", "D2", "D4"]


def test_without_asking_they_are_missing_and_said(tmp_path):
    tables = read(tmp_path, None)
    assert by_code(tables)["SRC-022"].fix.endswith("--recalculate.")
    assert "SRC-029" not in by_code(tables)


def test_where_somebody_asks_they_have_the_values_that_a_program_works_out(tmp_path):
    check(read(tmp_path, by_hand))


def test_a_value_that_was_there_stays_and_an_error_is_an_error(tmp_path):
    from xl_scorecard.model.source import Column, ColumnType

    days = Column(name="days", headings=("Days",), type=ColumnType.NUMBER)
    tables = read(tmp_path, by_hand, columns=(*contacts().columns, days))
    assert tables.records["contacts"]["days"].tolist()[:2] == [99, 7]
    assert cells_of(by_code(tables)["SRC-021"]) == ["D4"]


def test_a_workbook_whose_formulas_all_have_values_is_not_touched(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", 41043]])
    with_formula = (b"<v>41043</v>", b"<f>DATE(2012,5,14)</f><v>41043</v>")
    change_part(tmp_path / "contacts.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml.replace(*with_formula))
    tables = read_sources(define(tmp_path, contacts()), calculate=lambda *_: pytest.fail("it was calculated"))
    assert len(tables.records["contacts"]) == 1


def test_what_was_behind_a_password_is_never_given_away(tmp_path):
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="the extra [encrypt] is not installed")
    path = write_rows(tmp_path / "plain.xlsx", ROWS)
    with path.open("rb") as plain, (tmp_path / "contacts.xlsx").open("wb") as behind:
        ooxml.OOXMLFile(plain).encrypt("secret", behind)
    with_password = {"password": "secret"}
    tables = read_sources(
        define(tmp_path, contacts()), calculate=lambda *_: pytest.fail("it was given away"), **with_password
    )
    assert "SRC-022" in by_code(tables)


def test_what_the_program_says_reaches_the_person(tmp_path):
    def broken(*_):
        raise WriteError("LibreOffice could not convert it.")

    with pytest.raises(WriteError, match="could not convert"):
        read(tmp_path, broken)


@pytest.mark.libreoffice
def test_libreoffice_works_them_out(tmp_path):
    if not find_office():
        pytest.skip("LibreOffice is not installed")
    check(read(tmp_path, lambda content, name: convert(content, "xlsx", file=name)))


@pytest.mark.libreoffice
def test_a_build_that_recalculates_counts_what_formulas_say(tmp_path):
    if not find_office():
        pytest.skip("LibreOffice is not installed")
    path = write_world(tmp_path, [HEADINGS, *RECORDS, ["c9", "Male", "=DATE(2012,5,14)"]])
    without, computed = pipeline.assess(path), pipeline.assess(path, computed=True)
    assert [one.sources[0].bad_rows for one in (without, computed)] == [1, 0]
    assert "SRC-029" in {problem.code for problem in computed.problems}
