"""Quoting: figures that a note quotes, held against the figures of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.note import Note
from xl_scorecard.model.scorecard import Line
from xl_scorecard.model.target import Target
from xl_scorecard.model.unit import Unit, round_half_up

NUMBER = r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
FRACTION = re.compile(rf"{NUMBER}\s+(?:out\s+)?of\s+(?:the\s+)?{NUMBER}(?![\w%])", re.IGNORECASE)
PER_CENT = re.compile(rf"{NUMBER}\s?(?:%|per\s?cent\b)", re.IGNORECASE)
RATE = re.compile(rf"{NUMBER}\s+per\s+[\d,]+", re.IGNORECASE)
NOT_QUOTED = re.compile(
    r"\b(?:by|plus|minus|within|above|below|than|under|over|pass|exceed|reach|up to|down to|at most|at least|another)\s*$",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z]{4,}")
WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A figure as a note quotes it, with as many decimals; `of` where it is "26 of 160"."""

    words: str
    value: Fraction
    decimals: int = 0
    of: Fraction | None = None


def contradictions(line: Line, note: Note) -> tuple[Quoted, ...]:
    """Return the figures that a note quotes of its indicator and that stand nowhere in its row of the table.

    Looked at are percentages where the indicator is one, rates, "26 of 160", and for counts a number before a word of
    the title. Any of its figures, targets and benchmarks may be quoted, rounded or not; a change or a limit ("by 3%",
    "above 90%") quotes no figure.
    """
    return tuple(quoted for quoted in _quoted(line, note.text) if not _stands_there(line, quoted))


def _quoted(line: Line, text: str) -> Iterator[Quoted]:
    indicator = line.indicator
    for found in FRACTION.finditer(text) if indicator.denominator else ():
        yield Quoted(words=found[0], value=_number(found[1], found[2]), of=_number(found[3], found[4]))
    match indicator.unit:
        case Unit.PERCENT:
            pattern = PER_CENT
        case Unit.PER_1000 | Unit.PER_10000 | Unit.PER_100000:
            pattern = RATE
        case Unit.COUNT:
            pattern = _before_a_word_of(indicator.title)
        case _:
            return
    for found in pattern.finditer(text):
        if not NOT_QUOTED.search(text[: found.start()]):
            yield Quoted(words=found[0], value=_number(found[1], found[2]), decimals=len((found[2] or ".")[1:]))


def _before_a_word_of(title: str) -> re.Pattern[str]:
    stems = sorted({word.casefold().rstrip("s") for word in WORD.findall(title)})
    return re.compile(rf"{NUMBER}\s+(?:{'|'.join(stems) or '$^'})s?\b", re.IGNORECASE)


def _number(whole: str, rest: str | None) -> Fraction:
    return Fraction(whole.replace(",", "") + (rest or ""))


def _stands_there(line: Line, quoted: Quoted) -> bool:
    if quoted.of is not None:
        pairs = ((one.figure.numerator, one.figure.denominator) for one in line.assessments.values())
        return (quoted.value, quoted.of) in pairs
    return any(Fraction(round_half_up(value, quoted.decimals)) == quoted.value for value in _values(line))


def _values(line: Line) -> Iterator[Fraction]:
    for assessment in line.assessments.values():
        if assessment.value is not None:
            yield assessment.value
        if assessment.target:
            yield from _aims(assessment.target)
    yield from (benchmark.value for benchmark in line.benchmarks)
    if line.indicator.unit is Unit.PERCENT:
        yield WHOLE


def _aims(target: Target) -> Iterator[Fraction]:
    yield from (aim for aim in (target.value, target.lower, target.upper, target.amber) if aim is not None)
