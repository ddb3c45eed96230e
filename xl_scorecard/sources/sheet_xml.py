"""A worksheet part → the Grid of its cells: the fast reader of Excel workbooks, which also tells errors and formulas.

Neither a far cell nor a wrong stored dimension matters to it: it reads the cells that exist. What it does not know how
to read it does not guess at: it raises IrregularError, and another reader is asked.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

import numpy as np
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from openpyxl.utils import column_index_from_string

from xl_scorecard.sources.area import Area, area_of
from xl_scorecard.sources.cell_styles import CellStyles
from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.grid import DAY_ZERO_OF_1904, Array, CellKind, Cells, Grid, Strip, days_of
from xl_scorecard.sources.shared_words import joined_text, read_text
from xl_scorecard.sources.xml_blocks import IrregularError, SheetXml, TooWideError
from xl_scorecard.sources.xml_cells import (
    ERROR,
    INLINE,
    LAST_COLUMN,
    LAST_ROW,
    NO_STYLE,
    PLAIN,
    SHARED,
    TRUTH,
    PlainCells,
    find_cells,
)

MOST_WORDS = 3_500_000
"""More different texts than these would fill the memory; another reader has a limit of it."""
SPACE = rb"\s*=\s*"
ATTRIBUTE = re.compile(rb"([\w:.-]+)" + SPACE + rb"(?:\"([^\"]*)\"|'([^']*)')")
ODD_CELL = re.compile(rb"<c((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(?:/>|>(.*)</c\s*>)\s*", re.DOTALL)
VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v\s*>")
FORMULA = re.compile(rb"<f[\s/>]")
REFERENCE = re.compile(rb"([A-Z]+)([1-9]\d*)")
NUMBER = re.compile(rb"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")
COLUMN, MERGED = re.compile(rb"<col\s[^>]*>"), re.compile(rb"<mergeCell\s[^>]*>")

_Found = tuple[Array, Array, Cells]
"""Rows, columns (both from 1) and cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What the cells of all sheets of a workbook share. `words` are its shared texts."""

    words: list[str]
    styles: CellStyles
    epoch_1904: bool = False


@dataclass(slots=True)
class _Gathered:
    """Cells of one sheet, by column, piece by piece; texts that are not shared are added to `words`."""

    workbook: Workbook
    words: list[str]
    own: dict[str, int] = field(default_factory=dict)
    written: dict[bytes, int] = field(default_factory=dict)
    columns: defaultdict[int, list[tuple[Array, Cells]]] = field(default_factory=lambda: defaultdict(list))
    hidden_rows: set[int] = field(default_factory=set)
    cells: int = 0

    def add(self, rows: Array, columns: Array, cells: Cells) -> None:
        """Add cells, in the order of the sheet."""
        self.cells += len(rows)
        keep = cells.kinds != CellKind.BLANK
        if not keep.any():
            return
        rows, columns, cells = rows[keep], columns[keep], cells.take(keep)
        order = np.lexsort((rows, columns))
        found, starts = np.unique(columns[order], return_index=True)
        last = np.empty(0, dtype=np.int32)
        for column, places in zip(found.tolist(), np.split(order, starts[1:]), strict=True):
            last = _once(rows[places].astype(np.int32), last)
            self.columns[column - 1].append((last, cells.take(places)))

    def word(self, text: str) -> int:
        """Return the index of a text, adding it."""
        if text not in self.own:
            self.own[text] = len(self.words)
            self.words.append(text)
        return self.own[text]

    def written_word(self, xml: bytes) -> int:
        """Return the index of a text as it is written in XML, adding it. Raises IrregularError, also for very many."""
        index = self.written.get(xml)
        if index is None:
            try:
                self.words.append(read_text(xml.decode("utf-8")))
            except UnicodeDecodeError:
                raise IrregularError from None
            index = self.written[xml] = len(self.words) - 1
            if index > MOST_WORDS:
                raise IrregularError
        return index

    def strips(self) -> dict[int, Strip]:
        """Return the cells by column. Raises IrregularError where their rows do not rise."""
        strips = {}
        last = np.empty(0, dtype=np.int32)
        for index in sorted(self.columns):
            pieces = self.columns.pop(index)
            last = _once(np.concatenate([rows for rows, _ in pieces]), last)
            if (np.diff(last) <= 0).any():
                raise IrregularError
            strips[index] = Strip(rows=last, cells=_joined([cells for _, cells in pieces], self.words))
        return strips


def read_sheet_xml(chunks: Iterable[bytes], workbook: Workbook) -> Grid:
    """Return the cells of a worksheet part, given in pieces of any size. Raises IrregularError and TooWideError."""
    xml, gathered = SheetXml(chunks), _Gathered(workbook, list(workbook.words))
    with np.errstate(over="ignore"):
        for block in xml.blocks():
            piece = find_cells(block)
            gathered.add(*_together(_plain(gathered, piece.plain), _odd(gathered, piece.odd)))
            gathered.hidden_rows |= set(_hidden_rows(piece.rows))
    if b"<worksheet" not in xml.head:
        raise IrregularError
    facts = SheetFacts(
        cells=gathered.cells,
        hidden_rows=frozenset(gathered.hidden_rows),
        hidden_columns=tuple(_hidden_columns(xml.head)),
        filtered=b"filterColumn" in xml.tail,
        merged=tuple(_merged(xml.tail)),
    )
    return Grid(strips=gathered.strips(), facts=facts, epoch_1904=workbook.epoch_1904)


def _once(rows: Array, last: Array) -> Array:
    """The rows of a column; where the column before it has the same, as usual in a list, they are kept once."""
    return last if np.array_equal(rows, last) else rows


def _together(plain: _Found, odd: _Found | None) -> _Found:
    if odd is None:
        return plain
    rows, columns = (np.concatenate([plain[n], odd[n]]) for n in (0, 1))
    return rows, columns, _joined([plain[2], odd[2]], plain[2].words)


def _joined(pieces: list[Cells], words: Sequence[str]) -> Cells:
    widths = [cells.widths for cells in pieces if cells.widths is not None]
    return Cells(
        kinds=np.concatenate([cells.kinds for cells in pieces]),
        numbers=np.concatenate([cells.numbers for cells in pieces]),
        words=words,
        widths=np.concatenate(widths) if widths else None,
    )


def _plain(gathered: _Gathered, cells: PlainCells) -> _Found:
    workbook, numbers = gathered.workbook, cells.numbers
    has_value = ~np.isnan(numbers)
    number = has_value & (cells.types == PLAIN)
    kinds = np.zeros(len(numbers), dtype=np.uint8)
    kinds[number] = CellKind.NUMBER
    styled = number & (cells.styles != NO_STYLE) & (cells.styles < len(workbook.styles.kinds))
    kinds[styled] = workbook.styles.kinds[cells.styles[styled]]
    kinds[has_value & (cells.types == SHARED)] = CellKind.TEXT
    kinds[has_value & (cells.types == TRUTH)] = CellKind.TRUTH
    kinds[cells.types == ERROR] = CellKind.ERROR
    _check_words(numbers[kinds == CellKind.TEXT], len(workbook.words))
    inline = cells.types == INLINE
    if inline.any():
        kinds[inline] = CellKind.TEXT
        numbers[inline] = [gathered.written_word(text) for text in cells.texts]
    if workbook.epoch_1904:
        numbers = np.where(kinds == CellKind.DATE, numbers + DAY_ZERO_OF_1904, numbers)
    widths = None
    if workbook.styles.tells:
        widths = np.zeros(len(numbers), dtype=np.uint8)
        widths[styled] = workbook.styles.widths[cells.styles[styled]]
    return cells.rows, cells.columns, Cells(kinds=kinds, numbers=numbers, words=gathered.words, widths=widths)


def _check_words(indexes: Array, count: int) -> None:
    """A text is a whole number that the table of texts has."""
    if len(indexes) and (indexes.max() >= count or (indexes != np.floor(indexes)).any() or indexes.min() < 0):
        raise IrregularError


def _odd(gathered: _Gathered, cells: tuple[bytes, ...]) -> _Found | None:
    if not cells:
        return None
    read = [_read_odd(xml, gathered) for xml in cells]
    widths = [_width(style, gathered.workbook) for *_, style in read]
    return (
        np.array([row for row, *_ in read], dtype=np.int64),
        np.array([column for _, column, *_ in read], dtype=np.int64),
        Cells(
            kinds=np.array([kind for _, _, kind, _, _ in read], dtype=np.uint8),
            numbers=np.array([number for _, _, _, number, _ in read], dtype=np.float64),
            words=gathered.words,
            widths=np.array(widths, dtype=np.uint8) if gathered.workbook.styles.tells else None,
        ),
    )


def _read_odd(xml: bytes, gathered: _Gathered) -> tuple[int, int, CellKind, float, int]:
    """Row, column, kind, number and style of one cell that is written in some other way."""
    found = None if b"<!" in xml or b"<?" in xml else ODD_CELL.fullmatch(xml)
    attributes = {name: first or second for name, first, second in ATTRIBUTE.findall(found[1])} if found else {}
    place = REFERENCE.fullmatch(attributes.get(b"r", b""))
    if not found or not place:
        raise IrregularError
    if len(place[1]) > len("XFD") or len(place[2]) > len(str(LAST_ROW)):
        raise TooWideError
    column, row = column_index_from_string(place[1].decode()), int(place[2])
    if column > LAST_COLUMN or row > LAST_ROW:
        raise TooWideError
    style = int(attributes[b"s"]) if attributes.get(b"s", b"").isdigit() else NO_STYLE
    kind, number = _read_content(found[2] or b"", attributes.get(b"t", b"n"), style, gathered)
    return row, column, kind, number, style


def _read_content(content: bytes, kind: bytes, style: int, gathered: _Gathered) -> tuple[CellKind, float]:
    value = VALUE.search(content)
    text = value[1] if value else b""
    if kind == b"e":
        return CellKind.ERROR, 0.0
    if b"<is" in content and kind != b"inlineStr":
        raise IrregularError
    if FORMULA.search(content) and not text and not (kind == b"str" and b"<v" in content):
        return CellKind.NEVER_CALCULATED, 0.0
    if kind in (b"inlineStr", b"str", b"s"):
        return _read_word(content, kind, text, gathered)
    return _read_value(kind, text.strip(), style, gathered.workbook)


def _read_word(content: bytes, kind: bytes, text: bytes, gathered: _Gathered) -> tuple[CellKind, float]:
    if kind == b"str":
        return CellKind.TEXT, gathered.word(read_text(text.decode("utf-8", errors="replace")))
    if kind == b"inlineStr" and content.strip():
        return CellKind.TEXT, gathered.word(_inline_text(content))
    if not text:
        return CellKind.BLANK, 0.0
    index = _number(text)
    _check_words(np.array([index]), len(gathered.workbook.words))
    return CellKind.TEXT, index


def _read_value(kind: bytes, text: bytes, style: int, workbook: Workbook) -> tuple[CellKind, float]:
    if kind not in (b"n", b"b", b"d"):
        raise IrregularError
    if not text:
        return CellKind.BLANK, 0.0
    if kind == b"d":
        return CellKind.DATE, _days_of_text(text)
    return (CellKind.TRUTH, _number(text)) if kind == b"b" else _number_kind(_number(text), style, workbook)


def _number_kind(number: float, style: int, workbook: Workbook) -> tuple[CellKind, float]:
    kind = CellKind(workbook.styles.kinds[style]) if 0 <= style < len(workbook.styles.kinds) else CellKind.NUMBER
    return kind, number + DAY_ZERO_OF_1904 if kind is CellKind.DATE and workbook.epoch_1904 else number


def _width(style: int, workbook: Workbook) -> int:
    return int(workbook.styles.widths[style]) if 0 <= style < len(workbook.styles.widths) else 0


def _number(text: bytes) -> float:
    number = float(text) if NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise IrregularError
    return number


def _inline_text(content: bytes) -> str:
    try:
        return joined_text(next(iter(fromstring(b"<c>" + content + b"</c>").iter("is"))))
    except (ParseError, ValueError, StopIteration):
        raise IrregularError from None


def _days_of_text(text: bytes) -> float:
    try:
        words = text.decode("ascii").strip().removesuffix("Z")
        return days_of(datetime.fromisoformat(words) if "T" in words else date.fromisoformat(words))
    except (ValueError, OverflowError):
        raise IrregularError from None


def _attributes(tag: bytes) -> Mapping[bytes, bytes]:
    return {name: first or second for name, first, second in ATTRIBUTE.findall(tag)}


def _is_hidden(tag: Mapping[bytes, bytes]) -> bool:
    return tag.get(b"hidden") in (b"1", b"true")


def _hidden_rows(tags: Iterable[bytes]) -> Iterator[int]:
    for tag in map(_attributes, tags):
        if _is_hidden(tag) and tag.get(b"r", b"").isdigit():
            yield int(tag[b"r"])


def _hidden_columns(head: bytes) -> Iterator[range]:
    for tag in map(_attributes, COLUMN.findall(head)):
        if _is_hidden(tag) and tag.get(b"min", b"").isdigit() and tag.get(b"max", b"").isdigit():
            yield range(int(tag[b"min"]), int(tag[b"max"]) + 1)


def _merged(tail: bytes) -> Iterator[Area]:
    for tag in map(_attributes, MERGED.findall(tail)):
        if area := area_of(tag.get(b"ref", b"").decode("ascii", errors="replace")):
            yield area
