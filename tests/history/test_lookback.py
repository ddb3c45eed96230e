"""Conditions that look further back than the rows reach say so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders.little import FIRST, LAST, little_definition
from tests.builders.little_tables import little_tables
from xl_scorecard.history.lookback import short_look_backs

DEFINITION = little_definition(Path("definition.xlsx"))


def told(first: date) -> list[str]:
    tables = little_tables([("1", first, None, "North"), ("1", LAST.start, None, "North")])
    return [problem.sentence for problem in short_look_backs(DEFINITION, tables, LAST)]


@pytest.mark.parametrize(("late", "count"), [(0, 0), (31, 0), (32, 1), (366, 1)])
def test_rows_that_begin_later_than_a_year_before_the_months_covered_are_too_few(late, count):
    needed = FIRST.start.replace(year=FIRST.start.year - 1)
    assert len(told(needed + timedelta(days=late))) == count


def test_the_sentence_names_the_measure_and_what_to_use_instead():
    assert told(FIRST.start) == [
        "“Again” looks 12 months back by “Referred”, further than rows reach; it counts too few."
    ]
