"""The scan of a sheet's XML tells what neither parser would."""

import pytest

from xl_scorecard.sources.scan import scan_sheet


def scan(cells, *, before="", after=""):
    rows = f'<row r="1" spans="1:2">{cells}</row>'
    return scan_sheet(f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode())


def test_a_plain_sheet_is_left_to_the_fast_reader():
    facts = scan('<c r="A1" s="1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"/>')
    assert (facts.last_row, facts.last_column, facts.cells) == (1, 3, 3)
    assert not facts.needs_care


@pytest.mark.parametrize(
    "far",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c\n s="1"\n r = "XFD1048576"><v>1</v></c>',
        '<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
        '<c r="XFD&#49;"><v>1</v></c>',
    ],
)
def test_a_far_cell_needs_care_however_it_is_written(far):
    facts = scan(f'<c r="A1"><v>1</v></c>{far}')
    assert facts.needs_care
    assert facts.reaches_far or facts.irregular


def test_a_large_full_sheet_does_not_reach_far():
    cells = "".join(f'<c r="A{row}"/>' for row in range(1, 3000))
    assert not scan(cells).reaches_far


def test_error_cells_are_found_by_address():
    assert scan('<c r="A1"/><c r="B7" s="2" t="e"><v>#N/A</v></c>').errors == ((7, 2),)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="C4"><f>A1+1</f></c>', True),
        ('<c r="C4"><f>A1+1</f><v></v></c>', True),
        ('<c r="C4"><f>A1+1</f><v/></c>', True),
        ('<c r="C4"><f t="shared" si="0"/></c>', True),
        ('<c r="C4"><f>A1+1</f><v>2</v></c>', False),
        ('<c r="C4" t="str"><f>""</f><v></v></c>', False),
        ('<c r="C4"><v>2</v></c>', False),
    ],
)
def test_formulas_that_were_never_calculated_are_found(cell, found):
    assert scan(cell).uncalculated == (((4, 3),) if found else ())


def test_cells_that_do_not_say_where_they_stand_need_care():
    assert scan("<c><v>1</v></c>").irregular


def test_words_in_a_cell_that_look_like_an_address_do_not_mislead():
    facts = scan('<c r="A1" t="inlineStr"><is><t> r="XFD9"</t></is></c>')
    assert (facts.last_column, facts.cells, facts.irregular) == (1, 1, False)


def test_hidden_rows_and_columns_and_filters_are_found():
    xml = b'<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols><sheetData>'
    xml += b'<row r="1"/><row r="2" hidden="1"><c r="A2"/></row></sheetData>'
    xml += b'<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter></worksheet>'
    facts = scan_sheet(xml)
    assert facts.hidden_rows == {2}
    assert facts.hidden_columns == (range(2, 4),)
    assert facts.filtered
