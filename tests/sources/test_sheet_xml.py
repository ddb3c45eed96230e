"""The XML of a sheet is read as programs write it, each cell with what it is; anything else is left to other readers."""

from datetime import datetime, time, timedelta
from xml.sax.saxutils import escape

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.readers import cells_of_grid
from xl_scorecard.sources.area import Area
from xl_scorecard.sources.cell_styles import CellStyles, read_styles
from xl_scorecard.sources.grid import PERCENT, CellKind, Fault
from xl_scorecard.sources.shared_words import read_words
from xl_scorecard.sources.sheet_xml import Workbook, read_sheet_xml
from xl_scorecard.sources.xml_blocks import IrregularError, TooWideError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DATE, DURATION, PADDED = 1, 2, 3
STYLES = CellStyles(
    kinds=np.array([CellKind.NUMBER, CellKind.DATE, CellKind.DURATION, CellKind.NUMBER], dtype=np.uint8),
    widths=np.array([0, 0, 0, 5], dtype=np.uint8),
)
BOOK = Workbook(words=["Male", "Female"], styles=STYLES)


def grid_of(cells, *, before="", after="", book=BOOK, piece=1 << 20):
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'.encode()
    return read_sheet_xml((xml[start : start + piece] for start in range(0, len(xml), piece)), book)


def row(cells, number=1):
    return f'<row r="{number}">{cells}</row>'


def only(cell, **more):
    (value,) = cells_of_grid(grid_of(row(cell), **more)).values()
    return value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12</v></c>', 12),
        ('<c r="A1" t="n"><v>-12</v></c>', -12),
        ('<c r="A1" s="0"><v>123456789</v></c>', 123_456_789),
        ('<c r="A1"><v>0.1</v></c>', 0.1),
        ('<c r="A1"><v>16.300000000000001</v></c>', 16.3),
        ('<c r="A1"><v>1E-3</v></c>', 0.001),
        ('<c r="A1"><v>1.5e+10</v></c>', 1.5e10),
        ('<c r="A1" t="s"><v>1</v></c>', "Female"),
        ('<c r="A1" t="s" s="1"><v>0</v></c>', "Male"),
        ('<c r="A1" s="1" t="s"><v>0</v></c>', "Male"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" s="1"><v>41043</v></c>', datetime(2012, 5, 14)),
        ('<c r="A1" s="1"><v>41043.5</v></c>', datetime(2012, 5, 14, 12)),
        ('<c r="A1" s="1"><v>0.25</v></c>', time(6)),
        ('<c r="A1" s="2"><v>1.5</v></c>', timedelta(days=1, hours=12)),
        ('<c r="A1" s="99"><v>7</v></c>', 7),
        ('<c r="A1" s=""><v>7</v></c>', 7),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Fault.ERROR),
        ('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>', Fault.ERROR),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><f>1+1</f></c>', Fault.NEVER_CALCULATED),
        ('<c r="A1"><f>1+1</f><v></v></c>', Fault.NEVER_CALCULATED),
        ('<c r="A1"><f>1+1</f><v/></c>', Fault.NEVER_CALCULATED),
        ('<c r="A1"><f t="shared" si="0"/></c>', Fault.NEVER_CALCULATED),
        ('<c r="A1" t="str"><f>A2</f><v>a &amp; b</v></c>', "a & b"),
        ('<c r="A1" t="str"><f>A2</f><v>a_x000D_b</v></c>', "a\rb"),
        ('<c r="A1" t="inlineStr"><is><t>a&lt;b</t></is></c>', "a<b"),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>', "ab"),
        ('<c r="A1" s="1" t="inlineStr"><is><t>a &amp; b</t></is></c>', "a & b"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="inlineStr"><is><t xml:lang="en-GB-and-more">a</t></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is x="1"><t>a</t></is></c>', "a"),
        ('<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>', "A"),
        ('<c r="A1" t="d"><v>2012-05-14</v></c>', datetime(2012, 5, 14)),
        ('<c r="A1" t="d"><v>2012-05-14T12:00:00</v></c>', datetime(2012, 5, 14, 12)),
        ("<c r='A1' s='1'><v>41043</v></c>", datetime(2012, 5, 14)),
        ('<c  r = "A1">\n<v>3</v>\n</c>', 3),
        ('<c s="1" r="A1"><v>41043</v></c>', datetime(2012, 5, 14)),
        ('<c r="A1"><v>4</v><extLst><ext uri="x"/></extLst></c>', 4),
    ],
)
def test_a_cell_is_what_excel_shows(cell, value):
    found = only(cell)
    assert found == value
    assert isinstance(found, bool) is isinstance(value, bool)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"/>',
        '<c r="A1"></c>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1" t="inlineStr"></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
    ],
)
def test_a_cell_without_a_value_is_blank_and_counts_as_existing(cell):
    grid = grid_of(row(cell))
    assert cells_of_grid(grid) == {}
    assert grid.facts.cells == 1
    assert grid.filled == 0


@pytest.mark.parametrize(
    "cells",
    [
        "<c><v>1</v></c>",
        '<c r="A1" t="s"><v>2</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>0.5</v></c>',
        '<c r="A1"><v>one</v></c>',
        '<c r="A1"><v>1_000</v></c>',
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        '<c r="A1" t="x"><v>1</v></c>',
        '<c r="a1"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><!-- a note -->',
        '<c r="A1" t="str"><v><![CDATA[x]]></v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A1"><v>1</v></c><x/>',
        "<x/>",
        '<c r="A1"><v>1</v>',
        '<c r="A1" t="inlineStr"><v>1</v></c>',
        '<c r="A1" t="s"><is><t>1</t></is></c>',
    ],
)
def test_what_no_program_writes_is_left_to_other_readers(cells):
    with pytest.raises(IrregularError):
        grid_of(row(cells))


@pytest.mark.parametrize(
    "xml", [b"<worksheet><sheetData>", b"<x/>", b"", b"<w:worksheet><sheetData/></w:worksheet>", b"\xff\xfe<"]
)
def test_what_is_cut_short_or_no_sheet_is_left_to_other_readers(xml):
    with pytest.raises(IrregularError):
        read_sheet_xml([xml], BOOK)


@pytest.mark.parametrize("place", ["XFE1", "AAAA1", "A1048577", "A99999999"])
def test_a_cell_outside_a_sheet_is_refused(place):
    with pytest.raises(TooWideError):
        grid_of(row(f'<c r="{place}"><v>1</v></c>'))
    with pytest.raises(TooWideError):
        grid_of(row(f'<c x="1" r="{place}"><v>1</v></c>'))


def test_the_last_cell_of_a_sheet_is_read_without_the_sheet_in_between():
    cells = row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576"><v>2</v></c>', 1_048_576)
    assert cells_of_grid(grid_of(cells)) == {(1, 0): 1, (1_048_576, 16_383): 2}


def test_plain_and_odd_cells_stand_together_in_their_order():
    cells = "".join(
        row(f'<c r="A{n}"><v>{n}</v></c>' if n % 2 else f'<c r="A{n}"><f>x</f><v>{n}</v></c>', n) for n in range(1, 9)
    )
    assert [cell for _, cell in sorted(cells_of_grid(grid_of(cells)).items())] == list(range(1, 9))


@pytest.mark.parametrize("prefix", ["x:", "main.a-b:"])
def test_tags_with_a_prefix_are_the_same_tags(prefix):
    name = prefix[:-1]
    xml = f'<{prefix}worksheet xmlns:{name}="{MAIN}"><{prefix}sheetData><{prefix}row r="1">'
    xml += f'<{prefix}c r="A1" t="s"><{prefix}v>1</{prefix}v></{prefix}c><{prefix}c r="B1"/></{prefix}row>'
    xml += f"</{prefix}sheetData></{prefix}worksheet>"
    assert cells_of_grid(read_sheet_xml([xml.encode()], BOOK)) == {(1, 0): "Female"}


@pytest.mark.parametrize("rows", ["<sheetData/>", "<sheetData></sheetData>", "<sheetData />"])
def test_a_sheet_without_rows_is_empty(rows):
    grid = read_sheet_xml([f'<worksheet xmlns="{MAIN}">{rows}</worksheet>'.encode()], BOOK)
    assert len(grid.numbers) == 0
    assert grid.width == 0


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same_days():
    book = Workbook(words=[], styles=STYLES, epoch_1904=True)
    assert only('<c r="A1" s="1"><v>39581</v></c>', book=book) == datetime(2012, 5, 14)
    assert only('<c r="A1" s="1"><f>x</f><v>39581</v></c>', book=book) == datetime(2012, 5, 14)
    assert only('<c r="A1"><v>39581</v></c>', book=book) == 39581


def test_hidden_rows_and_columns_filters_and_merged_cells_are_told():
    rows = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="0"/><row r="4" hidden="true"/>'
    grid = grid_of(
        rows,
        before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>',
        after='<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A2:B4"/>'
        '<mergeCell ref="A:A"/></mergeCells>',
    )
    assert grid.facts.hidden_rows == {2, 4}
    assert grid.facts.hidden_columns == (range(2, 4),)
    assert grid.facts.filtered
    assert grid.facts.merged == (Area(rows=range(2, 5), columns=range(1, 3)),)


def test_digits_that_a_format_shows_are_told_with_the_number():
    strip = grid_of(row('<c r="A1" s="3"><v>123</v></c><c r="B1" s="3"><f>x</f><v>7</v></c>')).strips
    assert [strip[index].cells.widths.tolist() for index in (0, 1)] == [[5], [5]]


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.floats(-9e307, 9e307),
    st.sampled_from(["Male", "Female"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=5),
    st.booleans(),
)


def written(value, place):
    match value:
        case None:
            return f'<c r="{place}" s="0"/>'
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case str() if value not in BOOK.words:
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        case str():
            return f'<c r="{place}" t="s"><v>{BOOK.words.index(value)}</v></c>'
        case _:
            return f'<c r="{place}"><v>{value!r}</v></c>'


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=12), piece=st.integers(20, 300))
def test_whatever_the_values_and_wherever_the_file_is_cut_the_same_cells_are_read(rows, piece):
    xml = "".join(
        row("".join(written(value, f"{'ABCD'[n]}{number}") for n, value in enumerate(values)), number)
        for number, values in enumerate(rows, start=1)
    )
    expected = {
        (number, index): value
        for number, values in enumerate(rows, start=1)
        for index, value in enumerate(values)
        if value is not None
    }
    assert cells_of_grid(grid_of(xml, piece=piece)) == expected


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<si><t>a</t></si><si><t/></si>", ["a", ""]),
        ('<si><t xml:space="preserve"> a </t></si>', [" a "]),
        ("<si><t>a &amp;amp; &lt;b&gt; &#233; &#x41;</t></si>", ["a &amp; <b> é A"]),
        ("<si><r><rPr/><t>a</t></r><r><t>b</t></r></si><si><t>c</t></si>", ["ab", "c"]),
        ("<si><t>漢</t><rPh sb='0' eb='1'><t>カン</t></rPh></si>", ["漢"]),
        ("<si><t>a\r\nb\rc</t></si>", ["a\nb\nc"]),
        ("<si><t>_x0041__x000D_</t></si>", ["A\r"]),
        ("", []),
    ],
)
def test_shared_texts_are_what_a_person_sees(xml, words):
    assert read_words(f'<sst xmlns="{MAIN}">{xml}</sst>'.encode()) == words
    prefixed = xml.replace("<", "<x:").replace("<x:/", "</x:")
    assert read_words(f'<x:sst xmlns:x="{MAIN}">{prefixed}</x:sst>'.encode()) == words


@pytest.mark.parametrize("xml", [b"<sst><si><t>a</si></sst>", b"\xff\xff"])
def test_shared_texts_that_cannot_be_parsed_are_left_to_other_readers(xml):
    with pytest.raises(IrregularError):
        read_words(xml)


@pytest.mark.parametrize(
    ("code", "kind", "width"),
    [
        ("dd/mm/yyyy", CellKind.DATE, 0),
        ('dd "of" mmmm', CellKind.DATE, 0),
        ("[h]:mm", CellKind.DURATION, 0),
        ("00000", CellKind.NUMBER, 5),
        ("0", CellKind.NUMBER, 0),
        ("0.00", CellKind.NUMBER, 0),
        ('"d"0', CellKind.NUMBER, 0),
        ("#,##0", CellKind.NUMBER, 0),
        ("0.0%", CellKind.NUMBER, PERCENT),
        ("0%;[Red]-0%", CellKind.NUMBER, PERCENT),
        ('0.0"%"', CellKind.NUMBER, 0),
        (r"0.0\%", CellKind.NUMBER, 0),
    ],
)
def test_a_number_format_says_what_its_numbers_are(code, kind, width):
    code = code.replace('"', "&quot;")
    xml = f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    xml += '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    styles = read_styles(fromstring(f"{xml}</styleSheet>"))
    assert styles.kinds.tolist() == [CellKind.NUMBER, kind]
    assert styles.widths.tolist() == [0, width]


@pytest.mark.parametrize("root", [None, fromstring("<styleSheet/>")])
def test_without_styles_every_number_is_a_number(root):
    assert len(read_styles(root).kinds) == 0
