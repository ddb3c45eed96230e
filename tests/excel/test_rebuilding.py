from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.builders.little import little_definition
from tests.builders.live import more_rows, one_more, one_more_indicator
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.run import Action


def test_an_indicator_that_was_added_offers_a_rebuild_and_no_means_no(opened):
    one_more_indicator(opened.folder / "definition.xlsx")
    opened.told.yes = False
    before = opened.everything()
    assert opened.act() == "Nothing in this workbook has changed."
    assert "the scorecard has other pages: R0 is new" in opened.told.asked[0]
    assert opened.everything() == before
    assert not (opened.folder / "live rebuilt.xlsx").exists()


def test_a_rebuild_carries_notes_by_code_and_the_sheets_that_staff_added(opened):
    card = opened.book.sheets["Card"]
    card.range("F3").value = "Ann: looked at R2."
    ours = opened.book.sheets.add("Our sums", after=opened.book.sheets["R3"])
    ours.range("A1").value = [["=1+A2"], [5], ["plain"]]
    before = opened.everything()
    one_more_indicator(opened.folder / "definition.xlsx")
    said = opened.act()
    assert "live rebuilt.xlsx is the rebuilt scorecard" in said
    assert "1 of your notes and 1 of your sheets" in said
    new = opened.app.books["live rebuilt.xlsx"]
    rows = {row[0]: row for row in new.sheets["Card"].range("A2:G5").value}
    assert list(rows) == ["R0", "R1", "R2", "R3"]
    assert rows["R2"][5] == "Ann: looked at R2."
    assert new.sheets["Our sums"].range("A1").formula == "=1+A2"  # links to other sheets: see the LibreOffice tests
    assert new.sheets["Our sums"].range("A3").value == "plain"
    assert opened.everything() == before
    assert load_workbook(opened.folder / "live rebuilt.xlsx").sheetnames[:2] == ["Summary", "Card"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("R3", "R2", "R1"), "the indicators stand in another order"),
        (("R1", "R3"), "the scorecard has other pages: R2 is no longer in it"),
        (("R3", "R9", "R1"), "the scorecard has other pages: R9 is new, R2 is no longer in it"),
    ],
)
def test_notes_go_with_their_indicator_where_it_stands_elsewhere_or_others_are_gone(opened, codes, words):
    card = opened.book.sheets["Card"]
    card.range("F2").value = [["Ann: R1."], ["Ann: R2."], ["Ann: R3."]]
    path = opened.folder / "definition.xlsx"
    definition = little_definition(path)
    own = {indicator.code: indicator for indicator in definition.indicators}
    own["R9"] = replace(definition.indicators[0], code="R9", title="Nine")
    targets = tuple(target for target in definition.targets if target.indicator in codes)
    write_definition(replace(definition, indicators=tuple(own[code] for code in codes), targets=targets), path)
    opened.act()
    assert words in opened.told.asked[0]
    rows = opened.app.books["live rebuilt.xlsx"].sheets["Card"].range("A2:G4").value
    notes = {row[0]: row[5] for row in rows if row[0] in codes}
    assert notes == {code: None if code == "R9" else f"Ann: {code}." for code in codes}


@pytest.mark.slow
def test_a_rebuild_that_is_asked_for_needs_no_change(opened, rows):
    more_rows(opened.folder, one_more(rows))
    assert "live rebuilt.xlsx is the rebuilt scorecard" in opened.act(Action.REBUILD)
    assert "live rebuilt 2.xlsx is" in opened.act(Action.REBUILD)


def test_other_decimals_offer_a_rebuild(opened):
    path = opened.folder / "definition.xlsx"
    definition = little_definition(path)
    indicators = tuple(replace(i, decimals=2) for i in definition.indicators)
    write_definition(replace(definition, indicators=indicators), path)
    opened.told.yes = False
    opened.act()
    assert "other units or decimals" in opened.told.asked[0]


@pytest.mark.slow
def test_a_rebuilt_workbook_can_be_refreshed(opened, rows, in_excel):
    opened.act(Action.REBUILD)
    again = in_excel(opened.folder / "live rebuilt.xlsx")
    more_rows(opened.folder, one_more(rows))
    assert "live rebuilt.xlsx shows May 2012." in again.act()
