"""The look, measured in the built templates: contrast, distance of the status fills, type, shapes."""

from itertools import combinations

import pytest

from tests.templates.colours import SIGHTS, WHITE, contrast, difference

LEAST_CONTRAST = 4.5  # WCAG 2.1, success criterion 1.4.3
LEAST_GRAPHIC_CONTRAST = 3.0  # WCAG 2.1, success criterion 1.4.11
LEAST_DIFFERENCE = 15
STATUS_NUMBERS = {"1", "2", "3"}
SIZES = {9, 10, 11, 13, 18, 26, 32}


def written_cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def rules(book, kind):
    return [
        (sheet, str(area.sqref), rule)
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == kind
    ]


def ground(style) -> str:
    return style.fill.fgColor.rgb if style.fill and style.fill.fill_type else WHITE


def status_fills(book) -> dict[str, str]:
    found = [r for _, _, r in rules(book, "cellIs") if r.formula[0] in STATUS_NUMBERS and r.dxf.fill]
    return {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in found}


def test_every_text_stands_out_from_what_is_behind_it(any_book):
    weak = {
        (cell.parent.title, cell.coordinate)
        for cell in written_cells(any_book)
        if contrast(cell.font.color.rgb, ground(cell)) < LEAST_CONTRAST
    }
    assert weak == set()


def test_every_conditional_format_leaves_its_text_readable(any_book):
    styles = [rule.dxf for _, _, rule in rules(any_book, "cellIs")]
    assert styles
    for style in styles:
        behind = style.fill.bgColor.rgb if style.fill else WHITE
        assert contrast(style.font.color.rgb, behind) >= LEAST_CONTRAST


def test_there_is_one_fill_for_each_of_green_amber_and_red(any_book):
    assert set(status_fills(any_book)) == STATUS_NUMBERS
    assert len(set(status_fills(any_book).values())) == 3


@pytest.mark.parametrize("sight", list(SIGHTS))
def test_status_fills_stay_apart_in_grey_and_for_every_sight(any_book, sight):
    fills = status_fills(any_book).values()
    assert min(difference(one, other, sight) for one, other in combinations(fills, 2)) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("name", ["scorecard", "board-summary", "explore"])
def test_a_status_has_an_icon_whose_shapes_differ_wherever_it_has_a_number(books, name):
    assert_icons(books[name], "Amber", icons="3Signs")


@pytest.mark.parametrize("name", ["scorecard", "board-summary", "tartan"])
def test_a_trend_has_a_grey_arrow_and_a_word(books, name):
    assert_icons(books[name], "Worsened", icons="3ArrowsGray")


def assert_icons(book, word: str, *, icons: str):
    """Every cell whose number is printed as a word has such an icon."""
    areas = [(sheet.title, where) for sheet, where, rule in rules(book, "iconSet") if rule.iconSet.iconSet == icons]
    cells = {(c.parent.title, c.coordinate) for c in written_cells(book) if word in c.number_format}
    assert cells
    assert {(sheet, cell) for sheet, cell in cells if not covered(book, sheet, cell, areas)} == set()


def covered(book, sheet: str, cell: str, areas) -> bool:
    letters = {c.coordinate for name, area in areas if name == sheet for row in rows(book[sheet], area) for c in row}
    return cell in letters


def rows(sheet, area: str):
    found = sheet[area]
    return found if isinstance(found, tuple) else ((found,),)


def test_every_icon_stands_beside_its_word(any_book):
    for _, _, rule in rules(any_book, "iconSet"):
        assert rule.iconSet.showValue is not False
        assert len(rule.iconSet.cfvo) == 3


def test_there_is_one_font_in_a_few_sizes(any_book):
    assert {cell.font.name for cell in written_cells(any_book)} == {"Calibri"}
    assert {cell.font.sz for cell in written_cells(any_book)} <= SIZES


def test_the_columns_of_the_chart_to_explore_stand_out_from_the_paper_and_from_each_other(books):
    (chart,) = books["explore"]["Explore"]._charts
    target, figure = (colour(series.spPr) for series in chart.series)
    assert min(contrast(target, WHITE), contrast(figure, WHITE), contrast(figure, target)) >= LEAST_GRAPHIC_CONTRAST


def test_bars_and_lines_of_the_chart_stand_out_from_the_paper(book):
    (chart,) = book["{indicator.code}"]._charts
    (bars,) = chart.series
    lines = [series for part in chart._charts[1:] for series in part.series]
    colours = [colour(bars.spPr), *(colour(line.spPr.ln) for line in lines)]
    assert len(colours) == 3
    assert min(contrast(code, WHITE) for code in colours) >= LEAST_GRAPHIC_CONTRAST


def colour(drawn) -> str:
    found = drawn.solidFill.srgbClr
    return getattr(found, "val", found)
