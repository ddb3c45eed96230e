"""The parts that belong to a sheet follow its rows: drawings, charts, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from xl_scorecard.ooxml.drawing import DrawingFollower
from xl_scorecard.ooxml.names import Element, serialise
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.table import follow_table, rename_table
from xl_scorecard.writers.finishing import Filling, Finishing


def follow_parts(filling: Filling, sheet: Finishing) -> None:
    """Rewrite the drawings, charts and tables of a finished sheet; those that stay as they were are not touched."""
    package, here, moves = filling.package, sheet.here, filling.moves
    follower = DrawingFollower(
        moves=moves,
        here=here,
        fill=filling.fill,
        lookup=filling.values.area,
        number_format=partial(filling.values.number_format, filling.styles),
    )
    for part in _related(package, sheet.part, "drawing"):
        _rewrite(package, part, follower.drawing)
        for chart in _related(package, part, "chart"):
            _rewrite(package, chart, follower.chart)
    for part in _related(package, sheet.part, "table"):
        _rewrite(package, part, partial(follow_table, moves=moves, here=here))
        if not sheet.first:
            number, taken = _tables(package, except_for=part)
            _rewrite(package, part, partial(rename_table, number=number, taken=taken))


def _related(package: Package, part: str, kind: str) -> Iterator[str]:
    return (link.target for link in package.relationships(part).values() if link.kind == kind)


def _rewrite(package: Package, part: str, change: Callable[[Element], None]) -> None:
    root = package.xml(part)
    before = serialise(root)
    change(root)
    after = serialise(root)
    if after != before:
        package.replace(part, after)


def _tables(package: Package, *, except_for: str) -> tuple[int, set[str]]:
    """Return the next free table id, and the names that other tables have."""
    roots = [package.xml(n) for n in package.names() if n.startswith("xl/tables/") and n != except_for]
    numbers = [int(root.get("id", 0)) for root in roots]
    return max([0, *numbers]) + 1, {root.get("displayName", "").casefold() for root in roots}
