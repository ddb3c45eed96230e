"""Text with delimiters, such as CSV: its characters, its delimiter and its cells, declared or found."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from xl_scorecard.model.place import Place
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.grid_blocks import BlockBuilder
from xl_scorecard.sources.refusals import Refusal, refuse
from xl_scorecard.sources.xml_cells import LAST_COLUMN, LAST_ROW

UTF_8, UTF_16, WESTERN = "utf-8-sig", "utf-16", "cp1252"
DELIMITERS = (",", "\t", ";", "|")
NAMES = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|", "pipe": "|", "space": " "}
DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
LONGEST_FIELD = 1_000_000
LOOKED_AT, LOOKED_AT_LETTERS = 200, 1_000_000
ROWS_AT_ONCE, CHUNK = 20_000, 1024 * 1024
MOST_CELLS = 25_000_000
MARK = "\ufeff"


def read_text(data: bytes, place: Place, *, encoding: str = "", delimiter: str = "") -> Grid:
    """Return the cells of a text; all of them hold text. Raises SourceError with the line where it goes wrong."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding_of(data, place, declared=encoding), newline="")
    start = text.read(LOOKED_AT_LETTERS).removeprefix(MARK)
    first = DECLARED.match(start)
    mark = NAMES.get(delimiter.casefold(), delimiter) or (first[1] if first else found_delimiter(start))
    text.seek(0)
    if first:
        text.readline()
    builder, number = BlockBuilder(), 2 if first else 1
    rows = _rows(text, mark, place)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        builder.add_rows(number, some)
        number += len(some)
        if number > LAST_ROW + 1:
            raise refuse(Refusal.TOO_WIDE, place)
        if builder.cells > MOST_CELLS:
            raise refuse(Refusal.LIMITS, place)
    return builder.grid(all_text=True)


def encoding_of(data: bytes, place: Place, *, declared: str = "") -> str:
    """Return the encoding of a text: as declared, or UTF-8 or UTF-16 as they announce themselves, or Windows-1252."""
    if declared:
        return _sound(data, declared, place)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _sound(data, UTF_16, place)
    return UTF_8 if _fits(data, UTF_8) else _sound(data, WESTERN, place)


def found_delimiter(text: str) -> str:
    r"""Return what stands between the cells: what most lines have, and have the same number of.

    >>> found_delimiter("a;b;c\n1,5;2;3\n")
    ';'
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _score(mark, lines))


def _score(mark: str, lines: list[str]) -> tuple[int, int]:
    """How many lines have the usual number of a mark, and how many that is."""
    counts = Counter(line.count(mark) for line in lines if mark in line)
    number, alike = counts.most_common(1)[0] if counts else (0, 0)
    return alike, number


def _rows(text: io.TextIOWrapper, mark: str, place: Place) -> Iterator[list[str]]:
    """A mark at the beginning that says how the text is encoded is no part of the first cell."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(text, delimiter=mark, strict=True)
    try:
        for row in reader:
            if len(row) > LAST_COLUMN:
                raise refuse(Refusal.TOO_WIDE, place)
            if reader.line_num == 1 and row:
                row[0] = row[0].removeprefix(MARK)
            yield row
    except csv.Error:
        raise refuse(Refusal.QUOTES, place, line=str(reader.line_num)) from None


def _fits(data: bytes, encoding: str) -> bool:
    """Piece by piece, so that the text is never in memory as a whole."""
    decoder, view = codecs.getincrementaldecoder(encoding)(), memoryview(data)
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(bytes(view[start : start + CHUNK]))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _sound(data: bytes, encoding: str, place: Place) -> str:
    """The encoding itself, if all of the text is in it. Raises SourceError with the line that is not."""
    try:
        if "".encode(encoding) or not _fits(data, encoding):
            data.decode(encoding)
    except LookupError:
        raise refuse(Refusal.UNKNOWN_ENCODING, place, found="the declared encoding is not one") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse(Refusal.UNKNOWN_ENCODING, place, found=f"line {line} is not {_called(encoding)}") from None
    return encoding


def _called(encoding: str) -> str:
    return "UTF-8 or Windows-1252" if encoding == WESTERN else encoding
