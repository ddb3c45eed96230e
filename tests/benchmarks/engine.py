"""How fast a template is filled, beside XlsxWriter writing the same from nothing and openpyxl writing or saving it.

Each figure is the median ratio of pairs measured one after the other. The peers are written as well as their libraries
allow: XlsxWriter in memory with shared formats; openpyxl with shared styles, and with a style per cell as people do it.
They are handed their cells ready-made; ours includes reading the template, the plan, the check and the saving.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Font, PatternFill
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.growing import grown
from tests.builders.scorecards import seed_scorecard
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import write_workbook

Look = tuple[str, bool, float, str, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished sheet as the peers write it: cells with their looks, links, and what is drawn over it."""

    name: str
    cells: list[tuple[int, int, Any, Look]]
    links: list[tuple[int, int, str]]
    widths: list[tuple[int, float]]
    charts: int


def main() -> None:
    """Measure, and print the table of ratios."""
    table = Table("Scorecard", "Peer", "Ours ÷ peer", "Ours, s", title="Filling a template")
    with tempfile.TemporaryDirectory() as folder:
        for number in (16, 100):
            _compare(table, number, Path(folder))
        _refill(table, Path(folder))
        _one_field(table, Path(folder))
        _grow(table, Path(folder))
    Console().print(table)


def _compare(table: Table, number: int, folder: Path) -> None:
    card, ours, theirs = grown(number), folder / "ours.xlsx", folder / "theirs.xlsx"

    def fill() -> None:
        ours.unlink(missing_ok=True)
        write_workbook(card, shipped_template(), ours)

    fill()
    pages = read_pages(ours)
    peers: dict[str, Callable[[], None]] = {
        "XlsxWriter, in memory": lambda: with_xlsxwriter(pages, theirs),
        "openpyxl, shared styles": lambda: with_openpyxl(pages, theirs, shared=True),
        "openpyxl, a style per cell": lambda: with_openpyxl(pages, theirs, shared=False),
        "openpyxl, load and save": lambda: load_and_save(ours, theirs),
    }
    for name, peer in peers.items():
        _add(table, f"{number} indicators", name, fill, peer, rounds=7 if "Xlsx" in name else 3)


def _add(
    table: Table, what: str, name: str, ours: Callable[[], object], peer: Callable[[], object], *, rounds: int
) -> None:
    """Measure pairs, one after the other, and add the median of their ratios."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    ratio = median(mine / other for mine, other in pairs)
    table.add_row(what, name, f"{ratio:.3f}", f"{median(mine for mine, _ in pairs):.2f}")


def _refill(table: Table, folder: Path) -> None:
    """Last month's finished workbook with this month's figures: filled again in place."""
    card, last, ours = grown(100), folder / "last.xlsx", folder / "ours.xlsx"
    write_workbook(card, shipped_template(), last)

    def fill() -> None:
        ours.unlink(missing_ok=True)
        write_workbook(card, last, ours)

    peer = "openpyxl, load and save"
    _add(table, "100, filled again", peer, fill, lambda: load_and_save(last, folder / "theirs.xlsx"), rounds=3)


def _one_field(table: Table, folder: Path) -> None:
    """One field beside a long sheet that nobody touches."""
    card, template, ours = seed_scorecard(), folder / "history.xlsx", folder / "ours.xlsx"
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("Front").append(["{{ scorecard.title }}"])
    history = book.create_sheet("History")
    for row in range(5_000):
        history.append([f"Row {row}" if column % 4 == 0 else row * column / 7 for column in range(20)])
    book.save(template)

    def fill() -> None:
        ours.unlink(missing_ok=True)
        write_workbook(card, template, ours)

    peer = "openpyxl, load and save"
    _add(table, "One field, 5,000 rows", peer, fill, lambda: load_and_save(template, folder / "their.xlsx"), rounds=5)


def _grow(table: Table, folder: Path) -> None:
    """Is the time per indicator the same for a thousand?"""
    times = {}
    for number in (100, 1000):
        card = grown(number)
        times[number] = median(
            seconds(lambda card=card: write_workbook(card, shipped_template(), folder / "big.xlsx")) for _ in range(2)
        )
    ratio = times[1000] / 10 / times[100]
    table.add_row("1,000 indicators", "per indicator, at 100", f"{ratio:.2f}", f"{times[1000]:.2f}")
    words = [sys.executable, "-c", PEAK, str(Path(__file__).parents[2])]
    peak = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    table.add_row("1,000 indicators", f"peak memory: {peak} MB", "", "")


PEAK = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.benchmarks.growing import grown
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import write_workbook
with tempfile.TemporaryDirectory() as folder:
    write_workbook(grown(1000), shipped_template(), Path(folder) / "big.xlsx")
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) // 1024)
"""


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def read_pages(path: Path) -> list[Page]:
    """Return a finished workbook's sheets as the peers are handed them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    return [_page(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _page(sheet: Any) -> Page:
    cells, links = [], []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                cells.append((cell.row - 1, cell.column - 1, cell.value, _look(cell)))
            if cell.hyperlink and cell.hyperlink.location:
                links.append((cell.row - 1, cell.column - 1, cell.hyperlink.location))
    widths = [(openpyxl.utils.column_index_from_string(k) - 1, d.width) for k, d in sheet.column_dimensions.items()]
    return Page(name=sheet.title, cells=cells, links=links, widths=widths, charts=len(sheet._charts))


def _look(cell: Any) -> Look:
    font, colour = cell.font, cell.font.color.rgb if cell.font.color and cell.font.color.type == "rgb" else "FF000000"
    return (cell.number_format, bool(font.b), float(font.sz or 11), str(colour)[-6:], cell.alignment.horizontal or "general",
            bool(cell.alignment.wrap_text))  # fmt: skip


def with_xlsxwriter(pages: list[Page], path: Path) -> None:
    """Write the pages with XlsxWriter: shared formats, links, a sparkline an indicator, a chart a page."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    formats: dict[Look, Any] = {}
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for column, width in page.widths:
            sheet.set_column(column, column, width)
        linked = {(row, column): target for row, column, target in page.links}
        for row, column, value, look in page.cells:
            if look not in formats:
                formats[look] = _xlsxwriter_format(book, look)
            if (row, column) in linked:
                sheet.write_url(row, column, f"internal:{linked[row, column]}", formats[look], str(value))
            elif isinstance(value, str):
                sheet.write_string(row, column, value, formats[look])
            elif value is None:
                sheet.write_blank(row, column, None, formats[look])
            else:
                sheet.write(row, column, value, formats[look])
        _decorate(book, sheet, page, pages)
    book.close()


def _xlsxwriter_format(book: Any, look: Look) -> Any:
    number_format, bold, size, colour, align, wrap = look
    format_ = book.add_format(
        {"num_format": number_format, "bold": bold, "font_size": size, "font_color": f"#{colour}", "text_wrap": wrap}
    )
    if align in ("left", "right", "center"):
        format_.set_align(align)
    return format_


def _decorate(book: Any, sheet: Any, page: Page, pages: list[Page]) -> None:
    if page.name == "Scorecard":
        targets = [p.name for p in pages if p.charts]
        for number, name in enumerate(targets):
            where = {"range": f"'{name}'!$B$20:$B$43", "type": "column", "last_point": True}
            sheet.add_sparkline(6 + number, 20, where)
        for column in ("M", "R"):
            where = f"{column}7:{column}{8 + len(targets)}"
            sheet.conditional_format(where, {"type": "icon_set", "icon_style": "3_signs"})
            for value in (1, 2, 3):
                rule = {"type": "cell", "criteria": "==", "value": value, "format": book.add_format({"bold": True})}
                sheet.conditional_format(where, rule)
    for number in range(page.charts):
        chart = book.add_chart({"type": "column"})
        name = page.name.replace("'", "''")
        for letter in "BEH":
            chart.add_series({"categories": f"='{name}'!$A$20:$A$43", "values": f"='{name}'!${letter}$20:${letter}$43"})
        sheet.insert_chart(4 + number, 3, chart)


def with_openpyxl(pages: list[Page], path: Path, *, shared: bool) -> None:
    """Write the pages with openpyxl, styles made once a look, or once a cell as people do it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    styles: dict[Look, tuple[Font, Alignment, PatternFill]] = {}
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row, column, value, look in page.cells:
            cell = sheet.cell(row + 1, column + 1, value)
            if look not in styles or not shared:
                align = None if look[4] == "general" else look[4]
                styles[look] = (
                    Font(b=look[1], sz=look[2], color=look[3]),
                    Alignment(align, wrap_text=look[5]),
                    PatternFill(),
                )
            cell.font, cell.alignment, cell.fill = styles[look]
            cell.number_format = look[0]
    book.save(path)


def load_and_save(path: Path, out: Path) -> None:
    """Load a finished workbook with openpyxl and save it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(path).save(out)


if __name__ == "__main__":
    main()
