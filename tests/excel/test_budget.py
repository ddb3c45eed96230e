"""How much goes over the wire: every message to Excel costs.

An engine call is one that reads cells, or changes anything: cells, a switch, the saving of a copy. To say which cells
are meant takes messages too (a sheet, a range): at least two a sheet that changes, so they are counted by themselves.
"""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.little import LAST, little_definition, little_rows, write_little
from tests.builders.live import dress_fully, more_rows, one_more, reach_june, write_live
from xl_scorecard import pipeline
from xl_scorecard.model.period import PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.writers.shipped import shipped_template

INDICATORS = 100
BUDGET = 150


def many(count):
    definition = little_definition(None)
    return tuple(
        replace(definition.indicators[n % 3], code=f"R{n + 1:03d}", title=f"Indicator {n + 1}") for n in range(count)
    )


def judged(count):
    """Indicators that are good when low, each with a target."""
    return tuple(replace(indicator, polarity=Polarity.LOW) for indicator in many(count))


def targets_for_all(step):
    """The n-th indicator may be at most n times `step`: the smaller the step, the more are red."""
    targets = little_definition(None).targets
    return tuple(
        replace(targets[0], indicator=one.code, per=PeriodKind.MONTH, value=Fraction(step * number))
        for number, one in enumerate(many(INDICATORS))
    )


def two_years():
    """The source, which covers as many months as a page shows: with the next one no page gets longer."""
    return replace(little_definition(None).sources[0], covers_from=LAST.back(23))


def openings(opened):
    """The rows of the Summary whose code opens a page, with the formula that does."""
    rows = enumerate(opened.book.sheets["Summary"].range("A1:A300").formula, start=1)
    return {(row, text) for row, (text,) in rows if text.startswith("=HYPERLINK(")}


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
@pytest.mark.parametrize(("may", "june"), [(3, 3), (0, 3)], ids=["more turn red", "most recover"])
def test_a_new_month_of_100_indicators_in_the_workbook_we_ship_stays_within_150_engine_calls(
    tmp_path, in_excel, may, june
):
    """Whatever its sheets say of the month stands in cells, and codes in lists open their pages by a formula: however
    many indicators turn red, recover or change places, no header, no chart and no link is to be set anew.
    """
    path, before, after = tmp_path / "month", targets_for_all(may), targets_for_all(june)
    definition = write_little(path, indicators=judged(INDICATORS), targets=before, sources=(two_years(),))
    opened = in_excel(pipeline.build(definition, template=shipped_template(), out=path / "live.xlsx").path)
    assert len(opened.book.sheets) == INDICATORS + 6
    reach_june(definition, indicators=judged(INDICATORS), targets=after, sources=(two_years(),))
    had = openings(opened)
    opened.wire.clear()
    assert "Jun 2012" in opened.act()
    assert len(openings(opened) - had) > 20
    assert not [kind for kind, _ in opened.wire.sets if kind.startswith("Hyperlink")]
    changed = [name for name in opened.wire.sets if name == ("Range", "Value")]
    assert len(changed) > INDICATORS + 4  # every page and every list
    assert len(opened.wire.sets) + len(opened.wire.reads) <= BUDGET


@pytest.mark.slow
def test_a_new_month_takes_one_more_call_for_every_header_and_every_chart_that_names_it(tmp_path, in_excel):
    """More than 150 where each of 100 pages has both: Excel takes neither by the block."""
    path = write_live(tmp_path / "month", indicators=many(20), targets=(), dress=dress_fully)
    reach_june(path.parent / "definition.xlsx", indicators=many(20), targets=())
    opened = in_excel(path)
    opened.wire.clear()
    assert "Jun 2012" in opened.act()
    names = [name for _, name in opened.wire.sets]
    sheets = 20 + 2
    assert names.count("RightHeader") == sheets
    assert names.count("AlternativeText") == 20
    assert len(opened.wire.sets) + len(opened.wire.reads) <= 12 + 2 * sheets + 20
