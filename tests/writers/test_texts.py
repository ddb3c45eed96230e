"""Texts: the look of a rich text stays, and what a cell cannot hold becomes a Problem."""

from dataclasses import replace

import pytest

from tests.builders.finished import Finished, few_indicators, fill, patch
from tests.builders.templates import make_template
from xl_scorecard.writers.workbook import finished_workbook, write_workbook


def rich(*pieces):
    def write(book, sheets):
        bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
        looks = {"bold": bold, "red": red}
        sheets["Card"].write_rich_string("A5", *(looks.get(piece, piece) for piece in pieces))

    return write


def runs(finished):
    """Each run of every rich text: its text, and the look that it has."""
    found = finished.find("xl/sharedStrings.xml", "//m:r")
    return [(run.findtext("{*}t"), look(run)) for run in found]


def look(run):
    bold = run.find("{*}rPr/{*}b") is not None
    red = run.find("{*}rPr/{*}color[@rgb='FFFF0000']") is not None
    return "bold" if bold else "red" if red else ""


def test_the_look_of_each_run_stays(tmp_path):
    finished = fill(
        tmp_path, {"Card": {}}, rich("Code ", "bold", "{{ indicator.code }}", " is ", "red", "{{ indicator.shown }}")
    )
    said = runs(finished)
    assert said[:3] == [("Code ", ""), ("Op504", "bold"), (" is ", "")]
    assert [how for _, how in said] == ["", "bold", "", "red"] * 3


def test_a_field_that_formatting_splits_is_joined_into_the_run_it_begins_in(tmp_path):
    finished = fill(
        tmp_path, {"Card": {}}, rich("{{ indi", "bold", "cator.", "red", "code }} and ", "bold", "{{ indicator.code }}")
    )
    assert [text for text, _ in runs(finished)][:3] == ["Op504", " and ", "Op504"]


def test_a_number_alone_in_a_rich_text_is_a_number(tmp_path):
    finished = fill(tmp_path, {"Card": {}}, rich("bold", "{{ indicator", "red", ".value }}"))
    cells = finished.find("xl/worksheets/sheet1.xml", "//m:c")
    assert [(c.get("t"), c.findtext("{*}v")) for c in cells[1:2]] == [(None, "167")]


def test_a_rich_text_in_the_cell_itself_keeps_its_look_too(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": {"A5": "x"}})
    inline = '<c r="A5" t="inlineStr"><is><r><rPr><b/></rPr><t>{{ indicator.code }}</t></r><r><t> x</t></r></is></c>'
    patch(path, {"xl/worksheets/sheet1.xml": ('<c r="A5" t="s"><v>0</v></c>', inline)})
    finished = Finished(finished_workbook(few_indicators(), path))
    assert runs(finished)[:2] == [("Op504", "bold"), (" x", "")]


def titled(title):
    card = few_indicators()
    lines = card.sections[0].lines
    first = replace(lines[0], indicator=replace(lines[0].indicator, title=title))
    return replace(card, sections=(replace(card.sections[0], lines=(first, *lines[1:])),))


@pytest.mark.parametrize(
    ("title", "code", "kept"),
    [("x" * 40_000, "WRK-003", 32_767), ("\U0001f600" * 20_000, "WRK-003", 16_383), ("a\x0bb", "WRK-004", 2)],
)
def test_a_text_that_a_cell_cannot_hold_is_written_as_far_as_it_can_be_and_reported(tmp_path, title, code, kept):
    template = make_template(tmp_path / "t.xlsx", {"Card": {"B5": "{{ indicator.title }}"}})
    written = write_workbook(titled(title), template, tmp_path / "out.xlsx")
    found = [p for p in written.card.problems if p.code == code]
    assert [(str(p.place), p.count) for p in found] == [("out.xlsx › Card › B5", 1)]
    texts = Finished(written.path.read_bytes()).find("xl/sharedStrings.xml", "//m:t/text()")
    assert max(len(text) for text in texts if text[:1] in "xa\U0001f600") == kept


@pytest.mark.parametrize("title", ["x" * 32_767, "a\nb\tc"])
def test_a_text_that_just_fits_is_no_problem(tmp_path, title):
    template = make_template(tmp_path / "t.xlsx", {"Card": {"B5": "{{ indicator.title }}"}})
    written = write_workbook(titled(title), template, tmp_path / "out.xlsx")
    assert not [p for p in written.card.problems if p.code in ("WRK-003", "WRK-004")]


def test_a_rich_text_keeps_its_look_when_the_workbook_is_filled_again(tmp_path):
    template = make_template(tmp_path / "t.xlsx", {"Card": {}}, rich("Code ", "bold", "{{ indicator.code }}", " of"))
    out = write_workbook(few_indicators(), template, tmp_path / "out.xlsx").path
    again = Finished(finished_workbook(few_indicators(), out))
    assert ("Op504", "bold") in runs(again)
