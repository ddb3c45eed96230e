"""Field: a `{{ … }}` in a template, taken apart; Each: the words that narrow or order a row's list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from xl_scorecard.model.period import Period, PeriodKind

BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
SHEET_BRACES = re.compile(r"\{([a-z]+\.[a-z_]+)\}")
_NAMED = re.compile(r"([a-z]+)\.([a-z_0-9]+)(?:\s+(?!@)([^@]+?))?\s*(?:@\s*(.+))?", re.DOTALL)
_LABEL = re.compile(r"label\s*@\s*(.+)", re.DOTALL)
WHOLE = ("quarter", "half-year", "year", "calendar year", "academic year", "rolling 12 months")
_AT = re.compile(rf"(month|year to date|full year|headline|{'|'.join(WHOLE)})\s*(?:-\s*(\d{{1,3}}))?")
_EACH = re.compile(r"each\s+([a-z]+)(?:\s+where\s+(.+?))?((?:\s*,.*)?)", re.DOTALL)
_WHERE = re.compile(r"(.+?)\s+is\s+(.+)", re.DOTALL)
ORDERS = ("worst first", "best first", "newest first", "oldest first", "most serious first")


@dataclass(frozen=True, slots=True)
class At:
    """A period as a field names it: `month-1`, `year to date`, `headline` …"""

    word: str
    back: int = 0

    @classmethod
    def parse(cls, text: str) -> At | None:
        """Return the period that `text` names, or None.

        >>> At.parse("month - 2")
        At(word='month', back=2)
        """
        found = _AT.fullmatch(" ".join(text.split()))
        return cls(found[1], int(found[2] or 0)) if found else None

    @lru_cache(maxsize=1024)  # noqa: B019 - a frozen value with a small, bounded cache
    def of(self, period: Period) -> Period | None:
        """Return the period meant in a scorecard for `period`; None for one that is not finished yet."""
        month = period.last_month
        match self.word:
            case "month":
                return month.back(self.back)
            case "year to date":
                return month.year_to_date.back(self.back)
            case "full year":
                year = month.financial_year
                meant = year.back(self.back if year.last == month.last else self.back + 1)
            case word:
                meant = month.within(PeriodKind(word)).back(self.back)
        return meant if meant.last <= month.last else None

    @property
    def kind(self) -> PeriodKind | None:
        """The kind of period, None for the headline's."""
        return None if self.word == "headline" else PeriodKind(self.word.removeprefix("full "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: `noun.name argument @ at`; a label has the noun "label" and no name."""

    text: str
    noun: str
    name: str = ""
    argument: str = ""
    at: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """What narrows or orders a row's list: `each indicator where status is red, worst first, at most 10, or say …`."""

    text: str
    noun: str
    where: Field | None = None
    values: tuple[str, ...] = ()
    order: str = ""
    at_most: int | None = None
    last: int | None = None
    say: str = ""


Piece = str | Field | Each


def split_fields(text: str) -> tuple[Piece, ...]:
    """Return a text as pieces: plain text, fields, directives. Raises ValueError with a sentence for one that is none.

    >>> [type(piece).__name__ for piece in split_fields("To {{ scorecard.period }}")]
    ['str', 'Field']
    """
    pieces: list[Piece] = []
    position = 0
    for found in BRACES.finditer(text):
        if found.start() > position:
            pieces.append(text[position : found.start()])
        pieces.append(parse_field(found[1].strip()))
        position = found.end()
    if position < len(text):
        pieces.append(text[position:])
    return tuple(pieces)


def parse_field(text: str) -> Field | Each:
    """Return what stands between the braces, taken apart; raises ValueError with a sentence when it cannot be."""
    if text.split(" ", 1)[0] == "each":
        return _each(text)
    label, named = _LABEL.fullmatch(text), _NAMED.fullmatch(text)
    if label:
        return Field(text=text, noun="label", at=_at(label[1]))
    if not named:
        raise ValueError("is not a field; expected something like {{ indicator.value }} or {{ label @ month-1 }}")
    at = _at(named[4]) if named[4] else None
    return Field(text=text, noun=named[1], name=named[2], argument=(named[3] or "").strip(), at=at)


def _at(text: str) -> At:
    at = At.parse(text)
    if at is None:
        raise ValueError(
            "names no period after @; expected month, month-1, quarter-1, year-1, year to date or headline"
        )
    return at


def _each(text: str) -> Each:
    found = _EACH.fullmatch(text)
    if not found:
        raise ValueError("is not understood; expected something like {{ each indicator where status is red }}")
    where, values = _where(found[1], found[2]) if found[2] else (None, ())
    each = Each(text=text, noun=found[1], where=where, values=values)
    rest, _, say = found[3].partition("or say ")
    for words in (" ".join(part.split()) for part in rest.split(",")):
        each = _with_words(each, words) if words else each
    return replace(each, say=" ".join(say.split()))


def _where(noun: str, text: str) -> tuple[Field, tuple[str, ...]]:
    found = _WHERE.fullmatch(text)
    if not found:
        raise ValueError(
            "has a condition that is not understood; expected something like: where status is red or amber"
        )
    values = tuple(" ".join(value.split()).casefold() for value in re.split(r"\s+or\s+", found[2]))
    condition = parse_field(f"{noun}.{found[1]}")
    if not isinstance(condition, Field):
        raise ValueError("has a condition that is not understood")  # noqa: TRY004
    return condition, values


def _with_words(each: Each, words: str) -> Each:
    if words in ORDERS:
        return replace(each, order=words)
    if found := re.fullmatch(r"(at most|last) (\d{1,6})", words):
        number = int(found[2])
        return replace(each, at_most=number) if found[1] == "at most" else replace(each, last=number)
    known = ", ".join([*ORDERS, "at most 10", "last 24", "or say …"])
    raise ValueError(f"says something unknown after a comma; known are: {known}")
