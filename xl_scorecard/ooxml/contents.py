"""Contents: every piece of text in a workbook's package, in whichever part it hides, and what kind of place it is.

Nothing is passed over: a part that is no XML is given as bytes, one that cannot be parsed raises.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from xl_scorecard.ooxml.names import CHART, DRAWING_ML, MAIN, RELATIONSHIPS, SHEET_DRAWING, Element, local, parse
from xl_scorecard.ooxml.text import unescape_text

XML_ENDINGS = (".xml", ".rels", ".vml")
KNOWN_BINARIES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".ico")
PACKAGES = (".xlsx", ".xlsm", ".docx", ".pptx", ".zip", ".xlam", ".xltx", ".xltm")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Standing(Enum):
    """What kind of place a piece stands in.

    WORDS: a text that people read in a cell. NUMBER: a number in a cell or a cache. DAY: a number shown as a date.
    FORMULA: what points at cells. SHEET: the name of a sheet. OTHER: everything else.
    """

    WORDS = "words"
    NUMBER = "number"
    DAY = "day"
    FORMULA = "formula"
    SHEET = "sheet"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text in a part, and in what kind of place it stands."""

    part: str
    standing: Standing
    text: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A part that is no XML."""

    part: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Is it a picture, by its name?"""
        return self.part.lower().endswith(KNOWN_BINARIES)


FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "sqref", "calculatedColumnFormula"})
BLOCKS = frozenset({"si", "is", "p", "text", "comment", "threadedComment", "textbox"})
BANNERS = frozenset(f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer"))
BANNER_CODES = re.compile(r'&(?:"[^"]*"|\d{1,3}|K[0-9A-Fa-f]{6}|[A-Z])')
SHEET_ATTRIBUTES = frozenset({("sheet", "name"), ("sheetName", "val"), ("worksheetSource", "sheet")})
CACHED_WORDS = frozenset({("s", "v"), ("cacheField", "name")})
CACHED_NUMBERS = frozenset({("n", "v"), ("sharedItems", "minValue"), ("sharedItems", "maxValue")})

# Attributes that are measures, colours, counters and ids of the format itself, by the elements' namespace.
MEASURES = frozenset(
    """
    x y cx cy w h l r t b sz ang rot pos idx id val count uniqueCount s si spans ht width min max rgb sheetId
    cacheId fontId fillId borderId numFmtId xfId dxfId spid lastClr spcPts dist dir blurRad uri uid cp baseline marL
    indent defTabSz tint thickness pane thumb colOff rowOff dataDxfId headerRowDxfId calcId lowestEdited rupBuild
    lastEdited rev lat lon fov defaultThemeVersion windowHeight windowWidth xWindow yWindow tabRatio horizontalDpi
    verticalDpi style
    """.split()  # noqa: SIM905 - a page of one word a line would say no more
)
OURS = (MAIN, CHART, DRAWING_ML, SHEET_DRAWING, "http://schemas.microsoft.com/office/", "http://purl.oclc.org/ooxml/")
MEASURING_TEXT = frozenset({"col", "row", "colOff", "rowOff"})
DATE_CODES = re.compile(r"[dy]|m{3,}|m[/\-. ]|[/\-. ]m", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})


def contents(content: bytes) -> Iterator[Piece | Blob]:
    """Return every piece of a workbook file, and every part that is no XML; packages inside it are opened too.

    Raises ValueError, a SyntaxError where XML is broken, zipfile.BadZipFile where it is no zip.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from _wrapping(archive)
        parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    if len(parts) != len([info for info in archive.infolist() if not info.is_dir()]):
        raise ValueError("a part stands in it twice")
    is_date = _date_styles(parts)
    for name, data in parts.items():
        yield from _part(name, data, is_date)


def _wrapping(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """What a zip file can say beside its members: its comment, and names, comments and extras of members."""
    yield Piece("the zip file itself", Standing.OTHER, archive.comment.decode("latin-1"))
    for info in archive.infolist():
        beside = (info.filename, info.comment.decode("latin-1"), info.extra.decode("latin-1"))
        yield from (Piece(info.filename, Standing.OTHER, text) for text in beside if text)


def _part(name: str, data: bytes, is_date: Callable[[str | None], bool]) -> Iterator[Piece | Blob]:
    lower = name.lower()
    if lower.endswith(XML_ENDINGS) or data.lstrip(b"\xef\xbb\xbf")[:5] == b"<?xml":
        root = _parse(data)
        yield from _cells(name, root, is_date) if local(root) == "worksheet" else ()
        yield from _elements(name, root)
    elif lower.endswith(PACKAGES):
        for inner in contents(data):
            within = f"{name} › {inner.part}"
            yield Blob(within, inner.content) if isinstance(inner, Blob) else Piece(within, inner.standing, inner.text)
    else:
        yield Blob(name, data)


def _parse(data: bytes) -> Element:
    text = data.decode("utf-16").encode() if data.startswith(UTF_16) else data
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError("XML that defines entities")
    return parse(data)


def _date_styles(parts: dict[str, bytes]) -> Callable[[str | None], bool]:
    """Return whether a cell's style shows a number as a date."""
    styles = next((parts[name] for name in parts if name.lower() == "xl/styles.xml"), None)
    if styles is None:
        return lambda _: False
    root = _parse(styles)
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter(f"{{{MAIN}}}numFmt")}
    cell_formats = root.find(f"{{{MAIN}}}cellXfs")
    numbers = [xf.get("numFmtId", "0") for xf in cell_formats] if cell_formats is not None else []
    dates = {str(n) for n, id_ in enumerate(numbers) if int(id_) in BUILT_IN_DATES or shows_date(codes.get(id_, ""))}
    return lambda style: (style or "0") in dates


def shows_date(code: str) -> bool:
    """Does a number format show a date?

    >>> shows_date("dd/mm/yyyy"), shows_date("#,##0"), shows_date('0" days"'), shows_date("mmm yy")
    (True, False, False, True)
    """
    bare = QUOTED.sub("", code)
    return bool(DATE_CODES.search(bare)) and "General" not in bare


def _cells(part: str, root: Element, is_date: Callable[[str | None], bool]) -> Iterator[Piece]:
    """The values of a worksheet's cells; indexes of shared strings are no values."""
    for cell in root.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        if value is None or not value.text or cell.get("t") == "s":
            continue
        if cell.get("t", "n") == "n":
            yield Piece(part, Standing.DAY if is_date(cell.get("s")) else Standing.NUMBER, value.text)
        else:
            yield Piece(part, Standing.WORDS, unescape_text(value.text))


def _elements(part: str, root: Element) -> Iterator[Piece]:
    sheet = local(root) == "worksheet"
    for element in root.iter():
        if not local(element):  # a comment, or a processing instruction
            yield Piece(part, Standing.OTHER, str(element.text or ""))
        elif not (sheet and element.tag == f"{{{MAIN}}}v"):
            yield from _texts(part, element)
        yield from _attributes(part, element) if local(element) else ()
        if element.tail and element.tail.strip():
            yield Piece(part, Standing.OTHER, element.tail)


def _texts(part: str, element: Element) -> Iterator[Piece]:
    """An element's own text; of a block also what its runs say together: an id may be cut in two by its formatting."""
    name = local(element)
    if element.text and element.text.strip() and not _measures(element, name):
        yield Piece(part, _standing(element, name), unescape_text(element.text))
    if name in BANNERS and element.text:
        yield Piece(part, Standing.WORDS, BANNER_CODES.sub(" ", element.text))
    if name in BLOCKS and len(element):
        whole = "".join(str(text) for text in element.itertext() if isinstance(text, str))
        yield Piece(part, Standing.WORDS, unescape_text(whole))


def _measures(element: Element, name: str) -> bool:
    return name in MEASURING_TEXT and str(element.tag).startswith(f"{{{SHEET_DRAWING}}}")


def _standing(element: Element, name: str) -> Standing:
    if name in FORMULAS:
        return Standing.FORMULA
    if name == "t" or name in BLOCKS:
        return Standing.WORDS
    if name == "v":
        return _cached(element)
    return Standing.SHEET if name == "lpstr" else Standing.OTHER


def _cached(value: Element) -> Standing:
    """<v> outside a worksheet: of a chart's cache, or of an external link's, whose numbers have no format."""
    cache = next((a for a in value.iterancestors() if local(a) in ("numCache", "numLit", "strCache", "strLit")), None)
    if cache is None:
        cell = value.getparent()
        return Standing.WORDS if cell is not None and cell.get("t") == "str" else Standing.DAY
    if local(cache).startswith("str"):
        return Standing.WORDS
    code = next((e.text or "" for e in cache if local(e) == "formatCode"), "")
    return Standing.DAY if shows_date(code) else Standing.NUMBER


def _attributes(part: str, element: Element) -> Iterator[Piece]:
    name, space = local(element), etree.QName(element).namespace or ""
    ours = space.startswith(OURS)
    for key, value in element.attrib.items():
        attribute, text = etree.QName(str(key)), str(value)
        own = attribute.namespace is None
        if (name, attribute.localname) in SHEET_ATTRIBUTES:
            yield Piece(part, Standing.SHEET, text)
        elif (name, attribute.localname) in CACHED_WORDS:
            yield Piece(part, Standing.WORDS, unescape_text(text))
        elif (name, attribute.localname) in CACHED_NUMBERS:
            yield Piece(part, Standing.NUMBER, text)
        elif not ((ours and own and _is_measure(attribute.localname, space)) or _is_reference(attribute)):
            yield Piece(part, Standing.OTHER, text)


def _is_measure(attribute: str, space: str) -> bool:
    """A filter keeps what was chosen in `val`: in a sheet's own elements it is looked at."""
    return attribute in MEASURES and not (attribute == "val" and space == MAIN)


def _is_reference(attribute: etree.QName) -> bool:
    """r:id, and the revision ids that Excel gives to elements."""
    return attribute.namespace == RELATIONSHIPS or attribute.localname == "uid"
