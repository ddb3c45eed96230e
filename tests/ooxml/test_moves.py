import pytest

from xl_scorecard.layout.plan import PlannedRow
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.placement import Placement, SheetCopy, move_sqref, runs
from xl_scorecard.ooxml.references import parse_area


def rows(*copies):
    return tuple(PlannedRow(source=source, items=items) for source, items in copies)


def in_section(section, indicator=None):
    return {"section": section} if indicator is None else {"section": section, "indicator": indicator}


@pytest.fixture
def card():
    """Row 1 a title, row 2 a section's heading, row 3 its indicators, row 4 a gap in the block, row 5 the end."""
    return Placement.of(
        SheetCopy(
            source="Card",
            name="Card",
            items={},
            last_row=5,
            rows=rows(
                (1, {}),
                (2, in_section(0)),
                (3, in_section(0, 0)),
                (3, in_section(0, 1)),
                (2, in_section(1)),
                (3, in_section(1, 2)),
                (5, {}),
            ),
        )
    )


@pytest.fixture
def pages():
    """A page for each of three indicators, the prototype row 2 standing for months."""
    months = {0: 2, 1: 3, 2: 1}
    return [
        Placement.of(
            SheetCopy(
                source="{indicator.code}",
                name=f"Op{number}",
                items={"section": 0, "indicator": number},
                last_row=3,
                rows=rows(
                    (1, {"section": 0, "indicator": number}),
                    *((2, {"section": 0, "indicator": number, "period": month}) for month in range(count)),
                    (3, {"section": 0, "indicator": number}),
                ),
            )
        )
        for number, count in months.items()
    ]


def moved(text, moves, here, items, *, grow=False):
    return moves.formula(parse_formula(text), here=here, items=items, grow=grow)


def test_a_range_over_a_prototype_row_grows_to_all_its_copies(card):
    assert moved("SUM(A3:A3)", Moves.of([card]), card, {}) == "SUM(A3:A6)"


def test_a_lone_cell_outside_the_prototype_means_the_first_copy_whatever_its_dollar_signs(card):
    assert moved("A3+$A$3", Moves.of([card]), card, {}) == "A3+$A$3"


def test_a_lone_cell_in_a_chart_grows(card):
    assert moved("A3", Moves.of([card]), card, {}, grow=True) == "A3:A6"


def test_a_reference_from_a_section_row_covers_only_that_sections_indicators(card):
    assert moved("SUM(A3:A3)", Moves.of([card]), card, in_section(1)) == "SUM(A6:A6)"


def test_a_reference_inside_a_copy_means_the_items_own_row(card):
    assert moved("B3*2", Moves.of([card]), card, in_section(1, 2)) == "B6*2"


def test_rows_below_move_down(card):
    assert moved("A5+A9", Moves.of([card]), card, {}) == "A7+A11"


def test_whole_columns_stay(card):
    assert moved("SUM(A:A)", Moves.of([card]), card, {}) == "SUM(A:A)"


def test_a_row_that_vanished_leaves_a_reference_error(card):
    assert moved("A4", Moves.of([card]), card, {}) == "#REF!"


def test_an_indicator_row_sees_its_own_page_with_all_its_months(card, pages):
    moves = Moves.of([card, *pages])
    assert moved("'{indicator.code}'!$C$2:$C$2", moves, card, in_section(0, 1), grow=True) == "'Op1'!$C$2:$C$4"
    assert moved("'{indicator.code}'!C3", moves, card, in_section(1, 2)) == "'Op2'!C3"


def test_a_page_sees_its_own_row_of_the_card(card, pages):
    assert moved("'Card'!B3", Moves.of([card, *pages]), pages[1], pages[1].sheet.items) == "'Card'!B4"


def test_one_rule_stays_one_rule_over_all_copies_in_as_few_ranges_as_will_do(card):
    assert move_sqref("A3:B3 D1", card) == "A3:B4 A6:B6 D1:D1".replace("D1:D1", "D1")


def test_a_range_that_reaches_below_the_sheet_keeps_its_length_below(card):
    assert move_sqref("A5:A100", card) == "A7:A102"


def test_runs_of_numbers_are_joined():
    assert runs([1, 2, 5]) == [(1, 2), (5, 5)]


def test_a_sheet_that_stays_as_it_was_has_not_moved(card):
    still = Placement.of(SheetCopy(source="A", name="A", items={}, rows=rows((1, {}), (2, {})), last_row=2))
    assert not still.moved
    assert card.moved
    assert parse_area("A1") is not None
