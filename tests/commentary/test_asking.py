"""Notes are asked for by owner, and what comes back is gathered into the definition."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tests.builders.small_folder import small_folder
from xl_scorecard import pipeline
from xl_scorecard.commentary.collecting import collect_notes
from xl_scorecard.commentary.requesting import HEADING_ROW, HEADINGS, request_notes
from xl_scorecard.definitions.converting import convert
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError, SourceError
from xl_scorecard.model.period import Period

FRONT_DOOR = "Notes 2012-05 Head of Front Door.xlsx"
NOBODY = "Notes 2012-05 no owner.xlsx"
NOTE = len(HEADINGS)


@pytest.fixture
def path(tmp_path):
    return small_folder(tmp_path)


@pytest.fixture
def asked(path):
    """The folder of what was asked for."""
    folder = path.parent / "notes-2012-05"
    request_notes(pipeline.assess(path, period="2012-05"), folder, due=date(2012, 6, 8))
    return folder


def answer(file, **notes):
    book = openpyxl.load_workbook(file)
    page = book["Notes"]
    for row in range(HEADING_ROW + 1, page.max_row + 1):
        if page.cell(row, 1).value in notes:
            page.cell(row, NOTE).value = notes[page.cell(row, 1).value]
    book.save(file)


def said(path):
    return {(note.indicator, note.period.code): note.text for note in read_definition(path).reference.notes}


class TestAsking:
    def test_each_owner_gets_a_workbook(self, asked):
        assert sorted(file.name for file in asked.iterdir()) == [FRONT_DOOR, NOBODY]

    def test_it_says_for_what_to_whom_and_until_when(self, asked):
        page = openpyxl.load_workbook(asked / FRONT_DOOR)["Notes"]
        assert [page[f"A{row}"].value for row in (1, 2, 3)] == [
            "Small: notes for May 2012",
            "Head of Front Door",
            "Write in the last column, save, and send this file back by 8 June 2012 to Ann Smith. A line may stay empty.",
        ]

    def test_reds_come_first_with_figure_target_and_the_last_note_with_its_age(self, asked):
        page = openpyxl.load_workbook(asked / FRONT_DOOR)["Notes"]
        rows = list(page.iter_rows(min_row=HEADING_ROW + 1, values_only=True))
        assert rows[0] == (
            "R1",
            "R1",
            "May 2012",
            "33.3%",
            "at most 10.0%",
            "Red",
            "One family. (Apr 2012, 1 month old)",
            None,
        )
        assert [row[0] for row in rows] == ["R1", "R2"]

    def test_what_was_asked_for_already_is_not_overwritten(self, path, asked):
        answer(asked / FRONT_DOOR, R1="Typed.")
        with pytest.raises(RequestError, match="was asked for already, and may hold notes"):
            request_notes(pipeline.assess(path, period="2012-05"), asked)
        assert openpyxl.load_workbook(asked / FRONT_DOOR)["Notes"].cell(HEADING_ROW + 1, NOTE).value == "Typed."

    def test_no_row_of_a_source_is_in_it(self, asked):
        assert b"c1" not in io.BytesIO((asked / FRONT_DOOR).read_bytes()).getvalue()
        book = openpyxl.load_workbook(asked / FRONT_DOOR)
        texts = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
        assert not [text for text in texts if text in ("c1", "c2", "c3")]

    def test_the_same_scorecard_gives_the_same_bytes(self, path, asked, tmp_path):
        request_notes(pipeline.assess(path, period="2012-05"), tmp_path / "again", due=date(2012, 6, 8))
        assert (tmp_path / "again" / FRONT_DOOR).read_bytes() == (asked / FRONT_DOOR).read_bytes()


class TestCollecting:
    def test_notes_are_written_into_the_definition_and_what_was_there_is_kept(self, path, asked):
        before = path.read_bytes()
        answer(asked / FRONT_DOOR, R1="Two children of one family.")
        collected = collect_notes(asked)
        assert (collected.definition, collected.added, collected.changed) == (path, 1, 0)
        assert said(path) == {("R1", "2012-04"): "One family.", ("R1", "2012-05"): "Two children of one family."}
        assert collected.backup.read_bytes() == before
        assert collected.empty == (NOBODY,)

    def test_the_note_stands_in_the_scorecard_then(self, path, asked):
        answer(asked / FRONT_DOOR, R1="Because.")
        collect_notes(asked)
        card = pipeline.assess(path, period="2012-05")
        assert next(card.lines).headline_assessment.note.text == "Because."

    def test_a_later_reply_takes_the_place_of_the_earlier_and_the_same_again_changes_nothing(self, path, asked):
        answer(asked / FRONT_DOOR, R1="First.")
        collect_notes(asked)
        answer(asked / FRONT_DOOR, R1="Second.")
        assert collect_notes(asked).changed == 1
        assert said(path)["R1", "2012-05"] == "Second."
        again = collect_notes(asked)
        assert (again.added, again.changed, again.backup) == (0, 0, None)

    def test_what_looks_like_a_formula_stays_text(self, path, asked):
        book = openpyxl.load_workbook(asked / FRONT_DOOR)
        cell = book["Notes"].cell(HEADING_ROW + 1, NOTE)
        cell.value, cell.data_type = "=1+1", "s"
        book.save(asked / FRONT_DOOR)
        collect_notes(asked)
        assert said(path)["R1", "2012-05"] == "=1+1"

    def test_two_replies_that_differ_are_refused_with_both_places(self, asked):
        (asked / "copy.xlsx").write_bytes((asked / FRONT_DOOR).read_bytes())
        answer(asked / FRONT_DOOR, R1="One.")
        answer(asked / "copy.xlsx", R1="Two.")
        with pytest.raises(RequestError) as caught:
            collect_notes(asked)
        assert str(caught.value) == (
            "copy.xlsx › Notes › H6: R1 has another note in Notes 2012-05 Head of Front Door.xlsx › Notes › H6. "
            "Keep one of the two."
        )

    def test_a_code_that_was_changed_is_told_with_its_cell(self, asked):
        book = openpyxl.load_workbook(asked / FRONT_DOOR)
        page = book["Notes"]
        page.cell(HEADING_ROW + 1, 1).value, page.cell(HEADING_ROW + 1, NOTE).value = "R9", "x"
        book.save(asked / FRONT_DOOR)
        with pytest.raises(RequestError, match=r'› Notes › H6: "R9" is not an indicator of it'):
            collect_notes(asked)

    def test_other_workbooks_in_the_folder_are_passed_over_and_a_broken_one_is_told(self, asked):
        openpyxl.Workbook().save(asked / "other.xlsx")
        assert collect_notes(asked).added == 0
        (asked / "broken.xlsx").write_bytes(b"no workbook")
        with pytest.raises(SourceError, match=r"broken\.xlsx: This is not a workbook that can be read"):
            collect_notes(asked)

    def test_a_folder_without_any_is_told(self, tmp_path):
        with pytest.raises(RequestError, match="no workbook of notes here"):
            collect_notes(tmp_path)

    def test_a_definition_in_yaml_keeps_its_comments(self, path, asked):
        pytest.importorskip("ruamel.yaml", reason="YAML is an extra: pip install xl-scorecard[yaml]")
        text = path.with_suffix(".yaml")
        convert(path, text)
        text.write_text(text.read_text(encoding="utf-8") + "# the end\n", encoding="utf-8")
        answer(asked / FRONT_DOOR, R1="First.")
        collect_notes(asked, text)
        answer(asked / FRONT_DOOR, R1="Second.")
        assert collect_notes(asked, text).changed == 1
        assert said(text)["R1", "2012-05"] == "Second."
        assert "# the end" in text.read_text(encoding="utf-8")
        assert Period.parse("2012-05").code in text.read_text(encoding="utf-8")
