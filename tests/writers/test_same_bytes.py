"""The quick ways of writing (text joined from pieces, rows told by a pattern) write what the thorough ways write."""

import copy
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from tests.builders.finished import few_indicators, whole_seed
from tests.builders.templates import make_template
from xl_scorecard.ooxml.archive import members_of
from xl_scorecard.ooxml.chart_text import ChartText
from xl_scorecard.ooxml.drawing_text import DrawingText
from xl_scorecard.writers import sheets
from xl_scorecard.writers.surroundings import KnownSurroundings
from xl_scorecard.writers.workbook import finished_workbook

SHIPPED = Path("workbook_templates/scorecard.xlsx")
BESIDE = {
    "A1": "{{ indicator.title }} & more",
    "A2": "{{ each period, last 3 }}{{ period.label }}",
    "B2": "{{ period.value }}",
}


def differing(one, other):
    """The parts in which two workbooks differ."""
    first, second = members_of(one), members_of(other)
    assert list(first) == list(second)
    return [name for name in first if first[name] != second[name]]


def dress(book, sheets):
    """A chart whose title, figures and description follow, a text box, merged cells, a rule, a picture's worth of order."""
    page = sheets["{indicator.code}"]
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "='{indicator.code}'!$A$1",
            "categories": "='{indicator.code}'!$A$2:$A$2",
            "values": "='{indicator.code}'!$B$2:$B$2",
        }
    )
    chart.set_title({"name": "{{ indicator.title }} <{{ indicator.code }}>"})
    page.insert_chart("D9", chart, {"description": 'The "{{ indicator.title }}" & all', "object_position": 1})
    page.insert_textbox("D30", "About {{ indicator.code }}", {"object_position": 2})
    page.merge_range("E4:F5", "merged")
    page.conditional_format("B2:B2", {"type": "data_bar"})
    page.conditional_format(
        "A2:A2", {"type": "formula", "criteria": "=$B2>1", "format": book.add_format({"bold": True})}
    )
    page.write_url("A8", "internal:'{indicator.code}'!A1", string="back")
    page.set_header("&L{{ indicator.code }}")


def thorough(monkeypatch):
    """Have everything written the thorough way."""
    for quick in (ChartText, DrawingText):
        monkeypatch.setattr(quick, "of", classmethod(lambda *_, **__: None))
    monkeypatch.setattr(sheets, "scan_sheet", lambda *_, **__: None)

    def followed(_, design, follower):
        root = copy.deepcopy(design)
        follower.follow(root)
        return root

    monkeypatch.setattr(KnownSurroundings, "followed", followed)


@pytest.mark.parametrize("shipped", [pytest.param(True, marks=pytest.mark.slow), False])
def test_a_workbook_is_the_same_whichever_way_it_is_written(tmp_path, monkeypatch, shipped):
    template = SHIPPED if shipped else make_template(tmp_path / "t.xlsx", {"{indicator.code}": BESIDE}, dress)
    quick = finished_workbook(few_indicators(), template)
    (tmp_path / "last.xlsx").write_bytes(quick)
    again = finished_workbook(few_indicators(), tmp_path / "last.xlsx")
    thorough(monkeypatch)
    assert differing(quick, finished_workbook(few_indicators(), template)) == []
    assert differing(again, finished_workbook(few_indicators(), tmp_path / "last.xlsx")) == []


def test_what_staff_did_to_a_finished_workbook_stays_when_it_is_filled_again_the_quick_way(tmp_path, monkeypatch):
    template = make_template(tmp_path / "t.xlsx", {"{indicator.code}": BESIDE})
    finished, seen = tmp_path / "last.xlsx", []
    finished.write_bytes(finished_workbook(few_indicators(), template))
    book = load_workbook(finished)
    page = book.worksheets[0]
    page["B3"].font, page["B3"].number_format = Font(bold=True), "0.000"
    page["D3"], page["D4"], page["D5"] = "theirs & ours", "=B3*2", 12.5
    page.row_dimensions[4].height = 44
    book.save(finished)
    read = sheets.scan_sheet
    monkeypatch.setattr(sheets, "scan_sheet", lambda *a, **k: seen.append(read(*a, **k)) or seen[-1])
    (tmp_path / "again.xlsx").write_bytes(finished_workbook(few_indicators(), finished))
    page = load_workbook(tmp_path / "again.xlsx").worksheets[0]
    assert (page["B3"].font.b, page["B3"].number_format, page.row_dimensions[4].height) == (True, "0.000", 44)
    assert [page[cell].value for cell in ("D3", "D4", "D5")] == ["theirs & ours", "=B3*2", 12.5]
    assert [page[f"B{n}"].value for n in (2, 3, 4)] == [page_value(n) for n in (0, 1, 2)]
    assert any(seen)


def page_value(number):
    line = next(iter(few_indicators().lines))
    history = [month for month in whole_seed().history if month in line.assessments][-3:]
    value = line.assessments[history[number]].value
    return None if value is None else pytest.approx(float(value))
