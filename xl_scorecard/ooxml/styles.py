"""Styles: the cell formats of a workbook; each new combination is added once, however often it is used."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from xl_scorecard.ooxml.fitting import Lettering
from xl_scorecard.ooxml.names import Element, main, parse, serialise

GENERAL = "General"
NARROW = ("Calibri", "Carlito")
FIRST_OWN_FORMAT = 164  # lower ids are Excel's own (ECMA-376 part 1, 18.8.30)


@dataclass(slots=True)
class Styles:
    """The styles part, and which number format each cell format has."""

    root: Element
    codes: dict[int, str]
    variants: dict[tuple[int, str], int] = field(default_factory=dict)
    letterings: dict[int, Lettering] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def read(cls, content: bytes) -> Styles:
        """Return the styles in a styles part."""
        root = parse(content)
        codes = dict(BUILTIN_FORMATS)
        codes.update({int(f.get("numFmtId", 0)): f.get("formatCode", "") for f in root.iter(main("numFmt"))})
        return cls(root, codes)

    def copy(self) -> Styles:
        """Return styles that can grow without changing these."""
        return Styles(copy.deepcopy(self.root), dict(self.codes), dict(self.variants))

    def number_format(self, style: int) -> str:
        """Return a cell format's number format, "General" for none.

        A cell may name a format that does not exist; Excel then shows it as General, and so do we.
        """
        if style not in self.shown:
            formats = self._formats()
            known = style < len(formats)
            code = self.codes.get(int(formats[style].get("numFmtId", 0)), GENERAL) if known else GENERAL
            self.shown[style] = code
        return self.shown[style]

    def lettering(self, style: int) -> Lettering:
        """Return how a cell format writes text."""
        if style not in self.letterings:
            self.letterings[style] = self._lettering(style)
        return self.letterings[style]

    def _lettering(self, style: int) -> Lettering:
        formats, fonts = self._formats(), self.root.find(main("fonts"))
        if style >= len(formats) or fonts is None:
            return Lettering(wraps=False)
        alignment = formats[style].find(main("alignment"))
        font = fonts[int(formats[style].get("fontId", 0))]
        size, name = font.find(main("sz")), font.find(main("name"))
        return Lettering(
            wraps=alignment is not None and alignment.get("wrapText") in ("1", "true"),
            size=float(size.get("val", 11)) if size is not None else 11,
            bold=font.find(main("b")) is not None,
            indent=int(alignment.get("indent", 0)) if alignment is not None else 0,
            narrow=name is None or name.get("val") in NARROW,
        )

    def with_number_format(self, style: int, code: str) -> int:
        """Return the cell format that is `style` with another number format."""
        if (style, code) not in self.variants:
            formats = self._formats()
            variant = copy.deepcopy(formats[style])
            variant.set("numFmtId", str(self._format_id(code)))
            variant.set("applyNumberFormat", "1")
            formats.append(variant)
            formats.set("count", str(len(formats)))
            self.variants[style, code] = len(formats) - 1
            self.shown.pop(len(formats) - 1, None)
            self.changed = True
        return self.variants[style, code]

    def to_bytes(self) -> bytes:
        """Return the part."""
        return serialise(self.root)

    def _formats(self) -> Element:
        formats = self.root.find(main("cellXfs"))
        if formats is None:
            raise ValueError("the styles have no cell formats")
        return formats

    def _format_id(self, code: str) -> int:
        known = next((number for number, text in self.codes.items() if text == code), None)
        if known is not None:
            return known
        number = max([FIRST_OWN_FORMAT - 1, *self.codes]) + 1
        formats = self.root.find(main("numFmts"))
        if formats is None:
            formats = etree.Element(main("numFmts"))
            self.root.insert(0, formats)
        etree.SubElement(formats, main("numFmt"), numFmtId=str(number), formatCode=code)
        formats.set("count", str(len(formats)))
        self.codes[number] = code
        return number


def shows_per_cent(code: str) -> bool:
    r"""Does a number format multiply by a hundred (an unquoted "%")?

    >>> shows_per_cent("0.0%"), shows_per_cent('0.0"%"'), shows_per_cent(r"0\%")
    (True, False, False)
    """
    return "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
