"""Matching: whether a piece of text holds an id, a name, a date of birth or the name of a source's sheet.

Ids and names count as whole words: 123456 is found in "child 123456," and not in "9123456". Ids under six characters
are looked for in texts only, and where they are digits alone (as counts and years are) only as the whole of a text,
or with four or five digits as a word of it that is no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from xl_scorecard.disclosure.printed import Printed
from xl_scorecard.disclosure.secrets import Secrets, fold
from xl_scorecard.ooxml.contents import Piece, Standing

LONG = 6
WORD = re.compile(r"\w+")
CHUNK = re.compile(r"[\w./\\#:-]+")
DIGIT_GROUPS = re.compile(r"(?<![\w.])\d[\d \u00a0-]{4,18}\d(?![\w.-])")
DECIMAL = re.compile(r"[+-]?\d+\.\d+(?:[eE][+-]?\d+)?")
YEARS = range(1900, 2101)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
MONTH_NAME = re.compile(MONTH_WORD, re.IGNORECASE)
ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
BRITISH_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
WORDED_DAY = re.compile(rf"(?<!\d){ORDINAL}[-/. ]{MONTH_WORD}[-/., ]+(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
AMERICAN_DAY = re.compile(rf"\b{MONTH_WORD} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
BETWEEN_WORDS = re.compile(r"[\s,;:()\"/|]+")
PATH = re.compile(
    r"(?:^|[\s\"'(=\[])(?:[A-Za-z]:[\\/](?!/)|\\\\[\w.-]+\\|file:/|/(?:home|Users|root|tmp|mnt|private)/)",
    re.IGNORECASE,
)
EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))
DAYS_OF_LIVES = range(1, 73_051)


class Kind(Enum):
    """What was found; the value is how people are told, never the value itself."""

    ID = "a value of a column declared id"
    NAME = "a value of a column declared name"
    BIRTH = "dates of birth"
    SHEET = "the name of a source's sheet"
    PATH = "a path on somebody's computer or drive"


@dataclass(slots=True)
class Matcher:
    """Finds secrets in pieces of text; what the scorecard prints of itself is none."""

    secrets: Secrets
    printed: Printed
    long_ids: frozenset[str] = field(init=False, repr=False)
    numbers: frozenset[int] = field(init=False, repr=False)
    longest_phrase: int = field(init=False)

    def __post_init__(self) -> None:
        ids = self.secrets.ids
        self.long_ids = frozenset(squeeze(i) for i in ids if len(i) >= LONG) | frozenset(
            i for i in ids if len(i) >= LONG
        )
        bare = (i.lstrip("0") for i in ids if i.isdecimal())
        self.numbers = frozenset(int(i) for i in bare if len(i) >= LONG) - self.printed.numbers
        self.longest_phrase = max((len(text.split()) for text in (*self.secrets.names, *ids)), default=0)

    def find(self, piece: Piece) -> Iterator[tuple[Kind, object]]:
        """Yield each kind of secret in a piece, with what tells two of them apart; it is for counting only."""
        match piece.standing:
            case Standing.NUMBER | Standing.DAY:
                yield from self._number(piece)
                return
            case Standing.SHEET if fold(piece.text) in self.secrets.sheets:
                yield Kind.SHEET, fold(piece.text)
            case Standing.FORMULA:
                yield from ((Kind.SHEET, sheet) for sheet in self._sheets_pointed_at(piece.text))
        if PATH.search(piece.text):
            yield Kind.PATH, piece.text
        folded = fold(piece.text)
        yield from ((Kind.ID, found) for found in self._ids(folded, piece.standing))
        yield from self._names(folded)
        yield from ((Kind.BIRTH, day) for day in days_in(folded) if self._is_birth(day))

    def _number(self, piece: Piece) -> Iterator[tuple[Kind, object]]:
        try:
            number = float(piece.text)
        except ValueError:
            yield from self.find(Piece(piece.part, Standing.WORDS, piece.text))
            return
        if number.is_integer() and int(number) in self.numbers:
            yield Kind.ID, int(number)
        if piece.standing is Standing.DAY and int(number) in DAYS_OF_LIVES:
            yield from ((Kind.BIRTH, day) for day in _serial_days(int(number)) if self._is_birth(day))

    def _ids(self, folded: str, standing: Standing) -> set[str]:
        """A decimal number is one word: the digits behind its point are no id."""
        words = set(candidates(folded))
        found = words & self.long_ids
        if standing is Standing.WORDS:
            found |= {word for word in words & self.secrets.ids if len(word) < LONG and self._short(word, folded)}
        return {
            word for word in found if not (word.isdecimal() and int(word) in self.printed.numbers and word == folded)
        }

    def _short(self, word: str, whole: str) -> bool:
        if not word.isdecimal():
            return len(word) > 1 or word == whole
        if word == whole:
            return int(word) not in self.printed.numbers and int(word) not in YEARS
        return len(word) >= 4 and int(word) not in YEARS and int(word) not in self.printed.numbers

    def _names(self, folded: str) -> Iterator[tuple[Kind, str]]:
        """A name of one word counts as the whole of a text: there are people called Green, and so is a status."""
        if folded in self.printed.words:
            return
        if folded in self.secrets.names:
            yield Kind.NAME, folded
        words = [word for word in BETWEEN_WORDS.split(folded) if word] if self.longest_phrase > 1 else []
        for length in range(2, min(self.longest_phrase, len(words)) + 1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length]).strip(".'’")
                if phrase in self.secrets.names:
                    yield Kind.NAME, phrase
                elif phrase in self.secrets.ids:
                    yield Kind.ID, phrase

    def _sheets_pointed_at(self, formula: str) -> Iterator[str]:
        folded = formula.casefold().replace("''", "'")
        return (sheet for sheet in self.secrets.sheets if re.search(rf"(?<![\w]){re.escape(sheet)}'?!", folded))

    def _is_birth(self, day: date) -> bool:
        return day in self.secrets.births and day not in self.printed.days


def may_name(text: str, secrets: Secrets, printed: Printed) -> bool:
    """Does a text have a capitalised word that is a person's name by itself, and none of the scorecard's own words?

    It is no proof (May, Grace, and staff have names too), so it is for a person to read, not for the guard to refuse.
    """
    own = {word for phrase in printed.words for word in WORD.findall(phrase)}
    words = {word.casefold() for word in WORD.findall(text) if word[0].isupper() and not MONTH_NAME.fullmatch(word)}
    return any(word in secrets.names and word not in own for word in words)


def squeeze(text: str) -> str:
    """Return an id without the spaces and hyphens that people group its digits with.

    >>> squeeze("485 777-3456")
    '4857773456'
    """
    return re.sub(r"[\s-]", "", text)


def candidates(folded: str) -> Iterator[str]:
    """Yield the words of a text as an id might stand in it: whole, between spaces, between signs, digits grouped."""
    yield folded
    for chunk in folded.split():
        yield chunk
        yield chunk.strip(".,;:!?()[]{}<>'\"“”‘’")
    for found in CHUNK.findall(folded):
        yield found.strip(".:/\\-")
        if not DECIMAL.fullmatch(found):
            yield from WORD.findall(found)
    for group in DIGIT_GROUPS.findall(folded):
        yield squeeze(group)


def days_in(folded: str) -> Iterator[date]:
    """Yield every day that a text names, day before month.

    >>> [day.isoformat() for day in days_in("born 5/1/2006, seen on 3 may 2012; 2012-05-04t00:00:00")]
    ['2012-05-04', '2006-01-05', '2012-05-03']
    """
    if not any(letter.isdigit() for letter in folded):
        return
    for year, month, day in ISO_DAY.findall(folded):
        yield from _day(year, month, day)
    for day, month, year in BRITISH_DAY.findall(folded):
        yield from _day(year, month, day)
    for day, month, year in WORDED_DAY.findall(folded):
        yield from _day(year, str(MONTHS.index(month[:3].lower()) + 1), day)
    for month, day, year in AMERICAN_DAY.findall(folded):
        yield from _day(year, str(MONTHS.index(month[:3].lower()) + 1), day)


def _day(year: str, month: str, day: str) -> Iterator[date]:
    centuries = (1900, 2000) if len(year) == 2 else (0,)
    for century in centuries:
        try:
            yield date(century + int(year), int(month), int(day))
        except ValueError:
            continue


def _serial_days(number: int) -> Iterator[date]:
    return (epoch + timedelta(days=number) for epoch in EPOCHS)
