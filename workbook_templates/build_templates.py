"""Build the shipped template, the same bytes each time: `python workbook_templates/build_templates.py [--out DIR]`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from look import Look
from page import PAGE, Page
from sheets.about import write_about
from sheets.figures import write_figures
from sheets.indicator import MONTH_VALUE, write_indicator
from sheets.quality import write_quality
from sheets.scorecard import write_scorecard
from sheets.summary import write_summary
from xlsxwriter.workbook import Workbook

MADE = datetime(2012, 6, 1)  # noqa: DTZ001 - a workbook's date has no time zone


def build_scorecard(path: Path) -> Path:
    """Write the template of a scorecard to `path` and return it."""
    with Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": "Scorecard", "created": MADE})
        book.set_size(2400, 1500)
        book.set_tab_ratio(80)
        look = Look(book)
        names = ("Summary", "Scorecard", PAGE, "Figures", "Data quality", "About")
        summary, scorecard, indicator, figures, quality, about = (
            Page(book.add_worksheet(name), look) for name in names
        )
        write_summary(summary)
        write_scorecard(scorecard, months=MONTH_VALUE)
        write_indicator(indicator)
        write_figures(figures)
        write_quality(quality)
        write_about(about)
        summary.sheet.activate()
    return path


def main() -> None:
    """Write every template beside this script, or into the folder named."""
    parser = argparse.ArgumentParser(description="Build the shipped templates.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder to write to")
    print(build_scorecard(parser.parse_args().out / "scorecard.xlsx"))


if __name__ == "__main__":
    main()
