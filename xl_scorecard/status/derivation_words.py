"""Derivation in words: rows counted and left out, multiplier, rounding, and the version of the definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.metadata import version

from xl_scorecard.indicators.derivation import Derivation, Ingredient
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.source import SourceFile
from xl_scorecard.status.amounts import plain, value_in_words

SHORTENED = 12


def rows_in_words(derivation: Derivation, files: Sequence[SourceFile]) -> Iterator[str]:
    """Yield a sentence for each measure: where its rows were read, how many count, how many are left out and why."""
    by_name = {file.name: file for file in files}
    for ingredient in derivation.walk():
        yield _ingredient(ingredient, by_name.get(ingredient.measure.source))
    for period, values in derivation.pieces:
        said = " of ".join(plain(value) for value in values if value is not None)
        yield f"{period}: {said}, as given."


def multiplier_in_words(indicator: Indicator) -> str:
    """Return what a ratio is multiplied by, and why; "" where it is not."""
    if not indicator.denominator or indicator.multiplier == 1:
        return ""
    usual = indicator.multiplier == indicator.unit.multiplier
    why = f"because it is in {indicator.unit.value}" if usual else "as the definition says"
    return f"{plain(indicator.multiplier)}, {why}"


def rounding_in_words(indicator: Indicator, value: Fraction | None) -> str:
    """Return how the value is rounded to be shown."""
    if value is None:
        return ""
    places = f"{indicator.decimals} {'decimal' if indicator.decimals == 1 else 'decimals'}"
    return f"shown as {value_in_words(indicator, value)}: half up, to {places}; judged unrounded"


def version_in_words(derivation: Derivation, definition: Definition) -> str:
    """Return by which version of the indicator's definition, which definition and which program it was worked out."""
    indicator = derivation.version
    versions = [one for one in definition.versions_of(indicator) if one.code == indicator.code]
    since = f"in force since {indicator.since}" if indicator.since else "in force from the first"
    which = f", one of {len(versions)}" if len(versions) > 1 else ""
    code = f" as {indicator.code}" if indicator.code != derivation.code else ""
    file = f"{definition.path.name} {definition.sha256[:SHORTENED]}".strip()
    return f"definition of the indicator{code} {since}{which}; {file}; xl-scorecard {version('xl-scorecard')}"


def _ingredient(ingredient: Ingredient, file: SourceFile | None) -> str:
    measure = ingredient.measure
    head = f"{ingredient.role}, {measure.title}"
    if measure.kind is MeasureKind.GIVEN:
        return f"{head}: given, {_value(ingredient.value)}."
    if measure.kind is MeasureKind.PYTHON:
        return f"{head}: {_value(ingredient.value)}, worked out by {measure.function}."
    if ingredient.sifted is None:
        return f"{head}: no rows; all months are given."
    where = f" ({file.file} › {file.sheet})" if file else ""
    tally = dict(ingredient.sifted.tally())
    counted = tally.pop("counted", 0)
    read = f"{head}{where}: {len(ingredient.sifted.codes):,} rows read, {counted:,} counted"
    left = [f"{count:,} {reason}" for reason, count in tally.items()]
    unread = [f"{count:,} {reason}" for reason, count in file.left_out.items() if count] if file else []
    out = f"; left out: {'; '.join(left)}" if left else "; none left out"
    return read + out + (f"; not read: {', '.join(unread)}." if unread else ".")


def _value(value: Fraction | None) -> str:
    return "nothing" if value is None else plain(value)
