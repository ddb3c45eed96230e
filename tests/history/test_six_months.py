"""The example from extracts that reach back six months, and history, gives the figures of the whole."""

import pytest

from tests.builders.six_months import SINCE, write_six_months
from xl_scorecard import pipeline
from xl_scorecard.batch.closing import close
from xl_scorecard.model.history import HISTORY_FILE
from xl_scorecard.model.period import Period
from xl_scorecard.status.table import figures_frame

FIRST, LAST = Period.month(2010, 4), Period.month(2012, 5)
SAME = ["numerator", "denominator", "value", "target", "status", "trend", "long_trend"]


@pytest.mark.slow
def test_six_months_and_history_give_the_same_figures_as_all_the_rows(demo_copy, tmp_path):
    definition = demo_copy / "definition.xlsx"
    close(definition, Period(LAST.back(1).last, FIRST.first, "quarter").months)
    cut = write_six_months(tmp_path / "cut")
    (demo_copy / HISTORY_FILE).replace(cut.parent / HISTORY_FILE)
    whole, short = pipeline.assess(definition, period=LAST), pipeline.assess(cut, period=LAST)
    assert min(file.covers_from for file in short.sources if file.covers_from) == SINCE
    keys = ["code", "period"]
    one = figures_frame(whole).set_index(keys)[SAME]
    other = figures_frame(short).set_index(keys)[SAME]
    assert one.index.equals(other.index)
    assert not one.compare(other).size
    assert not short.changes.revised
