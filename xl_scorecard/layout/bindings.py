"""Bindings: what a finished workbook remembers of how it was filled, so that it can be filled again in place.

They hold the template's fields (the blueprint), the finished sheets with the rows that each copied, and hashes of
template, definition, layout, and of every note that was written. They are text (JSON), and know no engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise

from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import At, split_fields
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard

SHEET = "_scorecard"
MARK = "xl_scorecard bindings 1"
LONGEST_CELL = 30_000
NOTE = "indicator.note"

Run = tuple[int, int, Mapping[str, int]]
"""A template's row, how many finished rows copied it in turn, and the items of the first; the innermost counts on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSheet:
    """A finished sheet: the template's sheet it copied, its items, and its rows in runs."""

    name: str
    source: str
    items: Mapping[str, int]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """What a finished workbook remembers; `codes` are the indicators', `notes` hashes by code and period.

    `source` is the file name of the definition, without its folder; `part` what it is a scorecard of, where it is of
    one part; `displays` a hash of how the indicators' figures are shown. Workbooks of earlier versions have none.
    """

    template: str
    definition: str
    period: str
    headline: str
    codes: tuple[str, ...]
    blueprint: Blueprint
    sheets: tuple[BoundSheet, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    part: str = ""
    displays: str = ""

    def period_of(self, at: At) -> Period | None:
        """Return the period that `at` meant when the workbook was filled."""
        if at.word == "headline":
            return Period.parse(self.headline) if self.headline else None
        return at.of(Period.parse(self.period))

    @property
    def layout(self) -> str:
        """A hash of where everything stands: equal for two scorecards that fill the same cells with the same fields."""
        return text_hash(repr([self.codes, *(_layout(sheet) for sheet in self.sheets)]))


def bind(card: Scorecard, blueprint: Blueprint, plan: Plan, *, template: str, notes: Mapping[str, str]) -> Bindings:
    """Return the bindings of a plan; `template` is the template's sha256, `notes` the hashes of the notes written."""
    return Bindings(
        template=template,
        definition=card.definition.sha256,
        period=card.period.code,
        headline=card.headline.code if card.headline else "",
        codes=tuple(line.indicator.code for line in card.lines),
        blueprint=blueprint,
        sheets=bound_sheets(plan.sheets),
        notes=notes,
        source=card.definition.path.name,
        part=card.part.code if card.part else "",
        displays=_displays(card),
    )


def bound_sheets(sheets: Iterable[PlannedSheet]) -> tuple[BoundSheet, ...]:
    """Return what is remembered of finished sheets."""
    return tuple(_bound(sheet) for sheet in sheets)


def text_hash(text: str) -> str:
    """Return a short hash of a text, the same on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def to_text(bindings: Bindings) -> str:
    """Return the bindings as JSON."""
    content = {
        "template": bindings.template,
        "definition": bindings.definition,
        "period": bindings.period,
        "headline": bindings.headline,
        "layout": bindings.layout,
        "codes": bindings.codes,
        "file": bindings.blueprint.file,
        "fields": [_blueprint_json(sheet) for sheet in bindings.blueprint.sheets],
        "sheets": [_sheet_json(sheet) for sheet in bindings.sheets],
        "notes": bindings.notes,
        "source": bindings.source,
        "part": bindings.part,
        "displays": bindings.displays,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Bindings:
    """Return the bindings in a JSON text; raises ValueError or KeyError when they are none."""
    content = json.loads(text)
    return Bindings(
        template=content["template"],
        definition=content["definition"],
        period=content["period"],
        headline=content["headline"],
        codes=tuple(content["codes"]),
        blueprint=Blueprint(
            file=content["file"],
            sheets=tuple(_blueprint(sheet) for sheet in content["fields"]),
        ),
        sheets=tuple(
            BoundSheet(name=name, source=source, items=items, runs=tuple((s, n, i) for s, n, i in runs))
            for name, source, items, runs in content["sheets"]
        ),
        notes=content["notes"],
        source=content.get("source", ""),
        part=content.get("part", ""),
        displays=content.get("displays", ""),
    )


def cells_of(text: str) -> list[str]:
    """Return the texts of the cells that hold bindings, the mark first: column A of the hidden sheet, top down."""
    return [MARK, *(text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL))]


def from_cells(cells: list[str]) -> Bindings | None:
    """Return the bindings that column A of the hidden sheet holds; None when it holds none that we can read."""
    if not cells or cells[0] != MARK:
        return None
    try:
        return from_text("".join(cells[1:]))
    except (ValueError, KeyError, TypeError):
        return None


def bound_rows(sheet: BoundSheet) -> Iterator[PlannedRow]:
    """Return a finished sheet's rows, without values, from row 1."""
    for source, count, first in sheet.runs:
        innermost = next(reversed(list(first)), None)
        for step in range(count):
            items = {**first, innermost: first[innermost] + step} if innermost else first
            yield PlannedRow(source=source, items=items)


def _layout(sheet: BoundSheet) -> list[object]:
    """What decides where things stand on a sheet: which section and indicator a row is of, not which month."""
    runs = [
        (source, count, [items.get(noun) for noun in ("section", "indicator")]) for source, count, items in sheet.runs
    ]
    return [sheet.name, sheet.source, list(sheet.items.items()), runs]


def _displays(card: Scorecard) -> str:
    shown = [[line.indicator.code, line.indicator.unit.value, line.indicator.decimals] for line in card.lines]
    return text_hash(json.dumps(shown))


def _bound(sheet: PlannedSheet) -> BoundSheet:
    return BoundSheet(name=sheet.name, source=sheet.source, items=sheet.items, runs=tuple(_runs(sheet.rows)))


def _runs(rows: tuple[PlannedRow, ...]) -> Iterator[Run]:
    source, count, first = 0, 0, dict[str, int]()
    innermost: str | None = None
    for row in rows:
        if row.source == source and innermost and _goes_on(row.items, first, innermost, count):
            count += 1
            continue
        if count:
            yield source, count, first
        source, count, first = row.source, 1, dict(row.items)
        innermost = next(reversed(first), None)
    if count:
        yield source, count, first


def _goes_on(items: Mapping[str, int], first: Mapping[str, int], innermost: str, count: int) -> bool:
    """Are these the items of the row that is `count` rows below the first of a run?"""
    if items.get(innermost) != first[innermost] + count or list(items) != list(first):
        return False
    return all(item == first[noun] for noun, item in items.items() if noun != innermost)


def note_key(code: str, period: Period) -> str:
    """Return what the note of an indicator for a period is kept under."""
    return f"{code}|{period.code}"


def note_cells(sheet: SheetBlueprint) -> Iterator[FieldCell]:
    """Return the cells of a template's sheet that are for staff to write notes in: one field alone, indicator.note."""
    for cells in sheet.rows.values():
        for cell in cells:
            if [f"{f.noun}.{f.name}" for f in cell.fields] == [NOTE] and not any(
                isinstance(p, str) for p in cell.pieces
            ):
                yield cell


def _sheet_json(sheet: BoundSheet) -> list[object]:
    return [sheet.name, sheet.source, dict(sheet.items), [[s, n, dict(items)] for s, n, items in sheet.runs]]


def _blueprint_json(sheet: SheetBlueprint) -> list[object]:
    cells = [
        [cell.name, cell.row, cell.column, _texts(cell), cell.per_cent, cell.general]
        for cells in sheet.rows.values()
        for cell in cells
    ]
    captions = [[part, place, _hidden(text)] for (part, place), text in sheet.captions.items()]
    headers = {name: _hidden(text) for name, text in sheet.headers.items()}
    return [sheet.name, sheet.last_row, cells, headers, captions]


def _texts(cell: FieldCell) -> str | list[str]:
    """The text of a cell with its fields; of a rich text, that of each run."""
    texts = [_piece_text(piece) for piece in cell.pieces]
    if not cell.runs:
        return "".join(texts)
    return ["".join(texts[start:end]) for start, end in pairwise([0, *accumulate(cell.runs)])]


def _piece_text(piece: object) -> str:
    text = getattr(piece, "text", None)
    return piece if isinstance(piece, str) else f"[[ {text} ]]"


def _hidden(text: str) -> str:
    """A text with its fields' braces changed, since none may stand in a finished workbook."""
    return text.replace("{{", "[[").replace("}}", "]]")


def _shown(text: str) -> str:
    return text.replace("[[", "{{").replace("]]", "}}")


def _blueprint(content: list[object]) -> SheetBlueprint:
    name, last_row, cells, headers, captions = content
    rows: dict[int, tuple[FieldCell, ...]] = {}
    if not isinstance(name, str) or not isinstance(last_row, int) or not isinstance(cells, list):
        raise ValueError("not a sheet's fields")  # noqa: TRY004 - from_cells reads any ValueError as "no bindings"
    for cell_name, row, column, text, per_cent, *general in cells:
        runs = [split_fields(_shown(run)) for run in ([text] if isinstance(text, str) else text)]
        pieces, counts = tuple(chain(*runs)), () if isinstance(text, str) else tuple(map(len, runs))
        rows[row] = (
            *rows.get(row, ()),
            FieldCell(
                name=cell_name,
                row=row,
                column=column,
                pieces=pieces,
                per_cent=per_cent,
                general=any(general),
                runs=counts,
            ),
        )
    if not isinstance(headers, dict) or not isinstance(captions, list):
        raise ValueError("not a sheet's fields")  # noqa: TRY004 - from_cells reads any ValueError as "no bindings"
    return SheetBlueprint(
        name=name,
        last_row=last_row,
        rows=rows,
        headers={tag: _shown(text) for tag, text in headers.items()},
        captions={(part, place): _shown(text) for part, place, text in captions},
    )
