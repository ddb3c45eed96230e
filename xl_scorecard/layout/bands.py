"""Bands: which rows of a template's sheet stay, and which repeat for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xl_scorecard.layout.blueprint import FieldCell, SheetBlueprint
from xl_scorecard.layout.field import SHEET_BRACES, Each

PLAIN = frozenset({"scorecard", "label"})
INDICATOR_SHEET_LISTS = frozenset({"period", "benchmark", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A row that is printed once wherever it stands."""

    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Bands that are printed once for every item of a list; `say_column` is the column of its directive."""

    noun: str
    bands: tuple[Fixed | Repeat, ...]
    each: Each | None = None
    say_column: int = 1


Band = Fixed | Repeat


def sheet_noun(name: str) -> str:
    """Return what a sheet is copied for, by its name: "indicator", "section", or "" when it is not.

    >>> sheet_noun("{indicator.code}"), sheet_noun("Summary"), sheet_noun("Summary {scorecard.part}")
    ('indicator', '', '')
    """
    found = SHEET_BRACES.search(name)
    noun = found[1].split(".")[0] if found else ""
    return "" if noun == "scorecard" else noun


def plain_nouns(sheet: SheetBlueprint) -> frozenset[str]:
    """Return the nouns whose fields do not make a row of this sheet repeat."""
    copied = {"indicator": {"section", "indicator"}, "section": {"section"}}
    return PLAIN | frozenset(copied.get(sheet_noun(sheet.name), set()))


def find_bands(sheet: SheetBlueprint) -> tuple[Band, ...]:
    """Return the bands of a sheet, from row 1 to its last; raises ValueError with a sentence for an impossible row."""
    plain = plain_nouns(sheet)
    lists = [_row_list(sheet.rows.get(row, ()), row, plain) for row in range(1, sheet.last_row + 1)]
    for row, noun in enumerate(lists, start=1):
        if noun in INDICATOR_SHEET_LISTS and sheet_noun(sheet.name) != "indicator":
            raise ValueError(
                f"row {row} has {noun} fields, which repeat only on a sheet named {{indicator.code}}; move it there"
            )
    return _bands(sheet, lists, first=1, last=sheet.last_row, plain=plain)


def _row_list(cells: Sequence[FieldCell], row: int, plain: frozenset[str]) -> str:
    """The list that a row repeats for, "" for none."""
    each = _each(cells)
    if each:
        return each.noun
    nouns = {field.noun for cell in cells for field in cell.fields} - plain
    if "indicator" in nouns:
        nouns -= {"section"}
    if len(nouns) > 1:
        raise ValueError(
            f"row {row} has fields of two lists, {' and '.join(sorted(nouns))}; put them in different rows"
        )
    return nouns.pop() if nouns else ""


def _each(cells: Sequence[FieldCell]) -> Each | None:
    return next((cell.directive for cell in cells if cell.directive), None)


def _bands(
    sheet: SheetBlueprint, lists: Sequence[str], *, first: int, last: int, plain: frozenset[str]
) -> tuple[Band, ...]:
    bands: list[Band] = []
    row = first
    while row <= last:
        noun, each = lists[row - 1], _each(sheet.rows.get(row, ()))
        if not noun or noun in plain:
            bands.append(Fixed(row=row))
            row += 1
            continue
        end = _end(sheet, lists, row, last)
        inner: tuple[Band, ...] = tuple(Fixed(row=n) for n in range(row, end + 1))
        if noun == "section" and not each:
            inner = _bands(sheet, lists, first=row, last=end, plain=plain | {"section"})
        column = next((cell.column for cell in sheet.rows.get(row, ()) if cell.directive), 1)
        bands.append(Repeat(noun=noun, bands=inner, each=each, say_column=column))
        row = end + 1
    return tuple(bands)


def _end(sheet: SheetBlueprint, lists: Sequence[str], first: int, last: int) -> int:
    """The last row of what starts in row `first`: adjacent rows of one list, or a section's whole block."""
    noun, alone = lists[first - 1], _each(sheet.rows.get(first, ())) is not None
    block = noun == "section" and not alone
    end, row = first, first + 1
    while row <= last and not _each(sheet.rows.get(row, ())):
        here = lists[row - 1]
        if here == noun or (block and here == "indicator"):
            end = row
        elif not block or here:
            break
        row += 1
    return end
