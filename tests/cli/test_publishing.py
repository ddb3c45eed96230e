"""`build --edition published`, and who may be sent what."""

import json
import shutil
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import openpyxl
import pytest

PUBLISHED = "scorecard-2012-05-published.xlsx"
OUTSIDE = "inspector@ofsted.example"


def set_cells(demo, **cells):
    """Write settings of the demo's definition: sheet_label=value."""
    book = openpyxl.load_workbook(demo / "definition.xlsx")
    for name, value in cells.items():
        sheet, _, label = name.partition("_")
        rows = {str(row[0].value).casefold(): row[1] for row in book[sheet].iter_rows(min_row=5)}
        rows[label.replace("_", " ")].value = value
    book.save(demo / "definition.xlsx")
    return demo / "definition.xlsx"


def with_somebody_outside(demo):
    """The demo's definition with one more recipient, in a domain outside that is allowed."""
    definition = set_cells(demo, Mail_outside_domains="ofsted.example")
    book = openpyxl.load_workbook(definition)
    page = book["Recipients"]
    page.cell(row=page.max_row + 1, column=1, value=OUTSIDE)
    book.save(definition)
    return definition


def attached(draft):
    """The workbook that a draft carries."""
    (attachment,) = message_from_bytes(draft.read_bytes(), policy=default).iter_attachments()
    return openpyxl.load_workbook(BytesIO(attachment.get_content()), read_only=True)


@pytest.fixture(autouse=True)
def own_outbox(monkeypatch, tmp_path):
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))


def test_the_published_edition_stands_beside_the_internal_one_and_says_what_is_hidden(demo_copy, run):
    internal = (demo_copy / "scorecard-2012-05.xlsx").read_bytes()
    ended = run("build", demo_copy / "definition.xlsx", "--edition", "published")
    assert ended.code == 0, ended.err
    assert "Small numbers (dfe): 92 are hidden, and 38 more that would tell them." in ended.err
    assert (demo_copy / PUBLISHED).exists()
    assert (demo_copy / "published.json").exists()
    assert (demo_copy / "scorecard-2012-05.xlsx").read_bytes() == internal


@pytest.mark.slow
def test_without_a_choice_it_is_two_and_nothing_is_written(demo_copy, run):
    definition = set_cells(demo_copy, Settings_published_suppression=None)
    ended = run("build", definition, "--edition", "published")
    assert ended.code == 2
    assert "Nobody has chosen how small numbers are hidden" in " ".join(ended.err.split())
    assert not (demo_copy / PUBLISHED).exists()


@pytest.mark.slow
def test_outside_the_organisation_only_the_published_edition_goes(demo_copy, run):
    definition = with_somebody_outside(demo_copy)
    inside = run("send", definition, "--edition", "internal", "--to", OUTSIDE)
    assert inside.code == 4
    assert "outside the organisation, and small numbers are not suppressed" in " ".join(inside.err.split())
    assert run("send", demo_copy / "scorecard-2012-05.xlsx").code == 4
    assert not (demo_copy / "drafts").exists()
    outside = run("send", definition, "--edition", "published", "--to", OUTSIDE, "--json")
    assert outside.code == 0, outside.err
    assert [draft["to"] for draft in json.loads(outside.out)["drafts"]] == [OUTSIDE]


@pytest.mark.slow
def test_of_one_definition_each_gets_the_edition_that_is_theirs(demo_copy, run):
    """One command: those inside get every number, the inspector the published edition, in the workbook and the words."""
    with_somebody_outside(demo_copy)
    definition = set_cells(demo_copy, Mail_text="Two of the 19 plans lasted long.")
    ended = run("send", definition)
    assert ended.code == 0, ended.err
    assert "published edition" in ended.out
    assert " ".join(ended.out.split()).count("nobody but you can say whether they tell one that is hidden") == 1
    drafts = {path.name.partition("_")[2]: path for path in (demo_copy / "drafts").iterdir()}
    assert len(drafts) == 4
    outside, inside = (drafts.pop(f"{OUTSIDE}.eml"), drafts["director@haringey.example.eml"])
    assert (attached(inside).sheetnames[0], attached(outside).sheetnames[0]) == ("Summary", "Cover")
    for path, told in ((inside, True), (outside, False)):
        words = message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",)).get_content()
        assert ("10.0%" in words.partition("HY64")[2].partition("\n\n")[0]) is told
    assert (demo_copy / PUBLISHED).exists()


@pytest.mark.slow
def test_a_small_number_that_is_out_already_is_told_before_anything_goes(demo_copy, run):
    definition = with_somebody_outside(demo_copy)
    set_cells(demo_copy, Settings_published_suppression="none")
    assert run("build", definition, "--edition", "published").code == 0
    set_cells(demo_copy, Settings_published_suppression="dfe")
    ended = run("send", definition, "--to", OUTSIDE)
    assert ended.code == 0, ended.err
    assert "HY64 in May 2012 is a small number that an earlier published edition tells" in " ".join(ended.out.split())


@pytest.mark.slow
def test_build_and_send_at_once_gives_each_theirs_too(demo_copy, run):
    ended = run("build", with_somebody_outside(demo_copy), "--send")
    assert ended.code == 0, ended.err
    drafts = sorted(path.name for path in (demo_copy / "drafts").iterdir())
    assert len(drafts) == 4
    assert f"scorecard-2012-05-published_{OUTSIDE}.eml" in drafts


@pytest.mark.slow
def test_a_batch_gives_each_theirs_too_and_parts_stay_inside(demo_copy, run, tmp_path):
    definition, out = with_somebody_outside(demo_copy), tmp_path / "out"
    made = run("batch", definition, "--out", out, "--jobs", "1", "--send", "--json")
    assert made.code == 0, made.err
    assert all(json.loads(line) for line in made.out.splitlines())
    drafts = sorted(path.name for path in (out / "drafts").iterdir())
    assert len(drafts) == 4
    assert any(name.endswith(f"-published_{OUTSIDE}.eml") for name in drafts)
    shutil.rmtree(out)
    book = openpyxl.load_workbook(definition)
    page = book["Recipients"]
    labels = {cell.value: cell.column for row in page.iter_rows(max_row=6) for cell in row}
    page.cell(row=page.max_row, column=labels["Part"], value="Safeguarding North")
    book.save(definition)
    ended = run("batch", definition, "--out", out, "--for-each", "team", "--jobs", "1", "--send")
    assert ended.code == 4
    assert "Parts have no published edition" in " ".join(ended.err.split())
    assert not (out / "drafts").exists()


@pytest.mark.slow
def test_somebody_outside_without_a_choice_is_four_and_nothing_is_built(demo_copy, run):
    with_somebody_outside(demo_copy)
    definition = set_cells(demo_copy, Settings_published_suppression=None)
    ended = run("send", definition)
    assert ended.code == 4
    assert OUTSIDE in ended.err
    assert not (demo_copy / PUBLISHED).exists()
    assert not (demo_copy / "drafts").exists()


@pytest.mark.slow
def test_a_finished_published_edition_is_sent_as_its_manifest_says_it_was_built(demo_copy, run):
    definition = with_somebody_outside(demo_copy)
    assert run("build", definition, "--edition", "published").code == 0
    ended = run("send", demo_copy / PUBLISHED, "--to", OUTSIDE, "--json")
    assert ended.code == 0, ended.err
    (draft,) = json.loads(ended.out)["drafts"]
    assert draft["to"] == OUTSIDE


@pytest.mark.slow
def test_numbers_not_hidden_by_choice_do_not_go_outside_either(demo_copy, run):
    with_somebody_outside(demo_copy)
    definition = set_cells(demo_copy, Settings_published_suppression="none")
    assert run("send", definition, "--edition", "published", "--to", OUTSIDE).code == 4
