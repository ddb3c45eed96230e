"""Bindings as text: the JSON that stands in column A of the hidden sheet, a stretch of it in each cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
from typing import Any

from xl_scorecard.layout.bindings import Bindings, BoundSheet, Run
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import split_fields

MARK = "xl_scorecard bindings 1"
LONGEST_CELL = 30_000
ONCE_EACH = 1


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
            BoundSheet(name=name, source=source, items=items, runs=tuple(chain.from_iterable(map(_unpacked, runs))))
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


def _sheet_json(sheet: BoundSheet) -> list[object]:
    return [sheet.name, sheet.source, dict(sheet.items), list(_packed(sheet.runs))]


def _packed(runs: tuple[Run, ...]) -> Iterator[list[object]]:
    """Runs as lists. Of rows that stand once each, as the template has them, for the same items, one says how many."""
    stretch: list[Run] = []
    for run in (*runs, None):
        if run and stretch and _follows(stretch[-1], run):
            stretch.append(run)
            continue
        if stretch:
            source, count, items = stretch[0]
            yield [source, count, dict(items)] if len(stretch) == 1 else [source, len(stretch), dict(items), ONCE_EACH]
        stretch = [run] if run else []


def _follows(run: Run, other: Run) -> bool:
    """Is the other run's one row the template's next, for the same items?"""
    return run[1] == other[1] == 1 and other[0] == run[0] + 1 and list(run[2].items()) == list(other[2].items())


def _unpacked(packed: list[Any]) -> Iterator[Run]:
    source, count, items, *once_each = packed
    if not once_each:
        yield source, count, items
        return
    for row in range(source, source + count):
        yield row, 1, items


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
