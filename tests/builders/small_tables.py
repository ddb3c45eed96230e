"""A small language for cases: sources, rows, measures and indicators, each in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.source import Column, ColumnType, Source, SourceFile
from xl_scorecard.model.unit import Unit
from xl_scorecard.sources.tables import Tables
from xl_scorecard.status.assessing import assess_series

TYPES = {
    "id": ColumnType.ID,
    "date": ColumnType.DATE,
    "number": ColumnType.NUMBER,
    "whole": ColumnType.WHOLE_NUMBER,
    "text": ColumnType.TEXT,
    "category": ColumnType.CATEGORY,
    "yesno": ColumnType.YES_NO,
}
FIRST_SHEET_ROW = 2
Row = dict[str, Any]


def source(name: str, columns: str, covers: str = "2010-04..2012-05") -> Source:
    """A source from "child:id referred:date! type:category"; "!" marks a required column."""
    start, _, end = covers.partition("..")
    return Source(
        name=name,
        file=f"sources/{name}.xlsx",
        sheet="List",
        columns=tuple(_column(words) for words in columns.split()),
        covers_from=Period.parse(start) if start else None,
        covers_to=Period.parse(end) if end else None,
    )


def rows(of: Source, *lines: str) -> list[Row]:
    """Rows from lines such as "c1 2012-05-01 -", in the order of the columns; "-" is a blank cell."""
    return [dict(zip(_names(of), _cells(of, line), strict=True)) for line in lines]


def condition(words: str) -> Condition:
    """A condition from "authorised | within working days of | 10 | referred"."""
    column, test, value, other = ([part.strip() for part in words.split("|")] + ["", ""])[:4]
    return Condition(column=column, test=ConditionTest(test), value=value, other=other)


def measure(code: str, of: str, date: str = "", *conditions: str, **more: Any) -> Measure:
    """A measure of the source `of`, a count unless `kind` says otherwise."""
    kind = MeasureKind(more.pop("kind", "count"))
    asked = tuple(condition(words) for words in conditions)
    title = more.pop("title", code.replace("_", " ").capitalize())
    return Measure(code=code, title=title, source=of, kind=kind, date=date, conditions=asked, **more)


def indicator(code: str, numerator: str, denominator: str = "", **more: Any) -> Indicator:
    """An indicator of one decimal: a percentage where there is a denominator."""
    unit = more.pop("unit", Unit.PERCENT if denominator else Unit.COUNT)
    return Indicator(
        code=code,
        section="One",
        title=code,
        unit=unit,
        decimals=1,
        polarity=Polarity.NONE,
        numerator=numerator,
        denominator=denominator,
        multiplier=Fraction(unit.multiplier),
        **more,
    )


def definition(
    sources: Sequence[Source], measures: Sequence[Measure], indicators: Sequence[Indicator] = (), **settings: Any
) -> Definition:
    """A definition; without indicators, one for each measure, with the measure's code."""
    return Definition(
        path=Path("definition.xlsx"),
        sha256="",
        settings=Settings(title="Small", organisation="Nowhere", **settings),
        sources=tuple(sources),
        measures=tuple(measures),
        indicators=tuple(indicators) or tuple(indicator(one.code, one.code) for one in measures),
    )


def tables(of: Definition, records: Mapping[str, Sequence[Row]], reference: Reference | None = None) -> Tables:
    """Tables of the shape that the sources' room makes."""
    frames = {one.name: frame(one, records.get(one.name, ())) for one in of.sources if one.columns}
    files = tuple(
        SourceFile(
            name=one.name,
            file=f"{one.name}.xlsx",
            sheet=one.sheet,
            sha256="",
            rows=len(records.get(one.name, ())),
            left_out={},
            covers_from=one.covers_from,
            covers_to=one.covers_to,
        )
        for one in of.sources
    )
    return Tables(records=frames, reference=reference or Reference(), files=files, problems=())


def frame(of: Source, lines: Sequence[Row]) -> pd.DataFrame:
    """A frame of typed columns and `_row`."""
    data: dict[str, Any] = {column.name: _typed(column, [line[column.name] for line in lines]) for column in of.columns}
    return pd.DataFrame({**data, "_row": np.arange(FIRST_SHEET_ROW, FIRST_SHEET_ROW + len(lines), dtype=np.int64)})


def series_of(
    of: Definition,
    records: Mapping[str, Sequence[Row]],
    period: str = "2012-05",
    reference: Reference | None = None,
    functions: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Series], tuple[Problem, ...]]:
    """Every indicator's series by code, and the problems."""
    month = Period.parse(period)
    series, problems = compute_series(of.at(month), tables(of, records, reference), month, functions)
    return {one.indicator.code: one for one in series}, problems


def card_of(
    of: Definition,
    records: Mapping[str, Sequence[Row]],
    period: str = "2012-05",
    reference: Reference | None = None,
) -> Scorecard:
    """The assessed scorecard of a month."""
    month, read = Period.parse(period), tables(of, records, reference)
    now = of.at(month)
    series, problems = compute_series(now, read, month)
    built = datetime.combine(month.end, time())
    return assess_series(now, read.reference, series, period=month, problems=problems, files=read.files, built=built)


def line_of(card: Scorecard, code: str) -> Line:
    """The printed row of an indicator."""
    return next(line for line in card.lines if line.indicator.code == code)


def figures_of(
    of: Definition, records: Mapping[str, Sequence[Row]], period: str = "2012-05", reference: Reference | None = None
) -> dict[str, Figure]:
    """The first indicator's figures, by the period's code."""
    series, _ = series_of(of, records, period, reference)
    return {one.code: figure for one, figure in series[of.indicators[0].code].figures.items()}


def given(code: str, period: str, value: Any = None, **more: Any) -> GivenFigure:
    """A given figure; numbers as text or whole numbers."""
    numbers = {name: Fraction(more.pop(name)) for name in ("numerator", "denominator") if name in more}
    exact = None if value is None else Fraction(value)
    return GivenFigure(code=code, period=Period.parse(period), value=exact, **numbers, **more)


def not_reported(code: str, period: str, reason: str = "no list was sent") -> NotReported:
    """A row of the list of what is not reported."""
    return NotReported(indicator=code, period=Period.parse(period), reason=reason)


def _column(words: str) -> Column:
    name, _, kind = words.partition(":")
    return Column(
        name=name, headings=(name.capitalize(),), type=TYPES[kind.removesuffix("!")], required=kind.endswith("!")
    )


def _names(of: Source) -> list[str]:
    return [column.name for column in of.columns]


def _cells(of: Source, line: str) -> list[Any]:
    words = line.split() + ["-"] * (len(of.columns) - len(line.split()))
    return [_cell(column, word) for column, word in zip(of.columns, words, strict=True)]


def _cell(column: Column, word: str) -> Any:
    if word == "-":
        return None
    match column.type:
        case ColumnType.DATE:
            return date.fromisoformat(word)
        case ColumnType.NUMBER | ColumnType.WHOLE_NUMBER:
            return float(word)
        case _:
            return word


def _typed(column: Column, cells: list[Any]) -> Any:
    match column.type:
        case ColumnType.DATE:
            return np.array(cells, dtype="datetime64[D]").astype("datetime64[ns]")
        case ColumnType.NUMBER | ColumnType.WHOLE_NUMBER:
            return np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
        case _:
            return pd.Series(cells, dtype=object)
