"""The workbook built without Excel and the one refreshed live agree cell by cell."""

import warnings
from functools import cache

import pytest
from openpyxl import load_workbook

from tests.builders.little import little_definition
from tests.builders.live import more_rows, one_more, untidy
from xl_scorecard import pipeline
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.layout.bindings import SHEET


def cells(path):
    """What every cell holds; of a number also how it is shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know sparklines
        book = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, shown_as(cell) if cell.data_type == "n" else "")
        for sheet in book
        if sheet.title != SHEET
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def shown_as(cell):
    return cell.number_format.replace(r"\%", '"%"')  # LibreOffice writes a quoted sign so


def same(one, other):
    if one is None or other is None or one[1] != other[1]:
        return one == other
    one, other = one[0], other[0]
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-14 * max(abs(one), abs(other))  # Excel keeps fifteen digits
    return one == other


def differing(one, other):
    return {key: (one.get(key), other.get(key)) for key in one | other if not same(one.get(key), other.get(key))}


def refreshed(opened):
    opened.act()
    saved = opened.folder / "saved.xlsx"
    opened.excel.save(saved)
    return saved


def test_refreshed_figures_are_those_of_a_headless_build_to_the_last_digit(opened, rows):
    more_rows(opened.folder, one_more(rows))
    built = pipeline.build(opened.folder / "definition.xlsx", out=opened.folder / "built.xlsx").path
    assert differing(cells(refreshed(opened)), cells(built)) == {}


def test_lists_that_grew_agree_too(opened, rows):
    more_rows(opened.folder, untidy(one_more(rows)))
    built = pipeline.build(opened.folder / "definition.xlsx", out=opened.folder / "built.xlsx").path
    differences = differing(cells(refreshed(opened)), cells(built))
    assert differences == {}


def test_a_count_in_a_row_that_held_a_percentage_is_shown_as_a_count(opened):
    """R2, a percentage, missed its target and stood first; now it has none, and a count moves up."""
    path = opened.folder / "definition.xlsx"
    write_definition(little_definition(path, targets=()), path)
    summary = opened.book.sheets["Summary"]
    assert (summary.range("A5").value, summary.range("C5").number_format) == ("R2", '0.0"%"')
    built = pipeline.build(path, out=opened.folder / "built.xlsx").path
    assert differing(cells(refreshed(opened)), cells(built)) == {}
    assert (summary.range("A5").value, summary.range("C5").number_format) == ("R1", "#,##0")


def test_a_format_that_staff_gave_a_figure_stays(opened, rows):
    page = opened.book.sheets["R2"]
    page.range("B4:B9").number_format = "0.000"
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert page.range("B9").number_format == "0.000"


@pytest.mark.slow
def test_the_demo_agrees(demo_copy, in_excel, monkeypatch):
    """Sixteen indicators, the shipped template: after a record was deleted from a source."""
    source = demo_copy / "sources" / "contacts.xlsx"
    book = load_workbook(source)
    book.worksheets[0].delete_rows(book.worksheets[0].max_row - 3, 2)
    book.save(source)
    monkeypatch.setattr(pipeline, "read_sources", cache(pipeline.read_sources))
    opened = in_excel(demo_copy / "scorecard-2012-05.xlsx")
    built = pipeline.build(demo_copy / "definition.xlsx", out=demo_copy / "built.xlsx").path
    saved = refreshed(opened)
    assert opened.told.asked == []
    assert differing(cells(saved), cells(built)) == {}
