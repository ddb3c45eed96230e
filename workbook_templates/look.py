"""The look: colours, sizes and styles of the shipped template, each named by what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook


FONT = "Calibri"

PAPER = "#FFFFFF"
INK = "#1F2933"
QUIET = "#5F6B7A"
HAIRLINE = "#D5DBE1"
WASH = "#F2F5F9"
GAP = "#E3E7EC"
ACCENT = "#12436D"

BARS = "#7290AF"
COMPARATOR = "#3E4A57"
LENGTH = "#C9D6E4"

GOOD = ("#5DB59A", "#06281D")
NEAR = ("#FFE9A8", "#4A3200")
MISSED = ("#A8281E", "#FFFFFF")

TAB_BOARD, TAB_PAGE, TAB_BACKGROUND = ACCENT, BARS, "#C3CCD6"

STATUS_WORDS = '[=3]"Green";[=2]"Amber";"Red"'
STATUS_LETTERS = '[=3]"G";[=2]"A";"R";"·"'
TREND_WORDS = '"Improved";"Worsened";"Unchanged"'

STYLES: Mapping[str, Mapping[str, object]] = {
    # what it says
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 11, "font_color": QUIET},
    "section": {"font_size": 13, "bold": True, "font_color": ACCENT, "valign": "bottom"},
    "lead": {"font_size": 11, "valign": "top", "text_wrap": True},
    "display": {"font_size": 32, "bold": True, "align": "left"},
    "total": {"font_size": 26, "bold": True, "align": "center", "num_format": "0"},
    "label": {"font_size": 9, "bold": True, "font_color": QUIET, "valign": "bottom"},
    "heading": {"font_size": 9, "bold": True, "font_color": QUIET, "valign": "bottom", "text_wrap": True},
    "group": {"font_size": 9, "bold": True, "font_color": ACCENT, "valign": "bottom"},
    "line": {},
    "text": {"text_wrap": True},
    "prose": {"text_wrap": True, "valign": "top"},
    "small": {"font_size": 9, "font_color": QUIET},
    "strong": {"bold": True},
    "quiet": {"font_color": QUIET},
    "link": {"font_color": ACCENT, "underline": 0},
    "figure": {"align": "right"},
    "whole": {"align": "right", "num_format": "#,##0"},
    "day": {"align": "left", "num_format": "d mmm yyyy"},
    "status": {"align": "left", "indent": 2, "num_format": STATUS_WORDS, "font_color": QUIET},
    "trend": {"font_size": 9, "align": "left", "indent": 2, "num_format": TREND_WORDS},
    "letter": {
        "font_size": 9,
        "align": "center",
        "num_format": STATUS_LETTERS,
        "font_color": QUIET,
        "left": 1,
        "left_color": PAPER,
        "right": 1,
        "right_color": PAPER,
        "bottom": 1,
        "bottom_color": HAIRLINE,
    },
    "choice": {"bold": True, "indent": 1, "border": 1, "border_color": ACCENT, "bg_color": WASH},
    "answer": {"bottom": 1, "bottom_color": HAIRLINE, "bg_color": WASH},
    # where it stands
    "right": {"align": "right"},
    "centre": {"align": "center"},
    "top": {"valign": "top"},
    "low": {"valign": "bottom"},
    "indented": {"indent": 1},
    "unwrapped": {"text_wrap": False},
    "spaced": {"align": "right", "indent": 1, "text_wrap": False},
    "buttoned": {"align": "right", "indent": 2, "text_wrap": False},
    "upright": {"rotation": 90, "align": "center", "text_wrap": False},
    "worded": {"align": "left", "indent": 2},
    # how it is set apart
    "ruled": {"bottom": 1, "bottom_color": HAIRLINE},
    "headed": {"bottom": 1, "bottom_color": INK},
    "grouped": {"bottom": 1, "bottom_color": ACCENT},
    "banner": {"top": 5, "top_color": ACCENT},
    "boxed": {"border": 1, "border_color": HAIRLINE},
    "washed": {"bg_color": WASH},
}


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one workbook, made when first asked for."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def __call__(self, meanings: str) -> Format:
        """Return the style that has all of these meanings, separated by spaces; a later one wins."""
        if meanings not in self.made:
            style: dict[str, object] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            for meaning in meanings.split():
                style |= STYLES[meaning]
            self.made[meanings] = self.book.add_format(style)
        return self.made[meanings]

    def fill(self, colours: tuple[str, str]) -> Format:
        """Return the conditional format of a status: its fill and the text on it."""
        ground, text = colours
        return self.book.add_format({"bg_color": ground, "font_color": text, "bold": True})

    def emphasis(self, colour: str) -> Format:
        """Return a conditional format that only colours and strengthens text."""
        return self.book.add_format({"font_color": colour, "bold": True})

    def recede(self) -> Format:
        """Return a conditional format that quietens text."""
        return self.book.add_format({"font_color": QUIET})

    def missing(self, letter: str) -> Format:
        """Return the conditional format of a word that stands for no figure: a letter on grey in its place."""
        return self.book.add_format({"bg_color": GAP, "font_color": INK, "num_format": f';;;"{letter}"'})

    def gap(self) -> Format:
        """Return the conditional format of a figure that is not reported."""
        return self.book.add_format({"bg_color": GAP})
