"""Several workbooks are read at once, large ones one after the other, and the tables are the same."""

import os
import threading
from datetime import date

import pandas as pd
import pytest

from tests.builders.source_workbooks import HEADINGS, contacts, define, write_rows
from xl_scorecard.sources import reading
from xl_scorecard.sources.reading import read_sources

NAMES = ("first", "second", "third")


@pytest.fixture
def definition(tmp_path):
    for name in NAMES:
        write_rows(tmp_path / f"{name}.xlsx", [HEADINGS, [f"{name} child", "Male", date(2012, 5, 14)]])
    return define(tmp_path, *[contacts(name=name, file=f"{name}.xlsx") for name in NAMES])


@pytest.fixture
def together(monkeypatch):
    """How many workbooks were being opened at the same moment; each waits a little for another."""
    open_book, lock, counts = reading.open_book, threading.Condition(), [0, 0]

    def opened(path, **words):
        with lock:
            counts[0] += 1
            counts[1] = max(counts)
            lock.notify_all()
            lock.wait_for(lambda: counts[1] > 1, timeout=0.2)
        book = open_book(path, **words)
        with lock:
            counts[0] -= 1
        return book

    monkeypatch.setattr(reading, "open_book", opened)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return counts


def test_several_workbooks_are_read_at_once_into_the_same_tables(definition, together, monkeypatch):
    at_once = read_sources(definition)
    assert together[1] == 2
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 1)
    one_by_one = read_sources(definition)
    assert at_once.files == one_by_one.files
    for name in NAMES:
        pd.testing.assert_frame_equal(at_once.records[name], one_by_one.records[name])


def test_large_workbooks_are_read_one_after_the_other(definition, together, monkeypatch):
    monkeypatch.setattr(reading, "SMALL_ENOUGH", 100)
    read_sources(definition)
    assert together[1] == 1


def test_a_workbook_is_forgotten_once_its_cells_are_read(definition, monkeypatch):
    """While the columns are typed, memory need not hold the file too."""
    held = []

    def read_source(wanted, definition, book, grid):
        held.append((book.data, book.package))
        return original(wanted, definition, book, grid)

    original = reading._read_source
    monkeypatch.setattr(reading, "_read_source", read_source)
    read_sources(definition)
    assert held == [(b"", None)] * 3
