"""Wording: texts that quote a hidden number, in figures or in words, are withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from xl_scorecard.disclosure.counts import Counts, Sum, figures_of
from xl_scorecard.disclosure.secondary import Choice
from xl_scorecard.disclosure.ties import remainders
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Suppression
from xl_scorecard.model.unit import round_half_up

WITHHELD = "Withheld: it speaks of numbers that are hidden."
NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
NO_NUMBERS = re.compile(
    rf"\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b\d{{4}}/\d{{2}}\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|\b(?:19|20)\d{{2}}\b|\b\d+ of \d+ months (?:reported|covered)",
    re.IGNORECASE,
)
ROWS = re.compile(r"\b\d[\d,]*(?: of \d[\d,]*)? (?:rows?|cells?|records?|places?)\b", re.IGNORECASE)
WORDS = {
    "no one": 1,
    "single": 1,
    "sole": 1,
    "once": 1,
    "both": 2,
    "twice": 2,
    "couple": 2,
    "pair": 2,
    "twins": 2,
    "dozen": 12,
    "half a dozen": 6,
    "half-dozen": 6,
    "triplets": 3,
    "thrice": 3,
    "trio": 3,
}
COUNTING = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
WORDED = re.compile(rf"\b({'|'.join((*WORDS, *COUNTING))})\b", re.IGNORECASE)


class Wording:
    """Knows which numbers are hidden of an indicator and of those that share rows with it."""

    def __init__(self, card: Scorecard, counts: Counts, choice: Choice, mode: Suppression) -> None:
        self._families = _families(card, counts)
        not_shown = {
            one
            for one, number in counts.numbers.items()
            if one in choice.hidden or (one not in counts.public and mode.rounded(number) != number)
        }
        self._hidden = _hidden_numbers(card, counts, not_shown, self._families)

    def checked(self, text: str, code: str) -> str:
        """Return a text about an indicator, or that it is withheld: it has a number that is hidden."""
        hidden = self._hidden.get(self._families.get(code, code), set())
        return (
            WITHHELD
            if text and any(_is_one_of(number, places, hidden) for number, places in numbers_in(text))
            else text
        )

    def uncounted(self, text: str) -> str:
        """Return a text without how many rows it speaks of."""
        return ROWS.sub("some rows", text)


def numbers_in(text: str) -> Iterator[tuple[Fraction, int]]:
    """Yield every number in a text, in figures or in words, with its decimals; days and years are none.

    >>> [int(number) for number, _ in numbers_in("Of 1,204 in 2011/12, two (14%) by 3 May 2012")]
    [1204, 14, 2]
    """
    bare = NO_NUMBERS.sub(" ", text)
    for found in NUMBER.findall(bare):
        number = found.replace(",", "")
        yield Fraction(number), len(number.partition(".")[2])
    for word in WORDED.findall(bare):
        folded = word.casefold()
        yield Fraction(WORDS[folded] if folded in WORDS else COUNTING.index(folded) + 1), 0


def _is_one_of(number: Fraction, places: int, hidden: Iterable[Fraction]) -> bool:
    return any(number == one or number == Fraction(round_half_up(one, places)) for one in hidden)


def _families(card: Scorecard, counts: Counts) -> dict[str, str]:
    """Indicators that count some of the same rows, under the code of the first of them."""
    first: dict[str, str] = {}

    def root(one: str) -> str:
        while first.setdefault(one, one) != one:
            one = first[one]
        return one

    for (code, _), made in counts.made.items():
        for one in (made.top, made.bottom):
            if one is not None and one not in counts.public:
                for (measure, _), _ in one:
                    first[root(f"measure {measure}")] = root(code)
        for other in made.of:
            first[root(other)] = root(code)
    for one in remainders(card, counts):
        measures = [f"measure {measure}" for (measure, _), _ in one]
        for measure in measures[1:]:
            first[root(measure)] = root(measures[0])
    return {line.indicator.code: root(line.indicator.code) for line in card.lines}


def _hidden_numbers(
    card: Scorecard, counts: Counts, not_shown: set[Sum], families: dict[str, str]
) -> dict[str, set[Fraction]]:
    """Numbers of cases, shares of them, and what is left of a whole."""
    found: dict[str, set[Fraction]] = {}
    for line, period, figure in figures_of(card.lines):
        family = found.setdefault(families[line.indicator.code], set())
        made = counts.made[line.indicator.code, period]
        numbers = ((made.top, figure.numerator), (made.bottom, figure.denominator))
        hidden = [number for one, number in numbers if one in not_shown]
        family.update(number for number in hidden if number is not None)
        if hidden and figure.value is not None:
            family.add(figure.value)
            if figure.numerator is not None and figure.denominator is not None:
                family.add(figure.denominator - figure.numerator)
    return found
