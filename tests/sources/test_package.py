"""A workbook's sheets are found wherever its tools have put them."""

import zipfile

import pytest

from tests.builders.source_workbooks import HEADINGS, change_part, read_contacts, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.sources.package import find_sheet, open_package
from xl_scorecard.sources.readers import read_grids


@pytest.fixture
def workbook(tmp_path):
    return write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="List 1", **{"List 2": [["x"]]})


def test_a_sheet_is_found_whatever_its_case_and_spaces(workbook):
    assert find_sheet(open_package(workbook), "list  1 ").name == "List 1"


def test_of_two_sheets_that_differ_in_spaces_the_exact_one_is_found(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS], sheet="List 1", List1=[["x"]])
    assert find_sheet(open_package(path), "List1").name == "List1"
    assert find_sheet(open_package(path), "list1").name == "List 1"


def test_a_missing_sheet_names_the_nearest(workbook):
    with pytest.raises(SourceError, match=r"no sheet “Lst 2”; the nearest of its 2 is “List 2”"):
        find_sheet(open_package(workbook), "Lst 2")


def test_a_sheet_that_is_not_near_is_never_named(workbook):
    with pytest.raises(SourceError, match=r"no sheet “Referrals”; it has 2\."):
        find_sheet(open_package(workbook), "Referrals")


def test_without_a_name_the_first_visible_sheet_is_read(workbook):
    change_part(workbook, "xl/workbook.xml", lambda xml: xml.replace(b'state="visible"', b'state="hidden"', 1))
    package = open_package(workbook)
    assert package.sheets[0].hidden
    assert find_sheet(package, "").name == "List 2"


def test_a_package_whose_names_have_backslashes_is_read(workbook):
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(workbook, "w") as package:
        for name, data in parts.items():
            package.writestr(name.replace("/", "\\"), data)
    package = open_package(workbook)
    assert [sheet.name for sheet in package.sheets] == ["List 1", "List 2"]


def test_the_hash_is_that_of_the_file(tmp_path):
    read = read_contacts(tmp_path, [HEADINGS, ["c1", "Male", "01/05/2012"]]).files[0]
    assert len(read.sha256) == 64
    assert read.sha256 == open_package(tmp_path / "contacts.xlsx").sha256


def test_several_sheets_are_read_in_one_go(workbook):
    package = open_package(workbook)
    assert {name: len(grid.rows) for name, grid in read_grids(package, package.sheets).items()} == {
        "List 1": 1,
        "List 2": 1,
    }
