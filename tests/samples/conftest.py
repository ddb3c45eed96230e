"""The example's source workbooks, written once, and their rows as a person would read them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook


@pytest.fixture(scope="session")
def source_folder(built_demo):
    return built_demo / "sources"


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
    with CalamineWorkbook.from_path(path) as workbook:
        sheets = {name: workbook.get_sheet_by_name(name) for name in workbook.sheet_names}
        return {name: [[_cell(cell) for cell in row] for row in sheet.iter_rows()] for name, sheet in sheets.items()}


def _cell(cell):
    match cell:
        case "":
            return None
        case float() if cell.is_integer():
            return int(cell)
        case _:
            return cell


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
