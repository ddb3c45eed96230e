"""What a chart is said to show is renewed with its figures: for those who hear the workbook instead of seeing it."""

import pytest

from tests.builders.little import little_rows
from tests.builders.live import more_rows, one_more, untidy, write_live
from tests.builders.templates import make_template
from xl_scorecard import pipeline
from xl_scorecard.excel.captions import seen_captions
from xl_scorecard.excel.run import Action, run
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

ALT = "Columns of {{ indicator.title }}: the latest is {{ indicator.shown }}."
CELLS = {
    "Card": {"A2": "{{ indicator.code }}", "B2": "{{ indicator.value }}"},
    "{indicator.code}": {"A1": "{{ indicator.code }}", "A4": "{{ each period, last 6 }}{{ period.value }}"},
}


def chart(book, sheet, **options):
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": "='{indicator.code}'!$A$4:$A$4"})
    sheet.insert_chart("E2", drawn, options)


def opened_with(dress, tmp_path, in_excel):
    definition = write_live(tmp_path / "drawn").parent / "definition.xlsx"
    make_template(definition.parent / "template.xlsx", CELLS, dress)
    return in_excel(pipeline.build(definition, out=definition.parent / "live.xlsx").path)


@pytest.fixture
def drawn(tmp_path, in_excel):
    return opened_with(
        lambda book, sheets: chart(book, sheets["{indicator.code}"], description=ALT), tmp_path, in_excel
    )


def descriptions(opened, sheet="R1"):
    """What a saved copy says about the objects on a sheet."""
    copy = opened.folder / "copy.xlsx"
    opened.book.api.SaveCopyAs(str(copy))
    package = Package.read(copy)
    part = next(entry.part for entry in list_sheets(package, workbook_part(package)) if entry.name == sheet)
    return dict(seen_captions(package, part).described)


def test_the_alternative_text_of_a_chart_says_what_the_chart_shows_now(drawn):
    before = descriptions(drawn)["Chart 1"]
    more_rows(drawn.folder, one_more(little_rows()))
    said = drawn.act()
    after = descriptions(drawn)["Chart 1"]
    built = pipeline.build(drawn.folder / "definition.xlsx", out=drawn.folder / "built.xlsx").path
    package = Package.read(built)
    part = next(entry.part for entry in list_sheets(package, workbook_part(package)) if entry.name == "R1")
    assert after != before
    assert after == seen_captions(package, part).described["Chart 1"]
    assert "still say" not in said


def test_undoing_brings_the_old_alternative_text_back_unless_staff_wrote_another_since(drawn):
    before = descriptions(drawn)
    more_rows(drawn.folder, one_more(little_rows()))
    drawn.act()
    drawn.act(Action.UNDO)
    assert descriptions(drawn) == before
    drawn.act()
    drawn.book.sheets["R1"].shapes["Chart 1"].api.AlternativeText = "Ann's words"
    drawn.act(Action.UNDO)
    assert descriptions(drawn)["Chart 1"] == "Ann's words"


def test_an_alternative_text_that_staff_wrote_stays_and_is_told(drawn):
    drawn.book.sheets["R1"].shapes["Chart 1"].api.AlternativeText = "Ann's words"
    more_rows(drawn.folder, one_more(little_rows()))
    assert "Some texts in charts or boxes still say what they said" in drawn.act()
    assert descriptions(drawn)["Chart 1"] == "Ann's words"


@pytest.mark.slow
def test_a_refusal_to_take_the_alternative_text_leaves_everything_as_it_was(drawn):
    from tests.excel import excel_model

    before, texts = drawn.everything(), descriptions(drawn)
    more_rows(drawn.folder, one_more(little_rows()))
    asked = []

    def refuse(_kind, name):
        asked.append(name)
        return excel_model.refusal() if name == "AlternativeText" and asked.count(name) == 2 else None

    drawn.wire.refuse = refuse
    run("refresh", "live.xlsx")
    drawn.wire.refuse = lambda _kind, _name: None
    assert "Nothing in this workbook has changed." in drawn.wire.boxes[-1]
    assert drawn.everything() == before
    assert descriptions(drawn) == texts


@pytest.mark.slow
def test_a_text_box_with_a_figure_in_it_is_left_to_a_rebuild_and_the_user_is_told(tmp_path, in_excel):
    def dress(_book, sheets):
        sheets["Card"].insert_textbox("E1", "{{ scorecard.problems_sentence }}")

    opened = opened_with(dress, tmp_path, in_excel)
    assert "still say" not in opened.act()
    more_rows(opened.folder, untidy(little_rows()))
    assert "Some texts in charts or boxes still say what they said" in opened.act()
