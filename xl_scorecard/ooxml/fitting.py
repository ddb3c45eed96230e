"""How high a row must be for the wrapped text in it, since neither a phone nor LibreOffice works that out on opening.

Widths of letters are those of Carlito, which has the metrics of Calibri (SIL Open Font Licence; read from its hmtx
table, in thousandths of the font's size). Other fonts are taken to be a tenth wider. A column's width counts digits of
the default font, 7 pixels wide, plus 5 pixels of padding (ECMA-376 part 1, 18.3.1.13).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.references import parse_area

FIRST = 32
REGULAR = (
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507,
    507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
    646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525,
    498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314,
    460, 314, 498,
)  # fmt: skip
OTHER_LETTER = 560
WIDTHS = {chr(FIRST + place): width for place, width in enumerate(REGULAR)}
BOLD_IS_WIDER = 1.03
OTHER_FONT_IS_WIDER = 1.1
DIGIT_PIXELS, PADDING_PIXELS = 7, 5
PIXELS_PER_POINT = 96 / 72
LINE = 1.3  # a line of Calibri takes 15 points at size 11 and 12.75 at size 10
STEP = 0.75  # Excel keeps heights in pixels of three quarters of a point
AIR = 3  # points between the last of several lines and the edge
CAUTION = 0.97  # a line that would just fit may not
DEFAULT_WIDTH = 9.140625


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How a cell format writes text; `size` in points, `indent` in steps of three spaces."""

    wraps: bool
    size: float = 11
    bold: bool = False
    indent: int = 0
    narrow: bool = True  # Calibri or of its widths


@dataclass(slots=True)
class Fitter:
    """Knows how wide the columns of one sheet are, cells merged in a row included."""

    widths: dict[int, float]
    default: float
    merged: dict[tuple[int, int], range] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Fitter:
        """Return the fitter of a worksheet, given its root."""
        widths = {
            column: float(element.get("width", DEFAULT_WIDTH))
            for element in root.iterfind(f"{main('cols')}/{main('col')}")
            for column in range(int(element.get("min", 1)), min(int(element.get("max", 1)), 702) + 1)
        }
        format_ = root.find(main("sheetFormatPr"))
        default = float(format_.get("defaultColWidth", DEFAULT_WIDTH)) if format_ is not None else DEFAULT_WIDTH
        return cls(widths, default, dict(_merged(root)))

    def height(self, text: str, row: int, column: int, lettering: Lettering) -> float:
        """Return the height in points that `text` needs in a cell of the template's `row`."""
        columns = self.merged.get((row, column), range(column, column + 1))
        pixels = sum(math.trunc(self.widths.get(n, self.default) * DIGIT_PIXELS) for n in columns)
        room = (pixels - PADDING_PIXELS) * CAUTION - lettering.indent * 9
        lines = lines_needed(text, room, lettering)
        air = AIR if lines > 1 else 0
        return math.ceil((lines * lettering.size * LINE + air) / STEP) * STEP


def default_height(root: Element) -> float:
    """Return the height in points of a row that says none."""
    format_ = root.find(main("sheetFormatPr"))
    return float(format_.get("defaultRowHeight", 15)) if format_ is not None else 15.0


def _merged(root: Element) -> Iterator[tuple[tuple[int, int], range]]:
    for element in root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}"):
        area = parse_area(element.get("ref", ""))
        if area and area.top == area.bottom:
            yield (area.top, area.left), range(area.left, area.right + 1)


def lines_needed(text: str, room: float, lettering: Lettering) -> int:
    """Return how many lines `text` takes in a cell of `room` pixels, words kept whole where they fit.

    >>> lines_needed("one two", 1000, Lettering(wraps=True)), lines_needed("one two", 30, Lettering(wraps=True))
    (1, 2)
    """
    return sum(_lines(paragraph, max(room, 1), lettering) for paragraph in text.split("\n"))


def _lines(paragraph: str, room: float, lettering: Lettering) -> int:
    space = text_pixels(" ", lettering)
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = text_pixels(word, lettering)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        used = used + (space if used else 0) + width
        if used > room:  # a word longer than a line is broken
            lines, used = lines + int(used // room), used % room
    return lines


def text_pixels(text: str, lettering: Lettering) -> float:
    """Return how wide a text is, in pixels."""
    units = sum([WIDTHS.get(letter, OTHER_LETTER) for letter in text])
    wider = (BOLD_IS_WIDER if lettering.bold else 1) * (1 if lettering.narrow else OTHER_FONT_IS_WIDER)
    return units / 1000 * lettering.size * PIXELS_PER_POINT * wider
