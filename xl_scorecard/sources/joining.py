"""A column made of others: the texts of its parts with a space between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, ColumnType
from xl_scorecard.sources.cells import as_text
from xl_scorecard.sources.columns import with_zeros
from xl_scorecard.sources.grid import Array, Cells, letter
from xl_scorecard.sources.grid_building import pack
from xl_scorecard.sources.problems import Kind, make_problem


def join_columns(
    columns: Sequence[Column], cells: Mapping[str, Cells], numbers: Array, indexes: Mapping[str, int], where: Place
) -> tuple[dict[str, Cells], list[Problem]]:
    """Return each column that is made of others, and a Problem where an id lacks one of its parts.

    An id of which a part is empty is missing: half an id may be another person's. A text is made of what is there.
    """
    joined: dict[str, Cells] = {}
    problems: list[Problem] = []
    for column in columns:
        parts = [[as_text(cell) for cell in with_zeros(cells[part])] for part in column.join_of if part in cells]
        if not column.join_of:
            continue
        rows = list(zip(*parts, strict=True)) if len(parts) == len(column.join_of) else [(None,)] * len(numbers)
        whole = column.type is ColumnType.ID
        joined[column.name] = pack([_joined(row, whole=whole) for row in rows])
        lacking = [n for n, row in enumerate(rows) if whole and any(row) and not all(row)]
        if lacking:
            first = letter(indexes[column.join_of[0]])
            words = {"column": column.headings[0], "parts": " and ".join(column.join_of)}
            places = [f"{first}{numbers[n]}" for n in lacking]
            problems.append(make_problem(Kind.JOIN_INCOMPLETE, where, places, words=words))
    return joined, problems


def _joined(parts: Sequence[str | None], *, whole: bool) -> str | None:
    return None if whole and not all(parts) else " ".join(part for part in parts if part) or None
