"""What a definition says of control limits, intervals and neighbours."""

import dataclasses
from fractions import Fraction

import pytest

from tests.builders.definitions import complaints, complaints_with, read_with, same, small_definition, written
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.model.definition import NeighbourMethod
from xl_scorecard.model.period import Period
from xl_scorecard.model.rebase import Rebase

REBASE = Rebase(indicator="R2", since=Period.parse("2011-04"), reason="The front door moved to one team")


def with_settings(**changes):
    small = small_definition()
    return small_definition(settings=dataclasses.replace(small.settings, **changes))


def settings_row(label):
    """The row of a setting on the small definition's Settings sheet."""
    from xl_scorecard.definitions.counting_sheets import SETTINGS
    from xl_scorecard.definitions.sheets import FIRST_ROW

    return FIRST_ROW + [heading.label for heading in SETTINGS.headings].index(label)


@pytest.mark.parametrize(
    "definition",
    [
        small_definition(rebases=(REBASE, dataclasses.replace(REBASE, indicator="R1"))),
        with_settings(confidence_level=Fraction("99.8"), screen_outliers=True),
        with_settings(neighbours=("Hackney", "Islington"), neighbour_method=NeighbourMethod.MEDIAN),
    ],
)
def test_it_reads_back_as_it_was_written(tmp_path, definition):
    assert same(read_definition(written(tmp_path, definition)), definition)


def test_without_a_word_confidence_is_95_per_cent_nothing_is_screened_and_there_are_no_neighbours():
    cells = {f"Settings_B{settings_row(label)}": None for label in ("Confidence level", "Screen outliers")}
    settings = read_with(**cells).settings
    assert (settings.confidence_level, settings.screen_outliers, settings.neighbours) == (95, False, ())


@pytest.mark.parametrize("level", [50, 100, 0.95, -5])
def test_a_confidence_level_is_above_50_and_below_100_per_cent(level):
    row = settings_row("Confidence level")
    (told,) = complaints_with(**{f"Settings_B{row}": level})
    assert told.endswith(
        f'Settings › B{row}: "{level}" is not a confidence level; write one in per cent such as 95 or 99.8.'
    )


@pytest.mark.parametrize("level", [51, "99.9%", 99.8])
def test_levels_between_are_taken(level):
    row = settings_row("Confidence level")
    exact = Fraction(str(level).removesuffix("%"))
    assert read_with(**{f"Settings_B{row}": level}).settings.confidence_level == exact


def test_neighbours_without_a_method_are_refused_because_it_would_be_silent():
    row = settings_row("Neighbours")
    (told,) = complaints_with(**{f"Settings_B{row}": "Hackney; Islington"})
    assert f"Settings › B{row}: Neighbours are named, but not how their figures become one;" in told


def test_a_method_that_is_none_is_told_once():
    rows = settings_row("Neighbours"), settings_row("Neighbour figure")
    (told,) = complaints_with(**{f"Settings_B{rows[0]}": "Hackney", f"Settings_B{rows[1]}": "midian"})
    assert '"midian" is not a way to make one figure of several; did you mean median?' in told


def test_a_rebase_of_an_unknown_indicator_is_told_with_the_nearest(tmp_path):
    (told,) = complaints(written(tmp_path, small_definition(rebases=(dataclasses.replace(REBASE, indicator="R22"),))))
    assert 'Rebases › A5: "R22" is not an indicator' in told


def test_the_same_rebase_twice_is_told(tmp_path):
    (told,) = complaints(written(tmp_path, small_definition(rebases=(REBASE, REBASE))))
    assert "Rebases › A6: the same Indicator, Since as in A5; take one of them out." in told
