"""The alternative text of a shape: the model of Excel keeps it in the file, but does not know it as Excel does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyopenvba", reason="pyOpenVBA, the model of Excel, is not installed here")

from pyopenvba.apps.excel._shapes import ShapeObject
from pyopenvba.interpreter import _values as V
from pyopenvba.interpreter._objects import MemberSpec

from xl_scorecard.ooxml.captions import DESCRIBED
from xl_scorecard.ooxml.cloning import drawn_parts
from xl_scorecard.ooxml.names import serialise
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part


def add_alternative_texts() -> None:
    ShapeObject.vba_add_member(
        MemberSpec(
            name="AlternativeText",
            kind="property",
            getter=lambda shape: given(shape.sheet).get(shape.shape.name, ""),
            setter=lambda shape, text: given(shape.sheet).update({shape.shape.name: V.to_text(text)}),
        )
    )


def given(sheet: Any) -> dict[str, str]:
    """What was given since the workbook was opened, by the name of the shape."""
    return sheet.__dict__.setdefault("alternative_texts_", {})


def save_alternative_texts(book: Any, path: Path) -> None:
    """Put them into a saved copy, as Excel does."""
    texts = {sheet.name: given(sheet) for sheet in book.sheets_ if given(sheet)}
    if not texts:
        return
    package = Package.read(path)
    for entry in list_sheets(package, workbook_part(package)):
        for part in drawn_parts(package, entry.part) if entry.name in texts else ():
            root = package.xml(part)
            for found in root.iter(DESCRIBED):
                found.set("descr", texts[entry.name].get(found.get("name"), found.get("descr", "")))
            package.replace(part, serialise(root))
    path.write_bytes(package.to_bytes())
