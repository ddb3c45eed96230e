"""Where the bound sheets stand now, as the formulas of the hidden sheet tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.layout.tracking import LOST, LostTrackError, Span, Tracks, Whereabouts, bound_tracks, whereabouts
from xl_scorecard.ooxml.formulas import areas, parse_formula
from xl_scorecard.ooxml.references import MAX_COLUMN, MAX_ROW, Area


def places_of(bindings: Bindings, formulas: Mapping[int, str]) -> dict[str, Whereabouts]:
    """Return where each bound sheet stands, by the name it was bound under; `formulas` by row, from 1, without "=".

    A workbook without such formulas, of an earlier version, is taken to stand as it was. Raises LostTrackError.
    """
    found = enumerate(bound_tracks(bindings), start=1)
    return {sheet.name: _place(sheet.name, tracks, formulas.get(row, "")) for row, (sheet, tracks) in found}


def refuse_missing(bound: Iterable[str], there: Collection[str]) -> None:
    """Raise LostTrackError where a bound sheet is not there any more."""
    gone = sorted(set(bound) - set(there))
    if gone:
        raise LostTrackError(f'the sheet "{gone[0]}" is not there any more')


def _place(bound: str, tracks: Tracks, formula: str) -> Whereabouts:
    if not formula:
        return Whereabouts(name=bound)
    named = list(areas(parse_formula(formula)))
    name = next((area.sheet for area in named if area.sheet), None)
    if name is None:
        raise LostTrackError(f'the sheet "{bound}" was deleted')
    spans = [_spans(area) for area in named]
    try:
        return whereabouts(name, tracks, [*spans, *([None] if LOST in formula else [])])
    except LostTrackError as lost:
        raise LostTrackError(f'on the sheet "{name}" {lost}') from None


def _spans(area: Area) -> tuple[Span, Span]:
    """Columns and rows; a whole column may be told by all its rows, a whole row by all its columns."""
    whole_column = not area.top or (area.top == 1 and area.bottom == MAX_ROW)
    whole_row = not area.left or (area.left == 1 and area.right == MAX_COLUMN)
    columns = (0, 0) if whole_row else (area.left, area.right)
    return columns, (0, 0) if whole_column else (area.top, area.bottom)
