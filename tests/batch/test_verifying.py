"""Is a finished workbook what its manifest says?"""

import shutil

import pytest

from tests.builders.little import LAST, little_definition, little_rows, write_rows
from xl_scorecard import pipeline
from xl_scorecard.batch.closing import close
from xl_scorecard.batch.verifying import Check, State, verify
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import RequestError
from xl_scorecard.model.definition import Settings
from xl_scorecard.writers.manifest import manifest_path


@pytest.fixture
def workbook(definition):
    return pipeline.build(definition).path


def states(workbook):
    return {check.what: check.state for check in verify(workbook).checks}


def test_a_workbook_as_it_was_made_from_what_is_still_there_is_genuine_and_current(workbook):
    found = verify(workbook)
    assert (found.genuine, found.current, found.period) == (True, True, "2012-05")
    assert {check.what for check in found.checks} == {"workbook", "definition", "template", "source referrals"}


def test_a_workbook_that_was_changed_is_said_to_be(workbook):
    workbook.write_bytes(workbook.read_bytes() + b"x")
    assert not verify(workbook).genuine


@pytest.mark.parametrize(
    ("changed", "what"),
    [("referrals.xlsx", "source referrals"), ("template.xlsx", "template"), ("definition.xlsx", "definition")],
)
def test_what_has_changed_since_is_named(workbook, changed, what):
    path = workbook.parent / changed
    path.write_bytes(path.read_bytes() + b"x")
    assert states(workbook)[what] is State.CHANGED
    assert (verify(workbook).genuine, verify(workbook).current) == (True, False)


def test_what_is_not_found_from_where_the_workbook_is_now_is_neither_same_nor_changed(workbook, tmp_path):
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    moved = elsewhere / workbook.name
    shutil.copyfile(workbook, moved)
    shutil.copyfile(manifest_path(workbook), manifest_path(moved))
    found = verify(moved)
    assert (found.genuine, found.current) == (True, True)
    assert {check.state for check in found.checks[1:]} == {State.NOT_FOUND}


def test_a_template_that_we_ship_is_found_wherever_the_workbook_is(definition, tmp_path):
    write_definition(little_definition(definition, settings=Settings(title="T", organisation="O")), definition)
    out = tmp_path / "out"
    out.mkdir()
    (out / "scorecard.xlsx").write_bytes(b"another")
    workbook = pipeline.build(definition, out=out / "mine.xlsx").path
    assert verify(workbook).checks[2] == Check(what="template", file="scorecard.xlsx", state=State.SAME)


def test_without_a_manifest_nothing_can_be_said(workbook):
    manifest_path(workbook).unlink()
    with pytest.raises(RequestError, match="no manifest beside it"):
        verify(workbook)


def test_a_manifest_that_is_none_is_refused(workbook):
    manifest_path(workbook).write_text("[]")
    with pytest.raises(RequestError, match="not a manifest of ours"):
        verify(workbook)


def test_closing_the_month_itself_changes_nothing_and_an_earlier_one_does(workbook, definition):
    close(definition, (LAST,))
    assert verify(workbook).current
    close(definition, (LAST.back(1),))
    assert states(workbook)["history"] is State.CHANGED


def test_another_month_of_the_same_definition_is_not_mistaken_for_this_one(workbook, definition):
    write_rows(definition.parent / "referrals.xlsx", little_rows(seed=9))
    later = pipeline.build(definition, out=workbook.with_name("later.xlsx"))
    assert verify(later.path).current
    assert not verify(workbook).current


def test_what_a_definition_builds_on_is_verified_with_it(definition):
    own = definition.with_name("own.yaml")
    own.write_text(f"settings: {{builds_on: {definition.name}, title: Own}}\n", encoding="utf-8")
    workbook = pipeline.build(own, out=definition.with_name("own.xlsx")).path
    assert states(workbook)["definition"] is State.SAME
    definition.write_bytes(definition.read_bytes() + b"x")
    assert states(workbook)["definition"] is State.CHANGED
