"""Fitting and blocks by themselves: pure."""

from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.excel.blocks import cover
from xl_scorecard.excel.headers import header_parts

CELLS = st.tuples(st.integers(1, 12), st.integers(1, 12))


@given(owned=st.sets(CELLS, min_size=1, max_size=40), barriers=st.sets(CELLS, max_size=30))
def test_blocks_cover_every_owned_cell_once_and_never_a_barrier(owned, barriers):
    blocks = cover(owned, lambda cell: cell not in barriers)
    covered = [cell for block in blocks for row in block.cells() for cell in row]
    assert owned <= set(covered)
    assert len(covered) == len(set(covered))
    assert not (set(covered) & barriers) - owned


@given(owned=st.sets(CELLS, min_size=1, max_size=40))
def test_without_barriers_one_block_is_enough(owned):
    assert len(cover(owned, lambda _: True)) == 1


def test_a_column_of_formulas_between_ours_takes_two_blocks():
    owned = {(row, column) for row in range(1, 30) for column in (1, 3)}
    assert len(cover(owned, lambda cell: cell[1] != 2)) == 2


def test_a_header_is_taken_apart_whatever_is_in_it():
    assert header_parts("&LA && B&CMiddle&R&8&K5F6B7ARight") == {
        "Left": "A && B",
        "Center": "Middle",
        "Right": "&8&K5F6B7ARight",
    }
    assert header_parts("only the middle")["Center"] == "only the middle"
