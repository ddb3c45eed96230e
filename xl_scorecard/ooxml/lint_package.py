"""Lint of the package: content types, relationships, prefixes, and fields that were forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.ooxml.finding import Finding, Opened
from xl_scorecard.ooxml.names import RELATIONSHIPS, Element, local
from xl_scorecard.ooxml.package import TYPES_PART

COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PREFIXES = (f"{{{COMPATIBILITY}}}Ignorable", "Requires")


def lint_package(opened: Opened) -> Iterator[Finding]:
    """Return what is wrong with how the parts hang together."""
    yield from content_types(opened.roots.get(TYPES_PART), set(opened.parts))
    for name, root in opened.roots.items():
        if not name.endswith(".rels"):
            yield from _links(opened, name)
            yield from _references(opened, name, root)
        if name.startswith("xl/") and FIELD.search(opened.parts[name].decode("utf-8", errors="replace")):
            yield Finding(name, "a field {{ … }} was left in it")


def content_types(types: Element | None, parts: set[str]) -> Iterator[Finding]:
    """Return what [Content_Types].xml says wrongly of the parts."""
    if types is None:
        yield Finding(TYPES_PART, "is missing")
        return
    own = {e.get("PartName", "").lstrip("/") for e in types if local(e) == "Override"}
    endings = {e.get("Extension", "").casefold() for e in types if local(e) == "Default"}
    yield from (Finding(TYPES_PART, f"has a type for {name}, which is missing") for name in sorted(own - parts))
    for name in sorted(parts - own - {TYPES_PART}):
        ending = name.rsplit(".", 1)[-1].casefold()
        if ending not in endings:
            yield Finding(name, "has no content type")
        elif ending == "xml" and name.startswith("xl/"):
            yield Finding(name, "has only the content type of any XML")


def _links(opened: Opened, name: str) -> Iterator[Finding]:
    for link in opened.links(name).values():
        if not link.external and not link.target.startswith("#") and link.target not in opened.parts:
            yield Finding(name, f"is related to {link.target}, which is missing")


def _references(opened: Opened, name: str, root: Element) -> Iterator[Finding]:
    """Attributes that name a relationship, and those that name prefixes."""
    links = opened.links(name)
    for element in root.iter():
        for attribute, value in ((str(key), str(text)) for key, text in element.attrib.items()):
            if attribute.startswith(f"{{{RELATIONSHIPS}}}") and value not in links:
                yield Finding(name, f"<{local(element)}> names the relationship {value}, which is missing")
            if attribute in PREFIXES:
                unknown = [prefix for prefix in value.split() if prefix not in element.nsmap]
                yield from (Finding(name, f"names the prefix {prefix}, which is not declared") for prefix in unknown)
