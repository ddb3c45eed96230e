"""Broken workbooks: a sound one with one thing made wrong, one for every rule of the lint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from xl_scorecard.ooxml.archive import members_of, pack, to_bytes

Change = Callable[[str], str]
SHEET, SECOND, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
STYLES, STRINGS, TYPES = "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
TABLE, DRAWING, CHART = "xl/tables/table1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"
CHAIN, NOTES, VML = "xl/calcChain.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"


@dataclass(frozen=True)
class Breaking:
    """What is made wrong: the part, how, and what the lint says of it. A part is left out where `change` is None."""

    part: str
    change: Change | None
    said: str


def put(old: str, new: str) -> Change:
    """A piece of text replaced, once."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def sub(pattern: str, new: str) -> Change:
    """What a pattern finds replaced, once."""

    def change(text: str) -> str:
        assert re.search(pattern, text, re.DOTALL), pattern
        return re.sub(pattern, new, text, count=1, flags=re.DOTALL)

    return change


def after(pattern: str, place: str) -> Change:
    """What a pattern finds moved behind what another finds."""

    def change(text: str) -> str:
        found = re.search(pattern, text, re.DOTALL)
        assert found, pattern
        text = text.replace(found[0], "", 1)
        end = re.search(place, text, re.DOTALL)
        assert end, place
        return text[: end.end()] + found[0] + text[end.end() :]

    return change


def broken(sound: bytes, breaking: Breaking) -> bytes:
    """The sound workbook with one thing made wrong."""
    members = members_of(sound)
    if breaking.change is None:
        del members[breaking.part]
    else:
        changed = breaking.change(members[breaking.part].unpacked().decode())
        members[breaking.part] = pack(breaking.part, changed.encode("utf-8", "surrogatepass"))
    return to_bytes(members.values())


BROKEN = {
    # the package
    "a part without a type": Breaking(TYPES, sub(r'<Override PartName="/xl/tables/table1.xml"[^>]*/>', ""), "only the content type of any XML"),
    "a type without a part": Breaking(TYPES, put("</Types>", '<Override PartName="/xl/no.xml" ContentType="a/b"/></Types>'), "has a type for xl/no.xml, which is missing"),
    "an unknown ending": Breaking(TYPES, sub(r'<Default Extension="png"[^>]*/>', ""), "has no content type"),
    "a missing part": Breaking("xl/theme/theme1.xml", None, "is related to xl/theme/theme1.xml, which is missing"),
    "a missing relationship": Breaking(SHEET, sub(r'<drawing r:id="[^"]*"', '<drawing r:id="rId999"'), "names the relationship rId999"),
    "a link without a relationship": Breaking(SHEET, sub(r'(<hyperlink ref="B6" r:id=")[^"]*', r"\1rId777"), "names the relationship rId777"),
    "a prefix that nobody declared": Breaking(SHEET, put('mc:Ignorable="x14ac', 'mc:Ignorable="zz x14ac'), "names the prefix zz"),
    "a control character": Breaking(STRINGS, put("Total", "To\x0btal"), "is not well-formed"),
    "a field left over": Breaking(STRINGS, put("Total", "{{ scorecard.title }}"), "a field {{ … }} was left in it"),
    # the workbook
    "a sheet's name that is too long": Breaking(BOOK, put('name="Lists"', f'name="{"N" * 32}"'), "is no name for a sheet"),
    "a sheet's name with a slash": Breaking(BOOK, put('name="Odd"', 'name="O/d"'), "is no name for a sheet"),
    "two sheets of one name": Breaking(BOOK, put('name="Odd"', 'name="data"'), "the sheet name data is there twice"),
    "two sheets of one id": Breaking(BOOK, sub(r'sheetId="5"', 'sheetId="3"'), "the sheetId 3 is there twice"),
    "no sheet to be seen": Breaking(BOOK, lambda text: re.sub(r"<sheet (?![^>]*state=)", '<sheet state="hidden" ', text), "no sheet can be seen"),
    "a sheet to begin with that is not there": Breaking(BOOK, sub(r"<workbookView ", '<workbookView activeTab="99" '), "the sheet to begin with is not there"),
    "two names alike": Breaking(BOOK, put("</definedNames>", '<definedName name="RATE">1</definedName></definedNames>'), "the name rate is there twice"),
    "a name of a sheet that is not there": Breaking(BOOK, put("</definedNames>", '<definedName name="x">No!$A$1</definedName></definedNames>'), "points at the sheet No, which is not there"),
    "a name that belongs to no sheet": Breaking(BOOK, put('localSheetId="0"', 'localSheetId="99"'), "belongs to a sheet that is not there"),
    "a sheet that looks like a cell, unquoted": Breaking(BOOK, put("</definedNames>", '<definedName name="x">Op410!$A$1</definedName></definedNames>'), "names the sheet Op410 without quotes"),
    "a chain over a cell without a formula": Breaking(CHAIN, sub(r'r="W1"', 'r="B11"'), "B11 holds no formula"),
    # the styles and texts
    "a format out of range": Breaking(SHEET, sub(r'(<c r="A11" s=")\d+', r"\g<1>999"), "A11 has the format 999"),
    "a font out of range": Breaking(STYLES, sub(r'(<cellXfs.*?fontId=")\d+', r"\g<1>99"), "has a fontId that is not there"),
    "a count of formats that is wrong": Breaking(STYLES, sub(r'<cellXfs count="\d+"', '<cellXfs count="3"'), "<cellXfs> says 3"),
    "a colour that is too short": Breaking(STYLES, sub(r'rgb="FF(\w{6})"', r'rgb="\1"'), "is no colour"),
    "a text that is not there": Breaking(SHEET, sub(r'(<c r="A11"[^>]*t="s"><v>)\d+', r"\g<1>9999"), "A11 shows a text that is not there"),
    "a text that is too long": Breaking(STRINGS, put("Total", "T" * 32_768), "is longer than a cell can hold"),
    "a count of texts that is wrong": Breaking(STRINGS, sub(r'uniqueCount="\d+"', 'uniqueCount="1"'), "says 1 texts"),
    # rows and cells
    "rows out of order": Breaking(SHEET, sub(r'(<row r="11".*?</row>)(<row r="12".*?</row>)', r"\2\1"), "row 11 is out of order"),
    "cells out of order": Breaking(SHEET, sub(r'(<c r="A11".*?</c>)(<c r="B11".*?</c>)', r"\2\1"), "the cell A11 is out of order"),
    "a cell twice": Breaking(SHEET, sub(r'(<c r="A11".*?</c>)', r"\1\1"), "the cell A11 is out of order, or there twice"),
    "a cell in another row": Breaking(SHEET, put('<c r="A11"', '<c r="A12"'), "the cell A12 stands in row 11"),
    "no number": Breaking(SECOND, sub(r'(<c r="D1"[^>]*><f>1\+1</f><v>)2', r"\1nan"), "D1 should hold a number"),
    "a text where a number should be": Breaking(SHEET, sub(r'(<c r="A11"[^>]*) t="s"><v>\d+', r"\1><v>Code"), "A11 should hold a number"),
    "neither true nor false": Breaking(SHEET, sub(r'(<c r="A11"[^>]*) t="s"><v>\d+', r'\1 t="b"><v>yes'), "A11 should be true or false"),
    "a bracket that is not closed": Breaking(SECOND, put("<f>1+1</f>", "<f>SUM(1,1</f>"), "D1 holds a formula that is not well-formed"),
    "a quote that is not closed": Breaking(SECOND, put("<f>1+1</f>", '<f>"a</f>'), "D1 holds a formula that is not well-formed"),
    "an equals sign too many": Breaking(SECOND, put("<f>1+1</f>", "<f>=1+1</f>"), "D1 holds a formula that is not well-formed"),
    "a formula of a sheet that is not there": Breaking(SECOND, put("<f>1+1</f>", "<f>No!A1</f>"), "D1 points at the sheet No"),
    "a text in the cell that is too long": Breaking(SHEET, sub(r'<c r="A11"[^>]*>.*?</c>', f'<c r="A11" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c>'), "A11 has a longer text than a cell can hold"),
    "no rows": Breaking(SHEET, sub(r"<sheetData>.*</sheetData>", ""), "has no rows"),
    # around the rows
    "merged cells after validation": Breaking(SHEET, after(r"<mergeCells.*?</mergeCells>", r"</dataValidations>"), "<mergeCells> stands too late"),
    "rules before the rows": Breaking(SHEET, after(r"<conditionalFormatting .*?</conditionalFormatting>", r"</sheetViews>"), "stands too late"),
    "extensions before the end": Breaking(SHEET, after(r"<extLst><ext (?:(?!<extLst>).)*</extLst>(?=</worksheet>)", r"</sheetData>"), "stands too late"),
    "merged cells that overlap": Breaking(SHEET, lambda t: put('<mergeCell ref="C2:F2"/>', '<mergeCell ref="C2:F2"/><mergeCell ref="D2:G3"/>')(t), "merged cells overlap"),
    "a count of merged cells that is wrong": Breaking(SHEET, sub(r'<mergeCells count="\d+"', '<mergeCells count="9"'), "<mergeCells> says 9"),
    "a range with a comma": Breaking(SHEET, sub(r'<conditionalFormatting sqref="[^"]*"', '<conditionalFormatting sqref="A1:A2,A5"'), "is no list of ranges"),
    "a rule's format out of range": Breaking(SHEET, sub(r'dxfId="\d+"', 'dxfId="77"'), "a rule has the format 77"),
    "an icon set with two thresholds": Breaking(SHEET, sub(r"(<iconSet .*?)<cfvo [^>]*/>", r"\1"), "has 2 thresholds"),
    "a custom icon set with two icons": Breaking(SHEET, sub(r"<x14:cfIcon [^>]*/>", ""), "3 thresholds and 2 icons"),
    "a list of more than 255 characters": Breaking(SHEET, put('"Q1,Q2"', f'"{"Quarter," * 40}"'), "is longer than 255 characters"),
    "a footer of more than 255 characters": Breaking(SHEET, put("<oddFooter>", f"<oddFooter>{'x' * 260}"), "<oddFooter> is longer than 255 characters"),
    "more page breaks than Excel takes": Breaking(SHEET, sub(r"(<rowBreaks [^>]*>)", r"\1" + '<brk id="1"/>' * 1027), "more than 1,026 page breaks"),
    "a rule that is named and not there": Breaking(SHEET, sub(r'(<x14:cfRule type="dataBar" id="\{)\w{8}', r"\g<1>00000000"), "is named and not there"),
    "a link to a sheet that is not there": Breaking(SHEET, sub(r'location="Data!A1"', 'location="No!A1"'), "a link in B7 points at the sheet No"),
    "controls inside a rule": Breaking(SHEET, lambda t: put("<extLst><ext ", '<extLst><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/><ext ')(t), "<AlternateContent> stands in <extLst>"),
    "a sparkline in no cell": Breaking(SHEET, sub(r"<xm:sqref>H12</xm:sqref>", ""), "a sparkline stands in no cell"),
    "sparkline colours out of order": Breaking(SHEET, sub(r"(<x14:colorSeries[^>]*/>)(<x14:colorNegative[^>]*/>)", r"\2\1"), "its parts in the wrong order"),
    "a kind of sparkline that is none": Breaking(SHEET, put('type="stacked"', 'type="win_loss"'), "win_loss is no kind of sparkline"),
    # tables, drawings, notes
    "a heading that is not its column's": Breaking(TABLE, put('name="Value"', 'name="Figure"'), "the heading in B19 is not that of its column"),
    "a table's name with a space": Breaking(TABLE, put('displayName="History"', 'displayName="His tory"'), "is no name for a table"),
    "two tables of one id": Breaking("xl/tables/table2.xml", sub(r' id="\d+"', ' id="1"'), "has the id 1 of another table"),
    "two tables of one name": Breaking("xl/tables/table2.xml", put('displayName="Sales"', 'displayName="history"'), "or that of another"),
    "two columns of one name": Breaking(TABLE, put('name="Value"', 'name="month"'), "has two columns of one name"),
    "a column too few": Breaking(TABLE, put('ref="A19:C20"', 'ref="A19:D20"'), "another number of columns"),
    "a picture outside the sheet": Breaking(DRAWING, sub(r"<xdr:col>\d+</xdr:col>", "<xdr:col>-1</xdr:col>"), "something floats outside the sheet"),
    "a series of a sheet that is not there": Breaking(CHART, put("<c:f>Card!", "<c:f>Crad!"), "a series points at the sheet Crad"),
    "two notes on one cell": Breaking(NOTES, put('ref="B12"', 'ref="C4"'), "two notes stand on one cell"),
    "a note without its box": Breaking(VML, put('ObjectType="Note"', 'ObjectType="Shape"'), "notes have 2 boxes"),
}  # fmt: skip
