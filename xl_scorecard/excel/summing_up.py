"""Summing up: what a refresh changed, in a few sentences that a person reads in a box."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.excel.changes import SheetChanges
from xl_scorecard.excel.sight import Sight
from xl_scorecard.excel.timing import Timing
from xl_scorecard.layout.bindings import bound_rows
from xl_scorecard.layout.blueprint import FieldCell
from xl_scorecard.layout.field import Field, split_fields
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.status import STATUS_NUMBERS

MOST_NAMED = 6
WORDS = {float(number): status.value for status, number in STATUS_NUMBERS.items()}


STEADY = frozenset({"scorecard.organisation", "scorecard.title", "scorecard.part", "scorecard.prepared_by"})
STALE_HEADERS = "The printed headers still say what they said: Rebuild renews them."
STALE_CAPTIONS = "Some texts in charts or boxes still say what they said: Rebuild renews them."


def summed_up(
    book: str,
    sight: Sight,
    sheets: tuple[SheetChanges, ...],
    card: Scorecard,
    timing: Timing,
    *,
    stale_headers: bool = False,
) -> str:
    """Return what changed, and what it was made from in how long."""
    before = Period.parse(sight.bindings.period)
    cells = sum(len(sheet.cells) for sheet in sheets)
    lines = [
        _period(book, before, card.period),
        f"{cells:,} cell{'' if cells == 1 else 's'} changed." if cells else "Nothing has changed in the sources.",
        *_statuses(sight, card),
        *_filters(sheets),
        *([STALE_HEADERS] if stale_headers else []),
        *([STALE_CAPTIONS] if any(sheet.stale for sheet in sheets) else []),
        f"{_made_from(card)} in {timing.stop():.1f} s.",
    ]
    return "\n".join(lines)


def headers_change(sight: Sight) -> bool:
    """Does a header or footer say anything that is another in another month?"""
    texts = (text for sheet in sight.bindings.blueprint.sheets for text in sheet.headers.values())
    fields = (piece for text in texts for piece in split_fields(text) if isinstance(piece, Field))
    return any(f"{field.noun}.{field.name}" not in STEADY for field in fields)


def _period(book: str, before: Period, now: Period) -> str:
    return f"{book} shows {now.label}{f'; it showed {before.label}' if before != now else ''}."


def _made_from(card: Scorecard) -> str:
    indicators, files = sum(1 for _ in card.lines), len({source.file for source in card.sources})
    return f"{_count(indicators, 'indicator')} from {_count(files, 'source')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _statuses(sight: Sight, card: Scorecard) -> Iterator[str]:
    """Which indicators stand otherwise than before: "Op410 is now Red; it was Green."."""
    before = dict(_shown(sight))
    changed = []
    for line in card.lines:
        now, was = line.headline_assessment.status.value, before.get(line.indicator.code)
        if was and was != now:
            changed.append(f"{line.indicator.code} is now {now}; it was {was}.")
    yield from changed[:MOST_NAMED]
    if len(changed) > MOST_NAMED:
        yield f"{len(changed) - MOST_NAMED} more have another status."


def _shown(sight: Sight) -> Iterator[tuple[str, str]]:
    """The status of each indicator as the workbook showed it."""
    cells = {
        (s.name, c.row): c
        for s in sight.bindings.blueprint.sheets
        for cs in s.rows.values()
        for c in cs
        if _is_status(c)
    }
    for sheet in sight.bindings.sheets:
        place = sight.places[sheet.name]
        for number, row in enumerate(bound_rows(sheet), start=1):
            cell, index = cells.get((sheet.source, row.source)), row.items.get("indicator")
            if cell and index is not None:
                content = sight.sheet_of(sheet.name).at(place.cell(number, cell.column)).content
                word = WORDS.get(content) if isinstance(content, float) else content
                if isinstance(word, str):
                    yield sight.bindings.codes[index], word


def _is_status(cell: FieldCell) -> bool:
    names = [(field.noun, field.name) for field in cell.fields if field.at is None or field.at.word == "headline"]
    return names == [("indicator", "status")]


def _filters(sheets: tuple[SheetChanges, ...]) -> Iterator[str]:
    names = [f'"{sheet.name}"' for sheet in sheets if sheet.seen.filters and (sheet.cells or sheet.rows)]
    if names:
        yield f"The filter on {', '.join(names)} was cleared, so that every row could be filled in."
