"""A new month: everything moves on by one, and the workbook stays the same workbook."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.little import LAST, little_definition
from tests.builders.live import more_rows, reach_june, write_live
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.run import Action


@pytest.fixture
def next_month(opened, rows):
    """The records of June came in."""
    path = opened.folder / "definition.xlsx"
    definition = little_definition(path)
    source = replace(definition.sources[0], covers_to=LAST.back(-1))
    write_definition(replace(definition, sources=(source,)), path)
    more_rows(opened.folder, [*rows, ("C0001", date(2012, 6, 3), None, "North", 0)])
    return opened


def test_a_new_month_moves_headings_and_histories_on(next_month):
    before = next_month.values("R1", "A4:B9")
    said = next_month.act()
    assert "live.xlsx shows Jun 2012; it showed May 2012." in said
    assert next_month.values("R1", "A4:B8") == before[1:]
    assert next_month.values("R1", "A9:B9") == [["Jun 2012", 1]]
    assert next_month.values("Card", "C1:D1") == [["May 2012", "Jun 2012"]]
    assert next_month.values("Summary", "A2") == [["Jun 2012"]]


def test_a_new_month_is_printed_at_the_head_of_every_sheet(next_month):
    next_month.act()
    for name in ("Summary", "Card", "R1", "R2", "R3"):
        setup = next_month.book.sheets[name].api.PageSetup
        assert setup.RightHeader == "Jun 2012"
        assert setup.LeftHeader == ""  # it says what it said


def test_undoing_a_new_month_brings_the_old_one_back_headers_included(next_month):
    before = next_month.everything()
    next_month.act()
    next_month.act(Action.UNDO)
    assert next_month.everything() == before
    assert next_month.book.sheets["Card"].api.PageSetup.RightHeader == "May 2012"


def test_where_no_printer_is_set_up_headers_stay_and_the_user_is_told(next_month):
    from tests.excel import excel_model

    next_month.wire.refuse = lambda _kind, name: excel_model.refusal() if name == "RightHeader" else None
    said = next_month.act()
    assert "Jun 2012" in said
    assert "The printed headers still say what they said" in said


@pytest.mark.parametrize(("header", "told"), [("&R{{ scorecard.period }}", True), ("&L{{ scorecard.title }}", False)])
def test_where_excel_saves_no_copy_only_headers_that_name_the_month_are_told_of(tmp_path, in_excel, header, told):
    from tests.excel import excel_model

    def dress(_book, sheets):
        for sheet in sheets.values():
            sheet.set_header(header)

    opened = in_excel(write_live(tmp_path / "live", dress=dress))
    reach_june(opened.folder / "definition.xlsx")
    opened.wire.refuse = lambda _kind, name: excel_model.refusal() if name == "SaveCopyAs" else None
    assert ("The printed headers still say what they said" in opened.act()) == told


def test_a_note_on_last_months_figure_goes_with_its_month(opened, rows):
    """The note column speaks of the reporting month: in June it is empty for June's note, and May's is not lost."""
    opened.book.sheets["Card"].range("F2").value = "about May"
    opened.act()
    assert opened.values("Card", "F2") == [["about May"]]
