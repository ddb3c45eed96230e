"""Scorecards for the tests of layout and writers, made from the seed's figures alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256

from tests.builders.seed_definition import seed_definition
from tests.builders.seed_series import MAY, seed_series
from xl_scorecard.model.definition import Definition, Headline
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.source import SourceFile
from xl_scorecard.status.assessing import assess_series

BUILT = datetime(2012, 6, 12, 9, 30)
LEFT_OUT: Mapping[str, Mapping[str, int]] = {
    "contacts": {"a total row": 1},
    "referrals": {"before what the source covers": 2490},
    "plans": {"no start date": 1},
    "reference": {},
}


@cache
def seed_scorecard(*, headline: Headline = Headline.YEAR_TO_DATE, period: Period = MAY) -> Scorecard:
    """The scorecard of May 2012: 16 indicators in two sections, 26 months, six problems, four source files."""
    definition = with_headline(seed_definition(), headline)
    return assess_series(
        definition,
        definition.reference,
        seed_series(definition),
        period=period,
        problems=seed_problems(),
        files=seed_files(),
        built=BUILT,
    )


def with_headline(definition: Definition, headline: Headline) -> Definition:
    """The same definition with another headline period."""
    return replace(definition, settings=replace(definition.settings, headline=headline))


def seed_files() -> tuple[SourceFile, ...]:
    """Four workbooks as they would have been read."""
    rows = {"contacts": 17502, "referrals": 7781, "plans": 936, "reference": 46}
    return tuple(_file(name, number) for name, number in rows.items())


def seed_problems() -> tuple[Problem, ...]:
    """Six findings: an error, three warnings and two notes."""
    error, warning, note = Severity
    as_text = _problem("text_date", warning, ("contacts", "F1207"), "a date kept as text", "Make it a date.")
    return (
        _problem("missing_date", error, ("plans", "C214"), "no start date", "Add the date the plan started."),
        replace(as_text, count=37),
        _problem("trailing_space", warning, ("referrals", "A88"), "a space after an id", "Delete the space."),
        _problem("old_population", warning, ("reference", "B5"), "no population for 2012/13", "Add this year's."),
        _problem("total_row", note, ("contacts", "A17506"), "a total row, left out", "Nothing needs doing."),
        _problem("look_alike_code", note, ("reference", "A4"), "letters of another alphabet", "Type it again."),
    )


def _file(name: str, rows: int) -> SourceFile:
    covers = name != "reference"
    return SourceFile(
        name=name,
        file=f"{name}.xlsx",
        sheet="Benchmarks" if name == "reference" else name.title(),
        sha256=sha256(name.encode()).hexdigest(),
        rows=rows,
        left_out=LEFT_OUT[name],
        covers_from=Period.month(2010, 4) if covers else None,
        covers_to=MAY if covers else None,
    )


def _problem(code: str, severity: Severity, where: tuple[str, str], sentence: str, fix: str) -> Problem:
    name, cell = where
    place = Place(file=f"{name}.xlsx", sheet=name.title(), cell=cell)
    return Problem(code=code, severity=severity, place=place, sentence=sentence, fix=fix, places=(place,))
