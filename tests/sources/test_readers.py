"""Each hazard that one of the readers has is met by the other, or said."""

import subprocess
import sys
from datetime import date

import openpyxl
import pytest

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
from xl_scorecard.sources import readers
from xl_scorecard.sources.grid import Fault
from xl_scorecard.sources.package import open_package
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.reading import read_sources

RECORD = ["c1", "Male", date(2012, 5, 14)]


def only_grid(path):
    package = open_package(path)
    (grid,) = read_grids(package, package.sheets).values()
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


def test_when_the_fast_reader_fails_the_careful_one_reads(tmp_path, monkeypatch):
    class PanicError(BaseException):
        """As calamine's is: not an Exception."""

    def panic(*_args):
        raise PanicError("a child's name")

    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    monkeypatch.setattr(readers, "CalamineWorkbook", type("Broken", (), {"from_filelike": staticmethod(panic)}))
    assert len(only_grid(path).rows) == 2


def test_when_the_careful_reader_fails_the_fast_one_reads_and_faults_are_kept(tmp_path, monkeypatch):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "#N/A", "=1+1"]])

    def fail(*_args, **_kwargs):
        raise ValueError("a child's name")

    monkeypatch.setattr(readers.openpyxl, "load_workbook", fail)
    assert list(only_grid(path).rows[2]) == ["c1", Fault.ERROR, Fault.NEVER_CALCULATED]


def test_a_sheet_that_neither_can_read_is_one_sentence(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    change_part(path, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet><sheetData><row><c>")
    with pytest.raises(SourceError, match=r"contacts.xlsx › Contacts: cannot be read\. Open it in Excel"):
        only_grid(path)


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
