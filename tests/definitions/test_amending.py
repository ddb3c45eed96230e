"""A source, or another heading, is added to a definition that a person keeps; the one before is kept beside it."""

import openpyxl
import pytest

from tests.builders.definitions import written
from xl_scorecard.definitions.amending import add_headings, add_source
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.place import Place

SOURCE = {
    "name": "visits",
    "file": "sources/visits.csv",
    "sheet": "",
    "kind": "records",
    "covers_from": "2012-04",
    "covers_to": "2012-05",
}
COLUMN = {"name": "visited", "headings": "Date of visit", "type": "date", "required": "Yes"}


@pytest.fixture
def path(tmp_path):
    """A definition in which somebody has written a note and drawn a line."""
    path = written(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Sources"]["A5"].comment = openpyxl.comments.Comment("Ask Ann.", "Ann")
    book.save(path)
    return path


def kept_beside(path):
    return [file for file in path.parent.iterdir() if file.name.startswith("definition before ")]


def test_a_source_and_its_columns_are_added_and_the_definition_can_be_used_at_once(path):
    before = path.read_bytes()
    assert add_source(path, SOURCE, [COLUMN]) == "visits"
    added = read_definition(path).sources[-1]
    assert (added.name, added.file, added.covers_to.code) == ("visits", "sources/visits.csv", "2012-05")
    assert [(one.name, one.headings, one.required) for one in added.columns] == [("visited", ("Date of visit",), True)]
    (kept,) = kept_beside(path)
    assert kept.read_bytes() == before
    assert openpyxl.load_workbook(path)["Sources"]["A5"].comment.text == "Ask Ann."


def test_a_name_that_is_there_already_gets_a_number(path):
    assert add_source(path, {**SOURCE, "name": "Referrals"}, [COLUMN]) == "Referrals_2"
    assert read_definition(path).sources[-1].columns[0].name == "visited"


def test_a_heading_is_added_to_the_cell_that_declares_the_column(path):
    definition = read_definition(path)
    kind, team = definition.sources[0].columns[2], definition.sources[0].columns[5]
    kept = add_headings(path, [(kind.place, "Kind"), (team.place, "Office"), (kind.place, "Sort; or kind")])
    columns = read_definition(path).sources[0].columns
    assert columns[2].headings == ("Type", "Kind", "Sort; or kind")
    assert columns[5].headings == ("Team", "Office")
    assert read_definition(kept).sources == definition.sources


def test_a_column_that_another_definition_declares_is_refused(path):
    with pytest.raises(RequestError, match="declared in another definition"):
        add_headings(path, [(Place(file="base.xlsx", sheet="Columns", cell="C5"), "x")])


def test_a_definition_in_yaml_is_refused(tmp_path):
    with pytest.raises(RequestError, match="Only a definition that is a workbook"):
        add_source(tmp_path / "definition.yaml", SOURCE, [])


def test_a_definition_that_cannot_be_written_stays(path, monkeypatch):
    before = path.read_bytes()

    def held(*_args):
        raise PermissionError("open in Excel")

    monkeypatch.setattr(type(path), "replace", held)
    with pytest.raises(WriteError, match="cannot be changed"):
        add_source(path, SOURCE, [COLUMN])
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*.part"))
