"""Bindings as text come back as they were, in a few cells."""

from xl_scorecard.layout.bindings import Bindings, BoundSheet
from xl_scorecard.layout.bindings_text import MARK, cells_of, from_cells, to_text
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import split_fields

PAGES = 1_000
ROWS = 60


def bindings(runs, *, pages=1):
    """Of so many pages of one sheet, with one field on it."""
    cell = FieldCell(name="A1", row=1, column=1, pieces=split_fields("{{ indicator.value }}"), general=True)
    return Bindings(
        template="t",
        definition="d",
        period="2012-05",
        headline="",
        codes=("I1",),
        blueprint=Blueprint(file="t.xlsx", sheets=(SheetBlueprint(name="S", last_row=9, rows={1: (cell,)}),)),
        sheets=tuple(BoundSheet(name=f"I{n}", source="S", items={"indicator": n}, runs=runs(n)) for n in range(pages)),
    )


def test_rows_come_back_one_by_one_whether_they_follow_one_another_or_not():
    one, other = {"section": 0, "indicator": 0}, {"section": 0, "indicator": 1}
    runs = ((1, 1, one), (2, 1, one), (3, 1, one), (5, 1, one), (6, 4, one), (7, 1, one), (8, 1, other), (8, 1, other))
    before = bindings(lambda _: runs)
    assert from_cells(cells_of(to_text(before))) == before


def test_a_cell_says_whether_it_takes_the_display_of_its_figure():
    found = from_cells(cells_of(to_text(bindings(lambda _: ()))))
    assert found.blueprint.sheets[0].rows[1][0].general


def test_a_thousand_pages_take_a_few_cells_since_each_is_written_to_excel_by_itself():
    before = bindings(lambda n: tuple((row, 1, {"indicator": n}) for row in range(1, ROWS)), pages=PAGES)
    cells = cells_of(to_text(before))
    assert cells[0] == MARK
    assert len(cells) <= 1 + 3
    assert from_cells(cells) == before
