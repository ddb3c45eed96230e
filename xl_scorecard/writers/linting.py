"""Linting: what of the lint is cheap, run on what each build writes; a finding stops the save.

What is wrong in the template already is not held against the build. Copies of a sheet differ from the first only in
what follows their rows, so that alone is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.ooxml.finding import Finding
from xl_scorecard.ooxml.lint_package import content_types
from xl_scorecard.ooxml.lint_sheet import lint_surroundings, merge_findings
from xl_scorecard.ooxml.lint_workbook import workbook_findings
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.package import TYPES_PART, Package, Relationship

REPORT = "Please report this, with the template if it may be shared."


@dataclass(slots=True)
class Linter:
    """Collects what is wrong with one workbook as it is written.

    `sheets` are the names that the finished workbook has, folded; `formats` is how many differential formats there are.
    """

    file: str
    sheets: frozenset[str]
    formats: int
    seen: set[str] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)

    def sheet(self, name: str, design: Element, root: Element, source: str) -> None:
        """Look at what stands around the rows of a finished sheet; `design` is the template's, called `source`."""
        if source in self.seen:
            self.found += merge_findings(name, root)
            return
        self.seen.add(source)
        old = {finding.sentence for finding in self._around(name, design, self.sheets | {source.casefold()})}
        self.found += [finding for finding in self._around(name, root, self.sheets) if finding.sentence not in old]

    def _around(self, name: str, root: Element, sheets: frozenset[str]) -> Iterator[Finding]:
        return lint_surroundings(name, root, sheets=sheets, formats=self.formats)

    def workbook(self, root: Element, types: Element, package: Package, template: Package) -> None:
        """Look at the lists of the finished workbook: sheets, names, types, and what hangs on what was written."""
        self.found += workbook_findings(root)
        untyped = list(content_types(types, set(package.names())))
        if untyped:
            old = set(content_types(template.xml(TYPES_PART), set(template.names())))
            self.found += [finding for finding in untyped if finding not in old]
        dangling = [*_dangling(package)]
        if dangling:
            old_targets = {link.target for part in template.names() for link in _missing(template, part)}
            self.found += [_misses(part, link) for part, link in dangling if link.target not in old_targets]
        self.left_over(package, package.changed)

    def left_over(self, package: Package, parts: Iterable[str]) -> None:
        """Look for fields that were left in parts; those that are packed were looked at before."""
        self.found += [finding for part in parts for finding in _left_over(package, part)]

    def stop(self) -> None:
        """Raise WriteError if anything is wrong."""
        if self.found:
            more = f", and {len(self.found) - 1} more" if len(self.found) > 1 else ""
            raise WriteError(
                f"the finished workbook would not be sound ({self.found[0]}{more}); nothing was saved.",
                place=Place(file=self.file),
                fix=REPORT,
            )


def _left_over(package: Package, part: str) -> Iterator[Finding]:
    content = package.changed[part]
    if b"{{" in content and FIELD.search(content.decode("utf-8", errors="replace")):
        yield Finding(part, "a field {{ … }} was left in it")


def _dangling(package: Package) -> Iterator[tuple[str, Relationship]]:
    return ((part, link) for part in package.changed for link in _missing(package, part))


def _missing(package: Package, part: str) -> Iterator[Relationship]:
    links = package.relationships(part).values() if not part.endswith(".rels") else ()
    inside = (link for link in links if not link.external and not link.target.startswith("#"))
    return (link for link in inside if link.target not in package)


def _misses(part: str, link: Relationship) -> Finding:
    return Finding(part, f"is related to {link.target}, which is missing")


def differential_formats(styles: Element) -> int:
    """Return how many differential formats the styles have."""
    found = styles.find(main("dxfs"))
    return 0 if found is None else len(found)
