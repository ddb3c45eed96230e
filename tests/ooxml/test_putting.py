"""A few cells put into a workbook: everything else in it stays byte for byte."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from xl_scorecard.ooxml.putting import put_cells


def workbook(*rows, table=""):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Figures"
    for row in rows:
        page.append(row)
    page["A2"].font = Font(bold=True)
    if table:
        page.add_table(Table(displayName="Figures", ref=table))
    book.create_sheet("Other")["A1"] = "stays"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ROWS = (("Code", "Value"), ("a", 1), ("b", 2))


def page(content, name="Figures"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def test_cells_are_put_and_the_others_stay():
    found = page(put_cells(workbook(*ROWS), {"Figures": {"B2": 9, "A4": "c", "B4": 1.5, "C1": "More"}}))
    assert list(found.iter_rows(values_only=True)) == [
        ("Code", "Value", "More"),
        ("a", 9, None),
        ("b", 2, None),
        ("c", 1.5, None),
    ]


def test_text_stays_text_whatever_it_looks_like():
    put = {"A4": "2012/13", "A5": "=1+1", "A6": "0012", "A7": " <&> "}
    content = put_cells(workbook(*ROWS), {"Figures": put})
    assert [page(content)[cell].value for cell in put] == list(put.values())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in sheet


def test_a_new_cell_looks_like_the_nearest_one_above_and_an_old_one_keeps_its_look():
    found = page(put_cells(workbook(*ROWS), {"Figures": {"A4": "c", "A2": "z"}}))
    assert found["A4"].font.bold
    assert found["A2"].font.bold
    assert not found["A3"].font.bold


def test_a_table_that_ends_just_above_grows_and_one_further_up_does_not():
    content = workbook(*ROWS, table="A1:B3")
    assert page(put_cells(content, {"Figures": {"A4": "c", "A5": "d"}})).tables["Figures"].ref == "A1:B5"
    assert page(put_cells(content, {"Figures": {"A6": "c"}})).tables["Figures"].ref == "A1:B3"


def test_every_other_part_is_the_same_byte_for_byte():
    before = workbook(*ROWS)
    after = put_cells(before, {"Figures": {"A4": "c"}})
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        differing = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]


def test_the_area_of_the_sheet_grows_with_it():
    after = put_cells(workbook(*ROWS), {"Figures": {"D9": "x"}})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert b'<dimension ref="A1:D9"' in archive.read("xl/worksheets/sheet1.xml")


def test_a_sheet_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        put_cells(workbook(*ROWS), {"Nothing": {"A1": 1}})
