"""Wording: measures and formulas in plain English, for the About sheet and `explain`."""

from __future__ import annotations

from collections.abc import Callable

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.reviews import months_allowed
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, WorkingDayConvention
from xl_scorecard.model.formula import Term, terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind


def describe_formula(definition: Definition, indicator: Indicator) -> str:
    """Return an indicator's formula in words: measures by their titles, each with the conditions peculiar to it."""
    tops, bottoms = terms_of(indicator.numerator), terms_of(indicator.denominator)
    shared = _measure(definition, bottoms[0].code).conditions if _is_measure(definition, bottoms) else ()
    top = _joined(tops, lambda code: _described(definition, code, shared))
    if not bottoms:
        return top
    bottom = _joined(bottoms, lambda code: _lowered(title_of(definition, code)))
    if len(tops) > 1:
        top = f"({top})"
    times = "" if indicator.multiplier == 1 else f" × {_plain_number(indicator)}"
    return f"{top} ÷ {f'({bottom})' if len(bottoms) > 1 else bottom}{times}"


def describe_measure(definition: Definition, measure: Measure) -> str:
    """Return what a measure counts, by which date, under which conditions, and what months of it make of a year."""
    kind = _describe_kind(definition, measure)
    conditions = [describe_condition(definition, measure, condition) for condition in measure.conditions]
    where = f", where {_and(conditions)}" if conditions else ""
    return f"{measure.title}: {kind}{where}. {_describe_months(measure)}"


def describe_working_days(definition: Definition) -> str:
    """Return how working days are counted in this definition."""
    first = {WorkingDayConvention.ELAPSED: "day 0", WorkingDayConvention.INCLUSIVE: "day 1"}
    count = len(definition.settings.closure_days)
    closed = f" and {count} closure {'day' if count == 1 else 'days'}" if count else ""
    return (
        f"Working days are Monday to Friday less England's bank holidays{closed}; "
        f"the start is {first[definition.settings.working_days]}, or the next working day where it is none."
    )


def titles_in_words(definition: Definition, formula: str) -> str:
    """Return a numerator or denominator by the titles of what it is made of: "Contacts plus Referrals"."""
    return _joined(terms_of(formula), lambda code: title_of(definition, code))


def title_of(definition: Definition, code: str) -> str:
    """Return the title of a measure or an indicator. Raises DefinitionError."""
    others = (*definition.indicators, *definition.earlier)
    known = {indicator.code: indicator.title for indicator in reversed(others)}
    known |= {measure.code: measure.title for measure in definition.measures}
    return known[code] if code in known else _measure(definition, code).title


def _is_measure(definition: Definition, terms: tuple[Term, ...]) -> bool:
    return len(terms) == 1 and any(measure.code == terms[0].code for measure in definition.measures)


def _joined(terms: tuple[Term, ...], describe: Callable[[str], str]) -> str:
    first, *rest = ((term.sign, describe(term.code)) for term in terms)
    return first[1] + "".join(f" {'plus' if sign > 0 else 'minus'} {words}" for sign, words in rest)


def _described(definition: Definition, code: str, shared: tuple[Condition, ...]) -> str:
    if any(measure.code == code for measure in definition.measures):
        return _with_conditions(definition, _measure(definition, code), shared)
    return _lowered(title_of(definition, code))


def _with_conditions(definition: Definition, measure: Measure, shared: tuple[Condition, ...]) -> str:
    own = [one for one in measure.conditions if one not in shared]
    words = _and([describe_condition(definition, measure, one) for one in own])
    return f"{_lowered(measure.title)} ({words})" if words else _lowered(measure.title)


def _describe_kind(definition: Definition, measure: Measure) -> str:
    day = _heading(definition, measure.source, measure.date) if measure.date else ""
    rows = f"rows of {measure.source} whose “{day}” falls in the period"
    match measure.kind:
        case MeasureKind.COUNT if measure.distinct:
            return f"different “{_heading(definition, measure.source, measure.distinct)}” in {rows}"
        case MeasureKind.COUNT:
            return rows
        case MeasureKind.SUM | MeasureKind.MEAN | MeasureKind.MEDIAN:
            return f"the {measure.kind.value} of “{_heading(definition, measure.source, measure.column)}” of {rows}"
        case MeasureKind.OPEN:
            end = f"“{_heading(definition, measure.source, measure.end)}”" if measure.end else "no end"
            return f"rows of {measure.source} that are open at the period's end, from “{day}” up to {end}"
        case MeasureKind.GIVEN:
            return f"the figure given in {measure.source}"
        case MeasureKind.PYTHON:
            return f"what the Python function {measure.function} makes of the sources"


def _describe_months(measure: Measure) -> str:
    match measure.kind:
        case MeasureKind.OPEN:
            return "A longer period keeps its last month's figure."
        case MeasureKind.GIVEN:
            return "The year's figure serves all its months; a year without one uses the latest earlier one."
        case MeasureKind.PYTHON if measure.accumulation is Accumulation.STOCK:
            return "A longer period keeps its last month's figure."
        case MeasureKind.PYTHON:
            return "The months of a longer period add up."
        case MeasureKind.COUNT | MeasureKind.SUM if not measure.distinct:
            return "The months of a longer period add up."
        case _:
            return "A longer period is worked out again from all its rows."


def describe_condition(definition: Definition, measure: Measure, condition: Condition) -> str:
    """Return a condition in plain words, columns by their headings."""
    column = f"“{_heading(definition, measure.source, condition.column)}”"
    if condition.test in {ConditionTest.IS_BLANK, ConditionTest.IS_NOT_BLANK}:
        return f"{column} {condition.test.value}"
    if condition.test is ConditionTest.EQUALS:
        return f"{column} is {condition.value}"
    if condition.test is ConditionTest.ONE_OF:
        return f"{column} is {' or '.join(part.strip() for part in condition.value.split(';'))}"
    if condition.test in {ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW}:
        name = condition.value.strip() or condition.column
        return f"{column} {condition.test.value} {condition.other} (“{_heading(definition, condition.other, name)}”)"
    if condition.test is ConditionTest.REVIEWED_IN_TIME:
        first, later = months_allowed(condition)
        return f"every review was in time: the first within {first} months of {column}, later ones {later} months apart"
    return f"{column} {_describe_relation(definition, measure, condition)}"


def _describe_relation(definition: Definition, measure: Measure, condition: Condition) -> str:
    value, other = condition.value.strip(), f"“{_heading(definition, measure.source, condition.other)}”"
    months = _units(value, "month")
    words = {
        ConditionTest.WITHIN_WORKING_DAYS: f"is at most {_units(value, 'working day')} after {other}",
        ConditionTest.YEARS_AFTER: f"is at least {_units(value, 'year')} after {other}",
        ConditionTest.MONTHS_AFTER: f"is at least {months} after {other}",
        ConditionTest.UNDER_YEARS: f"is less than {_units(value, 'year')} after {other}",
        ConditionTest.UNDER_MONTHS: f"is less than {months} after {other}",
        ConditionTest.EARLIER_WITHIN_MONTHS: f"follows another of the same {other} in the {months} before",
        ConditionTest.EARLIER_ROW: f"follows any earlier one of the same {other}",
        ConditionTest.OPEN_FOR_MONTHS: f"is at least {months} before the period's end",
    }
    return words.get(condition.test, f"{condition.test.value} {value}")


def _measure(definition: Definition, code: str) -> Measure:
    for measure in definition.measures:
        if measure.code == code:
            return measure
    raise DefinitionError(f'There is no measure "{code}".', fix="Add it to Measures.")


def _heading(definition: Definition, source: str, column: str) -> str:
    """The words that people see over a column; its name where they are not known."""
    columns = (one for each in definition.sources if each.name == source for one in each.columns)
    return next((one.headings[0] for one in columns if one.name == column and one.headings), column)


def _lowered(title: str) -> str:
    """A title within a sentence; an abbreviation such as NEET or A&E keeps its capitals."""
    first = title.split(" ", 1)[0]
    return title if any(letter.isupper() for letter in first[1:]) else title[:1].lower() + title[1:]


def _plain_number(indicator: Indicator) -> str:
    multiplier = indicator.multiplier
    return f"{multiplier.numerator:,}" if multiplier.denominator == 1 else str(multiplier)


def _units(value: str, unit: str) -> str:
    return f"{value} {unit}" if value == "1" else f"{value} {unit}s"


def _and(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
