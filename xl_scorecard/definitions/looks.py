"""Looks: the styles of a definition's sheets, named by what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from xl_scorecard.definitions.written import Written

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.styles.styleable import StyleableObject

ACCENT, INK, QUIET, HAIRLINE, TINT = "FF12436D", "FF1F2933", "FF5F6B7A", "FFD5DBE1", "FFF4F7FA"
COUNTING_TAB, REPORTING_TAB = "12436D", "8FA3B8"
FACE = "Calibri"
TEXT, GENERAL = "@", "General"
TITLE_HEIGHT, ABOUT_HEIGHT, HEADING_HEIGHT, ENTRY_HEIGHT = 30, 22, 22, 19
LINE_HEIGHT, CHARACTERS_A_WIDTH = 13, 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks; `put_on` gives it that look."""

    size: float = 10
    bold: bool = False
    colour: str = INK
    fill: str = ""
    line: Literal["thin", "medium"] | None = None
    line_colour: str = HAIRLINE
    wrap: bool = True
    vertical: Literal["top", "center", "bottom"] = "center"
    right: bool = False
    number_format: str = GENERAL

    def put_on(self, cell: StyleableObject) -> None:
        """Give `cell`, or a whole column, this look."""
        cell.font = Font(name=FACE, size=self.size, bold=self.bold, color=self.colour)
        cell.alignment = Alignment(
            horizontal="right" if self.right else "left",
            vertical=self.vertical,
            wrap_text=self.wrap,
            indent=1,
        )
        cell.number_format = self.number_format
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.line:
            cell.border = Border(bottom=Side(style=self.line, color=self.line_colour))


@dataclass(frozen=True, slots=True)
class Painter:
    """Gives the cells of one workbook their looks; each look is made out once, and then copied, which is much quicker."""

    known: dict[Look, StyleArray] = field(default_factory=dict)

    def paint(self, cell: StyleableObject, look: Look) -> None:
        """Give `cell`, or a whole column, a look."""
        if look in self.known:
            # as openpyxl copies styles itself
            cell._style = copy(self.known[look])  # type: ignore[attr-defined]  # noqa: SLF001
        else:
            look.put_on(cell)
            self.known[look] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001


TITLE = Look(size=18, bold=True, colour=ACCENT, wrap=False)
ABOUT = Look(colour=INK, wrap=False, vertical="top")
SETTING_HELP = Look(size=9, colour=QUIET, line="thin")


def help_look(*, right: bool) -> Look:
    """Return the look of a sentence of help over a column."""
    return Look(size=9, colour=QUIET, vertical="bottom", right=right)


def heading_look(*, needed: bool, right: bool) -> Look:
    """Return the look of a heading: bold where its column must be filled in."""
    return Look(
        size=11,
        bold=needed,
        colour=ACCENT,
        fill=TINT,
        line="medium",
        line_colour=ACCENT,
        right=right,
    )


def entry_look(*, right: bool = False, number_format: str = GENERAL, tint: bool = False) -> Look:
    """Return the look of a cell that people write in."""
    return Look(line="thin", right=right, number_format=number_format, fill=TINT if tint else "")


def setting_look(*, needed: bool) -> Look:
    """Return the look of the name of a setting: bold where it must be given."""
    return Look(bold=needed, colour=ACCENT, line="thin")


def share_look(value: Written) -> Look:
    """Return the look of a share of rows: 5%, or 7.5% where it is not whole."""
    whole = not isinstance(value, float) or (value * 100).is_integer()
    return entry_look(right=True, number_format="0%" if whole else "0.0###%")


def height(texts: Iterable[tuple[str, float]], *, least: float) -> float:
    """Return the height in points that the texts need, each in a column of some width; words are not broken."""
    lines = max((sum(_lines(part, width) for part in text.split("\n")) for text, width in texts), default=1)
    return max(least, lines * LINE_HEIGHT + 6)


def _lines(text: str, width: float) -> int:
    room, lines, used = (width - 2) * CHARACTERS_A_WIDTH, 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines
