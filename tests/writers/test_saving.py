import os
from pathlib import Path

import pytest

from xl_scorecard.errors import WriteError
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
