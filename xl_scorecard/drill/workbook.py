"""Workbook: the first sheet with the figure worked out again, then the rows of every measure that it is made of."""

from __future__ import annotations

import io
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from xl_scorecard.disclosure.internal import PROPERTY, SHEET
from xl_scorecard.drill.book import Book
from xl_scorecard.drill.given_page import write_given_page, write_made_page
from xl_scorecard.drill.page import FONT, INTERNAL, print_inside
from xl_scorecard.drill.rows_page import write_rows_page
from xl_scorecard.errors import WriteError
from xl_scorecard.indicators.derivation import DENOMINATOR, NUMERATOR, Derivation, Ingredient
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.marking import mark
from xl_scorecard.ooxml.settling import settled
from xl_scorecard.writers.saving import save

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's dates are the same everywhere
RED = PatternFill("solid", fgColor="A8281E")
HEADINGS = {"A": 46, "B": 18, "C": 18, "D": 12, "E": 80}
LINE_HEIGHT = 15
MOST_ROWS = 200_000
Lines = list[tuple[str, Fraction | None, str, str]]
"""Label, what the program has, the formula that works it out again, and a remark."""


def write_drill(derivation: Derivation, out: Path) -> Path:
    """Write the rows behind a figure to `out`, and return where it was saved. Raises WriteError."""
    return save(drill_workbook(derivation), out)


def drill_workbook(derivation: Derivation) -> bytes:
    """Return the workbook of rows behind a figure: internal only, and marked so. The same figure gives the same bytes.

    Raises WriteError where a measure has more rows than a sheet can be read with.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    front = workbook.create_sheet(SHEET)
    book = Book(workbook=workbook, workings=derivation.workings, period=derivation.figure.period)
    lines: Lines = []
    _write_figure(book, derivation, lines, derivation.code)
    _write_front(front, derivation, lines)
    for page in book.pages:
        page.finish()
    mark(workbook, {PROPERTY: "drill"})
    workbook.properties.creator = "xl-scorecard"
    workbook.properties.title = f"Internal only: rows behind {derivation.code}, {derivation.figure.period}"
    workbook.properties.created = MADE
    workbook.calculation.fullCalcOnLoad = True
    written = io.BytesIO()
    workbook.save(written)
    return settled(written.getvalue(), MADE)


def _write_figure(book: Book, derivation: Derivation, lines: Lines, label: str) -> str:
    """Write the sheets of a figure and its lines; return the formula of its value."""
    parts: dict[str, list[str]] = {NUMERATOR: [], DENOMINATOR: []}
    for ingredient in derivation.ingredients:
        if ingredient.months:
            formula, remark = _write_ingredient(book, ingredient)
            line = (f"{label}: {ingredient.measure.title}", ingredient.value, formula, remark)
            _refer(lines, parts[ingredient.role], ingredient.sign, line)
    for piece, values in derivation.pieces:
        for role, value in zip(parts, values, strict=False):
            if value is not None:
                line = (f"{label}: {role.lower()} of {piece}", value, _number(value), "as given")
                _refer(lines, parts[role], 1, line)
    for role, sign, other in derivation.others:
        cell = _write_figure(book, other, lines, other.code)
        line = (f"{label}: {other.code}", other.figure.value, cell, f"{other.code} in the period")
        _refer(lines, parts[role], sign, line)
    return _value(derivation, parts, lines, label)


def _value(derivation: Derivation, parts: dict[str, list[str]], lines: Lines, label: str) -> str:
    """The lines of numerator, denominator and value; the cell of the last of them."""
    if not any(parts.values()):
        return '"no figure"'
    worked_out = _worked_out(derivation)
    cells = {}
    for role in (role for role in parts if parts[role]):
        cells[role] = f"C{_row(lines)}"
        lines.append((f"{label}: {role.lower()}", worked_out[role], "".join(parts[role]).removeprefix("+"), ""))
    indicator, given = derivation.version, derivation.figure.given
    remark = "worked out; the figure shown is given" if given else ""
    top, bottom = cells.get(NUMERATOR, "0"), cells.get(DENOMINATOR)
    multiplier = _number(indicator.multiplier)
    formula = f'IF({bottom}=0,"no cases",{top}/{bottom}*{multiplier})' if bottom else top
    numbers = ",".join(f"ISNUMBER({cell})" for cell in cells.values())
    formula = f'IF(AND({numbers}),{formula},"no cases")'
    value = worked_out["Value"]
    lines.append((f"{label} in {derivation.figure.period}", value, formula, remark))
    return f"C{_row(lines) - 1}"


def _worked_out(derivation: Derivation) -> dict[str, Fraction | None]:
    """Numerator, denominator and value as the program works them out, also where a given figure is shown instead."""
    found: dict[str, Fraction | None] = {}
    for place, role in enumerate((NUMERATOR, DENOMINATOR)):
        signed = [(i.sign, i.value) for i in derivation.ingredients if i.role == role and i.months]
        signed += [
            (1, values[place]) for _, values in derivation.pieces if place < len(values) and values[place] is not None
        ]
        signed += [(sign, other.figure.value) for of, sign, other in derivation.others if of == role]
        known = [sign * value for sign, value in signed if value is not None]
        found[role] = sum(known, Fraction(0)) if signed and len(known) == len(signed) else None
    top, bottom = found[NUMERATOR], found[DENOMINATOR]
    if derivation.version.denominator:
        found["Value"] = top / bottom * derivation.version.multiplier if top is not None and bottom else None
    else:
        found["Value"] = top
    return found


def _write_ingredient(book: Book, ingredient: Ingredient) -> tuple[str, str]:
    if ingredient.measure.kind is MeasureKind.GIVEN:
        return write_given_page(book, ingredient), "given"
    if ingredient.measure.kind is MeasureKind.PYTHON:
        return write_made_page(book, ingredient), f"by {ingredient.measure.function}"
    sifted = ingredient.sifted
    if sifted is None:
        return "0", "no rows"
    if int(sifted.near.sum()) > MOST_ROWS:
        fix = "Drill into a shorter period."
        raise WriteError(f"{ingredient.measure.title} has too many rows for a sheet.", place=Place(), fix=fix)
    formula, unlisted = write_rows_page(book, ingredient, sifted)
    tally = dict(sifted.tally())
    far = [f"{count:,} {reason}" for reason, count in tally.items() if sifted.reasons.index(reason) in sifted.far]
    return formula, f"{unlisted:,} rows are not listed: {'; '.join(far)}" if unlisted else ""


def _refer(lines: Lines, part: list[str], sign: int, line: tuple[str, Fraction | None, str, str]) -> None:
    part.append(f"{'+' if sign > 0 else '-'}C{_row(lines)}")
    lines.append(line)


FIRST_LINE = 9


def _row(lines: Lines) -> int:
    return FIRST_LINE + len(lines)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"({value.numerator}/{value.denominator})"


def _write_front(front: Worksheet, derivation: Derivation, lines: Lines) -> None:
    indicator, figure = derivation.version, derivation.figure
    front["A1"], front["A1"].font = INTERNAL, Font(name=FONT, bold=True, size=14, color="FFFFFF")
    for letter in HEADINGS:
        front[f"{letter}1"].fill = RED
    front["A3"], front["B3"] = f"{derivation.code}: {indicator.title}", figure.period.label
    front["A4"], front["B4"] = "Figure shown", indicator.show(figure.value) or figure.missing
    front["A5"] = figure.remark or None
    front["A6"] = "The program's figures, and the same worked out by this workbook from the rows on the other sheets."
    for letter, heading in zip(
        HEADINGS, ("What", "By the program", "By this workbook", "Agrees", "Remark"), strict=True
    ):
        front[f"{letter}{FIRST_LINE - 1}"] = heading
        front[f"{letter}{FIRST_LINE - 1}"].font = Font(name=FONT, bold=True)
        front.column_dimensions[letter].width = HEADINGS[letter]
    for row, (label, value, formula, remark) in enumerate(lines, start=FIRST_LINE):
        front[f"A{row}"], front[f"E{row}"] = label, remark or None
        front[f"D{row}"].alignment = Alignment(horizontal="center")
        front[f"E{row}"].alignment = Alignment(wrap_text=True, vertical="top")
        front.row_dimensions[row].height = LINE_HEIGHT * (1 + len(remark) // HEADINGS["E"])
        front[f"B{row}"] = "no cases" if value is None else float(value)
        front[f"C{row}"] = f"={formula}"
        close = f"ABS(B{row}-C{row})<=0.000000001*MAX(1,ABS(B{row}))"
        both, either = (f"{which}(ISNUMBER(B{row}),ISNUMBER(C{row}))" for which in ("AND", "OR"))
        front[f"D{row}"] = f'=IF({both},IF({close},"yes","NO"),IF({either},"NO","yes"))'
    front.freeze_panes = f"A{FIRST_LINE}"
    print_inside(front)
