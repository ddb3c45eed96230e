"""Anonymising: whose name stands in a workbook's properties and comments."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from xl_scorecard.ooxml.names import Element, local, serialise
from xl_scorecard.ooxml.package import Package

DUBLIN = "http://purl.org/dc/elements/1.1/"
KEPT_CORE = frozenset({"title", "created", "modified"})
KEPT_APP = frozenset({"Application", "DocSecurity", "ScaleCrop", "AppVersion"})


def anonymise(package: Package, organisation: str, made: datetime) -> None:
    """Name `organisation` as the creator and the author of everything, nobody as the one who saved it last."""
    core, app = package.target("", "core-properties"), package.target("", "extended-properties")
    if core and core in package:
        root = package.xml(core)
        _core(root, organisation, made)
        package.replace(core, serialise(root))
    if app and app in package:
        root = package.xml(app)
        _app(root, organisation)
        package.replace(app, serialise(root))
    for name in [n for n in package.names() if n.startswith("xl/") and n.endswith(".xml")]:
        if "comments" in name.lower() or "persons/" in name.lower():
            root = package.xml(name)
            _authors(root, organisation)
            package.replace(name, serialise(root))


def _core(root: Element, organisation: str, made: datetime) -> None:
    for element in list(root):
        if local(element) not in KEPT_CORE:
            root.remove(element)
        elif local(element) in ("created", "modified"):
            element.text = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    etree.SubElement(root, f"{{{DUBLIN}}}creator").text = organisation


def _app(root: Element, organisation: str) -> None:
    """app.xml: the lists of sheets go (they may be left out), so do manager, company, base of links."""
    space = etree.QName(root).namespace
    for element in list(root):
        if local(element) not in KEPT_APP:
            root.remove(element)
    company = etree.Element(f"{{{space}}}Company")
    company.text = organisation
    after = next((e for e in reversed(root) if local(e) in ("Application", "DocSecurity", "ScaleCrop")), None)
    root.insert(0 if after is None else root.index(after) + 1, company)


def _authors(root: Element, organisation: str) -> None:
    for element in root.iter():
        match local(element) if isinstance(element.tag, str) else "":
            case "author":
                element.text = organisation
            case "person":
                for name in list(element.attrib):
                    element.set(name, element.get(name, "") if name == "id" else organisation)
                element.set("userId", organisation)
                element.set("providerId", "None")
