"""Counts: every number of cases in a scorecard as a sum of the numbers of single months.

Two indicators that count the same rows have the same count, and a year to date is the sum of its months; so whatever is
hidden in one place is hidden wherever it stands, and what it could be worked out from is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from xl_scorecard.disclosure.books import Atom, Book
from xl_scorecard.disclosure.formulas import Weights
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard

Sum = frozenset[tuple[Atom, int]]
"""How often each atom is counted: 1, or −1 where it is taken away."""
Place = tuple[str, Period]
"""An indicator's code and a period."""

NO_CASES = (MeasureKind.MEAN, MeasureKind.MEDIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a figure is made of. `top` and `bottom` None: it has no such number of cases.

    `of`: it is made of these indicators. `is_middle`: it is a mean or a median, or what a function made of rows.
    """

    top: Sum | None = None
    bottom: Sum | None = None
    of: tuple[str, ...] = ()
    is_middle: bool = False


@dataclass(slots=True, kw_only=True)
class Counts:
    """Every number of cases: what it is, and which figures it stands in; and the atoms' own numbers.

    `public` are populations, which everybody can look up; `rows` are how many rows a sum of something else is of.
    """

    book: Book
    numbers: dict[Sum, Fraction] = field(default_factory=dict)
    places: dict[Sum, list[Place]] = field(default_factory=dict)
    made: dict[Place, Made] = field(default_factory=dict)
    public: set[Sum] = field(default_factory=set)
    rows: dict[Sum, Fraction] = field(default_factory=dict)

    @property
    def atoms(self) -> dict[Atom, Fraction]:
        """The number of every atom."""
        return self.book.atoms

    def note(self, place: Place, one: Sum | None, number: Fraction | None) -> None:
        """Record that a number stands in a figure."""
        if one is not None and number is not None:
            self.numbers.setdefault(one, number)
            self.places.setdefault(one, []).append(place)


def count_up(card: Scorecard) -> Counts:
    """Return every number of cases that a scorecard holds."""
    book = Book(card)
    for weights, period, number, _ in sorted(_told(book, card), key=lambda one: (len(one[0]), one[3])):
        book.learn(weights, period, number)
    book.derive()
    counts = Counts(book=book)
    figures = list(figures_of(card.lines))
    no_counts = {line.indicator.code for line, _, figure in figures if _is_no_count(book, line, figure)}
    for line, period, figure in figures:
        code = line.indicator.code
        place, made = (code, period), Made(is_middle=True) if code in no_counts else _made(book, line, figure)
        counts.made[place] = made
        counts.note(place, made.top, figure.numerator)
        counts.note(place, made.bottom, figure.denominator)
        if made.top is not None and figure.cases is not None:
            counts.rows[made.top] = figure.cases
        if made.bottom is not None and _is_population(book, line.indicator, figure):
            counts.public.add(made.bottom)
    for line, period, figure in figures:
        _note_implied(counts, (line.indicator.code, period), line, figure)
    return counts


def figures_of(lines: Iterable[Line]) -> Iterator[tuple[Line, Period, Figure]]:
    """Yield every figure that is a period's own, with its line: what is not due repeats another period's."""
    for line in lines:
        for period, assessment in line.assessments.items():
            if assessment.figure.period == period:
                yield line, period, assessment.figure


def _told(book: Book, card: Scorecard) -> Iterator[tuple[Weights, Period, Fraction, bool]]:
    """Every number of cases with the measures that it is made of; last, whether it was given."""
    for line, period, figure in figures_of(card.lines):
        version = figure.by or line.indicator
        for formula, number in ((version.numerator, figure.numerator), (version.denominator, figure.denominator)):
            weights = book.formulas.weights(formula, period) if number is not None else None
            if weights and number is not None:
                yield weights, period, number, figure.given


def _made(book: Book, line: Line, figure: Figure) -> Made:
    version, period = figure.by or line.indicator, figure.period
    top = book.formulas.weights(version.numerator, period)
    bottom = book.formulas.weights(version.denominator, period)
    if top is None or bottom is None:
        return Made(of=book.formulas.indicators_in(version))
    if any(book.measures[code].kind in NO_CASES for code in (*top, *bottom)):
        return Made(is_middle=True)
    return Made(
        top=book.sum_of(top, period, figure.numerator) if figure.numerator is not None else None,
        bottom=book.sum_of(bottom, period, figure.denominator) if figure.denominator is not None else None,
    )


def _is_no_count(book: Book, line: Line, figure: Figure) -> bool:
    """What a Python function gave is no number of cases where it is not whole: nobody knows how many rows it is of."""
    version, period = figure.by or line.indicator, figure.period
    formulas = (book.formulas.weights(one, period) or {} for one in (version.numerator, version.denominator))
    made = any(book.measures[code].kind is MeasureKind.PYTHON for weights in formulas for code in weights)
    return made and any(one is not None and one.denominator > 1 for one in (figure.numerator, figure.denominator))


def _note_implied(counts: Counts, place: Place, line: Line, figure: Figure) -> None:
    """A share that was given alone tells its numerator, where another indicator shows its denominator."""
    version = figure.by or line.indicator
    if figure.value is None or figure.numerator is not None or not version.denominator or counts.made[place].of:
        return
    book, period = counts.book, figure.period
    top, bottom = (book.formulas.weights(one, period) for one in (version.numerator, version.denominator))
    below = figure.denominator if figure.denominator is not None else book.number(bottom or {}, period)
    if not top or below is None:
        return
    number = Fraction(round(figure.value * below / version.multiplier))
    made = Made(top=book.sum_of(top, period, number), bottom=counts.made[place].bottom)
    counts.made[place] = made
    counts.note(place, made.top, number)


def _is_population(book: Book, indicator: Indicator, figure: Figure) -> bool:
    measure = book.measures.get((figure.by or indicator).denominator)
    return measure is not None and measure.kind is MeasureKind.GIVEN and indicator.unit.multiplier > 100
