"""Table: every figure as a row, for pandas and for other programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from io import StringIO

import pandas as pd

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.scorecard import Line, Scorecard

COLUMNS = (
    "section",
    "code",
    "title",
    "unit",
    "polarity",
    "period",
    "numerator",
    "denominator",
    "value",
    "target",
    "status",
    "trend",
    "long_trend",
    "reason",
)
FLOATS = ("value", "target")
SIXTEEN_DIGITS = Context(prec=16)
Cell = str | int | float | None


def figures_frame(card: Scorecard) -> pd.DataFrame:
    """Return every figure: a row per indicator and period, in printed order and then in order of time.

    Periods are each month of the history, each complete financial year, the year to date of the scorecard's period, and
    those of the kinds that the definition asks for, as `Period.code` writes them. `value` and `target` are float64 in
    the indicator's unit, unrounded, NaN where there is none; `numerator` and `denominator` hold int where whole, else
    float, or None. Closed lists are the names of their enums.
    """
    rows = list(_rows(card))
    return pd.DataFrame({column: _column(column, [row[column] for row in rows]) for column in COLUMNS})


def write_csv(card: Scorecard) -> str:
    """Return the rows of `figures_frame` as CSV: numbers to 16 significant digits, blank where there is none."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_text(row[column]) for column in COLUMNS] for row in _rows(card))
    return file.getvalue()


def exact_float(value: Fraction) -> float:
    """Return a fraction as the float nearest to its first 16 significant digits.

    >>> exact_float(Fraction(100, 28))
    3.571428571428571
    """
    return float(SIXTEEN_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _rows(card: Scorecard) -> Iterator[dict[str, Cell]]:
    for line in card.lines:
        for period in sorted(_periods(card, line), key=_in_time):
            yield _row(line.assessments[period])


def _periods(card: Scorecard, line: Line) -> list[Period]:
    wanted = {*card.history, card.period.year_to_date}
    years = (period for period in line.assessments if period.kind is PeriodKind.YEAR)
    covered = card.history[0] if card.history else card.period
    wanted.update(year for year in years if year.first >= covered.first or line.assessments[year].value is not None)
    wanted.update(period for period in line.assessments if period.kind in card.definition.settings.periods)
    return [period for period in line.assessments if period in wanted]


def _in_time(period: Period) -> tuple[int, int, str]:
    return period.last, -period.first, period.kind_value


def _row(assessment: Assessment) -> dict[str, Cell]:
    indicator, figure, target = assessment.indicator, assessment.figure, assessment.target
    return {
        "section": indicator.section,
        "code": indicator.code,
        "title": indicator.title,
        "unit": indicator.unit.name,
        "polarity": indicator.polarity.name,
        "period": assessment.period.code,
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "value": _number(figure.value),
        "target": _number(target.value) if target else None,
        "status": assessment.status.name,
        "trend": assessment.trend.name,
        "long_trend": assessment.long_trend.name,
        "reason": assessment.reason,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else exact_float(value)


def _column(name: str, cells: list[Cell]) -> pd.Series:
    if name in FLOATS:
        return pd.Series(cells, dtype="float64")
    return pd.Series(cells, dtype="object" if name in ("numerator", "denominator") else "str")


def _text(cell: Cell) -> str:
    return "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)
