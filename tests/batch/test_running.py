"""A batch: many scorecards in one run, whatever fails on the way."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.little import FIRST, LAST, TEAMS, TEMPLATE, little_definition, little_rows, write_little, write_rows
from tests.builders.templates import make_template
from xl_scorecard import pipeline
from xl_scorecard.batch import work
from xl_scorecard.batch.lock import held
from xl_scorecard.batch.progress import Happening
from xl_scorecard.batch.request import Again, State, parse_periods
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.period import Period
from xl_scorecard.writers.manifest import ENDING, manifest_path

SPRING = parse_periods("2012-03..2012-05")
LONG_AGO = Period.month(2009, 1)


def states(result):
    return {one.task.name: one.state for one in result.outcomes}


def finished(folder: Path):
    """Every finished workbook by name, with its bytes."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xlsx"))}


def test_each_month_and_each_value_of_a_dimension_has_its_workbook(batch, tmp_path):
    result = batch(periods=SPRING, for_each="team", jobs=2)
    assert states(result) == {f"scorecard-{month.code}-{team}.xlsx": State.DONE for month in SPRING for team in TEAMS}
    assert not result.failed
    assert len(list((tmp_path / "out").glob(f"*{ENDING}"))) == 9


def test_each_value_of_a_dimension_has_sheets_named_by_it_and_what_names_them_follows(batch, definition, tmp_path):
    cells = {"A1": "{{ scorecard.title }}", "A2": "='Team {scorecard.part}'!A1", "A3": "{{ indicator.value }}"}
    team = {"Team {scorecard.part}": {"A1": "{{ scorecard.part }}"}, "Scorecard": cells}
    make_template(definition.parent / "template.xlsx", team)
    assert not batch(for_each="team").failed
    for name in TEAMS:
        book = load_workbook(tmp_path / "out" / f"scorecard-2012-05-{name}.xlsx")
        assert book.sheetnames[:2] == [f"Team {name}", "Scorecard"]
        assert book["Scorecard"]["A2"].value == f"='Team {name}'!A1"


def test_a_scorecard_of_a_batch_is_the_same_bytes_as_one_built_alone(batch, definition, tmp_path):
    batch(periods=(LAST,))
    alone = pipeline.build(definition, period=LAST, out=tmp_path / "alone.xlsx")
    assert (tmp_path / "out" / "scorecard-2012-05.xlsx").read_bytes() == alone.path.read_bytes()


def test_without_periods_it_is_the_last_month_that_all_sources_cover(batch):
    assert list(states(batch())) == ["scorecard-2012-05.xlsx"]


def test_a_source_is_read_once_for_all_scorecards_of_all_definitions_that_use_it(batch, definition):
    second = definition.with_name("second.xlsx")
    write_definition(little_definition(second), second)
    events = []
    result = batch(definitions=(definition, second), for_each="team", tell=events.append)
    assert len(result.outcomes) == 6
    assert [event.name for event in events if event.happening is Happening.READING] == ["referrals.xlsx"]
    assert {one.task.file.split("-")[0] for one in result.outcomes} == {"definition", "second"}


def test_the_parts_add_up_to_the_whole(batch, tmp_path):
    batch()
    batch(for_each="team")
    batch(for_each="area")
    whole = figures(tmp_path / "out" / "scorecard-2012-05.xlsx")
    assert whole
    for values in (TEAMS, ("Hills", "Coast", "Islands")):
        parts = [figures(tmp_path / "out" / f"scorecard-2012-05-{value}.xlsx") for value in values]
        for key, (numerator, denominator) in whole.items():
            assert sum(part[key][0] for part in parts) == numerator
            assert sum(part[key][1] for part in parts) == denominator


def figures(workbook):
    data = json.loads(manifest_path(workbook).read_bytes())
    return {
        (one["code"], one["period"]): (int(one["numerator"]), int(one["denominator"] or 0))
        for one in data["figures"]
        if one["numerator"] is not None
    }


def test_a_value_with_no_rows_is_said_aloud_and_has_its_scorecard(batch):
    result = batch(for_each="area")
    (empty,) = [one for one in result.outcomes if one.task.part.value == "Islands"]
    assert empty.state is State.DONE
    assert empty.remark == "area: Islands has no rows."


def test_files_titles_and_manifests_are_named_by_the_value(batch, tmp_path):
    batch(for_each="team", pattern="{dimension}/{part} {period}.xlsx")
    workbook = tmp_path / "out" / "team" / "North 2012-05.xlsx"
    data = json.loads(manifest_path(workbook).read_bytes())
    assert data["title"] == "Little scorecard: North"
    assert data["part"] == {"dimension": "team", "value": "North"}
    assert data["definition"]["file"] == "../../little/definition.xlsx"


def test_a_dimension_that_is_not_there_fails_only_the_definition_that_lacks_it(batch, definition):
    other = definition.with_name("other.xlsx")
    write_definition(little_definition(other, dimensions=()), other)
    result = batch(definitions=(other, definition), for_each="team")
    assert [one.state for one in result.outcomes] == [State.FAILED, State.DONE, State.DONE, State.DONE]
    assert '"team" is not a dimension of the definition' in result.outcomes[0].reason


def test_a_definition_error_and_an_unreadable_source_cost_only_their_own_scorecards(batch, definition, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    lacking = write_little(tmp_path / "lacking")
    (lacking.parent / "referrals.xlsx").write_bytes(b"<html>")
    result = batch(definitions=(broken, lacking, definition))
    assert [one.state for one in result.outcomes] == [State.FAILED, State.FAILED, State.DONE]
    assert [one.kind for one in result.outcomes] == ["DefinitionError", "SourceError", ""]
    assert result.outcomes[1].task.file == "lacking-2012-05.xlsx"
    assert result.failed


def test_a_month_without_data_fails_alone(batch):
    result = batch(periods=(LONG_AGO, LAST))
    assert [one.state for one in result.outcomes] == [State.FAILED, State.DONE]
    assert f"No source has data for {LONG_AGO.label}" in result.outcomes[0].reason


def test_a_scorecard_that_cannot_be_saved_fails_and_says_why(batch, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "scorecard-2012-05.xlsx").mkdir()  # nothing can replace a folder
    result = batch()
    assert result.outcomes[0].state is State.FAILED
    assert "is a folder, not a file" in result.outcomes[0].reason


def test_resuming_leaves_what_is_done_and_makes_the_rest(batch, tmp_path):
    out = tmp_path / "out"
    batch(periods=SPRING, for_each="team")
    before = finished(out)
    (out / "scorecard-2012-04-North.xlsx").unlink()
    (out / "scorecard-2012-05-West.xlsx").write_bytes(b"half a file")
    manifest_path(out / "scorecard-2012-03-South.xlsx").unlink()
    events = []
    result = batch(periods=SPRING, for_each="team", again=Again.RESUME, tell=events.append)
    made = {one.task.file for one in result.outcomes if one.state is State.DONE}
    assert made == {
        "scorecard-2012-04-North.xlsx",
        "scorecard-2012-05-West.xlsx",
        "scorecard-2012-03-South.xlsx",
    }
    assert finished(out) == before


def test_resuming_with_nothing_to_do_reads_no_source(batch):
    batch(for_each="team")
    events = []
    result = batch(for_each="team", again=Again.RESUME, tell=events.append)
    assert {one.state for one in result.outcomes} == {State.KEPT}
    assert not [event for event in events if event.happening in (Happening.READING, Happening.STARTED)]


@pytest.mark.slow
@pytest.mark.parametrize("changed", ["source", "definition", "template"])
def test_resuming_makes_anew_what_has_other_inputs(batch, definition, changed):
    batch()
    match changed:
        case "source":
            write_rows(definition.parent / "referrals.xlsx", little_rows(seed=2))
        case "definition":
            write_definition(little_definition(definition, targets=()), definition)
        case "template":
            make_template(definition.parent / "template.xlsx", {"Other": TEMPLATE["Scorecard"]})
    result = batch(again=Again.RESUME)
    assert {one.state for one in result.outcomes} == {State.DONE}


@pytest.mark.slow
def test_what_failed_is_told_again_by_resume_and_tried_again_by_retry(batch, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    blocked = out / "scorecard-2012-04.xlsx"
    blocked.mkdir()
    first = batch(periods=SPRING)
    assert states(first)["scorecard-2012-04.xlsx"] is State.FAILED
    blocked.rmdir()
    again = batch(periods=SPRING, again=Again.RESUME)
    assert [one.state for one in again.outcomes] == [State.KEPT, State.FAILED, State.KEPT]
    assert "is a folder" in again.outcomes[1].reason
    retried = batch(periods=SPRING, again=Again.RETRY)
    assert [one.state for one in retried.outcomes] == [State.KEPT, State.DONE, State.KEPT]


def test_fail_fast_starts_no_more_and_says_what_was_not_tried(batch):
    months = (LONG_AGO, *parse_periods(f"{FIRST.code}..{LAST.code}"))
    result = batch(periods=months, fail_fast=True, jobs=1)
    assert result.outcomes[0].state is State.FAILED
    assert {one.state for one in result.outcomes[1:]} == {State.LEFT}
    assert result.failed


def test_two_scorecards_of_one_name_are_not_made_over_each_other(batch):
    result = batch(periods=SPRING, pattern="all.xlsx")
    assert [one.state for one in result.outcomes] == [State.DONE, State.FAILED, State.FAILED]
    assert "has the same file" in result.outcomes[1].reason


def test_a_second_batch_on_the_folder_is_refused_and_changes_nothing(batch, tmp_path):
    batch()
    before = finished(tmp_path / "out")
    with held(tmp_path / "out"), pytest.raises(WriteError, match="Another batch is working in this folder"):
        batch()
    assert finished(tmp_path / "out") == before


def test_a_request_that_makes_no_sense_is_refused_before_anything_is_done(batch, tmp_path):
    with pytest.raises(RequestError):
        batch(for_each="team", pattern="{name}.xlsx")
    assert not (tmp_path / "out").exists()


def test_an_output_never_overwrites_what_it_is_made_from(batch, definition):
    before = definition.read_bytes()
    result = batch(out=definition.parent, pattern="referrals.xlsx")
    assert "would overwrite a workbook that it is made from" in result.outcomes[0].reason
    assert definition.read_bytes() == before


def test_strays_of_a_batch_that_was_killed_are_swept_away_and_nothing_else(batch, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    strays = [out / ".scorecard-2012-05.xlsx-x1y2z3a4.tmp", out / f".scorecard-2012-05.xlsx{ENDING}-x1y2z3a4.tmp"]
    others = [out / ".notes-x.tmp", out / "mine.tmp"]
    for path in (*strays, *others):
        path.write_bytes(b"half")
    batch()
    assert [path.exists() for path in (*strays, *others)] == [False, False, True, True]


@pytest.mark.slow
def test_the_summary_is_the_same_bytes_however_the_scorecards_came_about(batch, tmp_path):
    summary = tmp_path / "out" / "batch-summary.xlsx"
    batch(periods=SPRING, for_each="team")
    first = summary.read_bytes()
    (tmp_path / "out" / "scorecard-2012-04-North.xlsx").unlink()
    batch(periods=SPRING, for_each="team", again=Again.RESUME, jobs=2)
    assert summary.read_bytes() == first


def test_the_summary_has_counts_reds_problems_reasons_and_links(batch, tmp_path):
    batch(periods=(LONG_AGO, LAST))
    book = load_workbook(tmp_path / "out" / "batch-summary.xlsx")
    rows = list(book["Scorecards"].iter_rows(min_row=5))
    headings = [cell.value for cell in book["Scorecards"][4]]
    failed, made = ({heading: cell.value for heading, cell in zip(headings, row, strict=True)} for row in rows)
    assert (failed["State"], failed["Scorecard"]) == ("failed", "scorecard-2009-01.xlsx")
    assert f"No source has data for {LONG_AGO.label}" in failed["Remark"]
    assert (made["State"], made["Period"], made["Indicators"]) == ("made", LAST.label, 3)
    assert made["Red"] + made["Amber"] + made["Green"] + made["No target"] + made["No data"] == 3
    assert [rows[1][at].hyperlink.target for at in (0, -1)] == ["scorecard-2012-05.xlsx"] * 2
    assert book["Scorecards"]["A2"].value.startswith("2 scorecards: 1 made, 1 not made; ")
    book.close()


def test_nothing_of_a_child_is_in_manifest_summary_or_record(batch, tmp_path):
    batch(for_each="team")
    children = {row[0] for row in little_rows()}
    told = [path.read_text() for path in (tmp_path / "out").iterdir() if path.suffix in (".json", ".jsonl")]
    assert told
    assert not [child for child in children for text in told if child in text]
    assert not [text for text in told if str(tmp_path) in text]


def test_a_worker_ended_from_outside_costs_its_scorecard_and_a_retry_makes_it(batch, monkeypatch):
    monkeypatch.setattr(work, "build", _killed_once)
    result = batch()
    assert "SIGKILL" in result.outcomes[0].reason
    monkeypatch.undo()
    assert not batch(again=Again.RETRY).failed


def _killed_once(given, shelf):
    from tests.batch.jobs import be_killed

    be_killed(given, shelf)
