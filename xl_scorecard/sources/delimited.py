"""Text with delimiters, such as CSV: its characters, its delimiter and its cells, declared or found."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from xl_scorecard.model.place import Place
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.grid_building import GridBuilder
from xl_scorecard.sources.refusals import Refusal, refuse

UTF_8, UTF_16, WESTERN = "utf-8-sig", "utf-16", "cp1252"
DELIMITERS = (",", "\t", ";", "|")
NAMES = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|", "pipe": "|", "space": " "}
DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
LONGEST_FIELD = 1_000_000
LOOKED_AT = 200


def read_text(data: bytes, place: Place, *, encoding: str = "", delimiter: str = "") -> Grid:
    """Return the cells of a text; all of them hold text. Raises SourceError with the line where it goes wrong."""
    text = decoded(data, place, encoding=encoding)
    first = DECLARED.match(text)
    if first:
        text = text[first.end() :]
    mark = NAMES.get(delimiter.casefold(), delimiter) or (first[1] if first else found_delimiter(text))
    builder = GridBuilder()
    for number, row in enumerate(_rows(text, mark, place), start=2 if first else 1):
        builder.add_row(number, enumerate(row))
    return builder.grid(all_text=True)


def decoded(data: bytes, place: Place, *, encoding: str = "") -> str:
    """Return the characters of a text: as declared, or UTF-8 or UTF-16 as they announce themselves, or Windows-1252."""
    if encoding:
        return _as(data, encoding, place)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, UTF_16, place)
    try:
        return data.decode(UTF_8)
    except UnicodeDecodeError:
        return _as(data, WESTERN, place)


def found_delimiter(text: str) -> str:
    r"""Return what stands between the cells: what most lines have, and have the same number of.

    >>> found_delimiter("a;b;c\n1,5;2;3\n")
    ';'
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:1_000_000].splitlines()[:LOOKED_AT] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _score(mark, lines))


def _score(mark: str, lines: list[str]) -> tuple[int, int]:
    """How many lines have the usual number of a mark, and how many that is."""
    counts = Counter(line.count(mark) for line in lines if mark in line)
    number, alike = counts.most_common(1)[0] if counts else (0, 0)
    return alike, number


def _rows(text: str, mark: str, place: Place) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            yield [cell.replace("\r\n", "\n") for cell in row]
    except csv.Error:
        raise refuse(Refusal.QUOTES, place, line=str(reader.line_num)) from None


def _as(data: bytes, encoding: str, place: Place) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise refuse(Refusal.UNKNOWN_ENCODING, place, found="the declared encoding is not one") from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse(Refusal.UNKNOWN_ENCODING, place, found=f"line {line} is not {_called(encoding)}") from None


def _called(encoding: str) -> str:
    return "UTF-8 or Windows-1252" if encoding == WESTERN else encoding
