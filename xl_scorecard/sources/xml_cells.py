"""The cells in a piece of a worksheet part, found all at once with numpy: plain ones in arrays, odd ones one by one.

A plain cell is written as nearly all are: <c r="B7" s="1" t="s"><v>12</v></c>, <c r="B7" s="1"/>, or with its text in
it: <c r="B7" t="inlineStr"><is><t>Male</t></is></c>. Every tag of the
piece must be accounted for, as one of a plain cell, an odd cell or a row. Where one is not, IrregularError is raised,
and another reader reads the sheet: so nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xl_scorecard.sources.grid import Array
from xl_scorecard.sources.xml_blocks import IrregularError, TooWideError

PADDING = bytes(40)
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LONGEST_NUMBER = 30
NO_STYLE = -1
CELL, CELL_END, VALUE, VALUE_END, ROW, ROW_END, INSIDE, STRING, STRING_END, TEXT, TEXT_END = range(11)
"""What a tag is; INSIDE belongs to an odd cell, or to nothing that is known here."""


def word(text: bytes) -> int:
    """Return up to eight bytes as the number that they are in memory."""
    return int.from_bytes(text, "little")


SHORT_TAGS = (
    ((b"<c ", b"<c>", b"<c/"), CELL),
    ((b"<v>", b"<v "), VALUE),
    ((b"<is",), STRING),
    ((b"<t>", b"<t "), TEXT),
)
LONG_TAGS = (
    (b"</c>", CELL_END),
    (b"</v>", VALUE_END),
    (b"<row", ROW),
    (b"</ro", ROW_END),
    (b"</t>", TEXT_END),
    (b"</is", STRING_END),
)
VALUED, SINGLE, INSIDE_STRING = (VALUE, VALUE_END, CELL_END), (), (STRING, TEXT, TEXT_END, STRING_END, CELL_END)
BARE, SPACED = b"<t>", b'<t xml:space="preserve">'
INLINE_NAME = b'inlineStr"'

# The types of a cell that are read here, by what follows t=" and how long that is.
SHARED, PLAIN, TRUTH, ERROR, INLINE = 1, 2, 3, 4, 5
TYPES = ((b's"', SHARED), (b'n"', PLAIN), (b'b"', TRUTH), (b'e"', ERROR))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainCells:
    """Cells in arrays: rows and columns from 1, style (NO_STYLE for none), type, and number (nan where it has none).

    `texts` are those of the cells of type INLINE, in order, as they stand in the XML.
    """

    rows: Array
    columns: Array
    styles: Array
    types: Array
    numbers: Array
    texts: list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What was found: plain cells, the XML of odd ones, and of the tags of rows that may be hidden."""

    plain: PlainCells
    odd: tuple[bytes, ...]
    rows: tuple[bytes, ...]


def find_cells(block: bytes) -> Piece:
    """Return the cells of some whole rows. Raises IrregularError and TooWideError."""
    text = _Text(block)
    tags = _Tags.of(text)
    begins = np.flatnonzero(tags.kinds == CELL)
    _refuse_too_many(tags.kinds, begins)
    ends = np.append(begins[1:], len(tags.kinds))
    valued = _followed_by(tags.kinds, begins, VALUED)
    inline = _followed_by(tags.kinds, begins, INSIDE_STRING)
    single = _followed_by(tags.kinds, begins, SINGLE) & text.are(tags.at(begins + 1) - 2, b"/>")
    shapes = np.select([valued, inline, single], [len(VALUED) + 1, len(INSIDE_STRING) + 1, 1], 0)
    cells = _read_attributes(text, tags.at(begins), tags.at(begins + 1), valued | inline)
    plain = cells.sound & (shapes > 0) & (inline == (cells.types == INLINE))
    texts = _read_texts(block, text, tags, begins, plain, inline)
    numbers = np.full(len(begins), np.nan)
    with_value = plain & valued
    opened, closed = tags.at(begins[with_value] + 1), tags.at(begins[with_value] + 2)
    numbers[with_value], read = _read_numbers(text, opened + 3, closed)
    plain[with_value] &= read & text.are(opened, b"<v>")
    odd = tuple(_odd_cells(block, tags, begins[~plain], ends[~plain]))
    _account_for_all(tags.kinds, begins, shapes, plain, ends)
    if plain.any() and (cells.columns[plain].max() > LAST_COLUMN or cells.rows[plain].max() > LAST_ROW):
        raise TooWideError
    return Piece(
        plain=PlainCells(
            rows=cells.rows[plain],
            columns=cells.columns[plain],
            styles=cells.styles[plain],
            types=cells.types[plain],
            numbers=numbers[plain],
            texts=texts,
        ),
        odd=odd,
        rows=_row_tags(block, tags) if b"hidden" in block else (),
    )


def _refuse_too_many(kinds: Array, begins: Array) -> None:
    """Also in a row whose cells do not say where they stand."""
    rows = np.searchsorted(np.flatnonzero(kinds == ROW), begins)
    if len(rows) and np.bincount(rows).max() > LAST_COLUMN:
        raise TooWideError


class _Text:
    """The bytes of a piece; also the eight, and the four, that begin at each as one number, to be compared at once."""

    def __init__(self, block: bytes) -> None:
        padded = block + PADDING
        self.size = len(block)
        self.bytes = np.frombuffer(padded, dtype=np.uint8)
        self.words = np.ndarray(len(padded) - 7, dtype="<u8", buffer=padded, strides=(1,))
        self.halves = np.ndarray(len(padded) - 3, dtype="<u4", buffer=padded, strides=(1,))

    def are(self, places: Array, text: bytes) -> Array:
        """Return at which places `text` stands."""
        mask = np.uint64(word(b"\xff" * len(text)))
        return np.asarray((self.words[np.maximum(places, 0)] & mask) == np.uint64(word(text)))


@dataclass(frozen=True, slots=True)
class _Tags:
    """Where each tag begins, and what it is; after the last comes the end of the piece."""

    places: Array
    kinds: Array

    @classmethod
    def of(cls, text: _Text) -> _Tags:
        places = np.flatnonzero(text.bytes[: text.size] == ord("<"))
        heads = text.halves[places]
        short = heads & np.uint32(0xFFFFFF)
        kinds = np.full(len(places), INSIDE, dtype=np.uint8)
        for names, kind in SHORT_TAGS:
            for name in names:
                kinds[short == np.uint32(word(name))] = kind
        for name, kind in LONG_TAGS:
            kinds[heads == np.uint32(word(name))] = kind
        return cls(np.append(places, text.size), kinds)

    def at(self, numbers: Array) -> Array:
        return np.asarray(self.places[numbers])


def _followed_by(kinds: Array, begins: Array, wanted: tuple[int, ...]) -> Array:
    """Return after which tags come these kinds and then the next cell or the end of the row."""
    padded = np.append(kinds, np.full(len(wanted) + 1, ROW_END, dtype=np.uint8))
    found = np.ones(len(begins), dtype=bool)
    for step, kind in enumerate(wanted, start=1):
        found &= padded[begins + step] == kind
    after = padded[begins + len(wanted) + 1]
    return np.asarray(found & ((after == CELL) | (after == ROW_END)))


@dataclass(frozen=True, slots=True)
class _Attributes:
    rows: Array
    columns: Array
    styles: Array
    types: Array
    sound: Array


def _read_attributes(text: _Text, begins: Array, next_tags: Array, valued: Array) -> _Attributes:
    """Read r, then s and t in either order; `sound` where nothing else stands in the tag."""
    sound = text.are(begins, b'<c r="')
    columns, rows, places = _read_reference(text, begins + 6)
    sound &= (columns > 0) & (rows > 0)
    styles = np.full(len(begins), NO_STYLE, dtype=np.int32)
    types = np.full(len(begins), PLAIN, dtype=np.uint8)
    for _ in range(2):
        places = _read_style(text, places, styles)
        places = _read_type(text, places, types)
    ends = np.where(valued, places == next_tags - 1, places == next_tags - 2)
    return _Attributes(rows, columns, styles, types, sound & ends)


def _read_reference(text: _Text, places: Array) -> tuple[Array, Array, Array]:
    """Return column, row and the place after the quotation mark; 0 where there is no reference."""
    head = text.words[places]
    columns = np.zeros(len(places), dtype=np.int64)
    more = np.ones(len(places), dtype=bool)
    letters = np.zeros(len(places), dtype=np.int64)
    for step in range(3):
        letter = ((head >> np.uint64(8 * step)) & np.uint64(255)).astype(np.int64) - ord("A") + 1
        more &= (letter >= 1) & (letter <= 26)
        columns = np.where(more, columns * 26 + letter, columns)
        letters += more
    rows, digits = _read_whole(text, places + letters)
    after = places + letters + digits
    closed = (text.bytes[after] == ord('"')) & (digits > 0)
    return np.where(closed, columns, 0), np.where(closed, rows, 0), after + 1


def _read_texts(block: bytes, text: _Text, tags: _Tags, begins: Array, plain: Array, inline: Array) -> list[bytes]:
    """Return the text of each plain cell that has it inside; one that is written in some other way is no longer plain."""
    here = np.flatnonzero(plain & inline)
    if not len(here):
        return []
    opened = tags.at(begins[here] + 2)
    bare, spaced = text.are(opened, BARE), _stands(text, opened, SPACED)
    sound = text.are(tags.at(begins[here] + 1), b"<is>") & (bare | spaced)
    plain[here] = sound
    starts = (opened + np.where(bare, len(BARE), len(SPACED)))[sound]
    ends = tags.at(begins[here[sound]] + 3)
    return [block[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _stands(text: _Text, places: Array, wanted: bytes) -> Array:
    """Return at which places a text of more than eight letters stands."""
    found = np.ones(len(places), dtype=bool)
    for start in range(0, len(wanted), 8):
        found &= text.are(np.minimum(places + start, text.size), wanted[start : start + 8])
    return found


def _read_whole(text: _Text, places: Array) -> tuple[Array, Array]:
    """Return the whole number of at most seven digits that begins at each place, and how many digits it has."""
    head = text.words[places]
    total, count = np.zeros(len(places), dtype=np.int64), np.zeros(len(places), dtype=np.int64)
    more = np.ones(len(places), dtype=bool)
    for step in range(7):
        digit = ((head >> np.uint64(8 * step)) & np.uint64(255)).astype(np.int64) - ord("0")
        more &= (digit >= 0) & (digit <= 9)
        if not more.any():
            break
        total = np.where(more, total * 10 + digit, total)
        count += more
    return total, count


def _read_style(text: _Text, places: Array, styles: Array) -> Array:
    here = np.flatnonzero(text.are(places, b' s="'))
    numbers, digits = _read_whole(text, places[here] + 4)
    after = places[here] + 4 + digits
    found = (text.bytes[after] == ord('"')) & (digits > 0)
    styles[here[found]] = numbers[found]
    moved = places.copy()
    moved[here[found]] = after[found] + 1
    return moved


def _read_type(text: _Text, places: Array, types: Array) -> Array:
    here = text.are(places, b' t="')
    moved = places.copy()
    for name, kind in TYPES:
        found = here & text.are(places + 4, name)
        types[found] = kind
        moved[found] = places[found] + 6
    inline = np.flatnonzero(here)
    inline = inline[_stands(text, places[inline] + 4, INLINE_NAME)]
    types[inline] = INLINE
    moved[inline] = places[inline] + 4 + len(INLINE_NAME)
    return moved


def _read_numbers(text: _Text, begins: Array, ends: Array) -> tuple[Array, Array]:
    """Return the number in each span, and whether it is one; up to eight digits are read without leaving numpy."""
    sizes = ends - begins
    short = (sizes >= 1) & (sizes <= 8) & (ends >= 8)
    numbers = np.full(len(begins), np.nan)
    numbers[short], whole = _read_digits(text.words[np.maximum(ends[short] - 8, 0)], sizes[short])
    read = np.zeros(len(begins), dtype=bool)
    read[short] = whole
    rest = np.flatnonzero(~read & (sizes >= 1) & (sizes <= LONGEST_NUMBER))
    if len(rest):
        numbers[rest], read[rest] = _read_decimals(text, begins[rest], sizes[rest])
    return numbers, read


def _read_digits(words: Array, sizes: Array) -> tuple[Array, Array]:
    """Eight digits at once (D. Lemire, "Quickly parsing eight digits"); what stands before the number becomes zeros."""
    zeros = np.uint64(0x3030303030303030)
    keep = np.uint64(0xFFFFFFFFFFFFFFFF) << (np.uint64(8) * (8 - sizes).astype(np.uint64))
    digits = (words & keep) | (zeros & ~keep)
    high, low = np.uint64(0xF0F0F0F0F0F0F0F0), np.uint64(0x0606060606060606)
    whole = ((digits & high) == zeros) & (((digits + low) & high) == zeros)
    digits = np.where(whole, digits - zeros, np.uint64(0))
    digits = digits * np.uint64(10) + (digits >> np.uint64(8))
    pairs = np.uint64(0x000000FF000000FF)
    upper = (digits & pairs) * np.uint64(0x000F424000000064)
    lower = ((digits >> np.uint64(16)) & pairs) * np.uint64(0x0000271000000001)
    return ((upper + lower) >> np.uint64(32)).astype(np.float64), whole


def _read_decimals(text: _Text, begins: Array, sizes: Array) -> tuple[Array, Array]:
    steps = np.arange(LONGEST_NUMBER)
    letters = text.bytes[begins[:, None] + steps]
    letters = np.where(steps < sizes[:, None], letters, 0).astype(np.uint8)
    allowed = np.isin(np.arange(256), list(b"0123456789+-.eE\0"))[letters].all(axis=1)
    digit = np.isin(letters[:, 0], list(b"0123456789-"))
    numbers = np.full(len(begins), np.nan)
    good = np.flatnonzero(allowed & digit)
    texts = np.ascontiguousarray(letters[good]).view(f"S{LONGEST_NUMBER}").ravel()
    try:
        numbers[good] = texts.astype(np.float64)
    except ValueError:
        raise IrregularError from None
    read = np.zeros(len(begins), dtype=bool)
    read[good] = np.isfinite(numbers[good])
    return numbers, read


def _odd_cells(block: bytes, tags: _Tags, begins: Array, ends: Array) -> Iterator[bytes]:
    """The XML of each odd cell, up to the next cell or the end of its row."""
    rows = np.flatnonzero((tags.kinds == ROW_END) | (tags.kinds == ROW))
    following = np.searchsorted(rows, begins)
    row_ends = np.append(rows, len(tags.kinds))[following]
    for begin, end in zip(tags.at(begins).tolist(), tags.at(np.minimum(ends, row_ends)).tolist(), strict=True):
        yield block[begin:end]


def _account_for_all(kinds: Array, begins: Array, shapes: Array, plain: Array, ends: Array) -> None:
    """Every tag is a row's, a plain cell's, or stands between the beginning of an odd cell and the next cell or row."""
    rows = np.flatnonzero((kinds == ROW) | (kinds == ROW_END))
    row_ends = np.append(rows, len(kinds))[np.searchsorted(rows, begins)]
    covered = np.where(plain, shapes, np.minimum(ends, row_ends) - begins).sum() + len(rows)
    if covered != len(kinds):
        raise IrregularError


def _row_tags(block: bytes, tags: _Tags) -> tuple[bytes, ...]:
    rows = np.flatnonzero(tags.kinds == ROW)
    spans = zip(tags.at(rows).tolist(), tags.at(rows + 1).tolist(), strict=True)
    return tuple(block[begin:end] for begin, end in spans)
