"""The usual way to make a scorecard in Python: pandas.read_excel, a mask for each indicator and month, openpyxl.

python tests/benchmarks/usual_way.py WORKBOOK OUT INDICATORS
It is what our own build is measured beside, written as one would write it: no charts, no status, no checks.
"""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.styles import Font

MONTHS = pd.period_range("2010-06", "2012-05", freq="M")
TEAMS = 20


def main() -> None:
    """Read, count, write."""
    source, out, indicators = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    records = pd.read_excel(source, engine="openpyxl", dtype={"Child Unique ID": str})
    book = openpyxl.Workbook()
    summary = book.active
    summary.title = "Scorecard"
    summary.append(["Code", "Indicator", *(str(month) for month in MONTHS)])
    for number in range(indicators):
        figures = [figure(records, number, month) for month in MONTHS]
        summary.append([f"I{number:03d}", f"Indicator {number}", *(value for value, _, _ in figures)])
        page = book.create_sheet(f"I{number:03d}")
        page.append(["Month", "Value", "Numerator", "Denominator"])
        for month, row in zip(MONTHS, figures, strict=True):
            page.append([str(month), *row])
        for cell in page[1]:
            cell.font = Font(bold=True)
    for cell in summary[1]:
        cell.font = Font(bold=True)
    book.save(out)


def figure(records: pd.DataFrame, number: int, month: pd.Period) -> tuple[float | None, int, int | None]:
    """Return one figure: of every second indicator a count, of the others a percentage."""
    in_month = (records["Date of Referral"] >= month.start_time) & (records["Date of Referral"] <= month.end_time)
    in_team = records["Team"] == f"Team {number % TEAMS}"
    mask = in_month & in_team
    if number % 2 == 0:
        count = len(records[mask])
        return count, count, None
    numerator, denominator = len(records[mask & (records["NFA?"] == "Yes")]), len(records[mask])
    return (numerator / denominator * 100 if denominator else None), numerator, denominator


if __name__ == "__main__":
    main()
