"""Workbooks that carry one text in a place of one's choice: a child's id there is a leak, a word is none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from typing import Any

import xlsxwriter

from xl_scorecard.disclosure.printed import Printed
from xl_scorecard.disclosure.secrets import Secrets
from xl_scorecard.ooxml.names import serialise
from xl_scorecard.ooxml.package import ContentTypes, Package, Relationship, relationships_part, write_relationships

ID, INNOCENT = "DM448812", "North team"
BIRTHS = (date(2004, 2, 29), date(2006, 1, 5), date(2009, 11, 17))
SHEET = "List 7 Plans"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
XML_TYPE = "application/xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def secrets(**changes: Any) -> Secrets:
    """One id, one name of two words and one of one, three dates of birth, one source's sheet."""
    found = {
        "ids": frozenset({ID.casefold(), "4412"}),
        "names": frozenset({"amelia smith", "green", "zachariah"}),
        "births": frozenset(BIRTHS),
        "sheets": frozenset({SHEET.casefold()}),
    }
    return Secrets(**(found | changes))


PRINTED = Printed(words=frozenset({"green", "red"}))


def workbook(text: str = INNOCENT, *, place: str = "", dress: Callable[[Any, Any], None] | None = None) -> bytes:
    """A small workbook whose `place`, one of PLACES, holds `text`."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Scorecard")
    sheet.write_row("A1", ["Indicator", "2011/12", "2012/13"])
    sheet.write_row("A2", ["Plans", 184, 215])
    if dress:
        dress(book, sheet)
    if place in DRESSED:
        DRESSED[place](book, sheet, text)
    book.close()
    if place not in PATCHED:
        return content.getvalue()
    package = Package.of(content.getvalue())
    PATCHED[place](package, text)
    return package.to_bytes()


def add_part(package: Package, owner: str, name: str, kind: str, content: bytes, type_: str = XML_TYPE) -> str:
    """Add a part that `owner` is related to by a relationship of this kind; return the relationship's id."""
    links = dict(package.relationships(owner))
    id_ = f"rIdLeak{len(links)}"
    links[id_] = Relationship(id=id_, type=f"{OFFICE}/{kind}", target=name, external=False)
    package.replace(relationships_part(owner), write_relationships(links))
    package.replace(name, content)
    types = ContentTypes.of(package)
    types.add(name, type_)
    package.replace("[Content_Types].xml", serialise(types.root))
    return id_


def change(package: Package, part: str, old: str, new: str) -> None:
    """Replace the first `old` in a part, which must be there."""
    content = package.content(part).decode()
    assert old in content
    package.replace(part, content.replace(old, new, 1).encode())


def _hidden(book: Any, _sheet: Any, text: str) -> None:
    hidden = book.add_worksheet("Rows")
    hidden.write("A1", text)
    hidden.very_hidden()


def _sparkline_source(book: Any, sheet: Any, text: str) -> None:
    name = SHEET if text == ID else "Trend"
    book.add_worksheet(name).write_row("A1", [1, 2, 3])
    sheet.add_sparkline("D2", {"range": f"'{name}'!A1:C1"})


def _chart(book: Any, sheet: Any, text: str) -> None:
    chart = book.add_chart({"type": "column"})
    data = book.add_worksheet("Data")
    data.write_column("A1", [text, "South", "West"])
    data.write_column("B1", [1, 2, 3])
    chart.add_series({"categories": "=Data!$A$1:$A$3", "values": "=Data!$B$1:$B$3", "name": "Plans"})
    sheet.insert_chart("F2", chart)


def _birth_column(_book: Any, sheet: Any, text: str) -> None:
    style = _book.add_format({"num_format": "dd/mm/yyyy"})
    days = BIRTHS if text == ID else (date(2012, 4, 30), date(2012, 5, 31), date(2012, 3, 31))
    for row, day in enumerate(days, start=4):
        sheet.write_datetime(row, 0, day, style)


def _births_in_words(_book: Any, sheet: Any, text: str) -> None:
    days = ("29/2/2004", "5 January 2006", "2009-11-17") if text == ID else ("31/5/2012", "May 2012", "2012-04-30")
    sheet.write_column("A6", days)


def _filter(_book: Any, sheet: Any, text: str) -> None:
    sheet.autofilter("A1:C2")
    sheet.filter_column_list("A", ["Plans", text])


DRESSED: Mapping[str, Callable[[Any, Any, str], None]] = {
    "a text": lambda _b, s, t: s.write("A5", f"see {t}, please"),
    "a text in two formats": lambda b, s, t: s.write_rich_string(
        "A5", "see ", b.add_format({"bold": True}), t[:4], b.add_format({"italic": True}), t[4:], " ."
    ),
    "a note": lambda _b, s, t: s.write_comment("A5", f"Rung about {t}.", {"author": "Ann"}),
    "a very hidden sheet": _hidden,
    "a hidden row": lambda _b, s, t: (s.write("A9", t), s.set_row(8, None, None, {"hidden": True})),
    "a defined name": lambda b, _s, t: b.define_name("Case", f'="{t}"'),
    "a document property": lambda b, _s, t: b.set_properties({"subject": t}),
    "a custom property": lambda b, _s, t: b.set_custom_property("Case", t),
    "alt text": lambda _b, s, t: s.insert_textbox("F20", "Plans", {"description": f"Plan of {t}"}),
    "a text box": lambda _b, s, t: s.insert_textbox("F20", f"Plan of {t}"),
    "a validation list": lambda _b, s, t: s.data_validation("A5", {"validate": "list", "source": ["Yes", t]}),
    "a sparkline's range": _sparkline_source,
    "a chart's cache": _chart,
    "a header": lambda _b, s, t: s.set_header(f"&L{t}&R&P"),
    "a link's tip": lambda _b, s, t: s.write_url("A5", "internal:Scorecard!A1", tip=t),
    "a conditional format": lambda _b, s, t: s.conditional_format(
        "A2", {"type": "cell", "criteria": "==", "value": f'"{t}"', "format": None}
    ),
    "a filter": _filter,
    "cells with dates of birth": _birth_column,
    "dates of birth in words": _births_in_words,
    "a formula's text": lambda _b, s, t: s.write_formula("A5", f'="{t}"', None, t),
}


def _pivot(package: Package, text: str) -> None:
    """A pivot table's cache keeps the rows that it was made from, whatever the table shows."""
    records = f'<pivotCacheRecords {MAIN} count="1"><r><s v="{escape(text)}"/><n v="1"/></r></pivotCacheRecords>'
    definition = (
        f'<pivotCacheDefinition {MAIN} recordCount="1"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" '
        'sheet="Scorecard"/></cacheSource><cacheFields count="1"><cacheField name="Plans"><sharedItems/></cacheField>'
        "</cacheFields></pivotCacheDefinition>"
    )
    name = "xl/pivotCache/pivotCacheDefinition1.xml"
    add_part(package, "xl/workbook.xml", name, "pivotCacheDefinition", definition.encode(), f"{EXCEL}.pivotCache+xml")
    add_part(package, name, "xl/pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords", records.encode())


def _pivot_number(package: Package, text: str) -> None:
    _pivot(package, "x")
    number = "77448812" if text == ID else "215"
    change(package, "xl/pivotCache/pivotCacheRecords1.xml", '<n v="1"/>', f'<n v="{number}"/>')


def _pivot_source(package: Package, text: str) -> None:
    _pivot(package, "x")
    wanted = SHEET if text == ID else "Scorecard"
    change(package, "xl/pivotCache/pivotCacheDefinition1.xml", 'sheet="Scorecard"', f'sheet="{wanted}"')


def _external(package: Package, text: str) -> None:
    book = (
        f'<externalLink {MAIN}><externalBook><sheetNames><sheetName val="Sheet1"/></sheetNames><sheetDataSet>'
        f'<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{escape(text)}</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    )
    name = "xl/externalLinks/externalLink1.xml"
    id_ = add_part(package, "xl/workbook.xml", name, "externalLink", book.encode(), f"{EXCEL}.externalLink+xml")
    entry = f'<externalReferences><externalReference r:id="{id_}"/></externalReferences><calcPr'
    change(package, "xl/workbook.xml", "<calcPr", entry)


def _custom_xml(package: Package, text: str) -> None:
    content = f"<case><child>{escape(text)}</child></case>"
    add_part(package, "xl/workbook.xml", "customXml/item1.xml", "customXml", content.encode())


def _custom_attribute(package: Package, text: str) -> None:
    content = f'<cases><case id="{escape(text)}"/></cases>'
    add_part(package, "xl/workbook.xml", "customXml/item1.xml", "customXml", content.encode())


def _threaded(package: Package, text: str) -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    comment = f'<threadedComment ref="A2"><text>{text}</text></threadedComment>'
    content = f'<ThreadedComments xmlns="{space}">{comment}</ThreadedComments>'
    add_part(package, "xl/worksheets/sheet1.xml", "xl/threadedComments/t1.xml", "threadedComment", content.encode())


def _embedded(package: Package, text: str) -> None:
    inner = workbook(text, place="a text")
    add_part(package, "xl/worksheets/sheet1.xml", "xl/embeddings/book.xlsx", "package", inner)


def _picture(package: Package, text: str) -> None:
    content = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x20tEXtComment\x00" + text.encode() + b"\x00\x00"
    add_part(package, "xl/worksheets/sheet1.xml", "xl/media/image1.png", "image", content, "image/png")


def _old_drawing(package: Package, text: str) -> None:
    content = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><div>'
        f"<font>{text[:3]}</font><font>{text[3:]}</font></div></v:textbox></v:shape></xml>"
    )
    add_part(package, "xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing9.vml", "vmlDrawing", content.encode())


def _orphan(package: Package, text: str) -> None:
    package.replace("xl/worksheets/sheet99.xml", f"<worksheet {MAIN}><!-- {escape(text)} --></worksheet>".encode())


PATCHED: Mapping[str, Callable[[Package, str], None]] = {
    "a pivot table's cache": _pivot,
    "a number in a pivot table's cache": _pivot_number,
    "a pivot table's source": _pivot_source,
    "an external link's cache": _external,
    "custom XML": _custom_xml,
    "an attribute of custom XML": _custom_attribute,
    "a threaded comment": _threaded,
    "an embedded workbook": _embedded,
    "a picture's text": _picture,
    "an old drawing's runs": _old_drawing,
    "a remark in a part that nothing points at": _orphan,
}
PLACES = (*DRESSED, *PATCHED)


def zipped(parts: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """A zip file of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.comment = comment
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()
