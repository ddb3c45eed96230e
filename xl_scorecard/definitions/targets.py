"""Targets: whether they can be met, say what they mean, and hold one at a time."""

from __future__ import annotations

from itertools import combinations

from xl_scorecard.definitions.known import Known
from xl_scorecard.definitions.names import check_reference, name_key
from xl_scorecard.definitions.rows import Complaints, Row, Table
from xl_scorecard.definitions.schema import IndicatorRow, TargetRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.measure import Accumulation, MeasureKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.waiting import TO_FILL

EDGES = ("lower", "upper")
EVENTS = (MeasureKind.COUNT, MeasureKind.SUM, MeasureKind.PYTHON)
DEEPEST = 20


def check_target(row: Row[TargetRow], known: Known) -> Complaints:
    """Yield what is wrong with one target by itself."""
    yield from check_reference(row, "indicator", known.indicators)
    yield from _check_dates(row)
    yield from _check_tolerance(row)
    indicator = known.indicators.row(row.says.indicator)
    if indicator is None:
        return
    if indicator.sound("polarity") and not _waits(row.says):
        yield from _check_values(row, indicator.says)
    judged = indicator.says.polarity is not Polarity.NONE
    if judged and _adds_up(indicator.says, known) and row.sound("per") and row.says.per is None:
        code = indicator.says.code
        yield row.complaint(
            "per", f"Per is empty; {code} adds up over months, so write whether month or year is meant."
        )


def _waits(target: TargetRow) -> bool:
    return target.confirmed == TO_FILL and target.value is target.lower is target.upper is None


def check_overlaps(table: Table[TargetRow]) -> Complaints:
    """Yield a complaint for every two targets of one indicator that hold at the same time."""
    dated = [row for row in table.rows if row.says.indicator and row.sound("since", "until")]
    for one, two in combinations(dated, 2):
        if name_key(one.says.indicator) == name_key(two.says.indicator) and _meet(one.says, two.says):
            yield _overlap(*sorted((one, two), key=lambda row: row.says.since.first))


def _check_dates(row: Row[TargetRow]) -> Complaints:
    until = row.says.until
    if row.sound("since", "until") and until is not None and until.last < row.says.since.first:
        yield row.complaint("until", f"{until.label} is before {row.says.since.label} in {row.cell('since')}.")


def _check_tolerance(row: Row[TargetRow]) -> Complaints:
    target = row.says
    if not row.sound("tolerance", "tolerance_unit"):
        return
    if target.tolerance is not None and target.tolerance_unit is None:
        told = quote(row.raw.cells["tolerance"].value)
        ways = "is ambiguous; write points or % of target"
        yield row.complaint("tolerance", f"{told} without a unit {ways} in {row.cell('tolerance_unit')}.")
    if target.tolerance_unit is not None and target.tolerance is None:
        unit = quote(target.tolerance_unit.value)
        yield row.complaint("tolerance_unit", f"{unit} of what? Write the tolerance in {row.cell('tolerance')}.")
    if target.tolerance is not None and target.tolerance < 0:
        yield row.complaint("tolerance", f"{_told(row, 'tolerance')} is below zero; a tolerance is how far off.")
    if target.tolerance is not None and target.amber is not None:
        yield row.complaint("amber", f"There is a tolerance in {row.cell('tolerance')} too; take one of them out.")


def _check_values(row: Row[TargetRow], indicator: IndicatorRow) -> Complaints:
    match indicator.polarity:
        case Polarity.NONE:
            fix = f"give {indicator.code} a polarity on the Indicators sheet (HIGH, LOW or RANGE), or take it out."
            yield row.complaint("indicator", f"a target for {indicator.code}, whose polarity is NONE; {fix}")
        case Polarity.RANGE:
            yield from _check_range(row, indicator.code)
        case polarity:
            yield from _check_value(row, indicator.code, polarity)


def _check_range(row: Row[TargetRow], code: str) -> Complaints:
    for field in EDGES:
        if row.sound(field) and getattr(row.says, field) is None:
            yield row.complaint(field, f"{row.label(field)} is empty; {code} is a RANGE and needs Lower and Upper.")
    if row.says.value is not None:
        yield row.complaint("value", f"{_told(row, 'value')} is not used; {code} is a RANGE: write Lower and Upper.")
    lower, upper, amber = row.says.lower, row.says.upper, row.says.amber
    if lower is None or upper is None:
        return
    if lower > upper:
        yield row.complaint("upper", f"{_told(row, 'upper')} is below the Lower in {row.cell('lower')}; swap the two.")
    elif amber is not None and lower < amber < upper:
        yield row.complaint("amber", f"{_told(row, 'amber')} lies inside the range; amber begins outside it.")


def _check_value(row: Row[TargetRow], code: str, polarity: Polarity) -> Complaints:
    for field in EDGES:
        if getattr(row.says, field) is not None:
            fix = f"{code} is {polarity.name}: write Target alone, or make it a RANGE."
            yield row.complaint(field, f"{_told(row, field)} is not used; {fix}")
    value, amber = row.says.value, row.says.amber
    if value is None:
        if row.sound("value"):
            yield row.complaint("value", f"{row.label('value')} is empty; {code} is {polarity.name} and needs it.")
    elif amber is not None and (amber > value if polarity is Polarity.HIGH else amber < value):
        side = "below" if polarity is Polarity.HIGH else "above"
        yield row.complaint("amber", f"{_told(row, 'amber')} is better than the target; amber lies {side} it.")


def _adds_up(indicator: IndicatorRow, known: Known) -> bool:
    """Does a year's figure stand for more than a month's? (calculations.md, "Like with like"). Not known: no."""
    top, bottom = _grows(indicator.numerator, known), _grows(indicator.denominator, known)
    if indicator.denominator:
        return top is True and bottom is False
    return indicator.unit.multiplier == 1 and top is True


def _grows(formula: str, known: Known, depth: int = 0) -> bool | None:
    """Does any term of it add up? None where one of them is not known."""
    found = [_term_grows(term.code, known, depth) for term in terms_of(formula)]
    return True if True in found else None if None in found or not found else False


def _term_grows(code: str, known: Known, depth: int) -> bool | None:
    if measure := known.measures.row(code):
        keeps = measure.says.over_months is Accumulation.STOCK
        return measure.says.kind in EVENTS and not keeps if measure.sound("kind") else None
    indicator = known.indicators.row(code)
    if indicator is None or depth > DEEPEST:
        return None
    top, bottom = (_grows(getattr(indicator.says, part), known, depth + 1) for part in ("numerator", "denominator"))
    return top and not bottom


def _meet(one: TargetRow, two: TargetRow) -> bool:
    return _last(one) >= two.since.first and _last(two) >= one.since.first


def _last(target: TargetRow) -> float:
    return float("inf") if target.until is None else target.until.last


def _overlap(earlier: Row[TargetRow], later: Row[TargetRow]) -> DefinitionError:
    where, since = earlier.cell("since"), later.says.since
    if earlier.says.since.first < since.first:
        fix = f"write {since.back(1).code} in {earlier.cell('until')} to end that one before."
    else:
        fix = "let one end before the other begins."
    return later.complaint("since", f"in {since.label} the target that begins in {where} holds too; {fix}")


def _told(row: Row[TargetRow], field: str) -> str:
    return quote(row.raw.cells[field].value)
