"""Each hazard that was met, with the remedy that this test fails without."""

import sys
from pathlib import Path

import pytest

from tests.builders.live import more_rows, one_more
from xl_scorecard.errors import RequestError
from xl_scorecard.excel.books import find_book, folder_of
from xl_scorecard.excel.contents import for_excel
from xl_scorecard.excel.run import run, unhexed


def filter_card(opened):
    """Show only the rows whose code is R3, as a person does with the little arrow."""
    card = opened.book.sheets["Card"]
    card.range("A1:G4").autofilter.apply_values(1, ["R3"])
    return card


def test_1_a_filter_is_cleared_first_and_every_figure_stands_in_its_row(opened, rows):
    before = opened.values("Card", "D2:D4")
    card = filter_card(opened)
    assert card.range("A2").api.EntireRow.Hidden
    more_rows(opened.folder, one_more(rows))
    said = opened.act()
    assert opened.values("Card", "D2:D4") == [[before[0][0] + 1], opened.values("Card", "D3")[0], [before[2][0] + 1]]
    assert not card.range("A2").api.EntireRow.Hidden
    assert 'The filter on "Card" was cleared' in said


def test_1_a_filter_is_seen_where_excel_saves_no_copy_too(opened, rows):
    """As on a Mac: the sheets are read one by one."""
    from tests.excel import excel_model

    before = opened.values("Card", "D2:D4")
    card = filter_card(opened)
    more_rows(opened.folder, one_more(rows))
    opened.wire.refuse = lambda _kind, name: excel_model.refusal() if name == "SaveCopyAs" else None
    opened.act()
    assert [row[0] for row in opened.values("Card", "D2:D4")][::2] == [before[0][0] + 1, before[2][0] + 1]
    assert not card.range("A2").api.EntireRow.Hidden


def test_1_a_filter_is_set_again_where_the_refresh_is_taken_back(opened, rows):
    from tests.excel import excel_model

    card = filter_card(opened)
    more_rows(opened.folder, one_more(rows))
    writes = []

    def refuse(_kind, name):
        writes.append(name)
        return excel_model.refusal() if name == "Value" and writes.count(name) == 2 else None

    opened.wire.refuse = refuse
    opened.refused()
    assert [card.range(f"A{row}").api.EntireRow.Hidden for row in (2, 3, 4)] == [True, True, False]


def test_1_the_model_of_excel_fills_only_visible_rows_as_excel_does(opened):
    """What the remedy is for: without it the figures stand in the wrong rows."""
    card = filter_card(opened)
    card.range("D2").value = [[1], [2], [3]]
    assert [row[0] for row in opened.values("Card", "D2:D4")] != [1, 2, 3]


@pytest.mark.parametrize(
    "text", ["00123", "1-2", "=1+1", "+44", "-5", "@x", "May 2012", "2011/12", "5%", "True", "1e5"]
)
def test_2_text_stays_text_whatever_excel_would_read_into_it(opened, text):
    card = opened.book.sheets["Card"]
    card.range("J1").value = [[for_excel(text)]]
    assert card.range("J1").value == text
    assert not card.range("J1").formula.startswith("=") or text.startswith("=")
    card.range("J2").value = [[text]]
    assert text == "May 2012" or card.range("J2").value != text or text in ("2011/12", "+44", "@x", "True", "1e5")


def test_2_a_note_that_looks_like_a_formula_a_number_or_a_date_comes_back_as_it_was_typed(opened, rows):
    card = opened.book.sheets["Card"]
    card.range("F2").value = [["'=SUM(A1)"], ["'00123"], ["'1-2"]]
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert [row[0] for row in opened.values("Card", "F2:F4")] == ["=SUM(A1)", "00123", "1-2"]


def test_6_a_protected_sheet_is_told_before_anything_is_written(opened, rows):
    opened.book.sheets["R1"].api.Protect("secret")
    before = opened.everything()
    more_rows(opened.folder, one_more(rows))
    told = opened.refused()
    assert 'The sheet "R1" is protected.' in told
    assert "Review, Unprotect Sheet" in told
    assert "Nothing in this workbook has changed." in told
    assert opened.everything() == before


def test_6_a_protected_sheet_of_staff_is_none_of_our_business(opened, rows):
    opened.book.sheets.add("Ours").api.Protect("secret")
    more_rows(opened.folder, one_more(rows))
    assert "live.xlsx shows" in opened.act()


@pytest.mark.parametrize("name", ["Q3 = all.xlsx", "Team's & co.xlsx", "50% (final).xlsx", "Größe 表.xlsx"])
def test_7_any_name_of_a_workbook_is_found(live, in_excel, rows, name):
    live.rename(live.with_name(name))
    opened = in_excel(live.with_name(name))
    more_rows(opened.folder, one_more(rows))
    run("refresh", name.encode("utf-16-be").hex())
    assert f"{name} shows May 2012." in opened.wire.boxes[-1]


def test_7_a_name_travels_as_plain_digits():
    assert unhexed("=".encode("utf-16-be").hex()) == "="


def test_7_a_workbook_on_a_server_has_no_folder_and_is_asked_where_its_definition_is(opened, monkeypatch):
    shown = type(opened.book)
    monkeypatch.setattr(shown, "fullname", property(lambda _: "https://example.sharepoint.com/sites/x/live.xlsx"))
    assert folder_of(opened.book) is None
    told = opened.refused()
    assert "The definition definition.xlsx is not where this workbook is" in told
    assert "--definition" in told
    assert "live.xlsx shows" in opened.act(given=opened.folder / "definition.xlsx")
    assert "live.xlsx shows" in opened.act()  # it is remembered


def test_8_there_is_nothing_to_undo_in_excel_so_ours_is_kept(opened, rows, own_state):
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert list((own_state / "xl_scorecard" / "undo").glob("*.json"))


def test_a_workbook_that_is_not_ours_is_left_alone(opened):
    other = opened.app.books.add()
    with pytest.raises(RequestError, match="is not open in Excel"):
        find_book(sys.modules["xlwings"], "elsewhere.xlsx")
    from xl_scorecard.excel.seeing import memory_of

    with pytest.raises(RequestError, match="was not made by xl-scorecard"):
        memory_of(other)


def test_without_a_name_the_only_scorecard_that_is_open_is_taken(opened):
    opened.app.books.add().activate()
    assert find_book(sys.modules["xlwings"]).name == "live.xlsx"


def test_a_definition_of_another_scorecard_is_refused(opened, live_folder, tmp_path):
    from dataclasses import replace

    from tests.builders.little import little_definition, write_little

    other = little_definition(Path("x"))
    indicators = tuple(replace(i, code=f"Z{n}") for n, i in enumerate(other.indicators))
    definition = write_little(tmp_path / "other", indicators=indicators, targets=())
    told = opened.refused(given=definition)
    assert "none of its indicators is in this workbook" in told
    assert "Nothing in this workbook has changed." in told


def test_the_finished_workbook_holds_no_absolute_path(live):
    import zipfile

    with zipfile.ZipFile(live) as package:
        for name in package.namelist():
            assert str(live.parent).encode() not in package.read(name), name
