"""Excel refuses the k-th change of a refresh, for every k: all is as before, and the user is told so."""

import os
import zipfile
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from openpyxl import load_workbook

from tests.builders.little import LAST, little_definition, little_rows
from tests.builders.live import dress_fully, more_rows, one_more, untidy, write_live
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.folders import log_file
from xl_scorecard.excel.run import Action, run

SWITCHES = {"ScreenUpdating", "EnableEvents", "Calculation", "StatusBar"}
HARMLESS = {"SaveCopyAs", "RightHeader", "LeftHeader"}  # then the sheets are read cell by cell; headers are told


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
    """Figures change, lists grow, a note and formulas of staff stand."""
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


@pytest.mark.parametrize(
    ("number", "name"), [(11, "Insert"), (12, "Formula"), (13, "Value"), (14, "Value"), (16, "Value")]
)
def test_a_refusal_in_the_middle_leaves_everything_as_it_was(with_news, number, name):
    before, state = with_news.everything(), with_news.state()
    assert check(with_news, number, before, state) == name


def with_all_news(path):
    """Figures change, a month is new, lists grow and are others, a row grows with its text, a chart says so."""
    definition = little_definition(path)
    source = replace(definition.sources[0], covers_to=LAST.back(-1))
    lenient = replace(definition.targets[0], value=definition.targets[0].value * 5)
    write_definition(replace(definition, sources=(source,), targets=(lenient,)), path)
    june = [(f"C{n:04d}", date(2012, 6, 3), None, "North", 0) for n in range(3)]
    more_rows(path.parent, untidy([*little_rows(), *june]))


def with_traces(opened):
    """Staff filtered the card, typed a note, wrote formulas beside it, and made a row low; headers as they were built."""
    card = opened.book.sheets["Card"]
    card.range("F3").value = "Ann: looked at it."
    card.range("H2").value = [["=D2*2"], ["x"], ["y"]]
    card.range("A1:G4").autofilter.apply_values(1, ["R1", "R3"])
    opened.book.sheets["Summary"].range("A5").row_height = 20
    for sheet in opened.book.sheets:
        sheet.api.PageSetup.RightHeader = "May 2012"
    return opened


def saved(opened):
    """What a saved copy shows, as openpyxl reads it: cells, formats, links, filters, drawings, headers, the low row."""
    copy = opened.folder / "copy.xlsx"
    opened.book.api.SaveCopyAs(str(copy))
    with zipfile.ZipFile(copy) as package:
        drawings = [package.read(name) for name in sorted(package.namelist()) if name.startswith("xl/drawings/d")]
    setups = [sheet.api.PageSetup for sheet in opened.book.sheets]
    headers = [(setup.LeftHeader, setup.RightHeader) for setup in setups]
    height = opened.book.sheets["Summary"].range("A5").row_height
    return {sheet.title: shown(sheet) for sheet in load_workbook(copy)}, drawings, headers, height


def shown(sheet):
    cells = {
        cell.coordinate: (
            str(cell.value).replace("'", ""),
            cell.number_format,
            cell.hyperlink and cell.hyperlink.location,
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    hidden = {number for number, line in sheet.row_dimensions.items() if line.hidden}
    filters = [(column.colId, column.filters and column.filters.filter) for column in sheet.auto_filter.filterColumn]
    return cells, hidden, sheet.auto_filter.ref, filters


def chosen(count):
    """The numbers of the changes to refuse: all, or a third of them by the seed in the environment."""
    seed = os.environ.get("XL_SCORECARD_SAMPLE")
    numbers = range(1, count + 1)
    return sorted(Random(seed).sample(numbers, count // 3)) if seed else numbers


@pytest.mark.slow
def test_a_refusal_at_every_change_leaves_everything_as_it_was(tmp_path, in_excel):
    path = write_live(tmp_path / "full", dress=dress_fully)
    with_all_news(path.parent / "definition.xlsx")
    count = changes_of(with_traces(in_excel(path))) + 9  # the status bar's
    names = []
    for number in chosen(count):
        opened = with_traces(in_excel(path))
        before, state, whole = opened.everything(), opened.state(), saved(opened)
        name = check(opened, number, before, state)
        names.append(name)
        if name not in {*SWITCHES, *HARMLESS, ""}:
            assert saved(opened) == whole, (number, name)
    everything = {"AutoFilter", "Insert", "Formula", "Value", "NumberFormat", "RowHeight", "SubAddress", "RightHeader"}
    sampled = "XL_SCORECARD_SAMPLE" in os.environ
    assert sampled or {*everything, "AlternativeText", "SaveCopyAs", "ScreenUpdating"} <= set(names), names


def test_3_while_a_cell_is_being_edited_the_user_is_told_to_finish(with_news):
    from tests.excel import excel_model

    before, state = with_news.everything(), with_news.state()
    real = with_news.wire.refuse
    with_news.wire.refuse = lambda _kind, name: excel_model.busy() if name == "Value" else None
    run("refresh", "live.xlsx")
    with_news.wire.refuse = real
    assert "finish editing the cell" in with_news.wire.boxes[-1]
    assert with_news.everything() == before
    assert with_news.state() == state


def test_3_where_excel_hears_nothing_at_all_a_box_is_shown_all_the_same(with_news):
    with_news.wire.deaf = True
    run("refresh", "live.xlsx")
    with_news.wire.deaf = False
    assert "finish editing the cell" in with_news.wire.boxes[-1]
    assert "Nothing in this workbook has changed." in with_news.wire.boxes[-1]


@pytest.mark.slow
def test_3_somebody_who_types_for_a_while_at_any_change_finds_all_or_nothing_done(tmp_path, in_excel):
    """Excel hears nothing for nine changes, from any of them on: then all is done, or all is as it was."""
    from tests.excel import excel_model

    path = write_live(tmp_path / "full", dress=dress_fully)
    with_all_news(path.parent / "definition.xlsx")
    count = changes_of(with_traces(in_excel(path))) + 9
    for number in chosen(count):
        opened, asked = with_traces(in_excel(path)), []
        before, state, whole = opened.everything(), opened.state(), saved(opened)
        opened.wire.boxes.clear()

        def refuse(_kind, name, asked=asked, number=number):
            asked.append(name)
            return excel_model.busy() if number <= len(asked) < number + 9 else None

        opened.wire.refuse = refuse
        run("refresh", "live.xlsx")
        opened.wire.refuse = lambda _kind, _name: None
        assert opened.state() == state, number
        (box,) = opened.wire.boxes
        if not box.startswith("live.xlsx shows Jun 2012"):
            assert "finish editing the cell" in box
            assert "Nothing in this workbook has changed." in box
            assert (opened.everything(), saved(opened)) == (before, whole), number


def test_3_xlwings_is_told_not_to_ask_a_busy_excel_for_ever(opened):
    import xlwings._xlwindows as windows

    from xl_scorecard.excel.engine import ATTEMPTS, load

    windows.N_COM_ATTEMPTS = 0
    load()
    assert 0 < windows.N_COM_ATTEMPTS == ATTEMPTS
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


@pytest.mark.parametrize("switch", ["ScreenUpdating", "EnableEvents", "Calculation"])
def test_4_a_switch_that_excel_does_not_let_us_put_back_does_not_keep_the_others(with_news, switch):
    """The first failing restore of xlwings' own app.properties skips the rest; ours does not."""
    from tests.excel import excel_model

    calls, before = [], with_news.state()

    def refuse(_kind, name):
        calls.append(name)
        return excel_model.refusal() if name == switch and calls.count(switch) > 1 else None

    with_news.wire.refuse = refuse
    run("refresh", "live.xlsx")
    with_news.wire.refuse = lambda _kind, _name: None
    differing = [one for one, other in zip(with_news.state(), before, strict=True) if one != other]
    assert len(differing) == 1


def test_4_somebody_who_begins_to_type_at_the_end_does_not_leave_excel_switched_off(with_news):
    """Calculation by hand, no events and a frozen screen would stay for the rest of the day."""
    from tests.excel import excel_model

    before, calls = with_news.state(), []

    def refuse(_kind, name):
        calls.append(name)
        return (
            excel_model.busy()
            if calls.count("Calculation") > 1 and len(calls) < calls.index("Calculation") + 30
            else None
        )

    with_news.wire.refuse = refuse
    run("refresh", "live.xlsx")
    with_news.wire.refuse = lambda _kind, _name: None
    assert calls.count("Calculation") > 4
    assert with_news.state() == before
    assert "live.xlsx shows May 2012." in with_news.wire.boxes[-1]
