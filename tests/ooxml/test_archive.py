import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.ooxml.archive import Member, content_hash, pack, read_members, to_bytes

names = st.text(st.characters(codec="utf-8", exclude_characters="\\/\x00"), min_size=1, max_size=20)


@given(st.dictionaries(names, st.binary(max_size=2000), min_size=1, max_size=5))
def test_pythons_own_zip_reader_reads_what_is_written(contents):
    written = to_bytes(pack(name, content) for name, content in contents.items())
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents


def test_a_member_that_nobody_touched_keeps_its_compressed_bytes(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("stored.txt", b"abc" * 100, zipfile.ZIP_STORED)
        archive.writestr("packed.txt", b"abc" * 100, zipfile.ZIP_DEFLATED, 9)
    again = tmp_path / "b.zip"
    again.write_bytes(to_bytes(read_members(path).values()))
    assert [m.data for m in read_members(again).values()] == [m.data for m in read_members(path).values()]
    assert read_members(again)["stored.txt"].unpacked() == b"abc" * 100


def test_the_same_members_give_the_same_bytes():
    assert to_bytes([pack("a", b"1")]) == to_bytes([pack("a", b"1")])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(zipfile.BadZipFile):
        read_members(path)


def test_the_hash_of_the_content_does_not_depend_on_how_it_was_packed():
    contents = {"a.txt": b"abc" * 1000, "b.txt": b"", "c/ü.txt": b"x"}
    hard = [pack(name, content, level=9) for name, content in contents.items()]
    easy = [pack(name, content, level=1) for name, content in reversed(contents.items())]
    stored = [Member(n, 0, zlib.crc32(c), len(c), c) for n, c in contents.items()]
    assert to_bytes(hard) != to_bytes(easy)
    assert content_hash(hard) == content_hash(easy) == content_hash(stored)


@given(
    st.dictionaries(names, st.binary(max_size=50), max_size=4),
    st.dictionaries(names, st.binary(max_size=50), max_size=4),
)
def test_different_contents_have_different_hashes(one, other):
    first, second = ([pack(name, content) for name, content in parts.items()] for parts in (one, other))
    assert (content_hash(first) == content_hash(second)) == (one == other)


@pytest.mark.parametrize("name", ["/xl/a.xml", "xl\\a.xml"])
def test_names_as_some_programs_write_them_are_read_as_what_they_mean(tmp_path, name):
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"1")
    assert list(read_members(path)) == ["xl/a.xml"]
