"""Each build looks at what it wrote; what would not be sound is never saved."""

import pytest

from tests.builders.finished import few_indicators, patch
from tests.builders.templates import make_template
from xl_scorecard.errors import WriteError
from xl_scorecard.ooxml.cloning import Cloner
from xl_scorecard.ooxml.following import Follower
from xl_scorecard.ooxml.names import main
from xl_scorecard.writers.workbook import write_workbook

CARD = {"A5": "{{ indicator.code }}", "B5": "{{ indicator.value }}"}


def merged(_, sheets):
    for sheet in sheets.values():
        sheet.merge_range("D5:E5", "x")


@pytest.mark.parametrize("sheet", ["Card", "{indicator.code}"])
def test_merged_cells_that_overlap_stop_the_save_and_the_old_file_stays(tmp_path, monkeypatch, sheet):
    follow = Follower.follow

    def clumsy(self, root, *some):
        follow(self, root, *some)
        for cells in root.iterfind(main("mergeCells")):
            cells.append(cells.makeelement(main("mergeCell"), ref="E1:E99"))
            cells.set("count", str(len(cells)))

    monkeypatch.setattr(Follower, "follow", clumsy)
    cells = CARD if sheet == "Card" else {"A1": "{{ indicator.code }}"}
    template, out = make_template(tmp_path / "t.xlsx", {sheet: cells}, merged), tmp_path / "out.xlsx"
    out.write_bytes(b"last month's")
    with pytest.raises(WriteError, match=r"would not be sound \(.*merged cells overlap"):
        write_workbook(few_indicators(), template, out)
    assert out.read_bytes() == b"last month's"


def test_a_part_that_got_lost_stops_the_save(tmp_path, monkeypatch):
    whole = Cloner._copy

    def forgetful(self, old, new, names):
        if not old.endswith(".vml"):
            whole(self, old, new, names)

    monkeypatch.setattr(Cloner, "_copy", forgetful)
    template = make_template(tmp_path / "t.xlsx", {"{indicator.code}": {"A1": "{{ indicator.code }}"}}, note)
    with pytest.raises(WriteError, match=r"is related to xl/drawings/vmlDrawing2.vml, which is missing"):
        write_workbook(few_indicators(), template, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def note(_, sheets):
    sheets["{indicator.code}"].write_comment("A1", "n")


def test_what_is_wrong_in_the_template_already_is_not_held_against_the_build(tmp_path):
    def dress(_, sheets):
        sheets["Card"].data_validation("D9", {"validate": "list", "source": ["x" * 10] * 5})

    template = make_template(tmp_path / "t.xlsx", {"Card": CARD}, dress)
    patch(template, {"xl/worksheets/sheet1.xml": ("xxxxxxxxxx,", f"{'x' * 300},")})
    assert write_workbook(few_indicators(), template, tmp_path / "out.xlsx").path.exists()
