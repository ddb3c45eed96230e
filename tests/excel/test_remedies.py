"""Each hazard's test fails once its remedy is taken away: it is the remedy that it watches, and nothing else."""

import pytest

from tests.excel import test_captions, test_drafting, test_faults, test_hazards, test_install, test_tables, test_undoing
from tests.excel.test_captions import drawn  # noqa: F401
from tests.excel.test_faults import with_news  # noqa: F401
from tests.excel.test_install import mac  # noqa: F401
from tests.excel.test_tables import with_table  # noqa: F401
from xl_scorecard import sending
from xl_scorecard.excel import (
    books,
    changes,
    contents,
    engine,
    filters,
    install,
    reading,
    refreshing,
    run,
    undoing,
    writing,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def without(monkeypatch):
    """Put something else in the place of a remedy."""
    return lambda owner, name, instead: monkeypatch.setattr(owner, name, instead)


def nothing(*_, **__):
    return None


def strikes(test, *arguments, **named):
    with pytest.raises(AssertionError):
        test(*arguments, **named)


def test_1_without_clearing_the_filter(opened, rows, without):
    without(writing.Writer, "clear_filters", nothing)
    strikes(test_hazards.test_1_a_filter_is_cleared_first_and_every_figure_stands_in_its_row, opened, rows)


def test_1_without_looking_for_the_sheets_own_filter(opened, rows, without):
    without(reading, "_filtered_area", lambda _: "")
    strikes(test_hazards.test_1_a_filter_is_seen_where_excel_saves_no_copy_too, opened, rows)


def test_1_without_setting_the_filter_again(opened, rows, without):
    without(filters, "_set_again", nothing)
    strikes(test_hazards.test_1_a_filter_is_set_again_where_the_refresh_is_taken_back, opened, rows)


def test_2_without_the_apostrophe(opened, rows, without):
    without(contents, "needs_apostrophe", lambda _: False)
    test = test_hazards.test_2_a_note_that_looks_like_a_formula_a_number_or_a_date_comes_back_as_it_was_typed
    strikes(test, opened, rows)


def test_3_without_a_number_of_tries(opened, without):
    without(engine, "ATTEMPTS", 0)
    strikes(test_faults.test_3_xlwings_is_told_not_to_ask_a_busy_excel_for_ever, opened)


def test_3_without_knowing_that_a_cell_is_being_edited(with_news, without):  # noqa: F811
    without(engine, "is_busy", lambda _: False)
    strikes(test_faults.test_3_while_a_cell_is_being_edited_the_user_is_told_to_finish, with_news)


def test_4_with_the_way_of_xlwings_to_restore_the_application(with_news, without):  # noqa: F811
    def theirs(app):
        return app.properties(screen_updating=False, enable_events=False, calculation="manual")

    without(refreshing, "quiet", theirs)
    test = test_faults.test_4_a_switch_that_excel_does_not_let_us_put_back_does_not_keep_the_others
    strikes(test, with_news, "ScreenUpdating")


def test_5_without_inserting_rows(with_table, rows, without):  # noqa: F811
    without(writing.Writer, "insert_rows", nothing)
    strikes(test_tables.test_5_a_table_grows_with_its_list_and_what_stands_below_moves_down, with_table, rows)


def test_5_without_asking_whether_the_table_can_grow(with_table, rows, without):  # noqa: F811
    without(changes, "_refuse_below_tables", nothing)
    with pytest.raises(IndexError):  # nothing was asked
        test_tables.test_5_a_table_of_one_row_that_needs_more_asks_for_a_rebuild(with_table, rows)


def test_6_without_looking_for_protected_sheets(opened, rows, without):
    without(refreshing, "refuse_protected", nothing)
    strikes(test_hazards.test_6_a_protected_sheet_is_told_before_anything_is_written, opened, rows)


def test_7_without_names_as_digits(live, in_excel, rows, without):
    without(run, "unhexed", lambda text: text)
    strikes(test_hazards.test_7_any_name_of_a_workbook_is_found, live, in_excel, rows, "Q3 = all.xlsx")


def test_7_without_knowing_a_web_address(opened, without, monkeypatch):
    without(books, "folder_of", lambda book: books.Path(book.fullname).parent)
    without(test_hazards, "folder_of", books.folder_of)
    test = test_hazards.test_7_a_workbook_on_a_server_has_no_folder_and_is_asked_where_its_definition_is
    strikes(test, opened, monkeypatch)


def test_8_without_keeping_what_undoing_needs(opened, rows, without, own_state):
    without(refreshing, "keep_for_undo", nothing)
    strikes(test_hazards.test_8_there_is_nothing_to_undo_in_excel_so_ours_is_kept, opened, rows, own_state)


def test_8_with_an_undo_that_writes_nothing(opened, rows, without):
    without(undoing, "_changes_back", lambda *_: iter(()))
    strikes(test_undoing.test_undo_puts_every_cell_back_exactly, opened, rows)


def test_9_without_the_script_that_runs_python_on_a_mac(mac, without):  # noqa: F811
    without(install, "_mac_script", nothing)
    strikes(test_install.test_on_a_mac_the_script_by_which_excel_may_run_python_comes_along, mac)


def test_10_with_the_name_of_the_workbook_with_macros(opened, without):
    real = sending.summarise
    without(sending, "summarise", lambda card, one, _, **more: real(card, one, "scorecard-2012-05.xlsm", **more))
    test = test_drafting.test_10_a_workbook_with_macros_is_mailed_without_them_under_a_name_that_promises_none
    strikes(test, opened)


@pytest.mark.parametrize(("number", "name"), [(12, "Formula"), (16, "Value")])
def test_without_taking_back_what_was_written(with_news, without, number, name):  # noqa: F811
    without(writing.Writer, "take_back", nothing)
    strikes(test_faults.test_a_refusal_in_the_middle_leaves_everything_as_it_was, with_news, number, name)


def test_without_renewing_alternative_texts(drawn, without):  # noqa: F811
    without(writing.Writer, "describe", nothing)
    strikes(test_captions.test_the_alternative_text_of_a_chart_says_what_the_chart_shows_now, drawn)
