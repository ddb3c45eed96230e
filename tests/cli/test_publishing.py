"""`build --edition published`, and who may be sent what."""

import json

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


@pytest.fixture(autouse=True)
def own_outbox(monkeypatch, tmp_path):
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))


def test_the_published_edition_stands_beside_the_internal_one_and_says_what_is_hidden(demo_copy, run):
    internal = (demo_copy / "scorecard-2012-05.xlsx").read_bytes()
    ended = run("build", demo_copy / "definition.xlsx", "--edition", "published")
    assert ended.code == 0, ended.err
    assert "Small numbers (dfe): 90 are hidden, and" in ended.err
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
    inside = run("send", definition, "--to", OUTSIDE)
    assert inside.code == 4
    assert "outside the organisation, and small numbers are not suppressed" in " ".join(inside.err.split())
    outside = run("send", definition, "--edition", "published", "--to", OUTSIDE, "--json")
    assert outside.code == 0, outside.err
    assert [draft["to"] for draft in json.loads(outside.out)["drafts"]] == [OUTSIDE]


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
