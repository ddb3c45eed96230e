"""What the styles of a workbook say of a number: a date, a length of time, or a code shown with leading zeros."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from xl_scorecard.sources.grid import PERCENT, Array, CellKind

ZEROS = re.compile(r"0{2,15}")
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""What stands in a format for itself, or shows nothing: in 0.0"%" the number is not a share of 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStyles:
    """By the number of a cell's style: the kind that its numbers are, and how they are shown (`widths` of `Cells`)."""

    kinds: Array
    widths: Array

    @property
    def tells(self) -> bool:
        """Does any style show leading zeros, or a share of 1 as a percentage?"""
        return bool(self.widths.any())


def read_styles(root: Element | None) -> CellStyles:
    """Return what a styles part says; all numbers are plain where there is none, or none that can be parsed."""
    formats = _formats_of_cells(root) if root is not None else []
    return CellStyles(
        kinds=np.array([_kind(code) for code in formats], dtype=np.uint8),
        widths=np.array([shown_width(code) for code in formats], dtype=np.uint8),
    )


def _formats_of_cells(root: Element) -> list[str]:
    codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {e.attrib.get("numFmtId", ""): e.attrib.get("formatCode", "") for e in _all(root, "numFmt")}
    cell_styles = next(iter(_all(root, "cellXfs")), None)
    styles = _all(cell_styles, "xf") if cell_styles is not None else []
    return [_code(codes, style.attrib) for style in styles]


def _code(codes: Mapping[str, str], style: Mapping[str, str]) -> str:
    return codes.get(style.get("numFmtId", "0"), "General")


def _all(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == name]


def _kind(code: str) -> CellKind:
    if not is_date_format(code):
        return CellKind.NUMBER
    return CellKind.DURATION if is_timedelta_format(code) else CellKind.DATE


def shown_width(code: str) -> int:
    """Return how a number format shows a number: as `widths` of `Cells` say it.

    >>> shown_width("00000"), shown_width("0.0%") == PERCENT, shown_width('0.0"%"')
    (5, True, 0)
    """
    if ZEROS.fullmatch(code):
        return len(code)
    return PERCENT if "%" in LITERAL.sub("", code) else 0
