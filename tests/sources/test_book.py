"""A source file of any form is opened once, and its sheets are found however they are meant."""

import zipfile

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.builders.readers import cells_of_grid
from tests.builders.source_workbooks import (
    HEADINGS,
    change_part,
    contacts,
    define,
    read_contacts,
    write_rows,
)
from xl_scorecard.errors import SourceError
from xl_scorecard.sources.book import find_area, find_sheet, open_book
from xl_scorecard.sources.forms import Form
from xl_scorecard.sources.package import Extras
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.reading import read_sources


@pytest.fixture
def workbook(tmp_path):
    return write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="List 1", **{"List 2": [["x"]]})


def test_a_sheet_is_found_whatever_its_case_and_spaces(workbook):
    assert find_sheet(open_book(workbook), "list  1 ").name == "List 1"


def test_of_two_sheets_that_differ_in_spaces_the_exact_one_is_found(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="List 1", List1=[["x"]])
    assert find_sheet(open_book(path), "List1").name == "List1"
    assert find_sheet(open_book(path), "list1").name == "List 1"


def test_a_missing_sheet_names_the_nearest(workbook):
    with pytest.raises(SourceError, match=r"no sheet “Lst 2”; the nearest of its 2 is “List 2”"):
        find_sheet(open_book(workbook), "Lst 2")


def test_a_sheet_that_is_not_near_is_never_named(workbook):
    with pytest.raises(SourceError, match=r"no sheet “Referrals”; it has 2\."):
        find_sheet(open_book(workbook), "Referrals")


def test_a_near_sheet_that_may_be_named_after_a_child_is_never_named(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="Contacts Zebedee")
    with pytest.raises(SourceError, match=r"no sheet “Contacts 2012 A”; it has 1\."):
        find_sheet(open_book(path), "Contacts 2012 A")


@pytest.mark.parametrize(("wanted", "name"), [("#2", "List 2"), ("# 1", "List 1"), ("*2", "List 2"), ("l*1", "List 1")])
def test_a_sheet_is_found_by_position_or_pattern(workbook, wanted, name):
    assert find_sheet(open_book(workbook), wanted).name == name


def test_a_sheet_that_has_the_very_name_goes_before_a_position(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="First", **{"#1": [["x"]]})
    assert find_sheet(open_book(path), "#1").position == 2


def test_a_pattern_that_two_sheets_meet_is_refused_without_naming_them(workbook):
    with pytest.raises(SourceError, match=r"has 2 sheets that “List\*” may mean") as caught:
        find_sheet(open_book(workbook), "List*")
    assert caught.value.code == "SRC-132"


def test_a_pattern_passes_over_hidden_sheets_while_a_visible_one_meets_it(workbook):
    change_part(workbook, "xl/workbook.xml", lambda xml: xml.replace(b'state="visible"', b'state="hidden"', 1))
    assert find_sheet(open_book(workbook), "List*").name == "List 2"


@pytest.mark.parametrize("wanted", ["#3", "List 3*"])
def test_a_position_or_pattern_that_no_sheet_meets_is_said(workbook, wanted):
    with pytest.raises(SourceError, match="has no sheet") as caught:
        find_sheet(open_book(workbook), wanted)
    assert caught.value.code == "SRC-131"


def test_without_a_name_the_first_visible_sheet_is_read(workbook):
    change_part(workbook, "xl/workbook.xml", lambda xml: xml.replace(b'state="visible"', b'state="hidden"', 1))
    book = open_book(workbook)
    assert book.sheets[0].hidden
    assert find_sheet(book, "").name == "List 2"


def test_a_package_whose_names_have_backslashes_is_read(workbook):
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(workbook, "w") as package:
        for name, data in parts.items():
            package.writestr(name.replace("/", "\\"), data)
    assert [sheet.name for sheet in open_book(workbook).sheets] == ["List 1", "List 2"]


def test_the_hash_is_that_of_the_file(tmp_path):
    read = read_contacts(tmp_path, [HEADINGS, ["c1", "Male", "01/05/2012"]]).files[0]
    assert len(read.sha256) == 64
    assert read.sha256 == open_book(tmp_path / "contacts.xlsx").sha256


def test_several_sheets_are_read_in_one_go(workbook):
    book = open_book(workbook)
    assert {n: grid.numbers.tolist() for n, grid in read_grids(book, book.sheets).items()} == {1: [1], 2: [1]}


@pytest.fixture
def with_tables(tmp_path):
    """Two tables beside each other under a title, one with a row of totals; and a named range."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lists"
    rows = [
        ["Title"],
        [],
        [*HEADINGS, None, *HEADINGS],
        ["c1", "Male", "01/05/2012", None, "c9", "Female", "02/05/2012"],
    ]
    rows += [["c2", "Male", "01/05/2012", None, 2, None, None], ["below", None, None]]
    for row in rows:
        sheet.append(row)
    sheet.add_table(Table(displayName="Contacts", ref="A3:C5"))
    other = Table(displayName="Others", ref="E3:G5", totalsRowCount=1)
    sheet.add_table(other)
    book.defined_names["first_list"] = DefinedName("first_list", attr_text="Lists!$A$3:$C$4")
    book.defined_names["a_sum"] = DefinedName("a_sum", attr_text="SUM(Lists!$A$3:$C$4)")
    book.save(tmp_path / "contacts.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    ("table", "children"),
    [("Contacts", ["c1", "c2"]), ("others", ["c9"]), ("first_list", ["c1"])],
)
def test_a_table_or_a_named_range_is_read_alone(with_tables, table, children):
    tables = read_sources(define(with_tables, contacts(table=table)))
    assert tables.records["contacts"]["child"].tolist() == children


def test_a_missing_table_names_the_nearest(with_tables):
    with pytest.raises(SourceError, match="no table or named range “Contcts”; the nearest is “Contacts”"):
        find_area(open_book(with_tables / "contacts.xlsx"), "Contcts")
    with pytest.raises(SourceError, match="it has 3"):
        find_area(open_book(with_tables / "contacts.xlsx"), "zzz")


def test_tables_of_other_forms_are_refused_with_what_to_do(tmp_path):
    (tmp_path / "contacts.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="tables and named ranges are not read") as caught:
        read_sources(define(tmp_path, contacts(file="contacts.csv", table="x")))
    assert caught.value.code == "SRC-134"


def test_a_text_file_has_one_sheet_without_a_name(tmp_path):
    (tmp_path / "contacts.csv").write_text("a,b\n", encoding="utf-8")
    book = open_book(tmp_path / "contacts.csv")
    assert (book.form, [sheet.shown() for sheet in book.sheets]) == (Form.TEXT, [""])


def test_macros_links_and_embedded_files_are_counted_and_said(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", "01/05/2012"]])
    for part in ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"):
        change_part(path, part, lambda _: b"<x/>")
    assert open_book(path).extras == Extras(macros=True, links=1, embedded=1)
    twice = read_sources(define(tmp_path, contacts(), contacts(name="again")))
    assert [p.code for p in twice.problems if p.code in ("SRC-018", "SRC-019")] == ["SRC-018", "SRC-019"]


def test_a_sheet_named_after_a_child_is_called_by_its_position(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", "01/05/2012"]], sheet="Zebedee Quux")
    tables = read_sources(define(tmp_path, contacts()))
    assert tables.files[0].sheet == "sheet 1"
    assert all(problem.place.sheet in ("", "sheet 1") for problem in tables.problems)
    assert open_book(path).sheets[0].shown("zebedee quux") == "Zebedee Quux"


def test_a_sheet_that_the_definition_names_is_called_so(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", "01/05/2012"]], sheet="Zebedee")
    assert read_sources(define(tmp_path, contacts(sheet="Zebedee"))).files[0].sheet == "Zebedee"


def test_cells_of_a_grid_are_python_values_again(workbook):
    book = open_book(workbook)
    assert cells_of_grid(read_grids(book, book.sheets)[2]) == {(1, 0): "x"}
