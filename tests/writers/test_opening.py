"""A code that opens its indicator's page: {{ indicator.link }}."""

import warnings
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.builders.little import little_definition, write_little
from tests.builders.templates import make_template
from xl_scorecard import pipeline
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import TemplateError
from xl_scorecard.ooxml.opening import opening_formula

LIST = {
    "A1": "{{ each indicator where status is red or no target, worst first, or say Nothing. }}{{ indicator.link }}",
    "B1": "See {{ indicator.link }}",
}
PAGE = {"{indicator.code}": {"A1": "{{ indicator.title }}"}}


def write(folder, template, **changes):
    definition = write_little(folder, **changes)
    make_template(folder / "template.xlsx", template)
    return definition


def shown(path, *, formulas=False):
    """The rows of the first sheet: what they show before anything is computed, or their formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=not formulas)
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


def codes(*names):
    indicators = little_definition(None).indicators
    return tuple(replace(one, code=name) for one, name in zip(indicators, names, strict=True))


def test_a_code_shows_itself_before_anything_is_computed_and_opens_its_page(tmp_path):
    path = pipeline.build(write(tmp_path, {"List": LIST, **PAGE})).path
    assert shown(path) == [("R2", "See R2"), ("R1", "See R1"), ("R3", "See R3")]
    assert [row[0] for row in shown(path, formulas=True)] == [
        f'=HYPERLINK("#\'{code}\'!A1","{code}")' for code in ("R2", "R1", "R3")
    ]


def test_a_code_that_no_sheet_can_be_called_opens_the_sheet_as_it_is_called(tmp_path):
    indicators = codes('R "1"', "R/2", "R3's")
    path = pipeline.build(write(tmp_path, {"List": LIST, **PAGE}, indicators=indicators, targets=())).path
    sheets = load_workbook(path).sheetnames[1:4]
    assert sheets[1] != "R/2"
    places = ["'" + name.replace("'", "''").replace('"', '""') + "'!A1" for name in sheets]
    words = ['R ""1""', "R/2", "R3's"]
    formulas = [f'=HYPERLINK("#{place}","{word}")' for place, word in zip(places, words, strict=True)]
    assert [row[0] for row in shown(path, formulas=True)] == formulas
    assert [row[0] for row in shown(path)] == ['R "1"', "R/2", "R3's"]


def test_without_pages_a_code_is_a_text(tmp_path):
    path = pipeline.build(write(tmp_path, {"List": LIST})).path
    assert [row[0] for row in shown(path, formulas=True)] == ["R2", "R1", "R3"]


def test_an_empty_list_says_so_and_opens_nothing(tmp_path):
    template = {"List": {"A1": LIST["A1"].replace("red or no target", "amber")}, **PAGE}
    assert shown(pipeline.build(write(tmp_path, template)).path, formulas=True) == [("Nothing.",)]


def test_filled_again_in_another_order_each_code_opens_its_own_page(tmp_path):
    definition = write(tmp_path, {"List": LIST, **PAGE})
    path = pipeline.build(definition, out=tmp_path / "out.xlsx").path
    write_definition(replace(little_definition(definition), targets=()), definition)
    pipeline.build(definition, out=path)
    pipeline.build(definition, out=tmp_path / "fresh.xlsx")
    assert [row[0] for row in shown(path)] == ["R1", "R2", "R3"]
    assert shown(path, formulas=True) == shown(tmp_path / "fresh.xlsx", formulas=True)


def test_a_text_that_no_formula_can_hold_stays_a_text():
    assert opening_formula("Op410", "x" * 255)
    assert opening_formula("Op410", "x" * 256) == ""
    assert opening_formula("Op410", "Op\x01410") == ""


def test_a_figure_has_no_page_and_no_link(tmp_path):
    definition = write(tmp_path, {"List": {"A1": "{{ figure.link }}"}, **PAGE})
    with pytest.raises(TemplateError, match=r"figure\.link"):
        pipeline.build(definition)
