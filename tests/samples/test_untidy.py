"""The workbooks are as untidy as real ones, and the same every time."""

import hashlib
import os
import subprocess
import sys
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

ANNEX_A = {
    "contacts": [
        *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
        *("Date of Contact", "Contact Source"),
    ],
    "referrals": [
        *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
        *("Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months"),
        "Allocated Team",
    ],
    "assessments": [
        *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
        *("Type of Assessment", "Date of referral", "Assessment  start date", "Assessment Authorisation Date"),
        "Allocated Team",
    ],
    "plans": [
        *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
        *("Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse"),
        *("Date of latest review conference", "CHILD PROTECTION PLAN END DATE"),
        *("Number of Previous Child Protection Plans", "Transferred In?", "Transferred Out?", "Allocated Team"),
    ],
    "reviews": ["Child Unique ID", "Child Protection Plan Start Date", "Date of Review Conference"],
}
SCRIPT = """
import pathlib, sys
from xl_scorecard.samples.haringey import write_sources
write_sources(pathlib.Path(sys.argv[1]))
"""


@pytest.mark.parametrize("name", ANNEX_A)
def test_headings_are_those_of_annex_a_below_title_rows(raw_rows, name):
    rows = next(iter(raw_rows[name].values()))
    assert rows[3] == ANNEX_A[name]
    assert [cell for row in rows[1:3] for cell in row if cell] == [
        "The children in this list do not exist: every row is invented."
    ]


@pytest.mark.parametrize("name", ANNEX_A)
def test_a_total_row_counts_the_rows_before_it(raw_rows, records, name):
    last = next(iter(raw_rows[name].values()))[-1]
    assert last[:2] == ["Total", len(records[name])]


@pytest.mark.parametrize("name", ANNEX_A)
def test_some_dates_are_text(raw_rows, name):
    rows = next(iter(raw_rows[name].values()))[4:]
    texts = [cell for row in rows for cell in row if isinstance(cell, str) and cell.count("/") == 2]
    assert 3 < len(texts) < 30


@pytest.mark.parametrize(("name", "count"), [("referrals", 3), ("plans", 1), ("reviews", 3)])
def test_some_ids_end_in_a_space(raw_rows, name, count):
    rows = next(iter(raw_rows[name].values()))[4:]
    assert sum(bool(row) and isinstance(row[0], str) and row[0] != row[0].strip() for row in rows) == count


def test_some_ages_are_symbols_for_missing(raw_rows):
    ages = {row[4] for name in ("contacts", "referrals") for row in next(iter(raw_rows[name].values()))[4:] if row[4:]}
    assert {age for age in ages if isinstance(age, str)} == {"c", "-"}


def test_there_are_empty_rows(raw_rows):
    rows = next(iter(raw_rows["contacts"].values()))[4:]
    assert sum(not any(row) for row in rows) == 3


def test_a_row_is_hidden_that_counts_all_the_same(source_folder):
    workbook = load_workbook(source_folder / "plans.xlsx")
    sheet = workbook.active
    hidden = [n for n, dimension in sheet.row_dimensions.items() if dimension.hidden]
    assert len(hidden) == 1
    assert sheet.cell(hidden[0], 1).value


def test_one_code_in_the_notes_has_cyrillic_letters(raw_rows):
    codes = [row[0] for row in raw_rows["reference"]["Notes"][4:]]
    assert codes.count("Op368") == 1
    assert codes.count("\N{CYRILLIC CAPITAL LETTER O}\N{CYRILLIC SMALL LETTER ER}368") == 1


def test_notes_name_indicators_and_periods_of_the_report(raw_rows):
    notes = raw_rows["reference"]["Notes"][4:]
    assert {period for _, period, _ in notes} <= {"2011/12", "2012-03", "2012-04", "2012-05"}
    assert len(notes) >= 6


def test_population_is_given_for_three_years(raw_rows):
    rows = [row[:3] for row in raw_rows["reference"]["Population"][4:]]
    assert rows == [
        ["population", "2010/11", 48795],
        ["population", "2011/12", 49104],
        ["population", "2012/13", 49104],
    ]


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(source_folder, tmp_path):
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], check=True, env=environment)
    assert _digests(tmp_path) == _digests(source_folder)


def test_nothing_in_the_workbooks_tells_when_they_were_written(source_folder):
    for path in source_folder.glob("*.xlsx"):
        with ZipFile(path) as package:
            assert {info.date_time for info in package.infolist()} == {(2012, 6, 1, 9, 0, 0)}
            assert package.read("docProps/core.xml").count(b"2012-06-01T09:00:00Z") == 2


def _digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.xlsx"))}
