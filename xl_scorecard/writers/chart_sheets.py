"""Chart sheets: sheets that are nothing but a chart; it follows the rows that it draws, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.bands import sheet_noun
from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.following import Follower
from xl_scorecard.ooxml.placement import Placement, SheetCopy
from xl_scorecard.ooxml.workbook import SheetEntry
from xl_scorecard.writers.finishing import Filling, Finishing
from xl_scorecard.writers.followers import Rewriter, follow_drawings


def follow_chart_sheets(filling: Filling) -> None:
    """Rewrite the charts of the sheets that are no worksheets, and the fields in their titles and headers."""
    for entry in _others(filling):
        if sheet_noun(entry.name):
            place = Place(file=filling.template.file, sheet=entry.name)
            fix = "Put the chart on a worksheet of that name."
            filling.refused.append(TemplateError("is a chart sheet, which cannot be copied.", place=place, fix=fix))
        rewriter = Rewriter(package=filling.package, copied=False)
        here = Placement.of(SheetCopy(source=entry.name, name=entry.name, items={}, rows=(), last_row=0))
        planned = PlannedSheet(source=entry.name, name=entry.name, rows=(), last_row=0)
        finishing = Finishing(planned=planned, here=here, part=entry.part, parts={}, first=True)
        follow_drawings(filling, finishing, rewriter)
        rewriter.rewrite(entry.part, Follower(moves=filling.moves, here=here, fill=filling.fill).follow)


def _others(filling: Filling) -> Iterator[SheetEntry]:
    kinds = {link.target: link.kind for link in filling.package.relationships(filling.template.workbook).values()}
    return (entry for entry in filling.template.entries if kinds.get(entry.part) == "chartsheet")
