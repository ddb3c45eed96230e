import errno
import os
import tempfile
from pathlib import Path

import pytest

from xl_scorecard.errors import WriteError
from xl_scorecard.writers import saving
from xl_scorecard.writers.saving import save


def test_a_file_is_saved_whole_and_nothing_stays_beside_it(tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    assert save(b"new", out) == out
    assert out.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(WriteError, match='there is no folder "board" to save it in'):
        save(b"new", tmp_path / "board" / "out.xlsx")


def test_a_folder_in_its_place_is_said_and_leaves_no_temporary_file(tmp_path):
    (tmp_path / "out.xlsx").mkdir()
    with pytest.raises(WriteError, match="is a folder"):
        save(b"new", tmp_path / "out.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_where_the_old_file_is_held_open_the_new_one_is_saved_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "PAUSES", ())
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    replace = Path.replace

    def held(self, target):
        if Path(target) == out:
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert save(b"new", out) == tmp_path / "out (2).xlsx"
    assert (out.read_bytes(), (tmp_path / "out (2).xlsx").read_bytes()) == (b"old", b"new")


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="no space left"):
        save(b"new", out)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


@pytest.fixture
def no_waiting(monkeypatch):
    """Count the pauses between tries instead of waiting."""
    pauses = []
    monkeypatch.setattr(saving, "sleep", pauses.append)
    return pauses


def refusing(monkeypatch, out, *, times, error=PermissionError):
    """Have the old file held for so many tries."""
    replace, left = Path.replace, [times]

    def held(self, target):
        if Path(target) == out and left[0]:
            left[0] -= 1
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)


def test_a_file_that_is_let_go_of_soon_is_replaced_after_all(tmp_path, monkeypatch, no_waiting):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    refusing(monkeypatch, out, times=3)
    assert save(b"new", out) == out
    assert out.read_bytes() == b"new"
    assert no_waiting == list(saving.PAUSES[:3])


def test_tries_are_bounded(tmp_path, monkeypatch, no_waiting):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    refusing(monkeypatch, out, times=1000)
    assert save(b"new", out) == tmp_path / "out (2).xlsx"
    assert no_waiting == list(saving.PAUSES)
    assert sum(saving.PAUSES) < 2


def test_a_workbook_that_a_person_has_open_is_not_waited_for(tmp_path, monkeypatch, no_waiting):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    (tmp_path / "~$out.xlsx").write_bytes(b"\x03Ann".ljust(165))
    refusing(monkeypatch, out, times=1000)
    assert save(b"new", out) == tmp_path / "out (2).xlsx"
    assert no_waiting == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the folder does not allow it"),
        (errno.EACCES, "the folder does not allow it"),
        (errno.ESTALE, "its network share does not answer"),
        (errno.EHOSTDOWN, "its network share does not answer"),
    ],
)
@pytest.mark.parametrize("step", [(tempfile, "mkstemp"), (os, "fsync"), (Path, "replace")], ids=lambda step: step[1])
def test_whatever_goes_wrong_the_old_file_is_as_it_was_and_one_sentence_says_why(tmp_path, number, said, step):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "PAUSES", ())
        patch.setattr(*step, fail)
        with pytest.raises(WriteError, match=said) as refused:
            save(b"new", out)
    assert "\n" not in str(refused.value)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_what_reads_back_differently_is_not_put_in_place(tmp_path, monkeypatch):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(WriteError, match="does not answer"):
        save(b"new", out)
    monkeypatch.undo()
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_what_a_killed_writer_left_is_found_and_nothing_else(tmp_path):
    out = tmp_path / "out.xlsx"
    left = tmp_path / ".out.xlsx-a1b2c3d4.tmp"
    for path in (left, tmp_path / ".out.xlsm-a1b2c3d4.tmp", tmp_path / "out.xlsx"):
        path.write_bytes(b"")
    assert list(saving.temporaries_of(out)) == [left]
