"""The copy that is mailed: what is taken out of it, what stays, and what stops it."""

import io
import re
import warnings
from datetime import datetime

import pytest
from openpyxl import load_workbook

from tests.builders.leaking import (
    EXCEL,
    INNOCENT,
    MAIN,
    PLACES,
    PRINTED,
    add_part,
    change,
    secrets,
    workbook,
    zipped,
)
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.leaks import scan
from xl_scorecard.errors import DisclosureError
from xl_scorecard.ooxml.leftovers import find_leftovers
from xl_scorecard.ooxml.package import Package

MADE = datetime(2012, 5, 31)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def cleaned(content):
    return clean(content, organisation="Haringey Council", made=MADE, file="out.xlsx")


def opened(content):
    """The workbook; openpyxl warns that it does not know sparklines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(content))


def parts_of(content):
    package = Package.of(content)
    return {name: package.content(name) for name in package.names()}


@pytest.mark.parametrize("place", [p for p in PLACES if p != "a pivot table's source"])
def test_every_innocent_workbook_comes_out_clean_and_opens(place):
    copy = cleaned(workbook(INNOCENT, place=place)).content
    assert scan(copy, secrets(), PRINTED).leftovers == ()
    book = opened(copy)
    assert book["Scorecard"]["C2"].value == 215
    book.close()


def test_cleaning_twice_changes_nothing():
    once = cleaned(workbook(INNOCENT, place="a note")).content
    assert cleaned(once).content == once


def test_the_original_is_not_touched():
    content = workbook(INNOCENT, place="a very hidden sheet")
    before = bytes(content)
    cleaned(content)
    assert content == before


def test_hidden_sheets_go_with_all_that_belongs_to_them():
    def dress(book, _sheet):
        hidden = book.add_worksheet("_scorecard")
        hidden.write("A1", "binding")
        hidden.write_comment("A1", "how it was filled")
        hidden.very_hidden()
        book.add_worksheet("Notes").activate()
        book.define_name("Bound", "=_scorecard!$A$1")
        book.define_name("Kept", "=Notes!$A$1")
        book.define_name("Notes!Own", "=Notes!$A$2")

    result = cleaned(workbook(dress=dress))
    book = load_workbook(io.BytesIO(result.content))
    assert book.sheetnames == ["Scorecard", "Notes"]
    assert list(book.defined_names) == ["Kept"]
    assert list(book["Notes"].defined_names) == ["Own"]
    assert book.active.title == "Notes"
    assert not [name for name in parts_of(result.content) if "comments" in name or "sheet2" in name]
    assert result.removed == ("a hidden sheet",)
    book.close()


@pytest.mark.parametrize(
    "use",
    [
        lambda sheet, _book: sheet.write_formula("A5", "=SUM('Lookup 1'!A1:A3)", None, 3),
        lambda sheet, _book: sheet.data_validation("A5", {"validate": "list", "source": "='Lookup 1'!$A$1:$A$3"}),
        lambda sheet, _book: sheet.add_sparkline("D2", {"range": "'Lookup 1'!A1:A3"}),
    ],
)
def test_a_hidden_sheet_that_a_visible_one_needs_stops_it_by_name(use):
    def dress(book, sheet):
        book.add_worksheet("Lookup 1").hide()
        use(sheet, book)

    with pytest.raises(DisclosureError, match=r"“Lookup 1” is hidden.*“Scorecard”"):
        cleaned(workbook(dress=dress))


def test_macros_and_buttons_go_and_the_workbook_is_a_plain_one():
    def dress(_book, sheet):
        sheet.insert_button("F2", {"macro": "Refresh", "caption": "Refresh"})
        sheet.write_comment("A2", "a note stays")

    package = Package.of(workbook(dress=dress))
    project = "application/vnd.ms-office.vbaProject"
    add_part(package, "xl/workbook.xml", "xl/vbaProject.bin", "vbaProject", b"\xd0\xcf\x11\xe0", project)
    change(
        package,
        "[Content_Types].xml",
        f"{EXCEL}.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    result = cleaned(package.to_bytes())
    parts = parts_of(result.content)
    assert set(result.removed) == {"macros", "a button"}
    assert "xl/vbaProject.bin" not in parts
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert not [name for name, content in parts.items() if b"Button" in content]
    assert any(b"a note stays" in content for content in parts.values())


def test_a_shape_that_runs_a_macro_goes_and_another_shape_stays():
    def dress(_book, sheet):
        sheet.insert_textbox("F2", "Run me")
        sheet.insert_textbox("F12", "Read me")

    package = Package.of(workbook(dress=dress))
    change(package, "xl/drawings/drawing1.xml", 'macro=""', 'macro="[0]!Refresh"')
    parts = parts_of(cleaned(package.to_bytes()).content)
    assert b"Run me" not in parts["xl/drawings/drawing1.xml"]
    assert b"Read me" in parts["xl/drawings/drawing1.xml"]
    assert b"macro" not in parts["xl/drawings/drawing1.xml"]


def test_links_to_files_go_and_links_to_pages_and_sheets_stay():
    def dress(_book, sheet):
        sheet.write_url("A5", "external:lists.xlsx")
        sheet.write_url("A6", "https://www.gov.uk/")
        sheet.write_url("A7", "internal:Scorecard!A1")

    result = cleaned(workbook(dress=dress))
    sheet = load_workbook(io.BytesIO(result.content))["Scorecard"]
    assert sheet["A6"].hyperlink.target == "https://www.gov.uk/"
    assert sheet["A7"].hyperlink.location == "Scorecard!A1"
    assert sheet["A5"].hyperlink is None
    assert "a link to a file" in result.removed


def test_a_data_connection_goes():
    package = Package.of(workbook())
    content = f'<connections {MAIN}><connection id="1" name="db" type="1"/></connections>'
    add_part(
        package, "xl/workbook.xml", "xl/connections.xml", "connections", content.encode(), f"{EXCEL}.connections+xml"
    )
    result = cleaned(package.to_bytes())
    assert "a data connection" in result.removed
    assert "xl/connections.xml" not in parts_of(result.content)


def test_a_formula_into_another_workbook_is_left_for_the_scan_to_refuse():
    def dress(_book, sheet):
        sheet.write_formula("A5", "=[1]Sheet1!$A$1", None, 3)

    copy = cleaned(workbook(INNOCENT, place="an external link's cache", dress=dress)).content
    assert find_leftovers(copy) == ("a formula that points at another workbook (xl/worksheets/sheet1.xml)",)


def test_a_table_column_in_brackets_is_no_other_workbook():
    def dress(_book, sheet):
        sheet.add_table("A10:B12", {"name": "Plans", "columns": [{"header": "Open"}, {"header": "Ended"}]})
        sheet.write_formula("D5", '=SUM(Plans[Open])&" [1]"', None, 3)

    assert find_leftovers(cleaned(workbook(dress=dress)).content) == ()


def test_the_creator_is_the_organisation_and_nobody_saved_it_last():
    def dress(book, sheet):
        book.set_properties(
            {
                "title": "Scorecard",
                "author": "Ann Smith",
                "manager": "Bo",
                "company": "Elsewhere",
                "keywords": "draft",
                "hyperlink_base": "C:\\share",
            }
        )
        sheet.write_comment("A2", "checked", {"author": "Ann Smith"})

    content = workbook(dress=dress)
    parts = parts_of(cleaned(content).content)
    book = load_workbook(io.BytesIO(cleaned(content).content))
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Haringey Council", None)
    assert (book.properties.title, book.properties.created) == ("Scorecard", MADE)
    everything = b"\n".join(parts.values())
    assert not re.search(rb"Ann Smith|>Bo<|Elsewhere|draft|C:\\share", everything)
    book.close()


def test_the_folder_that_excel_notes_for_itself_goes():
    package = Package.of(workbook())
    note = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        'url="C:\\Users\\ann\\"/></mc:Choice></mc:AlternateContent><bookViews'
    )
    change(package, "xl/workbook.xml", "<bookViews", note)
    content = package.to_bytes()
    assert b"ann" in parts_of(content)["xl/workbook.xml"]
    copy = cleaned(content).content
    assert b"ann" not in parts_of(copy)["xl/workbook.xml"]
    assert b"AlternateContent" not in parts_of(copy)["xl/workbook.xml"]
    assert scan(copy, secrets(), PRINTED).is_clean


@pytest.mark.parametrize("content", [b"", b"no zip", zipped({"a.xml": b"<a/>"})])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(DisclosureError, match="cannot be looked through"):
        cleaned(content)


def test_every_real_workbook_is_cleaned_or_refused(shared):
    """Those that are cleaned open, and hold nothing that must not leave."""
    for path in sorted((shared / "workbooks" / "made-by-excel").glob("*.xlsx"))[:40]:
        copy = cleaned(path.read_bytes()).content
        assert find_leftovers(copy) == (), path.name
        opened(copy).close()
