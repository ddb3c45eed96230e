"""Formulas taken apart, so that whatever in them points somewhere can be moved or named anew.

openpyxl's tokenizer finds the operands; nothing here evaluates anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from xl_scorecard.ooxml.references import Area, parse_area, quote_sheet

_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\s\[\]:]+))!(.+)", re.DOTALL)
_SPAN = re.compile(r"(?:'([^':]+):((?:[^':]|'')+)'|([^'!\s\[\]:]+):([^'!\s\[\]:]+))!(.+)", re.DOTALL)
_TABLE = re.compile(r"((?:[A-Za-z_\\]|[^\x00-\x7f])(?:[\w.\\]|[^\x00-\x7f])*)(\[.*\])", re.DOTALL)
_NAME = re.compile(r"(?:[A-Za-z_\\]|[^\x00-\x7f])(?:[\w.\\?]|[^\x00-\x7f])*")
_OPENED = re.compile(r"(.+):([A-Za-z_.]*[\w.]*\()", re.DOTALL)
_PLAINLY = re.compile(r"(?:'(?:[^':]|'')+'|[A-Za-z_]\w*)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?")
_APART = re.compile(r":(?=(?:[^']*'[^']*')*[^']*$)")


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name, perhaps that of one sheet."""

    name: str
    sheet: str | None = None

    def __str__(self) -> str:
        return self.name if self.sheet is None else f"{quote_sheet(self.sheet)}!{self.name}"


@dataclass(frozen=True, slots=True)
class TableName:
    """A structured reference: a table's name, and in brackets what of it is meant."""

    name: str
    columns: str

    def __str__(self) -> str:
        return f"{self.name}{self.columns}"


@dataclass(frozen=True, slots=True)
class Span:
    """The same area on every sheet from one to another (a 3-D reference)."""

    first: str
    last: str
    text: str

    def __str__(self) -> str:
        return self.text


Piece = str | Area | Name | TableName | Span
Formula = tuple[Piece, ...]


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """Return a formula (without its "=") as pieces of text and what points somewhere.

    Joined they are the formula again, but for the quotes around a sheet's name. What cannot be taken apart is one text.

    >>> [str(piece) for piece in parse_formula("SUM(A1:A2)+Rate*Figures[Value]")]
    ['SUM(', 'A1:A2', ')+', 'Rate', '*', 'Figures[Value]']
    """
    plain = parse_area(text) if _PLAINLY.fullmatch(text) else None
    if plain is not None:  # what charts and sparklines mostly say: one area, on a sheet that is named
        return (plain,)
    try:
        tokens = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError):
        return (text,)
    pieces: list[Piece] = []
    for token in tokens:
        for piece in _pieces(token):
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return tuple(pieces)


def _pieces(token: Token) -> Iterator[Piece]:
    if token.type == Token.OPERAND and token.subtype == Token.RANGE:
        bare = token.value.strip()
        lead, _, tail = token.value.partition(bare)
        yield from (part for part in (lead, *_operand(bare), tail) if part != "")
        return
    opened = _OPENED.fullmatch(token.value) if token.type == Token.FUNC and token.subtype == Token.OPEN else None
    if opened:  # A1:INDEX( … is one token
        yield from (*_operand(opened[1]), f":{opened[2]}")
    else:
        yield token.value


def _operand(text: str) -> Iterator[Piece]:
    area = parse_area(text)
    span = _SPAN.fullmatch(text)
    if span and (area is None or ":" in (area.sheet or "")):
        first, last = (name.replace("''", "'") for name in (span[1] or span[3], span[2] or span[4]))
        yield Span(first, last, text)
    elif area is not None:
        yield area
    elif text.startswith("@"):
        yield from ("@", *_operand(text[1:]))
    elif (found := _SHEET.fullmatch(text)) and _NAME.fullmatch(found[3]):
        yield Name(found[3], (found[1] or found[2]).replace("''", "'"))
    elif found := _TABLE.fullmatch(text):
        yield TableName(found[1], found[2])
    elif _NAME.fullmatch(text):
        yield Name(text)
    else:
        yield from _joined(text)


def _joined(text: str) -> Iterator[Piece]:
    """A range whose ends are said apart: Data!A1:Data!B2 is Data!A1:B2; of any other each end is a piece."""
    ends = _APART.split(text)
    found = [parse_area(end) for end in ends]
    match found:
        case [Area(single=True) as first, Area(single=True) as last] if first.sheet == last.sheet:
            whole = parse_area(f"{first.on(None)}:{last.on(None)}")
            yield whole.on(first.sheet) if whole else text
        case [_, _, *_]:
            for number, (end, area) in enumerate(zip(ends, found, strict=True)):
                yield from ((":",) if number else ())
                yield area or end
        case _:
            yield text


def move_formula(formula: Formula, move: Callable[[Piece], str]) -> str:
    """Return the formula with every piece in it that points somewhere replaced by what `move` says."""
    return "".join([piece if isinstance(piece, str) else move(piece) for piece in formula])


def areas(formula: Formula) -> Iterator[Area]:
    """Return the areas in a formula."""
    return (piece for piece in formula if isinstance(piece, Area))
