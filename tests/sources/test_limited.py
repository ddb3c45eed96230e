"""A parser in a process of its own is given no more time and memory than its limits."""

import subprocess
import sys
import time
import zipfile

import pytest

from tests.builders.open_document import row_of, write_open_document
from tests.builders.source_workbooks import HEADINGS
from xl_scorecard.errors import SourceError
from xl_scorecard.sources import book as book_module
from xl_scorecard.sources import limited
from xl_scorecard.sources.book import open_book
from xl_scorecard.sources.limited import LimitError
from xl_scorecard.sources.peeking import peek


def test_a_parser_that_waits_for_ever_is_ended_by_the_clock(tmp_path, monkeypatch):
    waiting = tmp_path / "waiting.py"
    waiting.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(limited, "CHILD", waiting)
    began = time.monotonic()
    with pytest.raises(LimitError):
        list(limited.read_limited("list", b"", seconds=0.2))
    assert time.monotonic() - began < 20


WITHOUT_LIMITS = sys.platform in ("win32", "darwin")


@pytest.mark.skipif(WITHOUT_LIMITS, reason="the system has no limit of memory for a process")
def test_the_process_of_a_parser_gets_no_more_memory_than_its_limit():
    """The workbook asked for takes little; the child is then let do what a parser may do."""
    code = (
        "import io, pickle, sys; from xl_scorecard.sources import child\n"
        "request = {'task': 'list', 'sheets': [], 'memory': 300 * 2**20, 'seconds': 5}\n"
        "sys.stdin = type('In', (), {'buffer': io.BytesIO(pickle.dumps(request))})\n"
        "child.list_sheets = lambda *_: iter([('sheets', bytearray(500 * 2**20)[:1])])\n"
        "child.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, b"MemoryError" in done.stderr) == (1, True)


def opened(path):
    return [(sheet.rows, sheet.non_empty_cells) for sheet in peek(path).sheets]


def test_an_opendocument_sheet_repeated_without_end_is_refused_or_read_within_limits(tmp_path):
    path = tmp_path / "contacts.ods"
    assert opened(write_open_document(path, row_of(*HEADINGS) + row_of("c1", "Male", rows=3))) == [(3, 9)]
    with pytest.raises(SourceError, match=r"cannot be read|more time or memory"):
        opened(write_open_document(path, row_of("x", rows=1_048_576, columns=16_384)))


@pytest.mark.slow
def test_a_row_of_very_many_opendocument_cells_ends_where_a_sheet_does(tmp_path):
    row = row_of("x", columns=400_000_000)
    assert opened(write_open_document(tmp_path / "contacts.ods", row)) == [(1, 16_384)]


def test_an_opendocument_file_is_looked_over_before_any_parser(tmp_path, monkeypatch):
    monkeypatch.setattr(book_module, "read_limited", lambda *_: pytest.fail("a parser saw it"))
    path = tmp_path / "contacts.ods"
    with pytest.raises(SourceError, match="defines entities"):
        open_book(write_open_document(path, "", before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'))
    data = bytearray(write_open_document(path, row_of(*map(str, range(999)))).read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("content.xml").header_offset + 60
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))
    with pytest.raises(SourceError, match="incomplete or damaged"):
        open_book(path)
