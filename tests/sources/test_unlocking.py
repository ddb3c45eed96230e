"""Workbooks behind a password are opened in memory with the one that was given."""

import builtins
import hashlib
import io
from datetime import date

import pytest

from tests.builders.source_workbooks import HEADINGS, contacts, define, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.sources.book import open_book
from xl_scorecard.sources.reading import read_sources

ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="the extra [encrypt] is not installed")
SECRET = "correct horse"  # noqa: S105 (a test's own)


@pytest.fixture
def locked(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, ["c1", "Male", date(2012, 5, 14)]])
    plain, behind = path.read_bytes(), io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(plain)).encrypt(SECRET, behind)
    path.write_bytes(behind.getvalue())
    return path


def refused(path, **words):
    with pytest.raises(SourceError) as caught:
        open_book(path, **words)
    assert SECRET not in str(caught.value)
    return caught.value.code


def test_a_protected_workbook_is_read_with_its_password(locked):
    tables = read_sources(define(locked.parent, contacts()), password=SECRET)
    assert tables.records["contacts"]["child"].tolist() == ["c1"]
    assert tables.files[0].sha256 == hashlib.sha256(locked.read_bytes()).hexdigest()


def test_without_a_password_or_with_another_it_is_refused(locked):
    assert refused(locked) == "SRC-111"
    assert refused(locked, password=SECRET.upper()) == "SRC-112"


def test_a_password_does_no_harm_to_a_workbook_that_has_none(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS])
    assert open_book(path, password=SECRET).sheets


def test_without_the_extra_what_to_install_is_said(locked, monkeypatch):
    imported = builtins.__import__

    def without(name, *words):
        if name == "msoffcrypto":
            raise ImportError(name)
        return imported(name, *words)

    monkeypatch.setattr(builtins, "__import__", without)
    assert refused(locked, password=SECRET) == "SRC-113"
