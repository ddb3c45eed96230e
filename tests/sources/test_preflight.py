"""Every file that is not a whole, plain workbook is refused in one sentence, before a parser sees it."""

import zipfile

import pytest

from tests.builders.source_workbooks import HEADINGS, change_part, contacts, define, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.sources import forms, preflight
from xl_scorecard.sources.book import open_book
from xl_scorecard.sources.reading import read_sources

OLE_START = forms.OLE + bytes(600)


def refused(path):
    with pytest.raises(SourceError) as caught:
        open_book(path)
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


def test_a_workbook_with_a_damaged_sheet_is_refused_when_it_is_read(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS] * 500)
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    data = bytearray(path.read_bytes())
    data[start : start + 20] = b"\xff" * 20
    saved(path, bytes(data))
    with pytest.raises(SourceError, match="incomplete or damaged"):
        read_sources(define(tmp_path, contacts()))


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("content.xml", "claims by its name to be an Excel workbook, and is an OpenDocument spreadsheet"),
        ("xl/workbook.bin", "and is an Excel workbook in binary form"),
        ("photo.jpg", "a zip file without a workbook"),
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint file"),
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


def test_a_file_that_is_far_too_large_is_refused_without_being_read(tmp_path, monkeypatch):
    path = saved(tmp_path / "contacts.csv", b"")
    with path.open("wb") as file:
        file.truncate(preflight.LARGEST + 1)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    assert "is larger than 512 MB" in refused(path)


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


def old_workbook(*records):
    """The beginning of an .xls file: its directory of streams, and the first records of the workbook."""
    begin = forms.BEGIN_OF_BIFF8 + bytes(12)
    return OLE_START + "Workbook".encode("utf-16-le") + bytes(64) + begin + b"".join(records)


def test_an_old_workbook_with_a_password_is_told_from_a_damaged_one(tmp_path):
    password = bytes.fromhex("2f000400") + bytes(4)
    path = tmp_path / "contacts.xls"
    assert "protected with a password" in refused(
        saved(path, old_workbook(bytes.fromhex("e1000200") + b"xx", password))
    )
    assert "before 1997, or is damaged" in refused(saved(path, old_workbook()))


def test_a_workbook_from_before_1997_is_refused_before_any_parser(tmp_path):
    assert "before 1997" in refused(saved(tmp_path / "a.xls", bytes.fromhex("0900040002001000") + bytes(100)))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", OLE_START + "Workbook".encode("utf-16-le"), "claims by its name to be text with delimiters"),
        ("a.xls", b"PK\x03\x04", "incomplete or damaged"),
        ("a.xlsx", b"a,b\n1,2\n", "plain text"),
        ("a.xlsx", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "of 2003"),
        ("a.csv", bytes(range(256)), "something else"),
    ],
)
def test_a_file_that_claims_to_be_another_is_told_by_what_it_is(tmp_path, name, data, sentence):
    assert sentence in refused(saved(tmp_path / name, data))


def test_every_refusal_has_a_code(tmp_path):
    with pytest.raises(SourceError) as caught:
        open_book(saved(tmp_path / "a.xlsx", b""))
    assert caught.value.code == "SRC-110"


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "xl\\..\\..\\evil.xml"])
def test_parts_named_as_files_elsewhere_are_refused(tmp_path, name):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, "<x/>")
    assert "files elsewhere on the computer" in refused(path)


def test_a_part_that_is_packed_too_tightly_is_refused_without_being_unpacked(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    change_part(path, "xl/media/zeros.bin", lambda _: bytes(preflight.PACKED_LARGE + 1))
    assert "packed far more tightly" in refused(path)


def test_a_large_part_that_is_packed_as_text_is_opens(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    text = b"".join(b"<!-- %d -->" % n for n in range(1_300_000))
    assert len(text) > preflight.PACKED_LARGE
    change_part(path, "xl/media/text.bin", lambda _: text)
    assert open_book(path).sheets


def test_a_workbook_of_very_many_parts_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(preflight, "MOST_PARTS", 5)
    assert "packed far more tightly" in refused(write_rows(tmp_path / "contacts.xlsx", [HEADINGS]))


def test_a_part_that_says_less_than_it_holds_is_damaged_and_not_unpacked_further(tmp_path):
    """Its length in the directory is what a reader trusts; the check sum tells on it."""
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, *[["c1", "Male", "x"]] * 2000])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    place = data.rfind(size)
    data[place : place + 4] = (1000).to_bytes(4, "little")
    saved(path, bytes(data))
    with pytest.raises(SourceError, match="incomplete or damaged"):
        read_sources(define(tmp_path, contacts()))


def test_a_long_comment_before_the_first_element_is_not_read_for_ever(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    change_part(path, "docProps/core.xml", lambda _: b"<!--" + bytes(range(32, 60)) * 100_000)
    assert "incomplete or damaged" in refused(path)


def test_words_in_a_cell_that_look_like_entities_are_only_words(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["<!DOCTYPE x>", "Male", "01/05/2012"]])
    assert open_book(path).sheets


@pytest.mark.parametrize(
    "xml", ['<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', '<!DOCTYPE x PUBLIC "a" "http://b"><x/>']
)
def test_external_entities_are_refused(tmp_path, xml):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    change_part(path, "xl/worksheets/sheet1.xml", lambda _: xml.encode())
    assert "defines entities" in refused(path)
