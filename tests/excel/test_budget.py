"""How much goes over the wire: every message to Excel costs.

An engine call is one that reads cells, or changes anything: cells, a switch, the saving of a copy. To say which cells
are meant takes messages too (a sheet, a range): at least two a sheet that changes, so they are counted by themselves.
"""

from dataclasses import replace

import pytest

from tests.builders.little import little_definition, little_rows
from tests.builders.live import more_rows, one_more, write_live

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
