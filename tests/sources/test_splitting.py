"""The rows of the sources split by a dimension; what the parts count adds up to what the whole counts."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.little import AREAS, FIRST, LAST, little_definition
from tests.builders.little_tables import little_tables
from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.dimension import Dimension, Part, Split
from xl_scorecard.model.reference import GivenFigure, Reference
from xl_scorecard.sources.splitting import find_dimension, part_definition, part_tables, parts_of, rows_of, split_tables
from xl_scorecard.sources.tables import Tables

DEFINITION = little_definition(Path("definition.xlsx"))
TEAM, AREA = DEFINITION.dimensions
DAYS = st.dates(FIRST.start, LAST.end)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4"]),
        DAYS,
        st.none() | DAYS,
        st.sampled_from(["North", " north", "South", "Nowhere", None]),
    ),
    min_size=1,
    max_size=25,
)


def values(dimension, *teams):
    rows = [("1", date(2012, 5, day), None, team) for day, team in enumerate(teams, start=1)]
    return [part.value for part in parts_of(DEFINITION, little_tables(rows), dimension)]


def test_values_found_in_rows_come_in_order_and_what_is_not_recorded_last():
    assert values(TEAM, "West", None, "North") == ["North", "West", "Not recorded"]


def test_spellings_that_differ_in_capitals_or_spacing_are_one_value():
    assert values(TEAM, "North  East", "north east", "NORTH EAST ") == ["NORTH EAST"]


def test_values_of_a_lookup_are_there_without_rows_and_words_that_it_lacks_are_said():
    assert values(AREA, "West", "Nowhere", None) == ["Hills", "Coast", "Islands", "Not in the lookup", "Not recorded"]
    assert dict(AREAS)["West"] == "Coast"


def test_an_unknown_dimension_is_refused_with_those_that_there_are():
    assert find_dimension(DEFINITION, " TEAM") is TEAM
    with pytest.raises(RequestError, match="There are: team, area"):
        find_dimension(DEFINITION, "school")


@given(ROWS, st.sampled_from([TEAM, AREA]))
@settings(max_examples=25, deadline=None)
def test_every_row_belongs_to_one_part_and_the_parts_add_up_to_the_whole(rows, dimension):
    tables = split_tables(DEFINITION, little_tables(rows))
    parts = parts_of(DEFINITION, tables, dimension)
    assert sum(rows_of(DEFINITION, tables, part)["referrals"] for part in parts) == len(rows)
    whole = summed([(DEFINITION, tables)])
    assert whole == summed(
        [(part_definition(DEFINITION, part), part_tables(DEFINITION, tables, part)) for part in parts]
    )


def summed(cards):
    found = {}
    for definition, tables in cards:
        for series in compute_series(definition, tables, LAST)[0]:
            for period, figure in series.figures.items():
                top, bottom = found.get((series.indicator.code, period), (Fraction(0), Fraction(0)))
                key = series.indicator.code, period
                found[key] = (top + (figure.numerator or 0), bottom + (figure.denominator or 0))
    return found


def test_an_earlier_referral_to_another_team_counts_as_it_does_in_the_whole():
    rows = [("1", date(2012, 4, 2), None, "North"), ("1", date(2012, 5, 2), None, "South")]
    tables = split_tables(DEFINITION, little_tables(rows))
    south = Part(dimension="team", value="South")
    series = compute_series(part_definition(DEFINITION, south), part_tables(DEFINITION, tables, south), LAST)[0]
    again = next(one for one in series if one.indicator.code == "R2")
    assert (again.figures[LAST].numerator, again.figures[LAST].denominator) == (1, 1)


def test_a_part_without_rows_has_a_problem_that_says_so():
    tables = split_tables(DEFINITION, little_tables([("1", date(2012, 5, 2), None, "North")]))
    islands = part_tables(DEFINITION, tables, Part(dimension="area", value="Islands"))
    assert [str(one.sentence) for one in islands.problems] == ["Islands (area) has no rows in referrals."]


def test_what_is_not_split_or_given_for_the_whole_is_left_out_and_named():
    unsplit = Dimension(name="school", splits=(Split(source="others", column="school"),))
    definition = little_definition(Path("definition.xlsx"), dimensions=(TEAM, unsplit))
    north = Part(dimension="team", value="North")
    assert [one.code for one in part_definition(definition, north).indicators] == ["R1", "R2", "R3"]
    assert [one.indicator for one in part_definition(definition, north).targets] == ["R2"]
    given_figure = GivenFigure(code="R1", period=LAST, value=Fraction(1))
    tables = split_tables(DEFINITION, little_tables([("1", date(2012, 5, 2), None, "North")]))
    whole = Tables(records=tables.records, reference=Reference(given=(given_figure,)), files=tables.files, problems=())
    assert part_tables(DEFINITION, whole, north).reference.given == ()


def test_the_title_names_the_part():
    assert (
        part_definition(DEFINITION, Part(dimension="team", value="North")).settings.title == "Little scorecard: North"
    )
