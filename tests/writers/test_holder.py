"""Who has a workbook open."""

import pytest

from xl_scorecard.writers.holder import holder_of


def owner_file(name: str) -> bytes:
    """What Excel writes beside a workbook that it has open: 165 bytes."""
    single = bytes([len(name)]) + name.encode("cp1252").ljust(54)
    return single + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(108, b" \x00"[:1])


@pytest.mark.parametrize(("name", "said"), [("Ann Smith", " by Ann Smith"), ("Zoë", " by Zoë"), ("", "")])
def test_excel_is_named_with_the_person(tmp_path, name, said):
    (tmp_path / "~$out.xlsx").write_bytes(owner_file(name))
    assert holder_of(tmp_path / "out.xlsx") == f"open in Excel{said}"


def test_an_empty_owner_file_names_the_program_alone(tmp_path):
    (tmp_path / "~$out.xlsx").write_bytes(b"")
    assert holder_of(tmp_path / "out.xlsx") == "open in Excel"


def test_libreoffice_is_named_with_the_person(tmp_path):
    (tmp_path / ".~lock.out.xlsx#").write_text(",Ann Smith,desk,23.11.2026 10:00,file:///x;".removeprefix(","))
    assert holder_of(tmp_path / "out.xlsx") == "open in LibreOffice by Ann Smith"


def test_nobody_is_named_where_nobody_is_known(tmp_path):
    assert holder_of(tmp_path / "out.xlsx") == ""
