import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders.definitions import full_definition, same, small_definition, written
from tests.builders.often import often
from tests.builders.seed_definition import seed_definition
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.reporting_sheets import INDICATORS
from xl_scorecard.definitions.sheets import FIRST_ROW, HEADING_ROW, HELP_ROW
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import DefinitionError, WriteError
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.reference import GivenFigure, Reference
from xl_scorecard.model.source import Column, ColumnType

NAMES = [
    "Settings",
    "Sources",
    "Columns",
    "Measures",
    "Conditions",
    "Indicators",
    "Targets",
    "Benchmarks",
    "Not reported",
    "Notes",
]
WRITTEN = [sheet for sheet in SHEETS if sheet.name in (*NAMES, "Given figures")]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Z")), max_size=12)
NUMBER = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**4)
DAY = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return openpyxl.load_workbook(written(tmp_path_factory.mktemp("written"), seed_definition()))


def test_the_seed_reads_back_as_it_was_written(tmp_path):
    assert same(read_definition(written(tmp_path, seed_definition())), seed_definition())


@st.composite
def definitions(draw) -> Definition:
    small, text, name, day = small_definition(), draw(TEXT), draw(TEXT), draw(DAY)
    reference = small.reference
    return small_definition(
        settings=replace(
            small.settings,
            prepared_by=text,
            handover=f"{text}\n{name}".strip(),
            closure_days=(day,),
            partial_periods=draw(st.booleans()),
        ),
        sources=(replace(small.sources[0], sheet=name, bad_row_limit=draw(st.floats(0.001, 1))), *small.sources[1:]),
        targets=(replace(small.targets[0], value=draw(NUMBER)), small.targets[1]),
        reference=Reference(
            given=(GivenFigure(code="population", period=Period.containing(day), value=draw(NUMBER), source=text),),
            benchmarks=(replace(reference.benchmarks[0], value=draw(NUMBER), method=text),),
            notes=(replace(reference.notes[0], text=f"={name}", period=Period.containing(day).year_to_date),),
        ),
    )


@settings(
    max_examples=often(10),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(definitions())
def test_every_definition_reads_back_as_it_was_written(tmp_path, definition):
    assert same(read_definition(written(tmp_path, definition)), definition)


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "-5", "@home", "2010/11", "0012", "1/2", "TRUE", "Apr-12"])
def test_a_text_stays_the_text_that_it_is(tmp_path, text):
    definition = small_definition()
    definition = small_definition(settings=replace(definition.settings, title=text))
    assert read_definition(written(tmp_path, definition)).settings.title == text


def test_headings_and_allowed_words_may_hold_semicolons(tmp_path):
    small = small_definition()
    odd = Column(name="odd", headings=("a; b",), type=ColumnType.CATEGORY, allowed=("x", "y; z"))
    source = replace(small.sources[0], columns=(*small.sources[0].columns, odd))
    definition = small_definition(sources=(source, *small.sources[1:]))
    assert same(read_definition(written(tmp_path, definition)), definition)


@pytest.mark.parametrize("value", ["7", "007", "any"])
def test_the_value_of_a_condition_stays_text(tmp_path, value):
    small = small_definition()
    condition = Condition(column="team", test=ConditionTest.EQUALS, value=value)
    measure = replace(small.measures[0], conditions=(condition,))
    definition = small_definition(measures=(measure, *small.measures[1:]))
    assert same(read_definition(written(tmp_path, definition)), definition)


def test_a_percentage_without_denominator_reads_back(tmp_path):
    small = small_definition()
    indicator = replace(small.indicators[1], denominator="")
    definition = small_definition(indicators=(small.indicators[0], indicator, *small.indicators[2:]))
    assert read_definition(written(tmp_path, definition)).indicators[1].multiplier == Fraction(100)


def test_the_same_definition_gives_the_same_bytes(tmp_path):
    one, two = written(tmp_path), tmp_path / "other.xlsx"
    write_definition(small_definition(), two)
    assert one.read_bytes() == two.read_bytes()


def test_nothing_in_the_file_tells_when_it_was_written(tmp_path):
    with zipfile.ZipFile(written(tmp_path)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert set(re.findall(rb">(\d{4})-", archive.read("docProps/core.xml"))) == {b"2000"}


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(WriteError, match=r"definition\.xlsx: The definition cannot be written\."):
        write_definition(small_definition(), tmp_path / "nowhere" / "definition.xlsx")
    folder = tmp_path / "definition.xlsx"
    folder.mkdir()
    with pytest.raises(WriteError):
        write_definition(small_definition(), folder)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("text", ["a\x00b", "x" * 32_768])
def test_a_text_that_no_cell_can_hold_is_told_with_its_cell(tmp_path, text):
    definition = small_definition()
    definition = small_definition(settings=replace(definition.settings, handover=text))
    with pytest.raises(DefinitionError, match=r"definition\.xlsx › Settings › B14: a text that no cell can hold"):
        written(tmp_path, definition)


def test_the_sheets_are_those_that_people_know(tmp_path):
    workbook = openpyxl.load_workbook(written(tmp_path))
    assert [page.title for page in workbook.worksheets if page.sheet_state == "visible"] == NAMES


def test_given_figures_have_a_sheet_where_there_are_any(workbook):
    assert "Given figures" in workbook.sheetnames


@pytest.mark.parametrize("sheet", WRITTEN[1:], ids=lambda sheet: sheet.name)
def test_over_every_column_stand_a_heading_and_a_sentence_with_an_example_or_reason(workbook, sheet):
    page = workbook[sheet.name]
    for column, heading in enumerate((one for one in sheet.headings if not one.rare), start=1):
        assert page.cell(HEADING_ROW, column).value == heading.label
        sentence = page.cell(HELP_ROW, column).value
        assert sentence.endswith((".", "…"))
        assert len(sentence.split()) >= 4


def test_every_setting_has_a_sentence_of_help(workbook):
    page = workbook["Settings"]
    assert all(page.cell(row, 3).value.endswith(".") for row in range(FIRST_ROW, page.max_row + 1))


@pytest.mark.parametrize("name", [*NAMES, "Given figures"])
def test_a_sheet_has_its_title_in_a1_frozen_headings_and_nothing_merged(workbook, name):
    page = workbook[name]
    assert page["A1"].value.startswith(f"{name}: ")
    assert page.freeze_panes.endswith(str(FIRST_ROW))
    assert not page.merged_cells.ranges
    assert not page.sheet_view.showGridLines


def drop_down(workbook, sheet: str, cell: str) -> str:
    found = [item for item in workbook[sheet].data_validations.dataValidation if cell in item.sqref]
    assert len(found) == 1
    return found[0].formula1


@pytest.mark.parametrize("sheet", WRITTEN, ids=lambda sheet: sheet.name)
def test_every_closed_list_has_a_drop_down_with_all_its_words(workbook, sheet):
    for number, heading in enumerate(sheet.headings):
        if heading.choices and not heading.rare:
            cell = f"B{FIRST_ROW + number}" if sheet.name == "Settings" else f"{chr(65 + number)}{FIRST_ROW + 90}"
            span = workbook.defined_names[drop_down(workbook, sheet.name, cell)].attr_text
            assert span.startswith("Lists!")
            listed = workbook["Lists"][span.removeprefix("Lists!").replace("$", "")]
            assert tuple(row[0].value for row in listed) == heading.choices


def test_the_lists_are_hidden(workbook):
    assert workbook["Lists"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("sheet", "cell", "offered"),
    [
        ("Columns", "A9", "Sources!$A$5:"),
        ("Conditions", "A9", "Measures!$A$5:"),
        ("Indicators", "G9", "Measures!$A$5:"),
        ("Targets", "A9", "Indicators!$B$5:"),
    ],
)
def test_names_of_other_sheets_are_offered(workbook, sheet, cell, offered):
    assert workbook.defined_names[drop_down(workbook, sheet, cell)].attr_text.startswith(offered)


def test_the_columns_of_the_source_are_offered(workbook):
    assert "Columns!$A$5" in drop_down(workbook, "Measures", "E5")
    assert "$C5" in drop_down(workbook, "Measures", "E5")


def test_no_drop_down_is_longer_than_excel_allows(workbook):
    formulas = [item.formula1 for page in workbook.worksheets for item in page.data_validations.dataValidation]
    assert max(map(len, formulas)) <= 255


def test_periods_are_text_so_that_excel_leaves_them_alone(workbook):
    assert (workbook["Sources"]["E5"].value, workbook["Sources"]["E5"].number_format) == ("2010-04", "@")
    assert (workbook["Targets"]["B5"].value, workbook["Targets"]["B5"].number_format) == ("2010/11", "@")


def test_a_rare_column_stands_last_and_only_where_some_row_says_something_in_it(tmp_path, workbook):
    assert [one.rare for one in INDICATORS.headings] == [False] * 12 + [True] * 5
    assert workbook["Indicators"].max_column == 12
    full = openpyxl.load_workbook(written(tmp_path, full_definition()))
    labels = [cell.value for cell in full["Indicators"][HEADING_ROW]]
    assert labels[12:] == ["Since", "Until", "Frequency", "Replaces", "Compared with"]
    assert [cell.value for cell in full["Given figures"][HEADING_ROW]][-1] == "Confirmed"


def test_a_full_definition_reads_back_as_it_was(tmp_path):
    definition = full_definition()
    assert same(read_definition(written(tmp_path, definition)), definition)


def test_the_full_definition_has_every_test_and_every_kind_of_measure():
    definition = full_definition()
    assert {one.test for measure in definition.measures for one in measure.conditions} == set(ConditionTest)
    assert {measure.kind for measure in definition.measures} == set(MeasureKind)
