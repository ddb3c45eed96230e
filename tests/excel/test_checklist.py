"""What the page for a person with Excel says they will see is what the model of Excel shows."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from xl_scorecard.excel.run import Action

CHECKLIST = (Path(__file__).resolve().parents[2] / "xl_scorecard" / "excel" / "CHECKLIST.md").read_text(
    encoding="utf-8"
)
LAST_CHILD = 17509


def row_of(sheet, code):
    return next(number for number in range(1, 60) if sheet.range((number, 1)).value == code)


@pytest.mark.slow
def test_the_figures_of_the_checklist_are_those_that_appear(demo_copy, in_excel):
    opened = in_excel(demo_copy / "scorecard-2012-05.xlsx")
    sheet = opened.book.sheets["Scorecard"]
    sheet.range((row_of(sheet, "HY64") + 1, 2)).value = "Ann: looked at it."
    sheet.range("G:G").insert("right")
    source = demo_copy / "sources" / "contacts.xlsx"
    book = load_workbook(source)
    assert f"row {LAST_CHILD}, above *Total*" in CHECKLIST
    assert book.worksheets[0].cell(LAST_CHILD + 1, 1).value == "Total"
    book.worksheets[0].delete_rows(LAST_CHILD)
    book.save(source)
    figure = (row_of(sheet, "Op504"), 10)
    before = sheet.range(figure).value
    said = opened.act()
    after = sheet.range(figure).value
    assert f"Op504 for May 2012 is {after:g}, was {before:g};" in CHECKLIST
    assert (before, after) == (651, 650)
    assert said.splitlines()[1] == "20 cells changed."
    assert '"20 cells changed."' in CHECKLIST
    assert sheet.range((row_of(sheet, "HY64") + 1, 2)).value == "Ann: looked at it."
    assert "20 cells put back." in opened.act(Action.UNDO)
    assert sheet.range(figure).value == before
    assert sheet.range((row_of(sheet, "Op383"), 14)).value == 1
