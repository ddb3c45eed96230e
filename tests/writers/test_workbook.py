import zipfile

import pytest
from openpyxl import load_workbook

from tests.builders.scorecards import seed_scorecard
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.ooxml.package import Package
from xl_scorecard.writers.workbook import finished_workbook, write_workbook

MARK = b"xl_scorecard bindings"
CARD = {
    "A1": "{{ scorecard.title }}",
    "A3": "{{ section.title }}",
    "A4": "Code",
    "A5": "{{ indicator.code }}",
    "B5": "{{ indicator.value }}",
    "C5": "{{ indicator.status @ year-1 }}",
    "A7": "=COUNTA(A5:A5)",
}
PAGE = {"A1": "{{ indicator.title }}", "A4": "{{ each period, last 24 }}{{ period.label }}", "B4": "{{ period.value }}"}


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def dress(book, sheets):
    """A card with links, sparklines and formats that point at the pages; a page with a chart."""
    card, page = sheets["Card"], sheets["{indicator.code}"]
    card.write_url("A5", "internal:'{indicator.code}'!A1", string="{{ indicator.code }}")
    card.add_sparkline("D5", {"range": "'{indicator.code}'!$B$4:$B$4", "type": "column"})
    card.conditional_format(
        "C5:C5", {"type": "cell", "criteria": "==", "value": 1, "format": book.add_format({"bold": 1})}
    )
    card.data_validation("E5", {"validate": "list", "source": ["a", "b"]})
    card.set_h_pagebreaks([6])
    card.print_area("A1:E7")
    card.set_header("&L{{ scorecard.organisation }}")
    page.write_url("A2", "internal:'Card'!A5", string="Back")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='{indicator.code}'!$A$4:$A$4", "values": "='{indicator.code}'!$B$4:$B$4"})
    chart.set_title({"name": "{{ indicator.code }} by month"})
    page.insert_chart("D2", chart, {"description": "{{ indicator.title }}, by month"})
    sheets["Figures"].add_table(
        "A1:B2",
        {
            "name": "Figures",
            "columns": [{"header": "Code"}, {"header": "Value"}],
            "data": [["{{ figure.code }}", "{{ figure.value }}"]],
        },
    )
    book.define_name("AllCodes", "='Card'!$A$5:$A$5")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    return make_template(path, {"Card": CARD, "{indicator.code}": PAGE, "Figures": {}, "Plain": {"A1": "kept"}}, dress)


@pytest.fixture(scope="module")
def out(card, template):
    path = template.with_name("out.xlsx")
    assert write_workbook(card, template, path).path == path
    return path


@pytest.fixture(scope="module")
def book(out):
    with pytest.warns(UserWarning, match="extension is not supported"):  # openpyxl does not know sparklines
        return load_workbook(out)


def part(out, name):
    with zipfile.ZipFile(out) as archive:
        return archive.read(name).decode()


def test_there_is_a_sheet_for_every_indicator_in_printed_order(book):
    assert book.sheetnames[:4] == ["Card", "Op504", "Op410", "OP410a"]
    assert book.sheetnames[-3:] == ["Figures", "Plain", "_scorecard"]
    assert book["_scorecard"].sheet_state == "veryHidden"


def test_numbers_are_numbers_in_the_indicators_own_display(book):
    rows = {row[0].value: row[1] for row in book["Card"].iter_rows(min_row=5)}
    assert (rows["Op410"].value, rows["Op410"].number_format) == (167, "#,##0")
    assert (rows["Op383"].value, rows["Op383"].number_format) == (900 / 167, '0.0"%"')
    assert rows["OP410a"].number_format == "#,##0.00"


def test_a_formula_below_moves_down_and_its_range_grows(book):
    assert book["Card"]["A24"].value == "=COUNTA(A5:A22)"


def test_a_formulas_stale_value_is_dropped_and_excel_told_to_recalculate(out):
    assert "<v>999</v>" not in part(out, "xl/worksheets/sheet1.xml")
    assert 'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")


def test_a_link_in_an_indicators_row_opens_its_page_and_the_page_leads_back(book):
    assert book["Card"]["A6"].hyperlink.location == "'Op410'!A1"
    assert book["Op410"]["A2"].hyperlink.location == "'Card'!A6"


def test_a_sparkline_draws_its_own_indicators_months(out):
    assert "<xm:f>'Op410'!B4:B27</xm:f><xm:sqref>D6</xm:sqref>" in part(out, "xl/worksheets/sheet1.xml")


def test_a_chart_draws_its_own_rows_and_keeps_their_figures(out):
    chart = part(out, "xl/charts/chart2.xml")
    assert "<c:f>'Op410'!$B$4:$B$27</c:f>" in chart
    assert "<c:v>167</c:v>" in chart
    assert "Op410 by month" in chart


def test_one_conditional_format_stays_one_rule_over_all_copies(book):
    ranges = [str(found.sqref) for found in book["Card"].conditional_formatting]
    assert ranges == ["C5:C11 C14:C22"]


def test_validation_print_area_names_breaks_and_tables_follow(book):
    card = book["Card"]
    assert str(card.data_validations.dataValidation[0].sqref) == "E5:E11 E14:E22"
    assert card.print_area == "'Card'!$A$1:$E$24"
    assert [brk.id for brk in card.row_breaks.brk] == [23]
    assert book.defined_names["AllCodes"].attr_text == "'Card'!$A$5:$A$22"
    assert book["Figures"].tables["Figures"].ref == "A1:B465"


def test_fields_in_headers_and_descriptions_are_filled(book, out):
    assert book["Card"].oddHeader.left.text == "Haringey Council"
    assert 'descr="The number of referrals' in part(out, "xl/drawings/drawing2.xml")


def test_no_field_remains_anywhere(out):
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, content in parts.items() if b"{{" in content] == []
    assert [name for name, content in parts.items() if b"{indicator.code}" in content and MARK not in content] == []


def test_a_part_that_nothing_touches_keeps_its_very_bytes(template, out):
    old, new = Package.read(template).members, Package.read(out).members
    for name in ("xl/theme/theme1.xml", "xl/worksheets/sheet4.xml"):
        assert new[name].data == old[name].data


def test_the_same_scorecard_gives_the_same_bytes(card, template, out):
    assert finished_workbook(card, template) == out.read_bytes()


def test_an_unknown_field_leaves_the_old_file_as_it_was(card, tmp_path):
    template = make_template(tmp_path / "t.xlsx", {"Card": {"A1": "{{ scorecard.titel }}"}})
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"last month's")
    with pytest.raises(TemplateError, match=r"t\.xlsx › Card › A1: .*did you mean scorecard\.title"):
        write_workbook(card, template, out)
    assert out.read_bytes() == b"last month's"


@pytest.mark.parametrize(
    ("cell", "content", "said"),
    [
        ("A1", '="{{ scorecard.title }}"', "a field stands in a formula"),
        ("A1", "{{ scorecard title }}", "is not a field"),
        ("A1", "{{ scorecard.title", "a field is not closed"),
        ("B2", "{{ period.value }}", "repeat only on a sheet named"),
    ],
)
def test_a_field_where_none_can_stand_is_refused_by_name(card, tmp_path, cell, content, said):
    template = make_template(tmp_path / "t.xlsx", {"Card": {cell: content}})
    with pytest.raises(TemplateError, match=said):
        finished_workbook(card, template)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an Excel workbook"),
        (b"PK\x03\x04 cut", "not an Excel workbook"),
        (b"<html>", "not an Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_said_in_one_sentence(card, tmp_path, content, said):
    path = tmp_path / "template.xlsx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=said):
        finished_workbook(card, path)


def test_a_missing_template_names_those_that_are_there(card, tmp_path):
    make_template(tmp_path / "mine.xlsx", {"A": {}})
    with pytest.raises(TemplateError, match=r"mine\.xlsx"):
        finished_workbook(card, tmp_path / "theirs.xlsx")


def test_text_from_data_is_text_never_a_formula(tmp_path):
    card = seed_scorecard()
    settings = type(card.definition.settings)(title="=1+1", organisation="O")
    definition = type(card.definition)(
        path=card.definition.path, sha256="", settings=settings, sources=(), measures=(), indicators=()
    )
    odd = type(card)(
        definition=definition,
        period=card.period,
        history=card.history,
        sections=(),
        problems=(),
        sources=(),
        built=card.built,
    )
    template = make_template(tmp_path / "t.xlsx", {"Card": {"A1": "{{ scorecard.title }}"}})
    path = tmp_path / "out.xlsx"
    write_workbook(odd, template, path)
    cell = load_workbook(path)["Card"]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
