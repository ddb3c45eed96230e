"""The example's definition names only what is there, and says everything in plain words."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.source import SourceKind
from xl_scorecard.model.target import ToleranceUnit
from xl_scorecard.samples.haringey_definition import haringey_definition

SEED = Path(__file__).parents[1] / "data" / "seed_scorecard.csv"


@pytest.fixture(scope="module")
def definition():
    return haringey_definition(Path("definition.xlsx"))


def test_indicators_are_the_printed_ones_in_printed_order(definition):
    with SEED.open(encoding="utf-8", newline="") as file:
        printed = [(r["section"], r["code"], r["title"], r["unit"], r["polarity"]) for r in csv.DictReader(file)]
    assert [(i.section, i.code, i.title, i.unit.value, i.polarity.name) for i in definition.indicators] == printed


def test_indicators_use_measures_that_are_there(definition):
    measures = {measure.code for measure in definition.measures}
    for indicator in definition.indicators:
        assert indicator.numerator in measures
        assert indicator.denominator in {*measures, ""}


def test_every_measure_is_used(definition):
    used = {code for indicator in definition.indicators for code in (indicator.numerator, indicator.denominator)}
    assert {measure.code for measure in definition.measures} == used - {""}


def test_measures_and_conditions_use_columns_and_sources_that_are_there(definition):
    sources = {source.name: {column.name for column in source.columns} for source in definition.sources}
    for measure in definition.measures:
        columns = sources[measure.source]
        if measure.kind is not MeasureKind.GIVEN:
            assert measure.date in columns
            assert measure.end in {*columns, ""}
        for condition in measure.conditions:
            assert condition.column in columns
            others = sources if condition.test is ConditionTest.REVIEWED_IN_TIME else columns
            assert condition.other in {*others, ""}


def test_declared_headings_and_sheets_are_those_of_the_workbooks(definition, raw_rows):
    for source in definition.sources:
        rows = raw_rows[Path(source.file).stem][source.sheet]
        if source.kind is SourceKind.RECORDS:
            written = [" ".join(heading.lower().split()) for heading in rows[3]]
            assert [column.headings[0].lower() for column in source.columns] == written


def test_categories_in_the_workbooks_are_allowed(definition, records):
    for source in definition.sources:
        for column in source.columns:
            if column.allowed:
                found = {row[column.headings[0].lower()] for row in records[source.name]}
                assert found <= set(column.allowed)


def test_required_columns_are_never_empty(definition, records):
    for source in definition.sources:
        for column in source.columns:
            if column.required:
                assert all(row[column.headings[0].lower()] is not None for row in records[source.name])


def test_targets_are_the_printed_ones_and_have_a_tolerance(definition):
    targets = {target.indicator: target for target in definition.targets}
    assert {code: target.value for code, target in targets.items()} == {
        "Op383": 14,
        "HY59": 70,
        "Op60": 70,
        "HY64": 6,
        "Op365": 10,
        "Op367": 100,
    }
    assert targets["Op367"].tolerance.unit is ToleranceUnit.POINTS
    assert targets["HY64"].tolerance.around(Fraction(6)) == Fraction(3, 5)
    polarities = {indicator.code: indicator.polarity for indicator in definition.indicators}
    assert all(polarities[code] is not Polarity.NONE for code in targets)


def test_every_indicator_has_an_owner_a_definition_and_a_purpose_in_sentences(definition):
    for indicator in definition.indicators:
        assert indicator.owner
        assert indicator.definition.endswith(".")
        assert indicator.purpose.endswith(".")


def test_the_template_is_the_one_we_ship_unless_another_is_named():
    named = haringey_definition(Path("definition.xlsx"), template="scorecard-template.xlsx")
    assert named.settings.template == "scorecard-template.xlsx"
    assert haringey_definition(Path("definition.xlsx")).settings.template == ""
