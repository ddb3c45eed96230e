"""Drawings and charts follow their rows: anchors, series, categories, titles, and the figures that a chart keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from xl_scorecard.ooxml.following import Fill
from xl_scorecard.ooxml.moves import Moves, Placement
from xl_scorecard.ooxml.names import CHART, DRAWING_ML, SHEET_DRAWING, Element, local
from xl_scorecard.ooxml.references import Area, parse_area

Lookup = Callable[[Area], Sequence[float | str | None]]
"""Returns the finished values of an area on a named sheet, row by row."""

ROW = f"{{{SHEET_DRAWING}}}row"
CACHES = {"numRef": "numCache", "strRef": "strCache"}
TEXT_PARAGRAPH, TEXT_RUN = f"{{{DRAWING_ML}}}p", f"{{{DRAWING_ML}}}t"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingFollower:
    """Moves what floats over one finished sheet."""

    moves: Moves
    here: Placement
    fill: Fill
    lookup: Lookup
    number_format: Callable[[Area], str]

    def drawing(self, root: Element) -> None:
        """Change a copy of a drawing part: where its objects are anchored, and the fields in its text boxes."""
        for anchor in root:
            if local(anchor) in ("twoCellAnchor", "oneCellAnchor"):
                self._anchor(anchor)
        self._texts(root)
        for shape in root.iter(f"{{{SHEET_DRAWING}}}sp"):
            area = parse_area((shape.get("textlink") or "").lstrip("="))
            if area:
                moved = self.moves.area(area, here=self.here, items=self.here.sheet.items)
                shape.set("textlink", str(moved or area))
        for described in root.iter(f"{{{SHEET_DRAWING}}}cNvPr"):
            for name in ("descr", "title"):
                if described.get(name):
                    described.set(name, self.fill(described.get(name, ""), self.here.sheet.items))

    def chart(self, root: Element) -> None:
        """Change a copy of a chart part: its references, the figures kept beside them, and the fields in its titles."""
        self._texts(root)
        for formula in list(root.iter(f"{{{CHART}}}f")):
            area = parse_area(formula.text or "")
            if area is None:
                continue
            moved = self.moves.area(area, here=self.here, items=self.here.sheet.items, grow=True)
            formula.text = "#REF!" if moved is None else str(moved)
            if moved:
                self._cache(formula, moved)

    def _anchor(self, anchor: Element) -> None:
        start, end = anchor.find(f"{{{SHEET_DRAWING}}}from/{ROW}"), anchor.find(f"{{{SHEET_DRAWING}}}to/{ROW}")
        if start is None:
            return
        old = int(start.text or 0)
        start.text = str(self._row(old, last=False))
        if end is not None:
            height = int(end.text or 0) - old
            stretches = anchor.get("editAs", "twoCell") == "twoCell"
            end.text = str(self._row(old + height, last=True) if stretches else int(start.text) + height)

    def _row(self, row: int, *, last: bool) -> int:
        """Where a row of the template, counted from 0, went."""
        found = self.here.find(row + 1, self.here.sheet.items) or [row + 1]
        return found[-1 if last else 0] - 1

    def _texts(self, root: Element) -> None:
        """Fill fields in paragraphs; one that formatting splits over several runs is joined into the first of them."""
        for paragraph in root.iter(TEXT_PARAGRAPH):
            runs = list(paragraph.iter(TEXT_RUN))
            whole = "".join(run.text or "" for run in runs)
            if "{{" not in whole:
                continue
            if any((run.text or "").count("{{") != (run.text or "").count("}}") for run in runs):
                runs[0].text, runs[1:] = whole, [_emptied(run) for run in runs[1:]]
            for run in runs:
                run.text = self.fill(run.text or "", self.here.sheet.items)

    def _cache(self, formula: Element, area: Area) -> None:
        parent = formula.getparent()
        if parent is None or local(parent) not in CACHES:
            return
        numbers = local(parent) == "numRef"
        cache = parent.find(f"{{{CHART}}}{CACHES[local(parent)]}")
        if cache is None:
            cache = etree.SubElement(parent, f"{{{CHART}}}{CACHES[local(parent)]}")
            formula.addnext(cache)
        _fill_cache(cache, self.lookup(area), numbers=numbers)
        code = cache.find(f"{{{CHART}}}formatCode")
        if code is not None:
            code.text = self.number_format(area) or code.text


def _emptied(run: Element) -> Element:
    run.text = ""
    return run


def _fill_cache(cache: Element, values: Sequence[float | str | None], *, numbers: bool) -> None:
    """NumCache or strCache: the values that a chart shows before it is recalculated; blanks have no point."""
    for child in [c for c in cache if local(c) in ("ptCount", "pt")]:
        cache.remove(child)
    extensions = [c for c in cache if local(c) == "extLst"]
    etree.SubElement(cache, f"{{{CHART}}}ptCount", val=str(len(values)))
    for index, value in enumerate(values):
        if value is None or (numbers and isinstance(value, str)):
            continue
        point = etree.SubElement(cache, f"{{{CHART}}}pt", idx=str(index))
        etree.SubElement(point, f"{{{CHART}}}v").text = value if isinstance(value, str) else repr(value)
    for extension in extensions:
        cache.append(extension)
