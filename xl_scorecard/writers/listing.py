"""The workbook's own lists brought up to date: sheets, names, relationships, content types, properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from xl_scorecard.layout.bindings import SHEET
from xl_scorecard.ooxml.cloning import Cloner
from xl_scorecard.ooxml.names import serialise
from xl_scorecard.ooxml.package import (
    TYPES_PART,
    ContentTypes,
    Package,
    Relationship,
    relationships_part,
    write_relationships,
)
from xl_scorecard.ooxml.properties import rewrite_app, rewrite_core
from xl_scorecard.ooxml.workbook import FinishedSheet, list_sheets, rewrite_workbook
from xl_scorecard.writers.finishing import Filling, Finishing
from xl_scorecard.writers.remembering import add_bindings
from xl_scorecard.writers.template import Template

STRINGS_PART = "xl/sharedStrings.xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SHEET_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
STRINGS_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def write_listing(filling: Filling, finishing: Sequence[Finishing], built: datetime) -> None:
    """Rewrite the parts that list the others, so that the finished workbook hangs together."""
    template, package, types = filling.template, filling.package, filling.types
    links = package.relationships(template.workbook)
    _drop_calculation_chain(package, types, links)
    _drop_old_bindings(filling, links)
    sheets = [*_entries(template, links, finishing), _bindings(filling, links)]
    root = package.xml(template.workbook)
    rewrite_workbook(root, sheets, filling.moves)
    package.replace(template.workbook, serialise(root))
    if STRINGS_PART in package and not any(link.kind == "sharedStrings" for link in links.values()):
        id_ = _free_id(links)
        links[id_] = Relationship(id=id_, type=STRINGS_RELATIONSHIP, target=STRINGS_PART, external=False)
        types.add(STRINGS_PART, STRINGS_TYPE)
    package.replace(relationships_part(template.workbook), write_relationships(links, template.workbook))
    package.replace(TYPES_PART, serialise(types.root))
    _properties(filling, built, sheets)
    filling.linter.workbook(root, types.root, package, template.package)


def _entries(template: Template, links: dict[str, Relationship], finishing: Sequence[Finishing]) -> list[FinishedSheet]:
    """Return the finished workbook's sheets in order, chart sheets where they stood, new relationships added."""
    by_source: dict[str, list[Finishing]] = {}
    for sheet in finishing:
        by_source.setdefault(sheet.planned.source, []).append(sheet)
    entries = []
    for entry in template.entries:
        if entry.name not in template.sheets:
            entries.append(FinishedSheet(source=entry.name, name=entry.name, id=entry.id))
        for sheet in by_source.get(entry.name, []):
            id_ = entry.id if sheet.first else _free_id(links)
            links[id_] = replace(links[entry.id], id=id_, target=sheet.part)
            entries.append(FinishedSheet(source=entry.name, name=sheet.planned.name, id=id_, placement=sheet.here))
    return entries


def _bindings(filling: Filling, links: dict[str, Relationship]) -> FinishedSheet:
    """Add the hidden sheet that remembers how the workbook was filled."""
    id_ = _free_id(links)
    part = Cloner.of(filling.package, filling.types).free_name("xl/worksheets/sheet1.xml")
    links[id_] = Relationship(id=id_, type=SHEET_RELATIONSHIP, target=part, external=False)
    add_bindings(filling.package, filling.types, part, filling.bindings)
    return FinishedSheet(source="", name=SHEET, id=id_)


def _free_id(links: dict[str, Relationship]) -> str:
    number = len(links) + 1
    while f"rId{number}" in links:
        number += 1
    return f"rId{number}"


def _drop_calculation_chain(package: Package, types: ContentTypes, links: dict[str, Relationship]) -> None:
    """CalcChain lists the cells with formulas; Excel makes a new one."""
    for link in [link for link in links.values() if link.kind == "calcChain"]:
        package.drop(link.target)
        types.remove(link.target)
        del links[link.id]


def _drop_old_bindings(filling: Filling, links: dict[str, Relationship]) -> None:
    """What a workbook that is filled again remembers of the last time."""
    template = filling.template
    for entry in list_sheets(template.package, template.workbook):
        if entry.name == SHEET:
            filling.package.drop(entry.part)
            filling.types.remove(entry.part)
            del links[entry.id]


def _properties(filling: Filling, built: datetime, sheets: Sequence[FinishedSheet]) -> None:
    template, package = filling.template, filling.package
    core, app = package.target("", "core-properties"), package.target("", "extended-properties")
    if core and core in package:
        root = package.xml(core)
        rewrite_core(root, built, lambda text: filling.fill(text, {}))
        package.replace(core, serialise(root))
    if app and app in package:
        root = package.xml(app)
        old = [entry.name for entry in template.entries if entry.name in template.sheets]
        copies = [(name, [sheet.name for sheet in sheets if sheet.source == name]) for name in old]
        rewrite_app(root, copies, [sheet.name for sheet in sheets if not sheet.source])
        package.replace(app, serialise(root))
