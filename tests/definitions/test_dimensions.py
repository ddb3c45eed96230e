"""Dimensions and lookups in a definition."""

import pytest
from openpyxl import load_workbook

from tests.builders.little import little_definition
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import DefinitionError


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "definition.xlsx"
    write_definition(little_definition(path), path)
    return path


def complaints(path, **cells):
    book = load_workbook(path)
    for address, value in cells.items():
        sheet, cell = address.rsplit("_", 1)
        book[sheet][cell] = value
    book.save(path)
    with pytest.raises(DefinitionError) as refused:
        read_definition(path)
    return [str(one) for one in refused.value.complaints]


def test_dimensions_and_lookups_come_back_as_they_were_written(path):
    assert read_definition(path).dimensions == little_definition(path).dimensions


def test_a_definition_without_dimensions_has_no_such_sheets(tmp_path):
    path = tmp_path / "plain.xlsx"
    write_definition(little_definition(path, dimensions=()), path)
    book = load_workbook(path)
    assert not {"Dimensions", "Lookups"} & set(book.sheetnames)
    book.close()
    assert read_definition(path).dimensions == ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Dimensions_B5": "referals"}, 'Dimensions › B5: "referals" is not a source; did you mean referrals?'),
        ({"Dimensions_C5": "teem"}, 'Dimensions › C5: "teem" is not a column of referrals; did you mean team?'),
        ({"Dimensions_C5": "referred"}, "Dimensions › C5: "),
        ({"Dimensions_D6": "araes"}, 'Dimensions › D6: "araes" is not a lookup; did you mean areas?'),
        ({"Lookups_B6": "North"}, "Lookups › A6: the same Lookup, Word as in A5"),
        ({"Dimensions_D6": None}, 'Lookups › A5: "areas" is used by no dimension'),
        ({"Lookups_C5": None}, "Lookups › C5: Value is empty"),
    ],
)
def test_what_does_not_fit_is_named_with_its_cell(path, cells, said):
    assert any(said in complaint for complaint in complaints(path, **cells))
