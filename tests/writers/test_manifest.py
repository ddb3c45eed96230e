"""What stands beside a finished workbook."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.builders.little import little_rows, write_little
from xl_scorecard import pipeline
from xl_scorecard.ooxml.archive import content_hash, read_members
from xl_scorecard.writers.manifest import ENDING, manifest_path, relative


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return pipeline.build(write_little(tmp_path_factory.mktemp("manifest")))


@pytest.fixture(scope="module")
def manifest(built):
    return json.loads(manifest_path(built.path).read_bytes())


def test_every_build_writes_one_beside_its_workbook(built):
    assert manifest_path(built.path) == built.path.with_name(f"scorecard-2012-05.xlsx{ENDING}")
    assert manifest_path(built.path).is_file()


def test_it_has_the_hashes_of_the_workbook_and_of_everything_it_was_made_from(built, manifest):
    folder = built.path.parent

    def sha256(name):
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()

    assert manifest["output"]["sha256"] == sha256("scorecard-2012-05.xlsx")
    assert manifest["output"]["content"] == content_hash(read_members(built.path).values())
    assert manifest["definition"] == {"file": "definition.xlsx", "sha256": sha256("definition.xlsx")}
    template = {"file": "template.xlsx", "sha256": sha256("template.xlsx"), "shipped": False}
    assert manifest["template"] == template
    (source,) = manifest["sources"]
    assert (source["file"], source["sha256"]) == ("referrals.xlsx", sha256("referrals.xlsx"))


def test_it_has_rows_read_and_left_out_figures_versions_time_and_duration(manifest):
    assert manifest["sources"][0]["rows"] == len(little_rows())
    assert manifest["sources"][0]["left_out"] == {}
    may = next(one for one in manifest["figures"] if (one["code"], one["period"]) == ("R1", "2012-05"))
    assert may["value"] == str(sum(row[1].strftime("%Y-%m") == "2012-05" for row in little_rows()))
    assert {"xl-scorecard", "python", "pandas", "openpyxl"} <= manifest["versions"].keys()
    assert manifest["run"]["started"].startswith("20")
    assert manifest["run"]["seconds"] > 0
    assert manifest["counts"]["NO_TARGET"] == 2


def test_no_value_of_a_row_and_no_absolute_path_is_in_it(built, manifest):
    text = json.dumps(manifest)
    assert not [row[0] for row in little_rows() if row[0] in text]
    assert str(built.path.parent) not in text


def test_the_same_inputs_give_the_same_manifest_but_for_the_run(built, manifest, tmp_path):
    copy = Path(shutil.copytree(built.path.parent, tmp_path / "copy"))
    again = json.loads(manifest_path(pipeline.build(copy / "definition.xlsx").path).read_bytes())
    assert again.pop("run")["id"] != manifest["run"]["id"]
    assert again == {name: value for name, value in manifest.items() if name != "run"}


def test_a_path_is_told_as_seen_from_the_workbook(tmp_path):
    assert relative(tmp_path / "a" / "definition.xlsx", tmp_path / "b" / "c") == "../../a/definition.xlsx"
