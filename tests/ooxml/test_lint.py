"""The lint finds each thing that Excel would repair, in a workbook that is sound otherwise."""

import re

import pytest

from tests.builders.broken import BROKEN, broken, put
from tests.builders.nasty import nasty_template
from xl_scorecard.ooxml.archive import members_of, pack, to_bytes
from xl_scorecard.ooxml.lint import lint


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The nasty template without its fields: as sound as a workbook can be."""
    content = nasty_template(tmp_path_factory.mktemp("sound") / "sound.xlsm").read_bytes()
    members = members_of(content)
    for name, member in members.items():
        if name.endswith(".xml") and b"{{" in member.unpacked():
            members[name] = pack(name, re.sub(r"\{\{\s*([^}]*?)\s*\}\}", r"(\1)", member.unpacked().decode()).encode())
    return to_bytes(members.values())


def test_a_sound_workbook_is_found_sound(sound):
    assert lint(sound) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_found(sound, case):
    found = [str(finding) for finding in lint(broken(sound, BROKEN[case]))]
    assert any(BROKEN[case].said in sentence for sentence in found), found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_in_it_twice_is_found(sound, tmp_path):
    import zipfile

    path = tmp_path / "twice.xlsx"
    path.write_bytes(sound)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert any("stands in it twice" in str(finding) for finding in lint(path.read_bytes()))


def test_what_is_no_workbook_is_said_to_be_none():
    assert [str(finding) for finding in lint(to_bytes([pack("a.txt", b"")]))] == ["there is no workbook in it"]


def test_what_excel_saved_is_found_sound(shared):
    wrong = {}
    for path in sorted((shared / "workbooks" / "made-by-excel").glob("*.xls[xm]")):
        found = lint(path.read_bytes())
        if found:
            wrong[path.name] = list(map(str, found))
    assert wrong == {}


def test_a_change_that_changes_nothing_is_noticed():
    with pytest.raises(AssertionError):
        put("not there", "x")("text")
