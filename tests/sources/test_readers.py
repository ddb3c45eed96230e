"""Each hazard that one of the readers has is met by the other, or said."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.builders.binary_workbooks import write_binary
from tests.builders.source_workbooks import (
    HEADINGS,
    by_code,
    cells_of,
    change_part,
    contacts,
    define,
    read_contacts,
    write_rows,
)
from xl_scorecard.errors import SourceError
from xl_scorecard.sources import readers, sheet_xml
from xl_scorecard.sources.book import open_book
from xl_scorecard.sources.grid import Fault
from xl_scorecard.sources.peeking import peek
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.reading import read_sources

DATA = Path(__file__).parents[1] / "data"
RECORD = ["c1", "Male", date(2012, 5, 14)]


def only_grid(path):
    book = open_book(path)
    (grid,) = read_grids(book, book.sheets).values()
    return grid


def test_a_far_cell_does_not_end_the_process(tmp_path):
    """Where it does, it is this child process that ends."""
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    book = openpyxl.load_workbook(tmp_path / "contacts.xlsx")
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "contacts.xlsx")
    code = (
        "import sys; from pathlib import Path; from tests.builders.source_workbooks import define, contacts\n"
        "from xl_scorecard.sources.reading import read_sources\n"
        "tables = read_sources(define(Path(sys.argv[1]), contacts()))\n"
        "print(len(tables.records['contacts']), dict(tables.files[0].left_out))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1", "{}"], done.stderr[-500:]


def test_error_cells_are_missing_with_their_address(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD, ["c2", "Male", "#N/A"], ["#REF!", "Male", date(2012, 5, 1)]])
    problems = [problem for problem in tables.problems if problem.code == "SRC-021"]
    assert [cells_of(problem) for problem in problems] == [["A4"], ["C3"]]
    assert tables.records["contacts"]["child"].tolist() == ["c1", "c2", None]
    assert tables.files[0].bad_rows == 1


def test_an_error_typed_as_text_is_missing_too(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    book = openpyxl.load_workbook(path)
    book.active["B2"] = "#N/A"
    book.active["B2"].data_type = "s"
    book.save(path)
    tables = read_sources(define(tmp_path, contacts()))
    assert cells_of(by_code(tables)["SRC-021"]) == ["B2"]


def test_formulas_never_calculated_are_said(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS, ["c1", "Male", "=TODAY()"]])
    problem = by_code(tables)["SRC-022"]
    assert cells_of(problem) == ["C2"]
    assert "save it" in problem.fix
    assert tables.files[0].bad_rows == 1


def test_a_calculated_formula_is_its_value(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", 41043]])
    change_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>41043</v>", b"<f>TODAY()</f><v>41043</v>")
    )
    tables = read_sources(define(tmp_path, contacts()))
    assert tables.records["contacts"]["contacted"].tolist()[0].date() == date(2012, 5, 14)
    assert "SRC-022" not in by_code(tables)


def test_a_wrong_stored_dimension_loses_nothing(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD, RECORD])
    change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:C3"', b'ref="A1:B1"'))
    assert len(read_sources(define(tmp_path, contacts())).records["contacts"]) == 2


INLINE = b'<c r="A1" t="inlineStr"><is><t>Child ID</t></is></c><c r="B1" t="inlineStr"><is><t>Gender</t></is></c>'
ROWS = b'<sheetData><row r="1">%s</row><row r="2">%s</row></sheetData>'


def with_rows(path, first, second):
    return change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda _: b'<worksheet xmlns="%s">' % MAIN + ROWS % (first, second) + b"</worksheet>",
    )


MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TWICE = b'<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>'


def test_what_our_reader_does_not_know_how_to_read_openpyxl_reads_with_its_faults(tmp_path):
    """Here a cell that is there twice, which no program writes."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    with_rows(path, INLINE, b'<c r="A2" t="e"><v>#N/A</v></c><c r="C2"><f>1+1</f></c>' + TWICE)
    book = open_book(path)
    assert readers.read_fast(book.package, book.sheets) == {}
    assert only_grid(path).row(2) == [Fault.ERROR, 2, Fault.NEVER_CALCULATED]


def test_leading_zeros_that_a_format_shows_are_seen_by_openpyxl_too(tmp_path):
    """The style of A2 is 00000; B2 is there twice, so that our own reader gives the sheet up."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    book = openpyxl.load_workbook(path)
    book.active["E1"].number_format = "00000"
    book.save(path)
    cell = b'<c r="A2" s="%d"><v>12</v></c>' % book.active["E1"].style_id
    with_rows(path, INLINE, cell + TWICE)
    assert readers.read_fast(open_book(path).package, open_book(path).sheets) == {}
    tables = read_sources(define(tmp_path, contacts(columns=contacts().columns[:2])))
    assert tables.records["contacts"]["child"].tolist() == ["00012"]


def test_what_openpyxl_cannot_read_calamine_reads_and_what_it_cannot_see_is_said(tmp_path):
    """Cells that do not say where they stand, one of them with a style that there is not."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    with_rows(path, INLINE, b'<c s="99"><v>1</v></c><c><v>2</v></c>')
    grid = only_grid(path)
    assert grid.row(2) == [1, 2]
    assert not grid.sees_all
    assert "SRC-017" in by_code(read_sources(define(tmp_path, contacts(columns=(contacts().columns[0],)))))
    assert [problem.code for problem in peek(path).sheets[0].problems] == ["SRC-017"]


def test_a_sheet_that_no_reader_can_read_is_one_sentence(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    change_part(path, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet><sheetData><row><c>")
    with pytest.raises(SourceError, match=r"contacts.xlsx › Contacts: cannot be read\. Open it in Excel") as caught:
        only_grid(path)
    assert caught.value.code == "SRC-128"


def test_of_two_sheets_the_one_that_can_be_read_is_read(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD], Others=[HEADINGS, RECORD])
    change_part(path, "xl/worksheets/sheet2.xml", lambda _: b"<worksheet><sheetData><row><c>")
    assert len(read_sources(define(tmp_path, contacts(sheet="Contacts"))).records["contacts"]) == 1


def test_a_parser_that_takes_too_long_is_ended_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "MOST_SECONDS", 0.01)
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, *[RECORD] * 3000])
    change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="A2"', b"<c"))
    with pytest.raises(SourceError, match="more time or memory") as caught:
        only_grid(path)
    assert caught.value.code == "SRC-127"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system has no limit of memory for a process")
def test_a_parser_that_wants_too_much_memory_is_ended_and_said(tmp_path):
    """A far cell that does not say its row: calamine would ask for the whole sheet, and end this process."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    with_rows(path, INLINE, b'<c s="99"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>')
    with pytest.raises(SourceError, match="more time or memory"):
        only_grid(path)


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="XFE2"><v>1</v></c>',
        b'<c r="AAAA2"><v>1</v></c>',
        b'<c r="A1048577"><v>1</v></c>',
        b"<c ><v>1</v></c>" * 500_000,
        b"<c><v>1</v></c>" * 500_000,
        b"".join(b'<c r="A2"><v>%d</v></c>' % n for n in range(20_000)),
    ],
    ids=["one too far", "four letters", "one too deep", "half a million", "half a million more", "all in one place"],
)
def test_a_row_of_more_cells_than_a_sheet_has_columns_is_refused_before_any_other_parser(tmp_path, monkeypatch, cells):
    monkeypatch.setattr(readers, "read_limited", None)
    path = with_rows(write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD]), INLINE, cells)
    with pytest.raises(SourceError, match="outside the 16,384 columns") as caught:
        only_grid(path)
    assert caught.value.code == "SRC-126"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_opendocument_workbooks_are_read_in_a_process_of_their_own(ending):
    """Written by LibreOffice from three rows."""
    grid = only_grid(DATA / f"three_rows.{ending}")
    assert [grid.row(number) for number in (1, 2, 3)] == [
        ["Child Unique ID", "Gender", "Date of Contact"],
        ["0012", "Male", datetime(2012, 5, 14)],
        ["c2", "Female", datetime(2012, 5, 15)],
    ]
    assert not grid.sees_all


def test_binary_workbooks_are_read_in_a_process_of_their_own(tmp_path):
    write_binary(tmp_path / "contacts.xlsb", [["Title"], HEADINGS, ["0012", "Male", 41043.0], ["c2", "Male", "x"]])
    tables = read_sources(define(tmp_path, contacts(file="contacts.xlsb")))
    assert tables.records["contacts"]["child"].tolist() == ["0012", "c2"]
    assert by_code(tables)["SRC-017"].fix.startswith("Open it in Excel and save it")


def test_more_different_texts_than_memory_holds_are_left_to_a_reader_with_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "contacts.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Contacts")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, 10):
            sheet.write_row(row, 0, [f"c{row}", "Male"])
    book = open_book(path)
    assert set(readers.read_fast(book.package, book.sheets)) == {1}
    monkeypatch.setattr(sheet_xml, "MOST_WORDS", 5)
    assert readers.read_fast(book.package, book.sheets) == {}
    assert len(read_sources(define(tmp_path, contacts())).records["contacts"]) == 9


def test_a_strict_workbook_is_read(tmp_path):
    """openpyxl finds no sheet in one, and says nothing."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = [
        (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
        (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
    ]
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        for old, new in names:
            change_part(path, part, lambda xml, old=old, new=new: xml.replace(transitional + old, strict + new))
    assert len(read_sources(define(tmp_path, contacts())).records["contacts"]) == 1


def test_styles_that_cannot_be_parsed_do_not_stop_the_reading(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", 41043]])
    change_part(path, "xl/styles.xml", lambda _: b"<styleSheet>")
    assert only_grid(path).row(2) == ["c1", "Male", 41043]


def test_parts_far_larger_than_such_parts_usually_are_do_not_fill_the_memory(tmp_path, monkeypatch):
    path = tmp_path / "contacts.xlsx"
    with xlsxwriter.Workbook(path) as written:
        written.add_worksheet("Contacts").write_row(1, 0, ["c1", "Male"])
    monkeypatch.setattr(readers, "WORDS_AT_MOST", 10)
    book = open_book(path)
    assert readers.read_fast(book.package, book.sheets) == {}
    assert only_grid(path).row(2) == ["c1", "Male"]
    monkeypatch.setattr("xl_scorecard.sources.package.PARSED_AT_MOST", 10)
    with pytest.raises(SourceError, match="no worksheet"):
        open_book(path)
