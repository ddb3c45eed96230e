"""A source may be one file, all files of a pattern or a folder, or the newest."""

import os
from datetime import date

import pytest

from tests.builders.source_workbooks import HEADINGS, by_code, contacts, define, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.model.source import Column, ColumnType, SourceKind
from xl_scorecard.sources.choosing import hash_of, input_files, source_path
from xl_scorecard.sources.reading import read_sources


@pytest.fixture
def monthly(tmp_path):
    for month, children in {"04": ["c1", "c2"], "05": ["c3"]}.items():
        rows = [HEADINGS, *([child, "Male", date(2012, int(month), 14)] for child in children)]
        write_rows(tmp_path / "sources" / f"contacts-2012-{month}.xlsx", rows)
    (tmp_path / "sources" / "~$contacts-2012-05.xlsx").write_bytes(b"lock")
    (tmp_path / "sources" / ".contacts-2012-05.xlsx.part").write_bytes(b"half")
    (tmp_path / "sources" / "read me.docx").write_bytes(b"x")
    return tmp_path


def children_of(tables):
    return tables.records["contacts"]["child"].tolist()


@pytest.mark.parametrize(
    "file", ["sources/contacts-*.xlsx", "sources", "sources/", "sources/CONTACTS*", "sources\\contacts-2012-*"]
)
def test_all_files_of_a_pattern_or_a_folder_are_read_in_the_order_of_their_names(monthly, file):
    tables = read_sources(define(monthly, contacts(file=file)))
    frame = tables.records["contacts"]
    assert children_of(tables) == ["c1", "c2", "c3"]
    assert frame["_row"].tolist() == [2, 3, 2]
    assert frame["_file"].tolist() == ["contacts-2012-04.xlsx"] * 2 + ["contacts-2012-05.xlsx"]


def test_several_files_are_one_source_with_each_named(monthly):
    file = read_sources(define(monthly, contacts(file="sources/contacts-*.xlsx"))).files[0]
    assert (file.file, file.rows) == ("contacts-*.xlsx", 3)
    assert [(part.file, part.rows) for part in file.parts] == [
        ("contacts-2012-04.xlsx", 2),
        ("contacts-2012-05.xlsx", 1),
    ]
    assert file.sha256 == hash_of(monthly / "sources" / "contacts-*.xlsx")
    assert file.sha256 not in {part.sha256 for part in file.parts}


def test_one_file_of_a_pattern_is_as_if_it_were_named(monthly):
    tables = read_sources(define(monthly, contacts(file="sources/contacts-*-05.xlsx")))
    assert (tables.files[0].file, tables.files[0].parts) == ("contacts-2012-05.xlsx", ())
    assert "_file" not in tables.records["contacts"]


@pytest.mark.parametrize("file", ["sources/contacts-*.xlsx", "sources"])
def test_the_newest_file_is_the_one_saved_last(monthly, file):
    os.utime(monthly / "sources" / "contacts-2012-04.xlsx", (2e9, 2e9))
    tables = read_sources(define(monthly, contacts(file=file, newest=True)))
    assert (children_of(tables), tables.files[0].file) == (["c1", "c2"], "contacts-2012-04.xlsx")
    os.utime(monthly / "sources" / "contacts-2012-05.xlsx", (2e9 + 1, 2e9 + 1))
    assert children_of(read_sources(define(monthly, contacts(file=file, newest=True)))) == ["c3"]


@pytest.mark.parametrize(
    ("file", "said"), [("sources/x-*.xlsx", "the folder has none"), ("gone/x-*.xlsx", "no folder “gone”")]
)
@pytest.mark.parametrize("newest", [False, True])
def test_a_pattern_without_files_is_refused(monthly, file, said, newest):
    with pytest.raises(SourceError, match=said) as caught:
        read_sources(define(monthly, contacts(file=file, newest=newest)))
    assert caught.value.code == "SRC-105"


def test_a_folder_without_workbooks_is_refused(tmp_path):
    (tmp_path / "sources").mkdir()
    with pytest.raises(SourceError, match="the folder has none"):
        read_sources(define(tmp_path, contacts(file="sources")))


def test_one_file_that_cannot_be_read_stops_the_source_and_all_are_told(monthly):
    (monthly / "sources" / "contacts-2012-06.xlsx").write_bytes(b"")
    with pytest.raises(SourceError, match=r"contacts-2012-06\.xlsx: is empty"):
        read_sources(define(monthly, contacts(file="sources/contacts-*.xlsx")))


def test_every_file_without_the_headings_is_told(monthly):
    for month in ("06", "07"):
        write_rows(monthly / "sources" / f"contacts-2012-{month}.xlsx", [["Child ID"], ["c4"]])
    with pytest.raises(SourceError) as caught:
        read_sources(define(monthly, contacts(file="sources/contacts-*.xlsx")))
    assert [complaint.place.file for complaint in caught.value.complaints] == [
        "contacts-2012-06.xlsx",
        "contacts-2012-07.xlsx",
    ]


def test_problems_name_the_file_they_are_in(monthly):
    write_rows(monthly / "sources" / "contacts-2012-06.xlsx", [HEADINGS, ["c4", "Male", "soon"]])
    tables = read_sources(define(monthly, contacts(file="sources/contacts-*.xlsx")))
    assert str(by_code(tables)["SRC-044"].place) == "contacts-2012-06.xlsx › Contacts › C2"
    assert tables.files[0].bad_rows == 1


def test_a_row_that_is_in_two_files_is_said_where_it_is_there_again(monthly):
    write_rows(monthly / "sources" / "contacts-2012-06.xlsx", [HEADINGS, ["c1", "Male", date(2012, 6, 1)]])
    key = Column(name="child", headings=("Child Unique ID",), type=ColumnType.ID, unique=True)
    tables = read_sources(define(monthly, contacts(file="sources/contacts-*.xlsx", columns=(key,))))
    assert str(by_code(tables)["SRC-062"].place) == "contacts-2012-06.xlsx › Contacts › A2"


def test_figures_of_several_files_are_read_together(tmp_path):
    for year in (10, 11):
        rows = [["Code", "Period", "Value"], ["OP411", f"20{year}/{year + 1}", year]]
        write_rows(tmp_path / f"figures-{year}.xlsx", rows, sheet="Figures")
    source = contacts(name="given", file="figures-*.xlsx", kind=SourceKind.FIGURES, columns=())
    assert [figure.value for figure in read_sources(define(tmp_path, source)).reference.given] == [10, 11]


def test_every_file_that_is_read_is_an_input(monthly):
    sources = (contacts(file="sources/contacts-*.xlsx"), contacts(name="x", file="gone.xlsx"))
    assert {path.name for path in input_files(define(monthly, *sources))} == {
        "contacts-2012-04.xlsx",
        "contacts-2012-05.xlsx",
        "gone.xlsx",
    }


def test_the_hash_of_what_is_not_there_is_empty(monthly):
    assert hash_of(monthly / "gone.xlsx") == hash_of(monthly / "sources" / "x-*") == ""
    path = source_path(define(monthly), contacts(file="sources/contacts-2012-05.xlsx"))
    assert len(hash_of(path)) == 64
