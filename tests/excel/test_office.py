"""The same refresh in a live LibreOffice, by xlwings' public calls alone: no saved copy, every sheet read."""

from pathlib import Path

import pytest

from tests.builders.live import more_rows, one_more, one_more_indicator
from tests.excel.conftest import Open, Told
from tests.excel.test_agreement import cells, differing, test_lists_that_grew_agree_too  # noqa: F401
from tests.excel.test_rebuilding import (  # noqa: F401
    test_an_indicator_that_was_added_offers_a_rebuild_and_no_means_no,
)
from tests.excel.test_refreshing import (  # noqa: F401
    test_a_column_that_staff_inserted_between_ours_keeps_its_content_and_ours_move_on,
    test_a_figure_that_staff_typed_over_is_put_right,
    test_a_formula_of_the_template_inside_the_figures_stays_and_is_worked_out_again,
    test_a_list_with_more_rows_than_before_gets_them_and_with_fewer_leaves_blank_ones,
    test_new_figures_are_written_and_the_rest_stays,
    test_rows_that_staff_sorted_are_filled_by_their_indicator,
    test_what_staff_added_beside_and_between_stays,
)
from tests.excel.test_undoing import (  # noqa: F401
    test_a_note_typed_after_the_refresh_stays_when_it_is_undone,
    test_undo_after_a_list_grew_leaves_blank_rows_and_the_next_refresh_uses_them,
    test_undo_puts_every_cell_back_exactly,
)
from xl_scorecard import pipeline
from xl_scorecard.excel.run import Action, run

pytestmark = pytest.mark.libreoffice


class Saving:
    """What the tests of agreement ask of Excel: to save under another name."""

    def __init__(self, book):
        self.book = book

    def save(self, path):
        self.book.save(str(path))


@pytest.fixture(scope="module")
def office():
    from tests.excel.office_engine import Office

    running = Office().start().connect()
    yield running
    running.stop()


@pytest.fixture
def opened(office, live):
    """The little scorecard, open in LibreOffice."""
    from tests.excel.office_engine import use

    app = use(office)
    book = app.books.open(str(live))
    yield Open(app=app, book=book, excel=Saving(book), path=Path(live), wire=app.impl, told=Told([], []))
    for found in list(app.books):
        found.close()


def test_a_renamed_sheet_is_found_again(opened, rows):
    opened.book.sheets["Card"].name = "Board's card"
    figure = opened.values("Board's card", "D2")[0][0]
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert opened.values("Board's card", "D2")[0][0] == figure + 1


def test_run_tells_in_one_box_and_gives_the_status_bar_back(opened, rows):
    more_rows(opened.folder, one_more(rows))
    run("refresh", "live.xlsx")
    assert opened.wire.boxes[-1].startswith("live.xlsx shows May 2012.")
    assert opened.state() == (True, True, "automatic", False)


def test_a_missing_source_changes_nothing(opened):
    before = opened.everything()
    (opened.folder / "referrals.xlsx").unlink()
    run("refresh", "live.xlsx")
    assert "Nothing in this workbook has changed." in opened.wire.boxes[-1]
    assert opened.everything() == before


def test_a_rebuild_carries_sheets_whose_formulas_point_into_the_new_workbook(opened):
    ours = opened.book.sheets.add("Our sums", after=opened.book.sheets["R3"])
    ours.range("A1").value = [["=Card!D2*2"], ["=SUM(R1!B4:B9)"], ["plain"]]
    opened.book.sheets["Card"].range("F3").value = "Ann: looked at R2."
    one_more_indicator(opened.folder / "definition.xlsx")
    assert "1 of your notes and 1 of your sheets" in opened.act()
    new = opened.app.books["live rebuilt.xlsx"]
    assert new.sheets["Our sums"].range("A1").formula.replace("$", "").replace("'", "") == "=Card!D2*2"
    card = {row[0]: row for row in new.sheets["Card"].range("A2:G5").value}
    assert new.sheets["Our sums"].range("A1").value == card["R0"][3] * 2  # the first row is another indicator's now
    assert card["R2"][5] == "Ann: looked at R2."


@pytest.mark.slow
def test_the_demo_refreshed_in_libreoffice_agrees_with_a_headless_build(demo_copy, office):
    from openpyxl import load_workbook

    from tests.excel.office_engine import use

    source = demo_copy / "sources" / "contacts.xlsx"
    book = load_workbook(source)
    book.worksheets[0].delete_rows(book.worksheets[0].max_row - 3, 2)
    book.save(source)
    app = use(office)
    opened = app.books.open(str(demo_copy / "scorecard-2012-05.xlsx"))
    told = Told([], [])
    from xl_scorecard.excel.run import act
    from xl_scorecard.excel.timing import Timing

    said = act(Action.REFRESH, opened, told, Timing())
    assert "16 indicators" in said
    opened.save(str(demo_copy / "saved.xlsx"))
    opened.to_pdf(str(demo_copy / "saved.pdf"))
    opened.close()
    assert (demo_copy / "saved.pdf").stat().st_size > 10_000
    built = pipeline.build(demo_copy / "definition.xlsx", out=demo_copy / "built.xlsx").path
    assert differing(cells(demo_copy / "saved.xlsx"), cells(built)) == {}
