"""Draft email, from inside Excel: messages for a person to send, and never a macro in them."""

import io
import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.builders.live import with_mail
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.run import Action

WITH_MACROS = Path(__file__).resolve().parents[2] / "workbook_templates" / "scorecard.xlsm"


def attachment(folder):
    """The one file that the one draft in a folder carries: its name, its parts and its kind."""
    (draft,) = (folder / "drafts").glob("*.eml")
    (file,) = message_from_bytes(draft.read_bytes(), policy=default).iter_attachments()
    with zipfile.ZipFile(io.BytesIO(file.get_content())) as package:
        return file.get_filename(), package.namelist(), package.read("[Content_Types].xml")


def test_draft_email_makes_a_draft_and_leaves_the_open_workbook_alone(opened):
    with_mail(opened.folder / "definition.xlsx")
    before = opened.everything()
    said = opened.act(Action.DRAFT)
    assert "1 draft in" in said
    assert "Nothing was sent." in said
    assert "Notes that you have not saved yet are not in it." in said
    assert opened.everything() == before
    assert attachment(opened.folder)[0] == "scorecard-2012-05.xlsx"


@pytest.mark.slow
def test_10_a_workbook_with_macros_is_mailed_without_them_under_a_name_that_promises_none(opened):
    """Mail systems stop such a file, Windows marks it, and Excel does not open one whose name says another kind."""
    path = opened.folder / "definition.xlsx"
    with_mail(path)
    (opened.folder / "template.xlsm").write_bytes(WITH_MACROS.read_bytes())
    definition = read_definition(path)
    settings = replace(definition.settings, template="template.xlsm")
    write_definition(replace(definition, settings=settings), path)
    opened.act(Action.DRAFT)
    assert (opened.folder / "scorecard-2012-05.xlsm").exists()
    name, parts, kinds = attachment(opened.folder)
    assert name == "scorecard-2012-05.xlsx"
    assert [part for part in parts if "vba" in part.lower() or part.startswith("customUI")] == []
    assert b"macroEnabled" not in kinds


def test_a_scorecard_of_one_part_is_not_drafted_as_the_whole(opened, monkeypatch):
    from xl_scorecard.excel import actions

    memory = actions.memory_of(opened.book)
    monkeypatch.setattr(actions, "memory_of", lambda _: (replace(memory[0], part="team: North"), memory[1]))
    told = opened.refused(Action.DRAFT)
    assert "a scorecard of team: North; drafts from here are of the whole" in told
    assert not (opened.folder / "drafts").exists()
