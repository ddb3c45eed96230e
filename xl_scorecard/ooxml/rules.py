"""Rules over ranges follow them: conditional formats and validation, classic and x14.

A rule stays one rule over all copies. Excel reads its formula from the range's first cell and shifts it for the others,
so a reference that must mean the item's own row in every copy is written without a dollar, and one that must mean the
same rows everywhere with it. Where neither says what is meant the rule cannot follow, and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xl_scorecard.ooxml.formulas import Piece, move_formula, parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import X14, XM, Element, local, main
from xl_scorecard.ooxml.placement import Path, Placement, move_sqref
from xl_scorecard.ooxml.references import Area, parse_area

SQREF, FORMULA = f"{{{XM}}}sqref", f"{{{XM}}}f"
MOST_ROWS = 2000
APART = "has a rule whose formula means rows that one rule cannot name for every copy"
GONE = "#REF!"


class CannotFollowError(ValueError):
    """Something has no meaning after its rows repeat; the message says what, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFollower:
    """Moves the rules of one finished sheet."""

    moves: Moves
    here: Placement

    def formatting(self, element: Element) -> None:
        """conditionalFormatting, classic: its range, the formulas of its rules, and thresholds that are formulas."""
        sqref = element.get("sqref", "")
        for formula in element.iter(main("formula")):
            formula.text = self.formula(formula.text or "", sqref)
        for threshold in element.iter(main("cfvo")):
            if threshold.get("type") == "formula" or not _is_number(threshold.get("val", "0")):
                threshold.set("val", self.formula(threshold.get("val", ""), sqref))
        _set_or_remove(element, move_sqref(sqref, self.here))

    def validation(self, element: Element) -> None:
        """dataValidation, classic: its range and its formulas."""
        sqref = element.get("sqref", "")
        for formula in element:
            if local(formula) in ("formula1", "formula2") and formula.text:
                formula.text = self.formula(formula.text, sqref)
        _set_or_remove(element, move_sqref(sqref, self.here))

    def extended(self, element: Element) -> None:
        """x14:conditionalFormatting, x14:dataValidation: the range is an element, and so are the formulas."""
        where = element.find(SQREF)
        if where is None:
            return
        sqref = where.text or ""
        for formula in element.iter(FORMULA):
            if not _is_number(formula.text or "0"):
                formula.text = self.formula(formula.text or "", sqref)
        where.text = move_sqref(sqref, self.here)
        if not where.text:
            remove(element)

    def formula(self, text: str, sqref: str) -> str:
        """Return a rule's formula as it is read from the first cell of the range `sqref` where that went."""
        rows = tuple(_rows(sqref, self.here.sheet.last_row))
        if not rows:
            return text

        def move(piece: Piece) -> str:
            if isinstance(piece, Area):
                return str(self._area(piece, rows)) if piece.has_rows else self._whole(piece, rows)
            return self.moves.name(piece, here=self.here, items=self._items(rows[0]))

        return move_formula(parse_formula(text), move)

    def _items(self, row: int) -> Path:
        numbers = self.here.find(row, self.here.sheet.items)
        return self.here.items(numbers[0]) if numbers else self.here.sheet.items

    def _whole(self, area: Area, rows: tuple[int, ...]) -> str:
        moved = self.moves.area(area, here=self.here, items=self._items(rows[0]))
        return str(moved or area)

    def _area(self, area: Area, rows: tuple[int, ...]) -> Area | str:
        targets = list(self._targets(area, rows))
        if not targets:
            return area
        if None in targets:
            return GONE
        found = [target for target in targets if target]
        sheets = {sheet for _, sheet, _, _ in found}
        top = _one(found[0][2], [(n, first) for n, _, first, _ in found], fixed=area.absolute[1])
        bottom = _one(found[0][3], [(n, last) for n, _, _, last in found], fixed=area.absolute[3])
        if len(sheets) > 1 or top is None or bottom is None:
            raise CannotFollowError(APART)
        absolute = (area.absolute[0], top[1], area.absolute[2], bottom[1])
        single = area.single and top[0] == bottom[0]
        moved = replace(area, top=top[0], bottom=bottom[0], absolute=absolute, single=single)
        return moved.on(sheets.pop())

    def _targets(self, area: Area, rows: tuple[int, ...]) -> Iterator[tuple[int, str | None, int, int] | None]:
        """What the area means for every finished row of the range: that row, a sheet, the first and the last row."""
        for row in rows:
            shift = row - rows[0]
            top = area.top if area.absolute[1] else area.top + shift
            bottom = area.bottom if area.absolute[3] else area.bottom + shift
            for number in self.here.find(row, self.here.sheet.items):
                yield self._target(area.with_rows(top, bottom) if top <= bottom else area, number)

    def _target(self, area: Area, number: int) -> tuple[int, str | None, int, int] | None:
        """Seen from one finished row: its item's own, or for a range between fixed rows all copies."""
        items = self.here.items(number)
        fixed = not area.single and area.absolute[1] and area.absolute[3]
        moved = self.moves.area(area, here=self.here, items=self.here.sheet.items if fixed else items)
        return None if moved is None else (number, moved.sheet, moved.top, moved.bottom)


def _one(first: int, found: list[tuple[int, int]], *, fixed: bool) -> tuple[int, bool] | None:
    """The row to write, and whether with a dollar; None where no one row means the right one from everywhere."""
    still = len({row for _, row in found}) == 1
    along = len({row - number for number, row in found}) == 1
    if not still and not along:
        return None
    return first, fixed if still and along else still


def _rows(sqref: str, last: int) -> Iterator[int]:
    """The template's rows in a range, the topmost first; of those below the last that holds anything only one."""
    found = [area for area in map(parse_area, sqref.split()) if area and area.has_rows]
    rows = sorted({row for a in found for row in range(a.top, min(a.bottom, last + 1, a.top + MOST_ROWS) + 1)})
    yield from rows or sorted({area.top for area in found})


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _set_or_remove(element: Element, sqref: str) -> None:
    if sqref:
        element.set("sqref", sqref)
    else:
        remove(element)


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


EXTENDED = (f"{{{X14}}}conditionalFormatting", f"{{{X14}}}dataValidation")
