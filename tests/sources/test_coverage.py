"""Months with far fewer rows than the one before, and dates that lie in the future."""

from datetime import date

import pytest

from tests.builders.source_workbooks import CHILD, CONTACTED, HEADINGS, by_code, cells_of, month, read_contacts
from xl_scorecard.model.source import Column, ColumnType


def months(folder, counts, **fields):
    rows = [[f"c{n}", "Male", date(2012, number, 1)] for number, count in counts.items() for n in range(count)]
    covers = {"covers_from": month("2012-03"), "covers_to": month("2012-06")} | fields
    return by_code(read_contacts(folder, [HEADINGS, *rows], **covers))


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({3: 40, 4: 20, 5: 20, 6: 20}, "Apr 2012"),
        ({3: 40, 4: 21, 5: 21, 6: 21}, ""),
        ({3: 39, 4: 19, 5: 19, 6: 19}, ""),
        ({3: 50, 4: 50, 5: 50, 6: 7}, "Jun 2012"),
        ({3: 100, 4: 50, 5: 25, 6: 25}, "Apr 2012, May 2012"),
    ],
)
def test_a_month_that_has_suddenly_half_the_rows_of_the_one_before_is_said(tmp_path, counts, named):
    problems = months(tmp_path, counts)
    assert ("SRC-084" in problems) is bool(named)
    if named:
        assert f"in {named}:" in problems["SRC-084"].sentence


def test_a_month_without_any_row_is_said_as_such_and_not_twice(tmp_path):
    problems = months(tmp_path, {3: 50, 4: 50, 5: 50, 6: 0})
    assert ("SRC-013" in problems, "SRC-084" in problems) == (True, False)


def test_months_that_are_not_covered_are_not_compared(tmp_path):
    assert "SRC-084" not in months(tmp_path, {2: 90, 3: 20, 4: 20, 5: 20, 6: 20, 7: 3})
    assert "SRC-084" not in months(tmp_path, {3: 90, 4: 20}, covers_from=None, covers_to=None)


@pytest.mark.parametrize(("day", "told"), [(date(2012, 5, 14), []), (date(2012, 5, 15), ["C2"])])
def test_a_date_in_the_future_is_said_and_kept(tmp_path, monkeypatch, day, told):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1336953600")  # 14 May 2012
    tables = read_contacts(tmp_path, [HEADINGS, ["c1", "Male", day]])
    assert cells_of(by_code(tables)["SRC-083"]) == told if told else "SRC-083" not in by_code(tables)
    assert tables.records["contacts"]["contacted"].notna().all()


def test_a_declared_maximum_goes_before_today(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1336953600")
    later = Column(name="due", headings=("Date of Contact",), type=ColumnType.DATE, maximum=date(2012, 12, 31))
    rows = [HEADINGS, ["c1", "Male", date(2012, 12, 31)], ["c2", "Male", date(2013, 1, 1)]]
    problems = by_code(read_contacts(tmp_path, rows, columns=(CHILD, later)))
    assert set(problems) == {"SRC-064"}
    assert cells_of(problems["SRC-064"]) == ["C3"]
    assert CONTACTED.maximum is None
