"""What a definition says of rows, columns and checks is read, written back the same, and complained of with its cell."""

import functools
import io
import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.builders.definitions import small_definition, written
from xl_scorecard.definitions.opening import Opened
from xl_scorecard.definitions.reading import read_definition, read_opened
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Column, ColumnType, LeaveOut, Spelling

COLUMNS = (
    Column(name="area", headings=("Area",), type=ColumnType.TEXT, fill_down=True),
    Column(name="whole", headings=("whole",), type=ColumnType.TEXT, join_of=("area", "child")),
    Column(
        name="wait",
        headings=("Wait*", "Plan > Days"),
        type=ColumnType.NUMBER,
        minimum=Fraction(0),
        maximum=Fraction(365),
    ),
    Column(
        name="kind",
        headings=("column C",),
        type=ColumnType.CATEGORY,
        allowed=("a) New", "b) Old"),
        spellings=(Spelling(word="N", means="a) New"), Spelling(word="O", means="b) Old")),
    ),
    Column(name="due", headings=("Due",), type=ColumnType.DATE, unique=True, minimum=date(2010, 4, 1)),
)
RULES = (
    LeaveOut(column="team", words=("Test", "Old")),
    LeaveOut(column="child"),
    LeaveOut(column="days", unless=True),
)
CHECKS = (
    Check(source="plans", kind=CheckKind.IS_IN, column="child", other_source="referrals", other="child"),
    Check(source="reviews", kind=CheckKind.IS_IN, column="child", other_source="plans"),
    Check(source="plans", kind=CheckKind.NOT_BEFORE, column="ended", other="started"),
    Check(source="plans", kind=CheckKind.NO_OVERLAP, column="started", other="ended", each="child"),
)


def large_definition():
    """The small definition with all that it can say of its referrals."""
    small = small_definition()
    referrals = replace(
        small.sources[0],
        file="sources/referrals-*.csv",
        table="Referrals",
        newest=True,
        leave_out=RULES,
        encoding="cp1252",
        delimiter="tab",
        columns=(*small.sources[0].columns, *COLUMNS),
    )
    return replace(small, sources=(referrals, *small.sources[1:]), checks=CHECKS)


@functools.cache
def workbook():
    with tempfile.TemporaryDirectory() as folder:
        return openpyxl.load_workbook(io.BytesIO(written(Path(folder), large_definition()).read_bytes()))


def read_with(sheet, row, **typed):
    """The definition where other values stand in a row of a sheet, by their headings with underscores for spaces."""
    page = workbook()[sheet]
    columns = {str(cell.value): cell.column for cell in page[4]}
    cells = {page.cell(row, columns[heading.replace("_", " ")]): value for heading, value in typed.items()}
    before = {cell: cell.value for cell in cells}
    try:
        for cell, value in cells.items():
            cell.value = value
        path = Path("definition.xlsx")
        return read_opened(Opened(file=path.name, sha256="", values=workbook(), formulas=workbook()), path)
    finally:
        for cell, value in before.items():
            cell.value = value


def told(sheet, row, **typed):
    """The one complaint that a definition then has."""
    with pytest.raises(DefinitionError) as caught:
        read_with(sheet, row, **typed)
    (complaint,) = caught.value.complaints
    assert complaint.place.sheet == sheet
    return complaint.sentence


def row_of(name):
    """The row of the Columns sheet that declares a column of the referrals."""
    return next(cell.row for cell in workbook()["Columns"]["B"] if cell.value == name)


def test_all_of_it_is_written_and_read_back_the_same(tmp_path):
    again = read_definition(written(tmp_path, large_definition()))
    assert again.sources == large_definition().sources
    assert again.checks == CHECKS


def test_each_column_knows_the_cell_that_declares_its_headings():
    columns = read_with("Columns", row_of("area")).sources[0].columns
    assert columns[0].place == Place(file="definition.xlsx", sheet="Columns", cell="C5")


def test_a_definition_that_says_nothing_of_it_has_no_column_for_it(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path))
    assert "Checks" not in book.sheetnames
    headings = [cell.value for cell in book["Columns"][4]]
    assert headings == ["Source", "Column", "Heading in the workbook", "Type", "Needed", "Allowed words"]
    assert [cell.value for cell in book["Sources"][4]][-1] == "Bad rows allowed"


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("area", {"Minimum": 1}, "Only numbers and dates have a minimum, and this is of type text."),
        ("due", {"Maximum": 1}, '"1" does not fit the type; write a day such as 24/12/2012.'),
        ("wait", {"Minimum": "01/05/2012"}, '"01/05/2012" does not fit the type; write a number such as 18.'),
        ("wait", {"Minimum": "low"}, '"low" is neither a number nor a day; write one such as 18, or 24/12/2012.'),
        ("area", {"Other_spellings": "M = Male"}, '"M = Male" is for a category, and this is of type text.'),
        ("kind", {"Other_spellings": "N = b) Odl"}, '"b) Odl" is not one of the allowed words; did you mean b) Old?'),
        (
            "kind",
            {"Other_spellings": "N"},
            '"N" is not another spelling; write the word, =, and what it means: M = Male.',
        ),
        ("whole", {"Made_of": "chld; team"}, '"chld" is not a column of referrals; did you mean child?'),
        ("whole", {"Made_of": "whole"}, '"whole" is itself made of others; name those.'),
        ("area", {"Heading_in_the_workbook": None}, "Heading in the workbook is empty; it must be filled in."),
    ],
)
def test_what_does_not_fit_a_column_is_complained_of(name, typed, complaint):
    assert told("Columns", row_of(name), **typed) == complaint


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"Leave_out_rows_where": "taem is Test"}, '"taem" is not a column of referrals; did you mean team?'),
        ({"Leave_out_rows_where": "Test"}, '"Test" is not a rule; write one such as type is Test, or child is empty.'),
        (
            {"Encoding": "utf-99"},
            '"utf-99" is not the name of an encoding; write utf-8 or windows-1252, or leave it empty.',
        ),
        ({"Delimiter": "dash"}, '"dash" is not a delimiter; write comma, semicolon, tab or bar, or the sign itself.'),
    ],
)
def test_what_does_not_fit_a_source_is_complained_of(typed, complaint):
    assert told("Sources", 5, **typed) == complaint


@pytest.mark.parametrize(
    ("row", "typed", "complaint"),
    [
        (5, {"Source": "plnas"}, '"plnas" is not a source; did you mean plans?'),
        (5, {"Column": "chld"}, '"chld" is not a column of plans; did you mean child?'),
        (5, {"Other_source": None}, "Other source is empty; name the source to look in."),
        (5, {"Other_source": "population", "Other_column": None}, '"population" holds figures, not records.'),
        (5, {"Other_column": "chld"}, '"chld" is not a column of referrals; did you mean child?'),
        (5, {"Check": "is inside"}, '"is inside" is not a check; did you mean is in?'),
        (7, {"Other_column": None}, "Other column is empty; name the date that it is compared with."),
        (
            7,
            {"Other_column": "child"},
            '"child" is a column of plans of type id; those that hold dates are started, ended.',
        ),
        (8, {"For_each": None}, "For each is empty; name the column that tells children apart."),
        (8, {"Other_column": None}, "Other column is empty; name the date of the end."),
    ],
)
def test_a_check_that_does_not_fit_is_complained_of(row, typed, complaint):
    assert told("Checks", row, **typed) == complaint


def test_a_check_without_another_column_needs_the_same_one_there():
    complaint = told("Checks", 5, Column="ended", Other_column=None)
    assert complaint.startswith('"ended" is not a column of referrals')


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Team IS Test OR Old", LeaveOut(column="team", words=("Test", "Old"))),
        ("team is empty", LeaveOut(column="team")),
        ("team is blank", LeaveOut(column="team")),
        ("team is not empty", LeaveOut(column="team", unless=True)),
        ("team is not Test", LeaveOut(column="team", words=("Test",), unless=True)),
        ("Row is hidden", LeaveOut(column="Row", words=("hidden",))),
    ],
)
def test_a_rule_is_written_in_plain_words(text, rule):
    assert read_with("Sources", 5, Leave_out_rows_where=text).sources[0].leave_out == (rule,)


def test_a_limit_may_be_a_real_date_and_names_may_be_typed_in_any_case():
    columns = read_with("Columns", row_of("due"), Maximum=date(2012, 12, 31)).sources[0].columns
    assert (columns[-1].minimum, columns[-1].maximum) == (date(2010, 4, 1), date(2012, 12, 31))
    checks = read_with("Checks", 8, Source="PLANS", Column="Started", For_each="CHILD").checks
    assert checks == CHECKS
