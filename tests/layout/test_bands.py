import pytest

from xl_scorecard.layout.bands import Fixed, Repeat, find_bands
from xl_scorecard.layout.blueprint import FieldCell, SheetBlueprint
from xl_scorecard.layout.field import split_fields

HEADING, CODE = "{{ section.title }}", "{{ indicator.code }}"


def sheet(*texts, name="Card"):
    """A sheet with one text a row, in column A."""
    rows = {
        row: (FieldCell(name=f"A{row}", row=row, column=1, pieces=split_fields(text)),)
        for row, text in enumerate(texts, start=1)
        if "{{" in text
    }
    return SheetBlueprint(name=name, last_row=len(texts), rows=rows)


def drawn(bands):
    """Bands as text: rows, and repeats as noun(…)."""
    return " ".join(str(b.row) if isinstance(b, Fixed) else f"{b.noun}({drawn(b.bands)})" for b in bands)


@pytest.mark.parametrize(
    ("texts", "picture"),
    [
        (("Title", "{{ scorecard.title }}"), "1 2"),
        (("Code", "{{ indicator.code }}", "End"), "1 indicator(2) 3"),
        (("{{ indicator.code }}", "{{ indicator.title }}"), "indicator(1 2)"),
        ((HEADING, "Code", CODE, "", "End"), "section(1 2 indicator(3)) 4 5"),
        ((HEADING, CODE, "", "{{ indicator.note }}"), "section(1 indicator(2) 3 indicator(4))"),
        (("{{ each section }}{{ section.title }}", "", "{{ indicator.code }}"), "section(1) 2 indicator(3)"),
        ((HEADING, "", f"{{{{ each indicator, worst first }}}}{CODE}"), "section(1) 2 indicator(3)"),
        (("{{ each problem }}", "{{ problem.fix }}", "", "{{ source.name }}"), "problem(1 2) 3 source(4)"),
    ],
)  # fmt: skip
def test_rows_repeat_for_the_list_whose_fields_they_hold(texts, picture):
    assert drawn(find_bands(sheet(*texts))) == picture


def test_on_a_page_of_an_indicator_its_own_fields_are_plain_and_periods_repeat():
    page = sheet("{{ indicator.title }}", "{{ period.label }}", "{{ section.title }}", name="{indicator.code}")
    assert drawn(find_bands(page)) == "1 period(2) 3"


def test_on_a_page_of_a_section_indicators_repeat():
    page = sheet("{{ section.title }}", "{{ indicator.code }}", name="{section.title}")
    assert drawn(find_bands(page)) == "1 indicator(2)"


def test_periods_elsewhere_are_refused_by_name():
    with pytest.raises(ValueError, match=r"row 2 has period fields.*indicator\.code"):
        find_bands(sheet("", "{{ period.label }}"))


def test_two_lists_in_one_row_are_refused():
    with pytest.raises(ValueError, match="two lists, problem and source"):
        find_bands(sheet("{{ problem.place }} {{ source.name }}"))


def test_a_directive_knows_its_column():
    band = find_bands(sheet("{{ each problem, or say None. }}{{ problem.place }}"))[0]
    assert isinstance(band, Repeat)
    assert band.say_column == 1
