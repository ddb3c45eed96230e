"""Rows found in the text of a sheet are those that the parser finds; a sheet that is written otherwise is left to it."""

import pytest

from xl_scorecard.ooxml.markup import as_attribute, as_text, fields_are_whole, meant, plain_text, prefix_of
from xl_scorecard.ooxml.names import MAIN
from xl_scorecard.ooxml.scanning import scan_sheet
from xl_scorecard.ooxml.sheet import read_sheet
from xl_scorecard.ooxml.strings import SharedStrings

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ROWS = (
    '<row r="1" ht="20" customHeight="1"/><row r="3" spans="1:3"><c r="A3" s="2" t="s"><v>0</v></c>'
    '<c r="B3"><v>1.5</v></c><c r="C3" t="str"><f>A3&amp;"&lt;"</f><v>x</v></c></row>'
)


def sheet(rows, space=f'xmlns="{MAIN}"', head=HEAD):
    return f"{head}<worksheet {space}><sheetData>{rows}</sheetData><pageMargins/></worksheet>".encode()


def both(content):
    strings = SharedStrings(["<si><t>one</t></si>"], ["one"])
    words = {"part": "xl/worksheets/sheet1.xml", "name": "Card", "strings": strings}
    return scan_sheet(content, **words), read_sheet(content, **words)


def test_rows_are_those_that_the_parser_finds():
    scanned, parsed = both(sheet(ROWS))
    assert dict(scanned.rows) == parsed.rows
    assert (scanned.rows.text(3, 1), scanned.rows.text(3, 2), scanned.rows.text(9, 1)) == ("one", None, None)
    assert (scanned.rows.style(3, 1), scanned.rows.style(3, 2), scanned.rows.style(1, 1)) == (2, 0, 0)
    assert [child.tag for child in scanned.root] == [child.tag for child in parsed.root]


@pytest.mark.parametrize(
    "content",
    [
        sheet("<!-- one -->" + ROWS),
        sheet(ROWS.replace('s="2"', "s='2'")),
        sheet(ROWS.replace("><c", ">\n<c", 1).replace("<row r", " <row r", 1)),
        sheet('<row><c t="n"><v>1</v></c></row>'),
        sheet(ROWS.replace("<f>", '<f t="shared" ref="C3:C4" si="0">')),
        sheet('<row r="3"/><row r="1"/>'),
        sheet("<x:row/>", f'xmlns="{MAIN}" xmlns:x="{MAIN}"'),
        sheet(ROWS.replace("1.5", "&#49;")),
    ],
)
def test_a_sheet_that_is_written_otherwise_is_left_to_the_parser(content):
    assert both(content)[0] is None


def test_plain_text_is_what_lxml_wrote_unless_any_will_do():
    assert plain_text(sheet(ROWS)) is None
    assert plain_text(sheet(ROWS), by_any=True) is not None
    assert plain_text(b"<worksheet/>", by_any=True) == "<worksheet/>"
    assert plain_text(HEAD.replace("UTF-8", "UTF-16").encode() + b"<worksheet/>", by_any=True) is None


def test_letters_are_written_as_lxml_writes_them_and_meant_again():
    assert as_text("a<b>&\r\x01") == "a&lt;b&gt;&amp;&#13;"
    assert meant(as_attribute('"a"\n\t&lt;')) == '"a"\n\t&lt;'


def test_a_prefix_that_means_two_things_is_none():
    assert prefix_of('<c:a xmlns:c="u"><b xmlns:c="other"/></c:a>', "u") is None
    assert prefix_of('<a xmlns="u"/>', "u") == ""
    assert prefix_of('<a xmlns="u"><b xmlns:d="u"/></a>', "u") is None


def test_a_field_that_is_split_over_runs_is_seen():
    assert fields_are_whole("<a:t>{{ x }}</a:t>", "a:")
    assert not fields_are_whole("<a:t>{{ x }} {</a:t><a:t>{ y }}</a:t>", "a:")
    assert not fields_are_whole("<a:t>{{ x }}</a:t>", None)
