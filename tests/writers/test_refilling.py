import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.builders.scorecards import seed_scorecard
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.writers.remembering import read_bindings
from xl_scorecard.writers.workbook import finished_workbook, write_workbook

CARD = {
    "A1": "{{ scorecard.title }} to {{ label @ month }}",
    "A3": "{{ indicator.code }}",
    "B3": "{{ indicator.value }}",
    "C3": "mine",
    "A5": "=SUM(B3:B3)",
}
PAGE = {"A1": "{{ each period, last 3 }}{{ period.label }}", "B1": "{{ period.value }}"}


def dress(book, sheets):
    """A header and a chart with fields in them."""
    sheets["Card"].set_header("&L{{ scorecard.period }}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='{indicator.code}'!$A$1:$A$1", "values": "='{indicator.code}'!$B$1:$B$1"})
    chart.set_title({"name": "{{ indicator.code }} in {{ scorecard.period }}"})
    sheets["{indicator.code}"].insert_chart("D2", chart, {"description": "{{ indicator.reason }}"})


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


@pytest.fixture(scope="module")
def next_month(card):
    """The scorecard of another month with the same indicators, as if its sources covered it."""
    return seed_scorecard(period=card.period.back(1))


@pytest.fixture
def finished(card, tmp_path):
    template = make_template(
        tmp_path / "t.xlsx", {"Card": CARD, "{indicator.code}": PAGE, "Plain": {"A1": "kept"}}, dress
    )
    return write_workbook(card, template, tmp_path / "out.xlsx").path


def contents(content, tmp_path):
    path = tmp_path / "read.xlsx"
    path.write_bytes(content)
    book = load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets[:-1]}


def test_refilled_with_the_same_scorecard_nothing_changes(card, finished, tmp_path):
    assert contents(finished_workbook(card, finished), tmp_path) == contents(finished.read_bytes(), tmp_path)


def test_refilled_with_another_month_it_says_what_a_fresh_build_says(next_month, finished, tmp_path):
    fresh = finished_workbook(next_month, tmp_path / "t.xlsx")
    assert contents(finished_workbook(next_month, finished), tmp_path) == contents(fresh, tmp_path)


def test_headers_charts_and_their_captions_are_filled_anew(next_month, finished, tmp_path):
    (tmp_path / "new.xlsx").write_bytes(finished_workbook(next_month, finished))
    with zipfile.ZipFile(tmp_path / "new.xlsx") as book:
        text = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    assert f"&amp;L{next_month.period}" in text["xl/worksheets/sheet1.xml"]
    assert f"Op504 in {next_month.period}" in text["xl/charts/chart1.xml"]
    assert f"<c:v>{next_month.period}</c:v>" in text["xl/charts/chart1.xml"]


def test_what_staff_added_stays(card, finished, tmp_path):
    book = load_workbook(finished)
    book["Card"]["F3"] = "added by hand"
    book.create_sheet("Ours")["A1"] = "ours"
    book.save(finished)
    book = load_workbook(finished)
    assert book["_scorecard"].sheet_state == "veryHidden"
    (tmp_path / "new.xlsx").write_bytes(finished_workbook(card, finished))
    new = load_workbook(tmp_path / "new.xlsx")
    assert (new["Card"]["F3"].value, new["Ours"]["A1"].value) == ("added by hand", "ours")


def test_another_layout_is_refused_with_what_to_do(card, finished):
    first, *rest = card.sections
    fewer = replace(card, sections=(replace(first, lines=first.lines[1:]), *rest))
    with pytest.raises(TemplateError, match=r"its layout has changed\. Build it afresh"):
        finished_workbook(fewer, finished)


def test_rows_moved_by_hand_are_noticed_and_named(card, finished):
    book = load_workbook(finished)
    book["Card"].insert_rows(4)
    book.save(finished)
    with pytest.raises(TemplateError, match=r"out\.xlsx › Card › A4: no longer holds its indicator"):
        finished_workbook(card, finished)


def test_it_can_be_refilled_again_and_again(card, next_month, finished, tmp_path):
    (tmp_path / "b.xlsx").write_bytes(finished_workbook(next_month, finished))
    (tmp_path / "c.xlsx").write_bytes(finished_workbook(card, tmp_path / "b.xlsx"))
    assert contents((tmp_path / "c.xlsx").read_bytes(), tmp_path) == contents(finished.read_bytes(), tmp_path)
    bindings = read_bindings(tmp_path / "c.xlsx")
    assert bindings is not None
    assert bindings.period == card.period.code
