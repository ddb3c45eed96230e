"""What cannot follow its rows is refused with its place, before anything is written."""

import pytest

from tests.builders.finished import few_indicators, fill, patch
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.writers.workbook import finished_workbook

CARD = {"A5": "{{ indicator.code }}", "B5": "{{ indicator.value }}", "D5": "{{ indicator.shown }}", "A7": "foot"}
PAGE = {
    "A1": "{{ indicator.title }}",
    "A4": "{{ period.label }}",
    "B4": "{{ period.shown }}",
    "C4": "{{ period.value }}",
}


def chart(book, sheet, where, values, kind="column"):
    drawn = book.add_chart({"type": kind})
    drawn.add_series({"values": values})
    sheet.insert_chart(where, drawn)


REFUSED = {
    "an array over it": (
        lambda _b, s: s["Card"].write_array_formula("F4:F6", "{=A4:A6}"),
        "Card › F4: holds an array formula over rows that repeat",
    ),
    "a spill in it": (
        lambda _b, s: s["Card"].write_dynamic_array_formula("F4:F6", "=_xlfn.UNIQUE(A1:A3)"),
        "Card › F4: holds a formula that spills over rows that repeat",
    ),
    "a picture in it": (
        lambda b, s: chart(b, s["Card"], "F5", "=Card!$B$5:$B$5"),
        "Card › A5: has a picture, a chart or a shape that begins in a row that repeats",
    ),
    "a button in it": (
        lambda _b, s: s["Card"].insert_button("F5", {"macro": "Go"}),
        "Card › A5: has a button or another control that begins in a row that repeats",
    ),
    "text in a chart": (
        lambda b, s: chart(b, s["Other"], "F5", "=Card!$D$5:$D$5"),
        "Card › D5: holds {{ indicator.shown }}, and a chart draws it: Excel draws text as zero. Draw a cell with",
    ),
    "text in a sparkline": (
        lambda _b, s: s["Card"].add_sparkline("F5", {"range": "'{indicator.code}'!$B$4:$B$4"}),
        "{indicator.code} › B4: holds {{ period.shown }}, and a sparkline draws it",
    ),
    "a chart sheet for every indicator": (
        lambda b, _s: b.add_chartsheet("C {indicator.code}").set_chart(scatter(b)),
        "C {indicator.code}: is a chart sheet, which cannot be copied",
    ),
    "a field in a note": (
        lambda _b, s: s["Card"].write_comment("A7", "{{ indicator.code }}"),
        "Card › A7: a field stands in a note on a cell",
    ),
    "a field in a validation": (
        lambda _b, s: s["Card"].data_validation("A7", {"validate": "any", "input_message": "{{ scorecard.title }}"}),
        "Card › A7: a field stands in a validation",
    ),
    "a field in a rule": (
        lambda b, s: s["Card"].conditional_format(
            "A7", {"type": "formula", "criteria": '="{{ scorecard.title }}"', "format": b.add_format()}
        ),
        "Card › A7: a field stands in a conditional format",
    ),
    "a field in a name": (lambda b, _s: b.define_name("N", '="{{ scorecard.title }}"'), "a field stands in a name"),
    "a field in a link": (
        lambda _b, s: s["Card"].write_url("A7", "https://example.org/{{ indicator.code }}"),
        "Card: a field stands in the address of a link",
    ),
    "a stretch of sheets": (
        lambda _b, s: s["Other"].write_formula("B2", "=SUM(Card:Other!A7)"),
        "Other › B2: means a stretch of sheets (Card:Other!A7) in which something repeats",
    ),
}


def scatter(book):
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": "=Other!$A$1:$A$2"})
    return drawn


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_follow_is_refused_by_name_and_place(tmp_path, case):
    dress, said = REFUSED[case]
    with pytest.raises(TemplateError) as refused:
        fill(tmp_path, {"Card": CARD, "{indicator.code}": PAGE, "Other": {"A1": 1}}, dress)
    assert f"t.xlsx{' › ' if not said.startswith('a field') else ': '}{said}" in str(refused.value)


def test_all_refusals_are_told_at_once(tmp_path):
    def dress(book, sheets):
        for case in ("an array over it", "a button in it", "text in a chart"):
            REFUSED[case][0](book, sheets)

    with pytest.raises(TemplateError) as refused:
        fill(tmp_path, {"Card": CARD, "Other": {}}, dress)
    assert len(refused.value.complaints) == 3


@pytest.mark.parametrize("case", ["an array over it", "a spill in it", "a picture in it", "a button in it"])
def test_where_nothing_repeats_the_same_things_stay(tmp_path, case):
    dress, _ = REFUSED[case]
    assert fill(tmp_path, {"Card": {"A5": "{{ scorecard.title }}", "B5": 3}}, dress).parts


def test_a_comment_thread_moves_but_does_not_repeat(tmp_path):
    def notes(_, sheets):
        sheets["Card"].write_comment("A5", "thread", {"author": "tc={11111111-2222-4333-8444-555555555555}"})

    with pytest.raises(TemplateError, match="Card › A5: has a thread of comments, which cannot repeat with its row"):
        fill(tmp_path, {"Card": CARD}, notes)


def test_a_pivot_table_made_from_what_is_written_is_refused(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD})
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheDefinition"
    source = '<cacheSource type="worksheet"><worksheetSource ref="A4:B5" sheet="Card"/></cacheSource>'
    link = f'<Relationship Id="rId9" Type="{relation}" Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>'
    patch(
        path,
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": (
                f'<pivotCacheDefinition xmlns="{main}">{source}</pivotCacheDefinition>'.encode()
            ),
            "xl/_rels/workbook.xml.rels": ("</Relationships>", link),
        },
    )
    with pytest.raises(TemplateError, match="Card: a pivot table is made from A4:B5 on this sheet"):
        finished_workbook(few_indicators(), path)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (
            ("{{ label @ month }}", "{{ label @ month }}"),
            "Other › B1: is a heading of the table T, and says the same as another",
        ),
        (("{{ label @ month }}", "may 2012"), "Other › B1: is a heading of the table T, and says the same as another"),
        (("Code", "{{ scorecard.red }}"), "Other › B1: is a heading of the table T, and says no words"),
    ],
)
def test_a_tables_heading_must_say_words_of_its_own(tmp_path, headings, said):
    def add(_, sheets):
        columns = [{"header": heading} for heading in headings]
        if headings[0] == headings[1]:
            columns[1]["header"] = "x"  # XlsxWriter refuses two of a kind
        sheets["Other"].add_table("A1:B2", {"name": "T", "columns": columns})
        sheets["Other"].write_row("A1", headings)

    with pytest.raises(TemplateError) as refused:
        fill(tmp_path, {"Card": CARD, "Other": {}}, add)
    assert said in str(refused.value)
