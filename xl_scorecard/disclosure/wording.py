"""Wording: of an indicator that has hidden numbers, texts are shown only where every number in them is shown anyway.

So whether a text is withheld tells nothing of the hidden numbers either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from xl_scorecard.disclosure.counts import Counts
from xl_scorecard.disclosure.masking import Mask, shown_figures
from xl_scorecard.disclosure.ties import remainders
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.unit import round_half_up

WITHHELD = "Withheld: it speaks of numbers that are not shown."
NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?")
SHARE = re.compile(r"\s?(?:%|per cent|percent)", re.IGNORECASE)
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
TENS = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"]
UNTOLD = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|thirds|fifths|tenths|"
    r"half (?:of|the)|a half|quarters? of|(?:a|three)[ -]quarters?|halved|doubled|trebled|tripled|quadrupled|"
    rf"few|handful|several|{'|'.join(TENS)})\b|[¼½¾⅓⅔]",
    re.IGNORECASE,
)
"""Words that tell a number together with another one, or about how large it is: "a third of the 12", "the 3rd child"."""
WORDED = re.compile(rf"\b({'|'.join((*WORDS, *COUNTING))})\b", re.IGNORECASE)


class Wording:
    """Knows which numbers are shown of an indicator and of those that share rows with it."""

    def __init__(self, card: Scorecard, counts: Counts, mask: Mask) -> None:
        self._families = _families(card, counts)
        self._shown: dict[str, Shown] = {}
        for line in card.lines:
            shown = self._shown.setdefault(self._families[line.indicator.code], Shown())
            for period, figure in shown_figures(mask, line).items():
                shown.add(figure, whole=mask.is_whole((line.indicator.code, period)))

    def checked(self, text: str, code: str) -> str:
        """Return a text about an indicator, or that it is withheld: it has a number that is not shown.

        A text that names other indicators by their codes is a text about those too.
        """
        if not any(True for _ in numbers_in(text)):
            return text
        named = [
            other for other in self._families if re.search(rf"(?<!\w){re.escape(other)}(?!\w)", text, re.IGNORECASE)
        ]
        about = [self._shown[family] for family in dict.fromkeys(self._families[one] for one in (code, *named))]
        kept = all(shown.is_whole for shown in about) or all(
            any(shown.has(number) for shown in about) for number in numbers_in(text)
        )
        return text if kept else WITHHELD

    def uncounted(self, text: str) -> str:
        """Return a text without how many rows it speaks of."""
        return ROWS.sub("some rows", text)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number in a text: a share, in per cent or with decimals, or a number of cases; -1 where that is not said."""

    number: Fraction
    decimals: int = 0
    is_share: bool = False


@dataclass(slots=True)
class Shown:
    """The numbers that are shown of some indicators; `is_whole`: none is hidden or rounded."""

    cases: set[Fraction] = field(default_factory=set)
    values: set[Fraction] = field(default_factory=set)
    is_whole: bool = True

    def add(self, figure: Figure, *, whole: bool) -> None:
        """Add what a figure shows."""
        self.cases |= {number for number in (figure.numerator, figure.denominator) if number is not None}
        self.values |= {figure.value} if figure.value is not None else set()
        self.is_whole &= whole

    def has(self, quoted: Quoted) -> bool:
        """Is a number one that is shown?"""
        if not quoted.is_share:
            return quoted.number in self.cases
        return any(Fraction(round_half_up(value, quoted.decimals)) == quoted.number for value in self.values)


def numbers_in(text: str) -> Iterator[Quoted]:
    """Yield every number in a text, in figures or in words; days and years are none.

    >>> [(int(one.number), one.is_share) for one in numbers_in("Of 1,204 in 2011/12, two (14%) by 3 May 2012")]
    [(1204, False), (14, True), (2, False)]
    """
    bare = NO_NUMBERS.sub(" ", text)
    for found in NUMBER.finditer(bare):
        number = found[0].replace(",", "")
        decimals = len(number.partition(".")[2])
        is_share = bool(decimals) or SHARE.match(bare, found.end()) is not None
        yield Quoted(Fraction(number), decimals, is_share)
    for word in WORDED.findall(bare):
        folded = word.casefold()
        yield Quoted(Fraction(WORDS[folded] if folded in WORDS else COUNTING.index(folded) + 1))
    yield from (Quoted(Fraction(-1)) for _ in UNTOLD.finditer(bare))


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
