"""Lint: what Excel is known to repair or refuse, and no public validator knows; all of it on a whole workbook.

`lint` reads every part, for tests. What is cheap of it runs on each part as it is written: see `writers.linting`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from xl_scorecard.ooxml.finding import Finding, Opened
from xl_scorecard.ooxml.lint_cells import lint_cells
from xl_scorecard.ooxml.lint_drawings import lint_drawing, lint_notes
from xl_scorecard.ooxml.lint_package import lint_package
from xl_scorecard.ooxml.lint_sheet import lint_surroundings
from xl_scorecard.ooxml.lint_styles import lint_strings, lint_styles
from xl_scorecard.ooxml.lint_tables import lint_tables
from xl_scorecard.ooxml.lint_workbook import lint_calculation_chain, lint_workbook
from xl_scorecard.ooxml.names import Element, local, parse
from xl_scorecard.ooxml.vml import parse_vml

XML = (".xml", ".rels")


def lint(content: bytes) -> tuple[Finding, ...]:
    """Return everything that is wrong with a workbook file, () when nothing is. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.replace("\\", "/").lstrip("/") for name in archive.namelist() if not name.endswith("/")]
        parts = {name.replace("\\", "/").lstrip("/"): archive.read(name) for name in dict.fromkeys(archive.namelist())}
    broken = [Finding("", f"{name} stands in it twice") for name in {n for n in names if names.count(n) > 1}]
    roots: dict[str, Element] = {}
    for name, data in parts.items():
        try:
            if name.endswith(XML):
                roots[name] = parse(data)
            elif name.endswith(".vml"):
                roots[name] = parse_vml(data)
        except etree.XMLSyntaxError as problem:
            broken.append(Finding(name, f"is not well-formed: {problem.msg}"))
    opened = Opened.of(parts, roots)
    if opened is None:
        return (*broken, Finding("", "there is no workbook in it"))
    return (*broken, *_rules(opened))


def _rules(opened: Opened) -> Iterator[Finding]:
    yield from chain(lint_package(opened), lint_styles(opened), lint_strings(opened), lint_workbook(opened))
    for sheet in opened.worksheets():
        yield from lint_surroundings(sheet.part, sheet.root, sheets=opened.folded_names, formats=opened.differential)
        yield from lint_cells(opened, sheet.part, sheet.root)
        yield from lint_notes(opened, sheet.part)
    yield from lint_tables(opened)
    yield from lint_calculation_chain(opened)
    for name, root in opened.roots.items():
        if local(root) in ("wsDr", "chartSpace"):
            yield from lint_drawing(name, root, opened.folded_names)
