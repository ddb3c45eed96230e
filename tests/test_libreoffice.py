"""LibreOffice opens the finished workbook, works every formula out again, and shows no error."""

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.builders.printed import printed_pages
from tests.builders.templates import make_template

pytestmark = pytest.mark.libreoffice

# By default LibreOffice trusts the values that a workbook carries; 0 makes it recalculate always.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Convert a workbook with LibreOffice, in a profile of its own; the new file is returned."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")

    def convert(workbook: Path, suffix: str) -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", suffix, "--outdir", folder / suffix, workbook],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return folder / suffix / workbook.with_suffix(f".{suffix}").name

    return convert


def read(workbook: Path) -> Workbook:
    """The workbook with the values of its formulas; openpyxl warns that it does not know sparklines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(workbook, data_only=True)


def error_cells(workbook: Path) -> list[str]:
    """Every cell whose value is an error, as Sheet!A1."""
    book = read(workbook)
    found = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    book.close()
    return found


def same(ours: object, theirs: object) -> bool:
    """Are they the same value? LibreOffice saves 15 digits of a number."""
    return ours == (pytest.approx(theirs, rel=1e-14) if isinstance(ours, float) else theirs)


def test_an_error_behind_a_trusted_value_would_be_seen(office, tmp_path):
    book = Workbook()
    book.active["A1"] = "=1/0"
    book.save(tmp_path / "broken.xlsx")
    book.close()
    assert error_cells(office(tmp_path / "broken.xlsx", "xlsx")) == ["Sheet!A1"]


def test_the_finished_workbook_shows_no_error(office, built_demo):
    assert error_cells(office(built_demo / "scorecard-2012-05.xlsx", "xlsx")) == []


def test_recalculated_it_says_what_it_said(office, built_demo):
    finished = built_demo / "scorecard-2012-05.xlsx"
    before, after = read(finished), read(office(finished, "xlsx"))
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        differing = [c.coordinate for c in cells if not same(c.value, after[sheet.title][c.coordinate].value)]
        assert differing == [], sheet.title
    before.close()
    after.close()


@pytest.mark.parametrize("name", ["definition.xlsx", "scorecard-template.xlsx", "sources/contacts.xlsx"])
def test_the_other_workbooks_of_the_demo_open_without_an_error(office, built_demo, name):
    assert error_cells(office(built_demo / name, "xlsx")) == []


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
FEWEST_LINES = 10


@needs_poppler
def test_on_the_printed_pages_nothing_is_clipped_and_no_page_holds_a_few_rows_only(office, built_demo):
    pages = printed_pages(office(built_demo / "scorecard-2012-05.xlsx", "pdf"))
    assert len(pages) == 35
    assert [page.clipped for page in pages if page.clipped] == []
    assert min(page.lines for page in pages) >= FEWEST_LINES


@needs_poppler
def test_a_text_too_long_for_its_cell_would_be_seen(office, tmp_path):
    def low(book, sheets):
        sheets["Card"].write("A1", "word " * 40, book.add_format({"text_wrap": True}))
        sheets["Card"].write("A2", "word " * 40, book.add_format({"text_wrap": True}))
        sheets["Card"].set_row(0, 15)

    (page,) = printed_pages(office(make_template(tmp_path / "low.xlsx", {"Card": {}}, low), "pdf"))
    assert page.clipped
