"""Every sheet of the templates: title, print set-up, what people see first, tables without merged cells, links back."""

import re
import zipfile

import pytest

from xl_scorecard.excel.contents import needs_apostrophe
from xl_scorecard.layout.planning import check_blueprint
from xl_scorecard.writers.template import read_template

PAGE = "{indicator.code}"
SHEETS = {
    "scorecard": ("Summary {scorecard.part}", "Scorecard", PAGE, "Figures", "Data quality", "About"),
    "board-summary": ("Board summary", "Months"),
    "tartan": ("Tartan",),
    "explore": ("Explore", "Figures"),
}
EVERY = [(name, sheet) for name, sheets in SHEETS.items() for sheet in sheets]
LANDSCAPE = {"Scorecard", "Figures", "Data quality", "Months", "Tartan", "Explore"}
ONE_PAGE = {"Board summary"}
REPEATED = {
    "Summary {scorecard.part}": "$1:$2",
    "Scorecard": "$1:$5",
    PAGE: "$1:$2",
    "Figures": "$1:$4",
    "Data quality": "$1:$4",
    "About": "$1:$2",
    "Months": "$1:$4",
    "Tartan": "$1:$6",
    "Explore": "$1:$2",
}
FROZEN = {
    "Scorecard": "C6",
    PAGE: "A2",
    "Figures": "C5",
    "Data quality": "A5",
    "Months": "C5",
    "Tartan": "C7",
    "Explore": "A6",
}
BEGINS = {"Explore": "B4"}


def part(path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("name", list(SHEETS))
def test_the_sheets_stand_in_the_order_in_which_people_ask_and_the_first_opens(books, name):
    assert tuple(books[name].sheetnames) == SHEETS[name]
    assert books[name].active.title == SHEETS[name][0]


@pytest.mark.parametrize("name", list(SHEETS))
def test_every_field_is_one_that_the_layout_knows(templates, name):
    assert check_blueprint(read_template(templates / f"{name}.xlsx").blueprint) == ()


@pytest.mark.parametrize(("name", "title"), EVERY)
def test_a_sheet_begins_with_its_title_in_its_first_cell(books, name, title):
    cell = books[name][title]["A1"]
    assert cell.value
    assert cell.font.sz == 18
    assert cell.font.b


@pytest.mark.parametrize(("name", "title"), EVERY)
def test_nothing_is_merged_or_hidden(books, name, title):
    sheet = books[name][title]
    assert not sheet.merged_cells.ranges
    assert sheet.sheet_state == "visible"
    assert not any(size.hidden for sizes in (sheet.column_dimensions, sheet.row_dimensions) for size in sizes.values())


@pytest.mark.parametrize(("name", "title"), EVERY)
def test_people_see_the_sheet_from_its_first_cell_without_gridlines(books, name, title):
    sheet = books[name][title]
    view = sheet.sheet_view
    assert not view.showGridLines
    assert view.zoomScale in (None, 100)
    assert view.topLeftCell in (None, "A1")
    begins = {selection.activeCell for selection in view.selection if selection.pane is None}
    assert begins <= {BEGINS.get(title, "A1")}
    assert sheet.freeze_panes == FROZEN.get(title)
    assert sheet.sheet_properties.tabColor


@pytest.mark.parametrize(("name", "title"), EVERY)
def test_a_sheet_prints_on_a4_one_page_wide_and_says_whose_it_is(books, name, title):
    sheet = books[name][title]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == ("landscape" if title in LANDSCAPE else "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1) == 1
    assert (sheet.page_setup.fitToHeight != 0) == (title in ONE_PAGE)
    assert sheet.print_area
    assert sheet.print_title_rows == REPEATED.get(title)
    assert "{{ scorecard.organisation }}" in sheet.oddHeader.right.text
    assert "period" not in sheet.oddHeader.right.text  # a refresh would set it on every sheet by itself
    number = (sheet.oddFooter.right.text or "").replace("&[Page]", "&P").replace("&[Pages]", "&N")
    assert ("&P of &N" in number) == (title not in ONE_PAGE)


@pytest.mark.parametrize(("name", "title"), EVERY)
def test_every_printed_page_says_its_month_in_the_rows_that_are_repeated(books, name, title):
    sheet = books[name][title]
    last = int((sheet.print_title_rows or "$1:$2").rpartition("$")[2])
    words = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=last) for cell in row)
    assert "{{ scorecard.period }}" in words or "{{ label @ month }}" in words


def test_no_label_of_ours_stands_in_the_way_of_a_block(book):
    """Excel would read a label with a number in it as something else, so a refresh would write round it."""
    labels = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "{{" not in cell.value
    }
    assert [where for where, text in labels.items() if needs_apostrophe(text)] == []


def test_the_scorecard_breaks_the_page_after_each_section(book):
    last = max(row[0].row for row in book["Scorecard"].iter_rows() if any("{{ section." in str(c.value) for c in row))
    assert [mark.id for mark in book["Scorecard"].row_breaks.brk] == [last]


@pytest.mark.parametrize(("name", "words"), [("scorecard", "{{ indicator.title }}"), ("explore", "chosen indicator")])
def test_every_chart_says_what_it_shows_to_people_who_cannot_see_it(templates, name, words):
    drawing = part(templates / f"{name}.xlsx", "xl/drawings/drawing1.xml")
    described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawing)
    assert len(described) == drawing.count("<xdr:cNvPr ") == 1
    assert words in described[0]


def test_the_chart_draws_from_zero_without_smoothing_and_names_its_lines_instead_of_a_legend(built):
    chart = part(built, "xl/charts/chart1.xml")
    assert '<c:min val="0"/>' in chart
    assert '<c:smooth val="1"/>' not in chart
    assert "<c:legend>" not in chart
    assert {"Target", "England"} <= {words.strip("\u00a0") for words in re.findall("<a:t>([^<]+)</a:t>", chart)}


def test_chart_and_sparkline_draw_the_row_that_repeats_for_the_months(book, built):
    months = next(row[0].row for row in book[PAGE].iter_rows() if "{{ period.value }}" in {cell.value for cell in row})
    assert f"$C${months}:$C${months}" in part(built, "xl/charts/chart1.xml")
    assert f"<xm:f>'{PAGE}'!C{months}:C{months}</xm:f>" in part(built, "xl/worksheets/sheet2.xml")


def test_sparklines_are_columns_from_zero_with_the_last_month_marked(built):
    (group,) = re.findall("<x14:sparklineGroup [^>]*>", part(built, "xl/worksheets/sheet2.xml"))
    for said in ('type="column"', 'last="1"', 'manualMin="0"', 'minAxisType="custom"'):
        assert said in group


def test_each_code_opens_its_page_and_each_page_leads_back(book):
    assert links(book["Scorecard"]) == {f"'{PAGE}'!A1"}
    assert links(book[PAGE]) == {"'Scorecard'!A1"}


def links(sheet) -> set[str]:
    return {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}


def test_figures_and_problems_are_tables_with_filters_over_one_row(book):
    for name, table in (("Figures", "Figures"), ("Data quality", "Problems")):
        (found,) = book[name].tables.values()
        assert found.name == table
        assert found.autoFilter.ref == found.ref
        first, last = re.findall(r"\d+", found.ref)
        assert int(last) == int(first) + 1
