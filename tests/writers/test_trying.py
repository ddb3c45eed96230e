"""A template is tried with two of everything, so that what is refused is known before any month is built."""

import pytest

from tests.builders.finished import few_indicators
from tests.builders.nasty import nasty_template
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.template import read_template
from xl_scorecard.writers.trying import try_template
from xl_scorecard.writers.workbook import finished_workbook


def test_the_shipped_template_and_the_nasty_one_can_be_filled(tmp_path):
    try_template(read_template(shipped_template()))
    try_template(read_template(nasty_template(tmp_path / "nasty.xlsm")))


def test_what_rows_that_repeat_cannot_take_along_is_told_without_a_scorecard(tmp_path):
    def arrays(_, sheets):
        sheets["Card"].write_array_formula("F4:F6", "{=A4:A6}")
        sheets["Card"].insert_button("H5", {"macro": "Go"})

    template = make_template(tmp_path / "t.xlsx", {"Card": {"A5": "{{ indicator.code }}"}}, arrays)
    with pytest.raises(TemplateError) as refused:
        try_template(read_template(template))
    assert len(refused.value.complaints) == 2


def test_a_rule_that_means_each_sections_own_heading_is_refused_though_one_section_would_do(tmp_path):
    def rule(book, sheets):
        look = {"type": "formula", "criteria": "=$A3=1", "format": book.add_format({"bold": 1})}
        sheets["Card"].conditional_format("A5", look)

    cells = {"A3": "{{ section.title }}", "A4": "{{ indicator.code }}", "A5": "{{ indicator.title }}"}
    with pytest.raises(TemplateError, match="Card › A5: has a rule whose formula means rows"):
        try_template(read_template(make_template(tmp_path / "t.xlsx", {"Card": cells}, rule)))


def test_an_unknown_field_is_told_first(tmp_path):
    with pytest.raises(TemplateError, match="did you mean scorecard"):
        try_template(read_template(make_template(tmp_path / "t.xlsx", {"Card": {"A1": "{{ scorecard.titel }}"}})))


def _header(_, sheets):
    sheets["Card"].set_header("&R{{ scorecard.tilte }}")


def _text_box(_, sheets):
    sheets["Card"].insert_textbox("D2", "Of {{ scorecard.tilte }}")


def _chart_title(book, sheets):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Card!$A$5:$A$5"})
    chart.set_title({"name": "{{ scorecard.tilte }}"})
    sheets["Card"].insert_chart("D2", chart)


@pytest.mark.parametrize("dress", [_header, _text_box, _chart_title])
def test_an_unknown_field_outside_the_cells_is_told_too_and_stops_a_build_in_the_same_words(tmp_path, dress):
    template = make_template(tmp_path / "t.xlsx", {"Card": {"A5": "{{ indicator.code }}"}}, dress)
    for ask in (lambda: try_template(read_template(template)), lambda: finished_workbook(few_indicators(2), template)):
        with pytest.raises(
            TemplateError, match=r"t\.xlsx.*in a header, a title or a text box, is not a known field; did"
        ):
            ask()
