"""What a workbook loses when openpyxl saves it, beside what it loses when we change a cell in its package.

python tests/benchmarks/openpyxl_loss.py [WORKBOOK]     by default the example in workbook_templates
Prints the table that README.md shows.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook

from xl_scorecard.ooxml.package import Package

EXAMPLE = Path(__file__).resolve().parents[2] / "workbook_templates" / "examples" / "scorecard-2012-05.xlsx"
FEATURES = {
    "sparklines": "count(//*[local-name()='sparkline'])",
    "charts": "count(/*[local-name()='chartSpace'])",
    "charts and pictures with a text alternative": "count(//*[local-name()='cNvPr'][string(@descr)])",
    "text boxes": "count(//*[local-name()='txBody'][../*[local-name()='nvSpPr']])",
    "rules with icon sets and data bars of Excel 2010": "count(//*[local-name()='ext']//*[local-name()='cfRule'])",
    "conditional formats": "count(/*/*[local-name()='conditionalFormatting']/*[local-name()='cfRule'])",
    "links": "count(//*[local-name()='hyperlink'])",
    "tables": "count(/*[local-name()='table'])",
}
Parts = Mapping[str, bytes]


def main() -> None:
    """Print the table as Markdown."""
    workbook = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    sys.stdout.write(loss_table(workbook))


def loss_table(workbook: Path) -> str:
    """Return the table of what is there before and after each of the two ways to save `workbook`."""
    before = parts_of(workbook)
    after = [after_saving(workbook, save) for save in (save_with_openpyxl, save_by_patching)]
    rows = [("", "before", "saved by openpyxl", "one cell changed by us")]
    rows.append(("parts", str(len(before)), *(fate_of_parts(before, one) for one in after)))
    for name, path in FEATURES.items():
        counts = [str(count(parts, path)) for parts in (before, *after)]
        if counts[0] != "0":
            rows.append((name, *counts))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|", *lines[1:]]) + "\n"


def after_saving(workbook: Path, save: Callable[[Path, Path], None]) -> Parts:
    """Return the parts of the workbook as `save` leaves it."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "saved.xlsx"
        save(workbook, saved)
        return parts_of(saved)


def save_with_openpyxl(workbook: Path, saved: Path) -> None:
    """Open and save; openpyxl says itself that it removes the sparklines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(workbook)
    book.save(saved)
    book.close()


def save_by_patching(workbook: Path, saved: Path) -> None:
    """Change the first number on the first sheet, as the writers do: in its own part, every other part copied."""
    package = Package.read(workbook)
    part = next(name for name in package.names() if name.startswith("xl/worksheets/sheet"))
    sheet = package.xml(part)
    sheet.xpath("(//*[local-name()='v'])[1]")[0].text = "1"
    package.replace(part, etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True))
    saved.write_bytes(package.to_bytes())


def parts_of(workbook: Path) -> Parts:
    """Return every part by name; XML in its canonical form, so that only real changes count."""
    package = Package.read(workbook)
    return {name: canonical(name, package.content(name)) for name in package.names()}


def canonical(name: str, content: bytes) -> bytes:
    """Return XML without differences of spelling; anything else as it is."""
    if not name.endswith((".xml", ".rels", ".vml")):
        return content
    return etree.tostring(etree.fromstring(content), method="c14n")


def fate_of_parts(before: Parts, after: Parts) -> str:
    """Return how many parts were lost, changed and left alone."""
    lost = sum(name not in after for name in before)
    same = sum(after.get(name) == content for name, content in before.items())
    return f"{lost} lost, {len(before) - lost - same} changed, {same} unchanged"


def count(parts: Parts, path: str) -> int:
    """Return how many there are of something in all parts."""
    return int(sum(root.xpath(path) for root in roots(parts)))


def roots(parts: Parts) -> Iterator[etree._Element]:
    """Yield the root of every XML part."""
    for name, content in parts.items():
        if name.endswith((".xml", ".vml")):
            yield etree.fromstring(content)


if __name__ == "__main__":
    main()
