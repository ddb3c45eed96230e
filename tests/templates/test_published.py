"""The template of the published edition, against the guidance on accessible spreadsheets, empty and filled."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.suppression import suppress
from xl_scorecard.model.suppression import DFE, NHS, Edition
from xl_scorecard.writers.workbook import finished_workbook

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates"
TEMPLATE = TEMPLATES / "published.xlsx"
TABLES = ("Contents", "Symbols", "Table_1", "Table_2", "Definitions", "Methods")


def filled(mode=DFE):
    shown = suppress(seed_scorecard(), mode, edition=Edition.PUBLISHED)
    content = finished_workbook(shown, TEMPLATE)
    cleaned = clean(content, organisation="Haringey Council", made=shown.built, file="published.xlsx")
    return openpyxl.load_workbook(io.BytesIO(cleaned.content))


@pytest.fixture(scope="module")
def book():
    return filled()


def test_the_committed_template_is_what_its_script_writes(tmp_path):
    script = TEMPLATES / "build_templates.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / TEMPLATE.name) as new, zipfile.ZipFile(TEMPLATE) as kept:
        assert new.namelist() == kept.namelist()
        assert all(new.read(name) == kept.read(name) for name in new.namelist())


def test_every_sheet_has_its_title_in_a1_and_at_most_one_table(book):
    for page in book.worksheets:
        assert isinstance(page["A1"].value, str)
        assert page["A1"].font.b
        assert len(page.tables) == (1 if page.title in TABLES else 0)
    assert book.sheetnames[0] == "Cover"


def test_tables_begin_in_column_a_have_headings_and_no_gaps(book):
    for name in TABLES:
        page = book[name]
        (table,) = page.tables.values()
        rows = list(page[table.ref])
        assert rows[0][0].column == 1
        assert all(isinstance(cell.value, str) for cell in rows[0])
        assert all(any(cell.value is not None for cell in row) for row in rows)
        assert page.max_row == rows[-1][0].row


@pytest.mark.parametrize("name", ["Contents", "Symbols", "Table_1", "Table_2", "Methods"])
def test_no_cell_of_a_table_is_blank(book, name):
    (table,) = book[name].tables.values()
    assert all(cell.value not in (None, "") for row in book[name][table.ref] for cell in row)


def test_nothing_is_merged_hidden_frozen_or_floating(book):
    for page in book.worksheets:
        assert not page.merged_cells.ranges
        assert page.sheet_state == "visible"
        assert page.freeze_panes is None
        assert not any(size.hidden for size in (*page.row_dimensions.values(), *page.column_dimensions.values()))
    with zipfile.ZipFile(TEMPLATE) as package:
        assert not [name for name in package.namelist() if re.search(r"drawing|chart|comments|media", name)]


def test_letters_are_large_and_without_serifs_and_nothing_is_said_by_colour(book):
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
            assert (cell.font.name, cell.font.sz >= 12) == ("Arial", True)
            assert cell.fill.fill_type is None
        assert not page.conditional_formatting


def test_symbols_stand_in_square_brackets_and_are_told_in_words(book):
    symbols = {row[0]: row[1] for row in book["Symbols"].iter_rows(min_row=4, values_only=True)}
    assert {"[c]", "[x]", "[z]"} == set(symbols)
    used = {cell for row in book["Table_2"].iter_rows(min_row=5, values_only=True) for cell in row}
    assert {cell for cell in used if str(cell).startswith("[")} <= set(symbols)
    assert "1 to 5" in symbols["[c]"]


def test_another_symbol_is_told_where_the_mode_has_another():
    symbols = [row[0] for row in filled(NHS)["Symbols"].iter_rows(min_row=4, values_only=True)]
    assert symbols == ["*", "[x]", "[z]"]


def test_the_contents_link_to_every_sheet_after_them(book):
    links = {cell.hyperlink.location for (cell,) in book["Contents"]["A4:A8"]}
    assert links == {f"'{page.title}'!A1" for page in book.worksheets[2:]}
