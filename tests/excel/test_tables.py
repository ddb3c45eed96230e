"""A list in a table of Excel's: rows are inserted inside it, so that it grows; it is never resized over what is below."""

import pytest

from tests.builders.live import more_rows, untidy, write_live
from tests.builders.templates import make_template
from xl_scorecard import pipeline

LIST = "{{ each problem, most serious first, or say No problem. }}{{ problem.severity }}"
CELLS = {"Sheet": {"A1": "{{ scorecard.title }}", "A4": LIST, "B4": "{{ problem.sentence }}"}}
NAMES = [{"header": name} for name in ("Level", "Sentence")]


@pytest.fixture
def with_table(tmp_path, in_excel, rows):
    """Open a scorecard whose problems stand in a table, built from these records."""

    def make(records):
        definition = write_live(tmp_path / "tables", rows=records).parent / "definition.xlsx"

        def dress(_book, sheets):
            sheets["Sheet"].add_table("A3:B4", {"columns": NAMES, "name": "Problems"})
            for cell, text in CELLS["Sheet"].items():
                sheets["Sheet"].write(cell, text)

        make_template(definition.parent / "template.xlsx", CELLS, dress)
        return in_excel(pipeline.build(definition, out=definition.parent / "live.xlsx").path)

    return make


def odd(records):
    """The same records with one more kind of problem than the untidy ones have."""
    return [*untidy(records), ("E2", "no day", None, "South", 0)]


def table(opened):
    return opened.book.sheets["Sheet"].tables[0].range.address.replace("$", "")


def test_5_a_table_grows_with_its_list_and_what_stands_below_moves_down(with_table, rows):
    opened = with_table(untidy(rows))
    sheet = opened.book.sheets["Sheet"]
    last = int(table(opened).split("B")[-1])
    sheet.range(f"A{last + 2}").value = [["staff, below"], ["=1+1"]]
    sheet.range(f"D{last}").value = "beside the last"
    more_rows(opened.folder, odd(rows))
    opened.act()
    assert opened.told.asked == []
    grown = int(table(opened).split("B")[-1])
    assert grown > last
    assert all(row[0] for row in opened.values("Sheet", f"A4:B{grown}"))
    assert sheet.range(f"A{grown + 2}").value == "staff, below"
    assert sheet.range(f"A{grown + 3}").formula == "=1+1"
    assert sheet.range(f"D{grown}").value == "beside the last"


def test_5_a_table_of_one_row_that_needs_more_asks_for_a_rebuild(with_table, rows):
    opened = with_table(rows)
    before = opened.everything()
    opened.told.yes = False
    more_rows(opened.folder, untidy(rows))
    opened.act()
    assert 'on the sheet "Sheet" a table has only one row and needs more' in opened.told.asked[0]
    assert opened.everything() == before
