"""A worksheet part put together again, and what must differ between copies of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from xl_scorecard.ooxml.names import MAIN, Element, local, main, parse, serialise

REVISION_IDENTITY = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}uid"
IDENTITIES = uuid.UUID("6f1a0c1e-52b1-5d0e-9a53-0d6c2f1b7c11")  # our own namespace for version-5 UUIDs


def with_rows(root: Element, rows: Iterable[str]) -> bytes:
    """Return the worksheet part with these rows, given as XML, in its sheetData."""
    whole = serialise(root)
    data = root.find(main("sheetData"))
    prefix = data.prefix if data is not None else None
    name = f"{prefix}:sheetData" if prefix else "sheetData"
    empty, opened = f"<{name}/>".encode(), f"<{name}></{name}>".encode()
    space = f' xmlns="{MAIN}"' if prefix else ""
    before, _, after = whole.partition(empty if empty in whole else opened)
    return b"".join(
        [before, f"<{name}{space}>".encode(), *(row.encode() for row in rows), f"</{name}>".encode(), after]
    )


def own_identity(root: Element, name: str) -> None:
    """Give a copied worksheet an identity of its own: not selected, no VBA name, a revision id from its name."""
    for view in root.iter(main("sheetView")):
        _without(view, "tabSelected")
    for properties in root.iterfind(main("sheetPr")):
        _without(properties, "codeName")
    if root.get(REVISION_IDENTITY):
        root.set(REVISION_IDENTITY, f"{{{str(uuid.uuid5(IDENTITIES, name)).upper()}}}")


def _without(element: Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def header_texts(root: Element) -> dict[str, str]:
    """Return the texts of a worksheet's headers and footers, by the name of their element."""
    parent = root.find(main("headerFooter"))
    return {} if parent is None else {local(e): e.text for e in parent if e.text}


def set_header_texts(root: Element, texts: Mapping[str, str]) -> None:
    """Set the texts of a worksheet's headers and footers."""
    parent = root.find(main("headerFooter"))
    for element in () if parent is None else parent:
        element.text = texts.get(local(element), element.text)


def uses_1904(workbook: bytes) -> bool:
    """Does the workbook count days from 1904 (workbookPr date1904)?"""
    properties = next((e for e in parse(workbook) if local(e) == "workbookPr"), None)
    return properties is not None and properties.get("date1904") in ("1", "true")
