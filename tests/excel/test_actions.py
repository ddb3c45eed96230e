import pytest

from tests.builders.live import more_rows, one_more, untidy
from xl_scorecard.excel.folders import log_file
from xl_scorecard.excel.run import Action, run


def test_check_reads_the_sources_and_changes_nothing(opened, rows):
    before = opened.everything()
    more_rows(opened.folder, untidy(rows))
    said = opened.act(Action.CHECK)
    assert "1 source workbook read" in said
    assert "up to May 2012" in said
    assert "problems found" in said
    assert "Nothing in this workbook has changed." in said
    assert opened.everything() == before
    assert "D0" not in said


def test_a_source_that_is_missing_is_named_and_nothing_changes(opened):
    before = opened.everything()
    (opened.folder / "referrals.xlsx").unlink()
    told = opened.refused()
    assert "referrals.xlsx" in told
    assert "Nothing in this workbook has changed." in told
    assert opened.everything() == before


def test_a_definition_with_mistakes_is_told_with_all_of_them(opened):
    (opened.folder / "definition.xlsx").write_bytes(b"not a workbook")
    run("refresh", "live.xlsx")
    assert "definition.xlsx" in opened.wire.boxes[-1]
    assert "Nothing in this workbook has changed." in opened.wire.boxes[-1]


def test_open_definition_opens_it_beside_the_scorecard(opened):
    assert opened.act(Action.DEFINITION) == ""
    assert "definition.xlsx" in [book.name for book in opened.app.books]


def test_the_log_says_how_long_each_part_took(opened, rows):
    assert opened.act(Action.LOG) == "Nothing has been logged yet."
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert all(part in log_file().read_text() for part in ("refresh: start", "read", "compute", "write"))


@pytest.mark.parametrize("action", ["nonsense", "refresh"])
def test_whatever_happens_run_returns_and_shows_one_box(opened, action):
    (opened.folder / "definition.xlsx").unlink()
    run(action, "live.xlsx")
    assert len(opened.wire.boxes) == 1


def test_a_book_that_was_closed_meanwhile_is_told(opened):
    run("refresh", "gone.xlsx")
    assert "gone.xlsx: is not open in Excel." in opened.wire.boxes[-1]
