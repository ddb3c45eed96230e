"""The example's source workbooks, written once, and their rows as a person would read them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from xl_scorecard.samples.haringey import write_sources


@pytest.fixture(scope="session")
def source_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "sources"
    write_sources(folder)
    return folder


@pytest.fixture(scope="session")
def raw_rows(source_folder):
    """Every row of every sheet as it stands, by file and sheet."""
    return {path.stem: _sheets(path) for path in sorted(source_folder.glob("*.xlsx"))}


@pytest.fixture(scope="session")
def records(raw_rows):
    """The rows of the five lists: headings in small letters and single spaces, ids trimmed, text dates read."""
    names = ("contacts", "referrals", "assessments", "plans", "reviews")
    return {name: list(_tidy(next(iter(raw_rows[name].values())))) for name in names}


def _sheets(path):
    workbook = load_workbook(path, read_only=True)
    rows = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}
    workbook.close()
    return rows


def _tidy(rows) -> Iterator[dict[str, object]]:
    start = next(n for n, row in enumerate(rows) if row[:1] == ["Child Unique ID"])
    headings = [" ".join(heading.lower().split()) for heading in rows[start]]
    for row in rows[start + 1 :]:
        if row[:1] and row[0] not in (None, "Total"):
            yield {heading: _tidy_cell(cell) for heading, cell in zip(headings, row, strict=False)}


def _tidy_cell(cell):
    match cell:
        case datetime():
            return cell.date()
        case str() if cell[2:3] == "/" and cell[5:6] == "/":
            day, month, year = cell.split("/")
            return date(int(year), int(month), int(day))
        case str():
            return cell.replace("\N{NO-BREAK SPACE}", " ").strip()
        case _:
            return cell
