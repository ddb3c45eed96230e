"""The parts that belong to a sheet follow its rows: drawings, charts, tables, notes, buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.captions import fill_paragraphs
from xl_scorecard.ooxml.chart_text import ChartText
from xl_scorecard.ooxml.charts import ChartFollower
from xl_scorecard.ooxml.controls import follow_control
from xl_scorecard.ooxml.drawing import DrawingFollower
from xl_scorecard.ooxml.drawing_text import DrawingText
from xl_scorecard.ooxml.names import Element, parse, serialise
from xl_scorecard.ooxml.newer_charts import NewerChartFollower
from xl_scorecard.ooxml.notes import follow_notes, follow_threads
from xl_scorecard.ooxml.package import Package, relationships_part, write_relationships
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.refusal import Refusal
from xl_scorecard.ooxml.table import TableDesign, follow_table, rename_table
from xl_scorecard.ooxml.vml import follow_shapes, parse_vml, serialise_vml
from xl_scorecard.writers.finishing import Filling, Finishing

T = TypeVar("T")


def follow_parts(filling: Filling, sheet: Finishing) -> None:
    """Rewrite the drawings, charts, tables and notes of a finished sheet; what stays as it was is not touched."""
    rewriter = Rewriter(package=filling.package, copied=not sheet.first)
    follow_drawings(filling, sheet, rewriter)
    for part in rewriter.related(sheet.part, "table"):
        _table(filling, sheet, rewriter, part)
    if sheet.here.still:
        return
    here, moves = sheet.here, filling.moves
    for part in rewriter.related(sheet.part, "comments"):
        rewriter.rewrite(part, partial(follow_notes, here=here))
    for part in rewriter.related(sheet.part, "threadedComment"):
        rewriter.rewrite(part, partial(follow_threads, here=here))
    for part in rewriter.related(sheet.part, "ctrlProp"):
        rewriter.rewrite(part, partial(follow_control, moves=moves, here=here))
    for part in rewriter.related(sheet.part, "vmlDrawing"):
        rewriter.rewrite(part, partial(follow_shapes, moves=moves, here=here), parse=parse_vml, write=serialise_vml)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriter:
    """Changes parts of a package. `copied`: they were copied for this sheet, so that nobody else's are changed."""

    package: Package
    copied: bool

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Return the parts of a kind that hang on a part."""
        links = self.package.relationships(part).values()
        return (link.target for link in links if link.kind == kind and link.target in self.package)

    def rewrite(
        self,
        part: str,
        change: Callable[[Element], None],
        *,
        parse: Callable[[bytes], Element] = parse,
        write: Callable[[Element], bytes] = serialise,
    ) -> None:
        """Change a part; where nothing changes it keeps its very bytes."""
        root = parse(self.package.content(part))
        before = b"" if self.copied else write(root)
        change(root)
        after = write(root)
        if after != before:
            self.package.replace(part, after)

    def replace(self, part: str, content: bytes) -> None:
        """Set a part's content; where nothing changes it keeps its very bytes."""
        if self.copied or content != self.package.content(part):
            self.package.replace(part, content)


def follow_drawings(filling: Filling, sheet: Finishing, rewriter: Rewriter) -> None:
    """Rewrite what floats over a finished sheet: drawings, and the charts in them."""
    refused: list[Refusal] = []
    floating = DrawingFollower(moves=filling.moves, here=sheet.here, fill=filling.fill, refused=refused)
    charts = chart_follower(filling, sheet)
    newer = NewerChartFollower(moves=filling.moves, here=sheet.here, fill=filling.fill, refused=refused)
    for part in rewriter.related(sheet.part, "drawing"):
        _drawing(filling, sheet, rewriter, part, floating)
        _links(rewriter.package, part, floating)
        for chart in rewriter.related(part, "chart"):
            _chart(filling, sheet, rewriter, chart, charts)
            for shapes in rewriter.related(chart, "chartUserShapes"):
                rewriter.rewrite(shapes, floating.shapes)
        for chart in rewriter.related(part, "chartEx"):
            rewriter.rewrite(chart, newer.chart)
    filling.refuse(sheet.planned.source, refused)


def _drawing(filling: Filling, sheet: Finishing, rewriter: Rewriter, part: str, floating: DrawingFollower) -> None:
    text = _as_text(filling.drawings, partial(DrawingText.of, by_any=filling.again), sheet, rewriter, part)
    if text is None:
        rewriter.rewrite(part, floating.drawing)
    else:
        rewriter.replace(part, text.written(floating))


def _chart(filling: Filling, sheet: Finishing, rewriter: Rewriter, part: str, charts: ChartFollower) -> None:
    text = _as_text(filling.charts, partial(ChartText.of, by_any=filling.again), sheet, rewriter, part)
    written = text.written(charts) if text else None
    if written is None:
        rewriter.rewrite(part, charts.chart)
    else:
        rewriter.replace(part, written)


def _as_text(
    known: dict[str, T | None], cut: Callable[[bytes], T | None], sheet: Finishing, rewriter: Rewriter, part: str
) -> T | None:
    """A part cut where its copies differ: once for all copies, whose parts hold as yet what the template's does."""
    if not rewriter.copied:
        return cut(rewriter.package.content(part))
    origin = sheet.origin(part)
    if origin not in known:
        root = parse(rewriter.package.content(part))
        fill_paragraphs(root, str)
        known[origin] = cut(serialise(root))
    return known[origin]


def chart_follower(filling: Filling, sheet: Finishing) -> ChartFollower:
    """Return what moves the charts of a finished sheet."""
    return ChartFollower(
        moves=filling.moves,
        here=sheet.here,
        fill=filling.fill,
        lookup=filling.values.area,
        shown=filling.values.shown,
        changes=filling.values.changes,
        number_format=partial(filling.values.number_format, filling.styles),
    )


def _links(package: Package, part: str, floating: DrawingFollower) -> None:
    links = package.relationships(part)
    moved = floating.links(links)
    if moved != links:
        package.replace(relationships_part(part), write_relationships(moved, part))


def _table(filling: Filling, sheet: Finishing, rewriter: Rewriter, part: str) -> None:
    design = filling.tables_by_part.get(sheet.origin(part))
    written = _headings(sheet, design) if design and design.headers else {}
    if design and written:
        filling.refuse(sheet.planned.source, _bad_headings(design, written))
    headers = {column: value.content for column, value in written.items() if isinstance(value.content, str)}
    rewriter.rewrite(part, partial(follow_table, moves=filling.moves, here=sheet.here, headers=headers))
    if design and not sheet.first:
        name = sheet.here.tables[design.name.casefold()]
        rewriter.rewrite(part, partial(rename_table, number=filling.table_names.ids[name.casefold()], name=name))


def _headings(sheet: Finishing, design: TableDesign) -> dict[int, Value]:
    """What was written into the heading cells of a table, by column."""
    found = sheet.here.find(design.area.top, sheet.here.sheet.items)
    rows = sheet.planned.rows
    values = rows[found[0] - 1].values if found and found[0] <= len(rows) else {}
    return {column: values[column] for column in range(design.area.left, design.area.right + 1) if column in values}


def _bad_headings(design: TableDesign, written: Mapping[int, Value]) -> Iterator[Refusal]:
    """Each heading must say something of its own, in words."""
    seen: set[str] = set()
    for column, name in enumerate(design.columns, start=design.area.left):
        said = written[column].content if column in written else name
        if not isinstance(said, str) or said.casefold() in seen:
            why = "says the same as another" if isinstance(said, str) else "says no words"
            sentence = f"is a heading of the table {design.name}, and {why}"
            yield Refusal(
                cell_name(design.area.top, column), sentence, "Give each column a heading of its own, in words."
            )
        else:
            seen.add(said.casefold())
