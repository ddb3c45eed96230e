"""Formulas: whether what an indicator is made of is there, and whether its versions follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xl_scorecard.definitions.known import Known
from xl_scorecard.definitions.names import check_name, check_reference, check_single, check_unique, name_key
from xl_scorecard.definitions.rows import Complaints, Row, Table
from xl_scorecard.definitions.schema import IndicatorRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.definitions.words import word_of
from xl_scorecard.model.formula import formula_of, terms_of

PARTS = ("numerator", "denominator")


def check_formula(row: Row[IndicatorRow], known: Known) -> Complaints:
    """Yield what is wrong with the numerator, denominator and multiplier of one indicator."""
    for part in PARTS:
        for term in terms_of(getattr(row.says, part)):
            yield from check_name(row, part, term.code, known.measures, known.indicators)
    indicator = row.says
    if indicator.multiplier is not None and indicator.multiplier <= 0:
        yield row.complaint("multiplier", f"{quote(row.raw.cells['multiplier'].value)} is not above zero.")
    ratio = row.sound("unit", "denominator", "multiplier") and indicator.unit.multiplier != 1
    if ratio and not indicator.denominator and indicator.multiplier is None:
        unit = word_of(indicator.unit)
        fix = f"if the numerator is in {unit} already, write 1 in {row.cell('multiplier')}"
        yield row.complaint("denominator", f"{row.label('denominator')} is empty, and {unit} needs one; {fix}.")


def check_version(row: Row[IndicatorRow], known: Known) -> Complaints:
    """Yield what is wrong with since when, until when, and in place of what an indicator is reported."""
    says = row.says
    if says.since and says.until and says.until.last < says.since.first:
        yield row.complaint("until", f"{says.until.label} is before {says.since.label} in {row.cell('since')}.")
    if not says.replaces:
        return
    yield from check_reference(row, "replaces", known.indicators)
    if name_key(says.replaces) == name_key(says.code):
        fix = "a new definition of the same code is a new row with its own Since."
        yield row.complaint("replaces", f"{quote(says.replaces)} cannot replace itself; {fix}")
    elif says.since is None and (row.sound("since") or "since" not in row.raw.cells):
        field = "since" if "since" in row.raw.cells else "replaces"
        fix = "write its first period there, for example 2012/13."
        yield row.complaint(field, f"Since is empty; what replaces {says.replaces} needs it: {fix}")


def check_versions(table: Table[IndicatorRow]) -> Complaints:
    """Yield a complaint where a code stands twice with the same Since, or twice without one."""
    always = replace(table, rows=tuple(row for row in table.rows if row.says.since is None))
    yield from check_unique(always, "code")
    yield from check_single(replace(table, rows=tuple(row for row in table.rows if row.says.since)), "code", "since")


def check_circles(table: Table[IndicatorRow], known: Known) -> Complaints:
    """Yield a complaint where an indicator is made of itself, directly or through others."""
    made_of = {name_key(row.says.code): row for row in table.rows}
    for row in table.rows:
        if path := _circle(name_key(row.says.code), (), made_of, known):
            told = " → ".join(made_of[key].says.code for key in path)
            yield row.complaint("numerator", f"{row.says.code} is made of itself ({told}); take it out of one of them.")
            return


def declared(formula: str, known: Known) -> str:
    """Return a formula with every code as it was declared."""
    terms = (replace(term, code=known.indicators.word(known.measures.word(term.code))) for term in terms_of(formula))
    return formula_of(tuple(terms))


def _circle(key: str, seen: tuple[str, ...], made_of: Mapping[str, Row[IndicatorRow]], known: Known) -> tuple[str, ...]:
    if key in seen:
        return (*seen, key)
    found = (_circle(other, (*seen, key), made_of, known) for other in _others(made_of[key], made_of, known))
    return next((path for path in found if path), ())


def _others(row: Row[IndicatorRow], made_of: Mapping[str, Row[IndicatorRow]], known: Known) -> Iterator[str]:
    for part in PARTS:
        for term in terms_of(getattr(row.says, part)):
            if known.measures.row(term.code) is None and name_key(term.code) in made_of:
                yield name_key(term.code)
