"""How small numbers are hidden, as analysts write it on the sheet Settings."""

from dataclasses import replace

import pytest

from tests.builders.definitions import complaints_with, read_with, same, small_definition, written
from xl_scorecard.definitions.counting_sheets import SETTINGS
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.sheets import FIRST_ROW
from xl_scorecard.model.suppression import DFE, NHS, NONE, parse_suppression


def setting(field: str) -> str:
    """The cell of a setting."""
    return f"Settings_B{FIRST_ROW + [heading.field for heading in SETTINGS.headings].index(field)}"


@pytest.mark.parametrize(
    ("text", "mode"),
    [(None, NONE), ("none", NONE), ("DfE", DFE), ("nhs", NHS), ("1 to 9", parse_suppression("1 to 9"))],
)
def test_the_internal_edition_hides_as_written_and_nothing_if_empty(text, mode):
    assert read_with(**{setting("suppression"): text}).settings.suppression == mode


@pytest.mark.parametrize(("text", "mode"), [(None, None), ("none", NONE), ("dfe", DFE)])
def test_nobody_has_chosen_for_the_published_edition_if_empty(text, mode):
    assert read_with(**{setting("published_suppression"): text}).settings.published_suppression == mode


def test_what_is_no_way_to_hide_numbers_is_refused_with_its_cell_and_what_can_be_written():
    (complaint,) = complaints_with(**{setting("published_suppression"): "five"})
    cell = setting("published_suppression").partition("_")[2]
    assert f"Settings › {cell}" in complaint
    assert '"five" is no way to hide small numbers; write none, dfe, nhs, or numbers of your own' in complaint


def test_what_is_written_reads_back_the_same(tmp_path):
    small = small_definition()
    settings = replace(
        small.settings,
        suppression=parse_suppression("1 to 3, nearest 10"),
        published_suppression=NHS,
        published_template="plain.xlsx",
    )
    definition = replace(small, settings=settings)
    assert same(read_definition(written(tmp_path, definition)), definition)
