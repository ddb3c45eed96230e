"""Excel refuses the k-th change of a refresh, for every k: all is as before, and the user is told so."""

import pytest

from tests.builders.little import little_rows
from tests.builders.live import more_rows, one_more, untidy
from xl_scorecard.excel.folders import log_file
from xl_scorecard.excel.run import Action, run

SWITCHES = {"ScreenUpdating", "EnableEvents", "Calculation", "StatusBar"}
HARMLESS = {"SaveCopyAs"}  # then the sheets are read cell by cell


def refusing(opened, number, error):
    """Refuse the change of this number, once; what it was goes into the list."""
    from tests.excel import excel_model

    seen = []

    def refuse(kind, name):
        seen.append(name)
        return (error or excel_model.refusal)() if len(seen) == number else None

    opened.wire.refuse = refuse
    return seen


def changes_of(opened):
    """How many changes the refresh makes."""
    opened.wire.clear()
    opened.act()
    return len(opened.wire.sets)


def refused_at(opened, number, error=None):
    seen = refusing(opened, number, error)
    run("refresh", opened.book.name)
    opened.wire.refuse = lambda _kind, _name: None
    return seen[number - 1] if len(seen) >= number else ""


@pytest.fixture
def with_news(opened):
    """Figures change, lists grow, links move, a note of staff stands, a filter is on."""
    card = opened.book.sheets["Card"]
    card.range("F3").value = "Ann: looked at it."
    card.range("H2").value = [["=D2*2"], ["x"], ["y"]]
    more_rows(opened.folder, untidy(one_more(little_rows())))
    return opened


def check(opened, number, before, state, error=None, words="Nothing in this workbook has changed."):
    opened.wire.boxes.clear()
    name = refused_at(opened, number, error)
    assert opened.state() == state, (number, name)
    if not name:
        return ""  # there are fewer changes
    if name in SWITCHES | HARMLESS:  # costs time at most: the refresh goes on
        assert "live.xlsx shows" in opened.wire.boxes[-1], (number, name)
        opened.act(Action.UNDO)
        return name
    assert opened.everything() == before, (number, name)
    assert words in opened.wire.boxes[-1], (number, name)
    assert len(opened.wire.boxes) == 1
    return name


@pytest.mark.parametrize("number", [5, 6, 7, 8, 10, 12])
def test_a_refusal_in_the_middle_leaves_everything_as_it_was(with_news, number):
    before, state = with_news.everything(), with_news.state()
    check(with_news, number, before, state)


@pytest.mark.slow
def test_a_refusal_at_every_change_leaves_everything_as_it_was(live, in_excel):
    more_rows(live.parent, untidy(one_more(little_rows())))
    count = changes_of(in_excel(live)) + 8  # the status bar's
    names = []
    for number in range(1, count + 1):
        opened = in_excel(live)
        before, state = opened.everything(), opened.state()
        names.append(check(opened, number, before, state))
    assert {"Value", "Insert", "Formula", "SaveCopyAs"} <= set(names)


def test_while_a_cell_is_being_edited_the_user_is_told_to_finish(with_news):
    from tests.excel import excel_model

    before, state = with_news.everything(), with_news.state()
    real = with_news.wire.refuse
    with_news.wire.refuse = lambda _kind, name: excel_model.busy() if name == "Value" else None
    run("refresh", "live.xlsx")
    with_news.wire.refuse = real
    assert "finish editing the cell" in with_news.wire.boxes[-1]
    assert with_news.everything() == before
    assert with_news.state() == state


def test_where_excel_hears_nothing_at_all_a_box_is_shown_all_the_same(with_news):
    with_news.wire.deaf = True
    run("refresh", "live.xlsx")
    with_news.wire.deaf = False
    assert "finish editing the cell" in with_news.wire.boxes[-1]
    assert "Nothing in this workbook has changed." in with_news.wire.boxes[-1]


def test_xlwings_is_told_not_to_ask_a_busy_excel_for_ever(opened):
    import xlwings._xlwindows as windows

    from xl_scorecard.excel.engine import ATTEMPTS, load

    windows.N_COM_ATTEMPTS = 0
    load()
    assert windows.N_COM_ATTEMPTS == ATTEMPTS
    windows.N_COM_ATTEMPTS = 2


def test_where_excel_does_not_take_the_old_values_back_the_user_is_told_to_close_without_saving(with_news):
    from tests.excel import excel_model

    writes = []

    def refuse(_kind, name):
        writes.append(name)
        return excel_model.refusal() if name == "Value" and writes.count("Value") > 1 else None

    with_news.wire.refuse = refuse
    run("refresh", "live.xlsx")
    with_news.wire.refuse = lambda _kind, _name: None
    assert "Close this workbook without saving" in with_news.wire.boxes[-1]


def test_the_log_has_the_place_in_the_program_and_no_cell(with_news, rows):
    refused_at(with_news, 12)
    log = log_file().read_text()
    assert "refresh failed" in log
    assert "writing.py" in log
    assert "Ann" not in log
    assert rows[0][0] not in log


def test_a_switch_that_excel_does_not_let_us_put_back_does_not_keep_the_others(with_news):
    """The first failing restore of xlwings' own app.properties skips the rest; ours does not."""
    from tests.excel import excel_model

    calls = []

    def refuse(_kind, name):
        calls.append(name)
        return excel_model.refusal() if name == "Calculation" and calls.count("Calculation") > 1 else None

    with_news.wire.refuse = refuse
    run("refresh", "live.xlsx")
    with_news.wire.refuse = lambda _kind, _name: None
    assert with_news.app.screen_updating is True
    assert with_news.app.enable_events is True
