import pytest

from xl_scorecard.cli.demo import make_demo
from xl_scorecard.errors import RequestError, WriteError

SOURCES = ("contacts", "referrals", "assessments", "plans", "reviews", "reference")


def quiet(_stage):
    pass


def test_the_demo_is_a_folder_that_a_person_can_keep_and_change(built_demo):
    files = {str(path.relative_to(built_demo).as_posix()) for path in built_demo.rglob("*.*")}
    assert files >= {
        "definition.xlsx",
        "scorecard-template.xlsx",
        "scorecard-2012-05.xlsx",
        *(f"sources/{name}.xlsx" for name in SOURCES),
    }
    assert [name for name in files if name.endswith(".tmp")] == []


def test_a_demo_that_is_there_is_not_overwritten(demo_copy, run):
    definition = demo_copy / "definition.xlsx"
    definition.write_bytes(b"changed by a person")
    ended = run("demo", demo_copy)
    assert ended.code == 2
    assert "xl-scorecard build" in ended.err
    assert "--force" in ended.err
    assert definition.read_bytes() == b"changed by a person"


@pytest.mark.slow
@pytest.mark.usefixtures("ready_made")
def test_force_overwrites_it(demo_copy, built_demo):
    (demo_copy / "definition.xlsx").write_bytes(b"changed by a person")
    make_demo(demo_copy, force=True, progress=quiet)
    assert (demo_copy / "definition.xlsx").read_bytes() == (built_demo / "definition.xlsx").read_bytes()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("")
    with pytest.raises(WriteError, match="cannot be written"):
        make_demo(blocked / "demo", force=False, progress=quiet)


def test_only_a_definition_makes_a_folder_a_demo(tmp_path):
    (tmp_path / "definition.xlsx").write_bytes(b"")
    with pytest.raises(RequestError):
        make_demo(tmp_path, force=False, progress=quiet)
