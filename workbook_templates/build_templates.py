"""Build the shipped templates, the same bytes each time: `python workbook_templates/build_templates.py [--out DIR]`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from look import Look
from page import PAGE, Page
from sheets import explore, months
from sheets.about import write_about
from sheets.board import write_board
from sheets.explore import write_explore
from sheets.figures import write_figures
from sheets.indicator import MONTH_VALUE, write_indicator
from sheets.months import write_months
from sheets.published import build_published
from sheets.quality import write_quality
from sheets.scorecard import write_scorecard
from sheets.summary import NAME as SUMMARY
from sheets.summary import write_summary
from sheets.tartan import write_tartan
from xlsxwriter.workbook import Workbook

MADE = datetime(2012, 6, 1)  # noqa: DTZ001 - a workbook's date has no time zone


def build_scorecard(book: Workbook) -> None:
    """Write the whole scorecard: a summary, every indicator in a row, a page for each, figures, problems, sources."""
    names = (SUMMARY, "Scorecard", PAGE, "Figures", "Data quality", "About")
    summary, scorecard, indicator, figures, quality, about = add_pages(book, names)
    write_summary(summary)
    write_scorecard(scorecard, months=MONTH_VALUE)
    write_indicator(indicator)
    write_figures(figures)
    write_quality(quality)
    write_about(about)


def build_board_summary(book: Workbook) -> None:
    """Write the one page for a board, and the months behind its bars."""
    board, behind = add_pages(book, ("Board summary", months.NAME))
    write_board(board)
    write_months(behind)


def build_tartan(book: Workbook) -> None:
    """Write the sheet of 24 months of status."""
    (tartan,) = add_pages(book, ("Tartan",))
    write_tartan(tartan)


def build_explore(book: Workbook) -> None:
    """Write the sheet with the two drop-downs, and the table that it looks everything up in."""
    chosen, figures = add_pages(book, (explore.NAME, "Figures"))
    write_explore(chosen)
    write_figures(figures, more=explore.LOOKED_UP)


TEMPLATES = {
    "scorecard": ("Scorecard", build_scorecard),
    "board-summary": ("Board summary", build_board_summary),
    "tartan": ("Tartan", build_tartan),
    "explore": ("Explore", build_explore),
    "published": ("Published edition", build_published),
}


def add_pages(book: Workbook, names: tuple[str, ...]) -> list[Page]:
    """Return a page for each name, all of one look."""
    look = Look(book)
    return [Page(book.add_worksheet(name), look) for name in names]


def build_templates(folder: Path) -> list[Path]:
    """Write every template into a folder and return where."""
    paths = []
    for name, (title, write) in TEMPLATES.items():
        paths.append(folder / f"{name}.xlsx")
        with Workbook(str(paths[-1]), {"in_memory": True}) as book:
            book.set_properties({"title": title, "created": MADE})
            book.set_size(2400, 1500)
            book.set_tab_ratio(80)
            write(book)
            book.worksheets()[0].activate()
    return paths


def main() -> None:
    """Write every template beside this script, or into the folder named."""
    parser = argparse.ArgumentParser(description="Build the shipped templates.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder to write to")
    for path in build_templates(parser.parse_args().out):
        print(path)


if __name__ == "__main__":
    main()
