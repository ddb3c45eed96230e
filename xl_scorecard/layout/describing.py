"""A template described to the person who designs it: every field with its place, what repeats and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_scorecard.layout.bands import Band, Fixed, Repeat, find_bands, sheet_noun
from xl_scorecard.layout.blueprint import Blueprint, SheetBlueprint
from xl_scorecard.layout.field import Each, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedSheet:
    """A sheet of a template: why it is copied (or ""), what repeats on it in sentences, its fields with their cells."""

    name: str
    copied: str
    repeats: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def describe(blueprint: Blueprint) -> tuple[DescribedSheet, ...]:
    """Return every sheet of a template described; the template must have been checked."""
    return tuple(_sheet(sheet) for sheet in blueprint.sheets)


def _sheet(sheet: SheetBlueprint) -> DescribedSheet:
    noun = sheet_noun(sheet.name)
    return DescribedSheet(
        name=sheet.name,
        copied=f"copied for every {noun}" if noun else "",
        repeats=tuple(_repeats(find_bands(sheet), sheet)),
        fields=tuple(_fields(sheet)),
    )


def _fields(sheet: SheetBlueprint) -> Iterator[tuple[str, str]]:
    for row in sorted(sheet.rows):
        for cell in sheet.rows[row]:
            for piece in (piece for piece in cell.pieces if not isinstance(piece, str)):
                yield cell.name, piece.text


def _repeats(bands: Sequence[Band], sheet: SheetBlueprint) -> Iterator[str]:
    for band in bands:
        if isinstance(band, Repeat):
            yield _sentence(band, sheet)
            yield from _repeats(band.bands, sheet)


def _sentence(repeat: Repeat, sheet: SheetBlueprint) -> str:
    """For example: "Row 9 repeats for every indicator, because A9 holds {{ indicator.code }}."."""
    rows = sorted(_rows(repeat.bands))
    which = f"Row {rows[0]} repeats" if len(rows) == 1 else f"Rows {rows[0]} to {rows[-1]} repeat"
    cell, text = _why(repeat, rows, sheet)
    narrowed = " that it asks for" if repeat.each and _narrows(repeat.each) else ""
    return f"{which} for every {repeat.noun}{narrowed}, because {cell} holds {{{{ {text} }}}}."


def _why(repeat: Repeat, rows: Sequence[int], sheet: SheetBlueprint) -> tuple[str, str]:
    for row in rows:
        for cell in sheet.rows.get(row, ()):
            for piece in cell.pieces:
                if piece is repeat.each or (isinstance(piece, Field) and piece.noun == repeat.noun):
                    return cell.name, piece.text
    return f"row {rows[0]}", repeat.noun


def _narrows(each: Each) -> bool:
    return each.where is not None or each.at_most is not None or each.last is not None


def _rows(bands: Sequence[Band]) -> Iterator[int]:
    for band in bands:
        if isinstance(band, Fixed):
            yield band.row
        else:
            yield from _rows(band.bands)
