"""Every file that is not a whole, plain workbook is refused in one sentence, before a parser sees it."""

import zipfile

import pytest

from tests.builders.source_workbooks import HEADINGS, change_part, contacts, define, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.sources import preflight
from xl_scorecard.sources.package import open_package
from xl_scorecard.sources.reading import read_sources

OLE_START = preflight.OLE + bytes(600)


def refused(path):
    with pytest.raises(SourceError) as caught:
        open_package(path)
    assert caught.value.place.file == path.name
    assert caught.value.fix
    assert str(path.parent) not in str(caught.value)
    return caught.value.sentence


def saved(path, data):
    path.write_bytes(data)
    return path


def test_a_missing_file_names_the_nearest_in_its_folder(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    saved(tmp_path / "~$contact.xlsx", b"lock")
    assert "The nearest there is “contacts.xlsx”" in refused(tmp_path / "contact.xlsx")


def test_a_missing_file_is_not_said_to_be_near_its_own_lock(tmp_path):
    saved(tmp_path / "~$contacts.xlsx", b"lock")
    assert "nearest" not in refused(tmp_path / "contacts.xlsx")


def test_a_missing_file_with_nothing_like_it_names_nothing(tmp_path):
    saved(tmp_path / "Jane Child.docx", b"x")
    assert "Jane" not in refused(tmp_path / "contacts.xlsx")


def test_a_missing_folder_is_named(tmp_path):
    assert "no folder “sources”" in refused(tmp_path / "sources" / "contacts.xlsx")


def test_a_folder_is_not_a_workbook(tmp_path):
    assert "is a folder" in refused(tmp_path)


def test_a_lock_file_is_not_a_workbook(tmp_path):
    assert "while it is open" in refused(saved(tmp_path / "~$contacts.xlsx", b"lock"))


def test_a_file_that_cannot_be_opened_says_so(tmp_path, monkeypatch):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])

    def locked(_):
        raise PermissionError("C:/Users/somebody/contacts.xlsx")

    monkeypatch.setattr(type(path), "read_bytes", locked)
    assert "cannot be opened" in refused(path)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (OLE_START + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE_START + "Workbook".encode("utf-16-le"), "old form of Excel (.xls)"),
        (OLE_START + "WordDocument".encode("utf-16-le"), "some other Office file"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "XML"),
        (b"Child ID,Date\n1,2\n", "plain text"),
        (bytes(range(256)), "something else"),
        (b"PK\x03\x04" + b"\x01" * 300, "incomplete or damaged"),
    ],
)
def test_what_is_not_a_workbook_is_told_by_what_it_is(tmp_path, data, sentence):
    assert sentence in refused(saved(tmp_path / "contacts.xlsx", data))


def test_a_truncated_workbook_is_incomplete(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS] * 500)
    assert "incomplete or damaged" in refused(saved(path, path.read_bytes()[:-2000]))


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS] * 500)
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    data = bytearray(path.read_bytes())
    data[start : start + 20] = b"\xff" * 20
    assert "incomplete or damaged" in refused(saved(path, bytes(data)))


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "binary form"),
        ("photo.jpg", "a zip file without a workbook"),
    ],
)
def test_another_kind_of_zip_is_told_by_what_it_is(tmp_path, part, sentence):
    path = tmp_path / "contacts.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert sentence in refused(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert "two parts of one name" in refused(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"])
def test_xml_that_defines_entities_is_refused_in_any_part(tmp_path, part, encoding):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    change_part(path, part, lambda _: bomb.encode(encoding))
    assert "defines entities" in refused(path)


def test_a_workbook_that_unpacks_too_large_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    change_part(path, "xl/media/zeros.bin", lambda _: bytes(300_000))
    monkeypatch.setattr(preflight, "LARGEST", 200_000)
    assert "unpacks to more than" in refused(path)


def test_a_workbook_without_worksheets_is_refused(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    change_part(path, "xl/workbook.xml", lambda _: b"<workbook/>")
    assert "no worksheet" in refused(path)


def test_all_sources_that_cannot_be_read_are_told_at_once(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    saved(tmp_path / "empty.xlsx", b"")
    sources = [
        contacts(),
        contacts(name="a", file="empty.xlsx"),
        contacts(name="b", file="gone.xlsx"),
        contacts(name="c", sheet="Contcts"),
    ]
    with pytest.raises(SourceError) as caught:
        read_sources(define(tmp_path, *sources))
    assert [complaint.place.file for complaint in caught.value.complaints] == [
        "contacts.xlsx",
        "empty.xlsx",
        "gone.xlsx",
    ]
