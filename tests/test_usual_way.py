"""The usual way that a build is measured beside works out the same figures, and puts them in the same places."""

import subprocess
import sys
import warnings

import pytest
from openpyxl import load_workbook

from tests.benchmarks.reading import USUAL_WAY, make_world
from xl_scorecard import pipeline

PAGES = 6


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Ours and theirs."""
    folder = tmp_path_factory.mktemp("usual") / "world"
    definition, theirs = make_world(folder, 1_000), folder / "usual.xlsx"
    ours = pipeline.build(definition).path
    command = [sys.executable, USUAL_WAY, folder / "extract.xlsx", theirs, str(PAGES)]
    subprocess.run(command, check=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know sparklines
        return load_workbook(ours), load_workbook(theirs)


def months(page):
    """Month, value, numerator and denominator, as the page of an indicator has them."""
    rows = list(page.iter_rows(values_only=True))
    first = next(number for number, row in enumerate(rows) if row[0] == "Month by month") + 1
    return [(row[0], *row[2:5]) for row in rows[first : first + 24]]


def amount(page):
    """How many cells of a page hold something, how many have a format, and how many charts there are."""
    cells = [cell for row in page.iter_rows() for cell in row]
    return sum(cell.value is not None for cell in cells), sum(cell.has_style for cell in cells), len(page._charts)


@pytest.mark.slow
def test_both_have_the_same_months_on_every_page(books):
    ours, theirs = books
    for number in range(PAGES):
        mine, other = months(ours[f"I{number:03d}"]), months(theirs[f"I{number:03d}"])
        for one, two in zip(mine, other, strict=True):
            assert one[0] == two[0]
            assert one[1:] == pytest.approx(two[1:]), one[0]


@pytest.mark.slow
def test_a_page_of_ours_has_at_least_as_much_on_it(books):
    ours, theirs = books
    for number in range(PAGES):
        mine, other = amount(ours[f"I{number:03d}"]), amount(theirs[f"I{number:03d}"])
        assert all(one >= two for one, two in zip(mine, other, strict=True)), (number, mine, other)
