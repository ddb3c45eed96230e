"""What is remembered of earlier batches in a folder."""

from pathlib import Path

from xl_scorecard.batch.record import Record, is_done
from xl_scorecard.batch.request import Outcome, State, Task
from xl_scorecard.batch.work import Found
from xl_scorecard.model.dimension import Part

NORTH = Found(part=Part(dimension="team", value="North"), rows=3)


def outcome(file, state, inputs="one"):
    return Outcome(task=Task(definition=Path("d.xlsx"), file=file, inputs=inputs), state=state, reason="why", kind="x")


def test_what_failed_last_is_known_by_file_and_inputs(tmp_path):
    record = Record(path=tmp_path / "record.jsonl")
    record.begin(anew=True)
    record.write(outcome("a.xlsx", State.FAILED))
    record.write(outcome("b.xlsx", State.FAILED))
    record.write(outcome("b.xlsx", State.DONE))
    assert set(record.failed()) == {("a.xlsx", "one")}
    assert record.failed()["a.xlsx", "one"].reason == "why"


def test_a_line_that_was_cut_short_is_no_line_and_spoils_no_other(tmp_path):
    record = Record(path=tmp_path / "record.jsonl")
    record.begin(anew=True)
    record.write(outcome("a.xlsx", State.FAILED))
    record.path.write_bytes(record.path.read_bytes() + b'{"file": "b.xl')
    record.begin(anew=False)
    record.write(outcome("c.xlsx", State.FAILED))
    assert set(record.failed()) == {("a.xlsx", "one"), ("c.xlsx", "one")}


def test_a_new_batch_begins_a_new_record(tmp_path):
    record = Record(path=tmp_path / "record.jsonl")
    record.begin(anew=True)
    record.write(outcome("a.xlsx", State.FAILED))
    record.begin(anew=True)
    assert record.failed() == {}


def test_parts_are_known_again_from_the_same_inputs_only(tmp_path):
    record = Record(path=tmp_path / "record.jsonl")
    record.begin(anew=True)
    record.write_parts("one", "team", (NORTH,))
    assert record.parts("one", "team") == (NORTH,)
    assert record.parts("two", "team") is None
    assert record.parts("one", "area") is None


def test_without_a_manifest_nothing_is_done(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"x")
    assert not is_done(Task(definition=Path("d.xlsx"), file="a.xlsx"), tmp_path)
