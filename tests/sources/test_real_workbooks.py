"""Real workbooks that other tools choked on, or that Excel saved."""

import csv
import io
import warnings
from pathlib import Path

import openpyxl
import pytest

from xl_scorecard.errors import SourceError
from xl_scorecard.sources.package import open_package
from xl_scorecard.sources.readers import read_grids

OPEN_XML = {".xlsx", ".xlsm", ".xltm"}

pytestmark = pytest.mark.slow


def listed(shared, group):
    with (shared / "workbooks" / "manifest.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["group"] == group]
    assert rows
    return [(shared / "workbooks" / row["file"], int(row["non_empty_cells"] or 0)) for row in rows]


def count_read(path):
    package = open_package(path)
    cells = (
        cell for grid in read_grids(package, package.sheets).values() for row in grid.rows.values() for cell in row
    )
    return sum(cell is not None and cell != "" for cell in cells)


def count_careful(path):
    """Cells with a value, and cells that merely exist (with a comment, a style, or an empty text)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    cells = [cell for sheet in book.worksheets for cell in sheet._cells.values()]
    return sum(cell.value not in (None, "") for cell in cells), len(cells)


def test_every_plain_workbook_is_read_whole(shared):
    """The list counts cells that exist: where that differs, they have no value, and another reader agrees."""
    wrong = []
    for path, listed_cells in listed(shared, "plain"):
        if path.suffix.lower() not in OPEN_XML:
            continue
        read = count_read(path)
        if read != listed_cells and (read, listed_cells) != count_careful(path):
            wrong.append((path.name, read, listed_cells))
    assert not wrong


def test_other_forms_are_refused_in_one_sentence_for_now(shared):
    for path, _ in listed(shared, "plain"):
        if path.suffix.lower() not in OPEN_XML:
            with pytest.raises(SourceError, match=r"\.xlsb|\.xls|\.ods") as caught:
                open_package(path)
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize("group", ["silent-loss-in-read_only", "needs-fallback-reader"])
def test_every_workbook_that_one_reader_fails_on_is_read(shared, group):
    assert not [path.name for path, _ in listed(shared, group) if _refused(path)]


def test_every_workbook_to_be_refused_is_refused_in_one_sentence_or_read_whole(shared):
    files = listed(shared, "must-refuse-with-reason")
    assert not [path.name for path, cells in files if not _refused(path) and count_read(path) != cells]


def _refused(path: Path) -> bool:
    try:
        count_read(path)
    except SourceError as error:
        return bool(error.fix) and "\n" not in str(error)
    return False
