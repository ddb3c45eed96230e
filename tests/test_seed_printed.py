"""The printed table of the seed, damage included, read as given figures: it agrees with what the records give."""

import csv
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.source_workbooks import by_code
from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.sources.reading import read_sources

DATA = Path(__file__).parent / "data"
PRINTED_PERIODS = ("2010/11", "2011/12", "Mar 2012", "Apr 2012", "May 2012")
PRINTED = Source(
    name="printed",
    file="printed.txt",
    kind=SourceKind.FIGURES,
    columns=(Column(name="Code", headings=("column A",), type=ColumnType.TEXT),),
)


@pytest.fixture(scope="module")
def demo(built_demo):
    return built_demo / "definition.xlsx"


@pytest.fixture(scope="module")
def printed(demo, tmp_path_factory):
    """The demo's definition with one source, the print, and nothing to count: written and read like anyone's."""
    folder = tmp_path_factory.mktemp("printed")
    shutil.copyfile(DATA / "haringey_2012_05.txt", folder / PRINTED.file)
    own = read_definition(demo)
    given = [
        replace(one, kind=MeasureKind.GIVEN, source="printed", date="", end="", column="", distinct="", conditions=())
        for one in own.measures
    ]
    definition = replace(own, sources=(PRINTED,), measures=tuple(given), dimensions=())
    write_definition(definition, folder / "definition.xlsx")
    return folder / "definition.xlsx"


@pytest.fixture(scope="module")
def tables(printed):
    return read_sources(read_definition(printed))


def test_every_legible_figure_of_the_print_is_read_as_printed(tables):
    with (DATA / "seed_scorecard.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {
        (row["code"], Period.parse(period)): Fraction(row[period])
        for row in rows
        for period in PRINTED_PERIODS
        if row[period]
    }
    assert {(figure.code, figure.period): figure.value for figure in tables.reference.given} == expected
    assert len(expected) == 75


def test_what_is_odd_about_the_print_is_told(tables):
    problems = by_code(tables)
    assert set(problems) == {"SRC-007", "SRC-070", "SRC-071", "SRC-076", "SRC-077"}
    assert "CYRILLIC" in problems["SRC-070"].sentence
    assert problems["SRC-076"].count == 16
    assert {place.cell[0] for place in problems["SRC-076"].places} == {"J"}
    assert tables.files[0].bad_rows == 0


@pytest.fixture(scope="module")
def cards(demo, printed):
    return pipeline.assess(demo), pipeline.assess(printed, period="2012-05")


@pytest.mark.parametrize("period", PRINTED_PERIODS)
def test_the_build_from_the_print_agrees_with_the_build_from_the_records(cards, period):
    from_records, from_print = (
        {line.indicator.code: line.assessments.get(Period.parse(period)) for line in card.lines} for card in cards
    )
    compared = 0
    for code, one in from_print.items():
        if one is not None and one.value is not None:
            assert one.shown == from_records[code].shown, code
            compared += 1
        else:
            assert from_records[code].value is None, code
    assert compared == {"Apr 2012": 13, "2010/11": 14}.get(period, 16)
