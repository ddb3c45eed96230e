"""Leftovers: what a workbook that leaves must not have any more: macros, links, connections, hidden sheets, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_scorecard.ooxml.names import Element, local, main, parse
from xl_scorecard.ooxml.package import TYPES_PART, Package
from xl_scorecard.ooxml.workbook import workbook_part

OTHER_WORKBOOK = re.compile(r"\[\d+\]|\[[^\]]+\.xl\w+\]", re.IGNORECASE)
UNWANTED_PARTS = (
    ("vbaproject", "a macro"),
    ("macrosheets/", "a macro sheet"),
    ("dialogsheets/", "a dialog sheet"),
    ("externallinks/", "a link to another workbook"),
    ("connections.xml", "a data connection"),
    ("querytables/", "a data connection"),
    ("activex/", "a control"),
    ("ctrlprops/", "a button"),
    ("customui", "a ribbon of its own"),
    ("embeddings/", "an embedded file"),
    ("customxml/", "custom XML"),
    ("revisions/", "the history of a shared workbook"),
    ("printersettings/", "the settings of somebody's printer"),
    ("docprops/custom.xml", "custom properties"),
    ("docprops/thumbnail", "a picture of an earlier state"),
)


def find_leftovers(content: bytes) -> tuple[str, ...]:
    """Return a sentence part for everything in the workbook that must not leave; () when there is none."""
    package = Package.of(content)
    found = [*_parts(package), *_workbook(package)]
    for name in package.names():
        if name.endswith(".rels"):
            found += _links(package, name)
        elif name.endswith(".xml") and name.startswith("xl/"):
            found += _in_part(package, name)
    return tuple(dict.fromkeys(found))


def _parts(package: Package) -> Iterator[str]:
    for name in package.names():
        yield from (f"{words} ({name})" for sign, words in UNWANTED_PARTS if sign in name.lower())
    if b"macroEnabled" in package.content(TYPES_PART):
        yield "the mark of a workbook with macros"


def _workbook(package: Package) -> Iterator[str]:
    root = package.xml(workbook_part(package))
    hidden = [s for s in root.iter(main("sheet")) if s.get("state", "visible") != "visible"]
    yield from (f"a hidden sheet ({number})" for number, _ in enumerate(hidden, start=1))
    if root.find(main("externalReferences")) is not None:
        yield "a link to another workbook"


def _links(package: Package, name: str) -> Iterator[str]:
    for link in parse(package.content(name)):
        target = link.get("Target", "")
        if link.get("TargetMode") == "External" and not is_web(target):
            yield f"a link to a file ({name})"


def is_web(target: str) -> bool:
    """Is it the address of a web page or of a person, which anybody may follow?

    >>> is_web("https://www.gov.uk/"), is_web("file:///C:/lists.xlsx"), is_web("lists.xlsx")
    (True, False, False)
    """
    return target.lower().startswith(("https://", "http://", "mailto:"))


def _in_part(package: Package, name: str) -> Iterator[str]:
    content = package.content(name)
    if b"macro=" not in content and b"[" not in content and b'type="external"' not in content:
        return
    for element in parse(content).iter():
        if not local(element):
            continue
        if element.get("macro"):
            yield f"a button ({name})"
        if local(element) == "cacheSource" and element.get("type") == "external":
            yield f"a pivot table over a data connection ({name})"
        if _is_formula(element) and OTHER_WORKBOOK.search(_without_texts(element.text or "")):
            yield f"a formula that points at another workbook ({name})"


def _is_formula(element: Element) -> bool:
    return local(element) in ("f", "formula", "formula1", "formula2", "definedName", "sqref")


def _without_texts(formula: str) -> str:
    """A formula without its texts and without the columns of tables: Table1[Value] points at no workbook."""
    return re.sub(r'"(?:[^"]|"")*"|(?<=[\w\]])\[[^\]]*\]', "", formula)
