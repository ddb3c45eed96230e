"""Sheet: a worksheet part taken apart into rows and cells that can be written again elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.formula.translate import Translator

from xl_scorecard.ooxml.formulas import Formula, parse_formula
from xl_scorecard.ooxml.names import Element, local, main, parse
from xl_scorecard.ooxml.references import Area, column_letters, parse_area, split_cell
from xl_scorecard.ooxml.strings import Run, SharedStrings, runs_of
from xl_scorecard.ooxml.text import attribute, unescape_text

XML_PREFIX = {"http://www.w3.org/XML/1998/namespace": "xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPart:
    """A cell as the template has it.

    `before` and `after` are its XML around the row number; `opening` is how `after` begins, up to its kind. `text` is
    its string, `number` its number (of a formula: the cached one); `formula` its formula in pieces,
    `formula_attributes` what else the formula's element says and `formula_area` the range of an array formula,
    `cached_kind` and `cached` the XML of what it showed last. `extra` is its attributes but r, s and t,
    `runs` the runs of a rich text that stands in the cell itself.
    """

    column: int
    style: int
    before: str
    after: str
    opening: str
    extra: str = ""
    text: str | None = None
    string: int | None = None
    number: float | None = None
    formula: Formula | None = None
    formula_attributes: str = ""
    formula_area: Area | None = None
    cached_kind: str = ""
    cached: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """A row as the template has it: `attributes` is its XML attributes but the number, `height` in points if given.

    `other_attributes` leaves the height out too; `tail` is what follows its cells.
    """

    number: int
    attributes: str
    other_attributes: str
    height: float
    cells: tuple[CellPart, ...]
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A worksheet: its rows, and the root without them. `last_row` is the last that holds or formats anything."""

    part: str
    name: str
    root: Element
    rows: Mapping[int, RowPart]

    @property
    def last_row(self) -> int:
        """The last row that holds or formats anything."""
        return max(self.rows, default=0)

    def cells(self) -> Iterator[tuple[int, CellPart]]:
        """Return every cell with its row's number."""
        return ((row.number, cell) for row in self.rows.values() for cell in row.cells)


def read_sheet(content: bytes, *, part: str, name: str, strings: SharedStrings) -> SheetPart:
    """Return a worksheet part taken apart; shared formulas are written out."""
    root = parse(content)
    data = root.find(main("sheetData"))
    if data is None:
        raise ValueError("the sheet has no rows")
    shared: dict[str, Translator] = {}
    rows: dict[int, RowPart] = {}
    number = 0
    for row in data.iterfind(main("row")):
        number = int(row.get("r", number + 1))
        rows[number] = read_row(row, number, strings, shared)
    for row in list(data):
        data.remove(row)
    return SheetPart(part=part, name=name, root=root, rows=rows)


def read_row(row: Element, number: int, strings: SharedStrings, shared: dict[str, Translator]) -> RowPart:
    """Return a row taken apart; `shared` has the shared formulas of the rows above it."""
    return RowPart(
        number=number,
        attributes=_attributes(row, skip=("r",)),
        other_attributes=_attributes(row, skip=("r", "ht")),
        height=float(row.get("ht", 0)),
        cells=tuple(_cells(row, number, strings, shared)),
        tail="".join(_child(child) for child in row if child.tag != main("c")),
    )


def _cells(row: Element, number: int, strings: SharedStrings, shared: dict[str, Translator]) -> Iterator[CellPart]:
    column = 0
    for cell in row.iterfind(main("c")):
        reference = cell.get("r")
        column = split_cell(reference)[1] if reference else column + 1
        yield _cell(cell, number, column, strings, shared)


def _cell(cell: Element, row: int, column: int, strings: SharedStrings, shared: dict[str, Translator]) -> CellPart:
    formula, letters = cell.find(main("f")), column_letters(column)
    said, opening, extra = _cell_attributes(cell)
    text, string, number = _content(cell, strings)
    part = CellPart(
        column=column,
        style=int(cell.get("s", 0)),
        before=f'<c r="{letters}',
        after=f'"{said}{_inside(cell)}',
        opening=f'"{opening}',
        extra=extra,
        text=text,
        string=string,
        number=number,
        runs=tuple(run for inline in cell.iter(main("is")) for run in runs_of(inline)) if _is_inline(cell) else (),
    )
    return part if formula is None else _with_formula(part, formula, f"{letters}{row}", shared)


def _content(cell: Element, strings: SharedStrings) -> tuple[str | None, int | None, float | None]:
    """What a cell holds: a text, the number of it among the shared strings, or a number."""
    if _is_inline(cell):
        return unescape_text("".join(t.text or "" for t in cell.iter(main("t")))), None, None
    value = cell.find(main("v"))
    raw = value.text if value is not None else None
    if raw is None:
        return None, None, None
    match cell.get("t", "n"):
        case "s":
            return strings.texts[int(raw)], int(raw), None
        case "n":
            return None, None, float(raw)
        case "str":
            return unescape_text(raw), None, None
        case _:
            return None, None, None


def _is_inline(cell: Element) -> bool:
    return cell.get("t") == "inlineStr"


def _cell_attributes(cell: Element) -> tuple[str, str, str]:
    """A cell's attributes but its place; those but its kind too; those but its style too."""
    if cell.keys() == ["r", "s"] and str(cell.get("s")).isdigit():  # most are so, and this is many times as fast
        style = f' s="{cell.get("s")}"'
        return style, style, ""
    return (
        _attributes(cell, skip=("r",)),
        _attributes(cell, skip=("r", "t")),
        _attributes(cell, skip=("r", "s", "t")),
    )


def _with_formula(part: CellPart, formula: Element, cell: str, shared: dict[str, Translator]) -> CellPart:
    text, kind = formula.text or "", formula.get("t", "normal")
    if kind == "shared":
        key = formula.get("si", "")
        if text:
            shared[key] = Translator(f"={text}", origin=cell)
        elif key in shared:
            text = str(shared[key].translate_formula(cell))[1:]
    skip = ("t", "si", "ref") if kind == "shared" else ("ref",)
    cell_element = formula.getparent()
    shown = [] if cell_element is None else [child for child in cell_element if child is not formula]
    return replace(
        part,
        cached_kind="" if cell_element is None else _attributes(cell_element, skip=_all_but_kind(cell_element)),
        cached="".join(_child(child) for child in shown),
        formula=parse_formula(text),
        formula_attributes=_attributes(formula, skip=skip),
        formula_area=parse_area(formula.get("ref", "")) if kind != "shared" else None,
    )


def without_value(cell: CellPart) -> CellPart:
    """Return a cell that no longer shows what it computed for the template, or what another cell spilled into it."""
    bare = replace(cell, number=None, text=None, string=None, cached_kind="", cached="")
    return bare if cell.formula is not None else replace(bare, after=f"{cell.opening}/>")


def _all_but_kind(cell: Element) -> tuple[str, ...]:
    return tuple(str(name) for name in cell.attrib if name != "t")


def _attributes(element: Element, *, skip: tuple[str, ...]) -> str:
    """Return an element's attributes as XML, prefixes as the part declares them."""
    said = [(str(name), attribute(str(value))) for name, value in element.attrib.items() if name not in skip]
    return "".join([f' {_prefixed(element, name) if name[0] == "{" else name}="{value}"' for name, value in said])


def _prefixed(element: Element, name: str) -> str:
    uri, _, bare = name[1:].rpartition("}")
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix} | XML_PREFIX
    return f"{prefixes[uri]}:{bare}"


def _inside(cell: Element) -> str:
    """Return what follows a cell's attributes: its children and its end."""
    if not len(cell):
        return "/>"
    return f">{''.join(_child(child) for child in cell)}</c>"


def _child(child: Element) -> str:
    """An element inside a cell or row as it stands there, without the namespaces that the part declares."""
    if not len(child) and local(child) in ("v", "f"):
        name = local(child)
        return f"<{name}{_attributes(child, skip=())}>{escape(child.text or '')}</{name}>"
    parent = child.getparent()
    text = etree.tostring(child, encoding="unicode", with_tail=False)
    for prefix, uri in {} if parent is None else parent.nsmap.items():
        declared = f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'
        text = text.replace(declared, "", 1)
    return text
