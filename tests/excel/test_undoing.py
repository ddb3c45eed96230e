from tests.builders.little import little_definition
from tests.builders.live import more_rows, one_more, untidy
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.run import Action


def owned(opened):
    """What our own cells hold, by sheet."""
    return {sheet: opened.values(sheet, "A1:G14") for sheet in ("Summary", "Card", "R1", "R2", "R3")}


def test_undo_puts_every_cell_back_exactly(opened, rows):
    before = opened.everything()
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert opened.everything() != before
    said = opened.act(Action.UNDO)
    assert opened.everything() == before
    assert "is as it was before the last refresh" in said


def test_undo_brings_back_how_figures_were_shown_and_which_pages_codes_opened(opened):
    path, figure = opened.folder / "definition.xlsx", opened.book.sheets["Summary"].range("C5")
    write_definition(little_definition(path, targets=()), path)
    assert figure.number_format == '0.0"%"'
    before, codes = opened.everything(), opened.values("Summary", "D5:D7")
    opened.act()
    assert figure.number_format == "#,##0"
    assert opened.values("Summary", "D5:D7") != codes
    opened.act(Action.UNDO)
    assert figure.number_format == '0.0"%"'
    assert opened.everything() == before


def test_undo_after_a_list_grew_leaves_blank_rows_and_the_next_refresh_uses_them(opened, rows):
    before = owned(opened)
    more_rows(opened.folder, untidy(one_more(rows)))
    opened.act()
    grown = owned(opened)
    opened.act(Action.UNDO)
    after = owned(opened)
    for sheet in ("Card", "R1", "R2", "R3"):
        assert after[sheet] == before[sheet]
    filled = [row for row in after["Summary"] if any(row)]
    assert filled == [row for row in before["Summary"] if any(row)]
    opened.act()
    assert owned(opened) == grown


def test_a_note_typed_after_the_refresh_stays_when_it_is_undone(opened, rows):
    more_rows(opened.folder, one_more(rows))
    opened.act()
    opened.book.sheets["Card"].range("F2").value = "typed afterwards"
    opened.act(Action.UNDO)
    assert opened.values("Card", "F2")[0][0] == "typed afterwards"


def test_a_formula_that_staff_put_over_a_figure_comes_back(opened, rows):
    opened.book.sheets["Card"].range("D3").formula = "=1+1"
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert not str(opened.book.sheets["Card"].range("D3").formula).startswith("=")
    opened.act(Action.UNDO)
    assert opened.book.sheets["Card"].range("D3").formula == "=1+1"


def test_a_column_inserted_since_does_not_spoil_undoing(opened, rows):
    before = opened.values("Card", "D2:D4")
    more_rows(opened.folder, one_more(rows))
    opened.act()
    opened.book.sheets["Card"].range("B:B").insert("right")
    opened.act(Action.UNDO)
    assert opened.values("Card", "E2:E4") == before


def test_there_is_one_refresh_to_undo_and_only_in_the_workbook_that_was_refreshed(opened, rows):
    assert "There is no refresh to undo" in opened.refused(Action.UNDO)
    more_rows(opened.folder, one_more(rows))
    opened.act()
    opened.act(Action.UNDO)
    assert "There is no refresh to undo" in opened.refused(Action.UNDO)
