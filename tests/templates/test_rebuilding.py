"""The committed template is what its script makes, byte for byte."""

import zipfile


def parts(path):
    with zipfile.ZipFile(path) as package:
        return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]


def test_building_twice_gives_the_same_bytes(built, again):
    assert built.read_bytes() == again.read_bytes()


def test_the_committed_template_has_the_parts_that_the_script_writes(built, shipped):
    """Part by part, because another machine's zlib may pack the same part otherwise."""
    assert parts(shipped) == parts(built)
