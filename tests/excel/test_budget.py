"""How much goes over the wire: every message to Excel costs.

An engine call is one that reads cells, or changes anything: cells, a switch, the saving of a copy. To say which cells
are meant takes messages too (a sheet, a range): at least two a sheet that changes, so they are counted by themselves.
"""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.little import LAST, little_definition, little_rows
from tests.builders.live import dress_fully, more_rows, one_more, write_live
from xl_scorecard.definitions.writing import write_definition

INDICATORS = 100
BUDGET = 150


def many(count):
    definition = little_definition(None)
    return tuple(
        replace(definition.indicators[n % 3], code=f"R{n + 1:03d}", title=f"Indicator {n + 1}") for n in range(count)
    )


@pytest.mark.slow
def test_a_refresh_of_100_indicators_stays_within_150_engine_calls(tmp_path, in_excel):
    path = write_live(tmp_path / "many", indicators=many(INDICATORS), targets=())
    opened = in_excel(path)
    assert len(opened.book.sheets) == INDICATORS + 3
    more_rows(opened.folder, one_more(little_rows()))
    opened.wire.clear()
    said = opened.act()
    assert "100 indicators from 1 source" in said
    changed = [name for name in opened.wire.sets if name == ("Range", "Value")]
    assert len(changed) > INDICATORS  # every page and both lists
    assert len(opened.wire.sets) + len(opened.wire.reads) <= BUDGET
    assert opened.wire.all <= 5 * len(changed)


def test_a_sheet_takes_one_write_whatever_stands_between_its_cells(opened, rows):
    more_rows(opened.folder, one_more(rows))
    opened.wire.clear()
    opened.act()
    writes = [kind for kind, name in opened.wire.sets if name == "Value"]
    assert len(writes) <= len(opened.book.sheets) + 3


@pytest.mark.slow
def test_a_new_month_takes_one_more_call_for_every_header_and_every_chart_that_names_it(tmp_path, in_excel):
    """More than 150 where each of 100 pages has both: Excel takes neither by the block."""
    path = write_live(tmp_path / "month", indicators=many(20), targets=(), dress=dress_fully)
    definition = little_definition(path.parent / "definition.xlsx")
    source = replace(definition.sources[0], covers_to=LAST.back(-1))
    write_definition(
        replace(definition, indicators=many(20), targets=(), sources=(source,)), path.parent / "definition.xlsx"
    )
    more_rows(path.parent, [*little_rows(), ("C0001", date(2012, 6, 3), None, "North", 0)])
    opened = in_excel(path)
    opened.wire.clear()
    assert "Jun 2012" in opened.act()
    names = [name for _, name in opened.wire.sets]
    sheets = 20 + 2
    assert names.count("RightHeader") == sheets
    assert names.count("AlternativeText") == 20
    assert len(opened.wire.sets) + len(opened.wire.reads) <= 12 + 2 * sheets + 20
