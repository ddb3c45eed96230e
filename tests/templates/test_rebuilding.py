"""The committed templates are what their script makes, byte for byte."""

import zipfile

import pytest

from tests.templates.conftest import NAMES, TEMPLATES, build


def parts(path):
    with zipfile.ZipFile(path) as package:
        return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]


def test_building_twice_gives_the_same_bytes(templates, tmp_path):
    again = build(tmp_path)
    for name in NAMES:
        assert (templates / f"{name}.xlsx").read_bytes() == (again / f"{name}.xlsx").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_template_has_the_parts_that_the_script_writes(templates, name):
    """Part by part, because another machine's zlib may pack the same part otherwise."""
    assert parts(TEMPLATES / f"{name}.xlsx") == parts(templates / f"{name}.xlsx"), (
        "run python workbook_templates/build_templates.py"
    )
