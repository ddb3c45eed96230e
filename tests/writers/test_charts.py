"""Charts draw their own rows wherever those went, and show the right figures before Excel draws them again."""

import pytest

from tests.builders.finished import Finished, few_indicators, fill, patch
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.writers.workbook import finished_workbook

CARD = {"A4": "Code", "A5": "{{ indicator.code }}", "B5": "{{ indicator.value }}", "C5": "{{ section.title }}"}
CHART = "xl/charts/chart1.xml"
C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'


def chart(kind="column", **series):
    def add(book, sheets):
        drawn = book.add_chart({"type": kind})
        drawn.add_series({"values": "=Card!$B$5:$B$5", **series})
        sheets["Card"].insert_chart("F10", drawn)

    return add


def patched(folder, old, new, dress=None):
    """A template whose chart part has something that XlsxWriter does not write."""
    path = make_template(folder / "t.xlsx", {"Card": CARD}, dress or chart(categories="=Card!$A$5:$A$5"))
    patch(path, {CHART: (old, new)})
    return Finished(finished_workbook(few_indicators(), path))


def values(finished, path):
    return [v.text for v in finished.find(CHART, f"{path}//c:v")]


def test_series_categories_and_their_figures_follow(tmp_path):
    finished = fill(tmp_path, {"Card": CARD}, chart(categories="=Card!$A$5:$A$5", name="=Card!$A$4"))
    assert finished.find(CHART, "//c:f/text()") == ["Card!$A$4", "'Card'!$A$5:$A$7", "'Card'!$B$5:$B$7"]
    assert values(finished, "//c:cat") == ["Op504", "Op410", "OP410a"]
    assert values(finished, "//c:val")[1] == "167"


def test_error_bars_with_ranges_of_their_own_follow(tmp_path):
    bars = {"type": "custom", "plus_values": "=Card!$B$5:$B$5", "minus_values": "=Card!$B$5:$B$5"}
    finished = fill(tmp_path, {"Card": CARD}, chart("line", y_error_bars=bars, trendline={"type": "linear"}))
    assert set(finished.find(CHART, "//c:errBars//c:f/text()")) == {"'Card'!$B$5:$B$7"}
    assert finished.find(CHART, "//c:trendline/c:trendlineType/@val") == ["linear"]


def test_labels_taken_from_cells_follow_with_their_texts(tmp_path):
    labels = (
        f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" {C15}><c15:datalabelsRange>'
        '<c15:f>Card!$A$5:$A$5</c15:f><c15:dlblRangeCache><c:ptCount val="1"/></c15:dlblRangeCache>'
        "</c15:datalabelsRange></c:ext></c:extLst></c:ser>"
    )
    finished = patched(tmp_path, "</c:ser>", labels)
    assert finished.find(CHART, "//c15:f/text()") == ["'Card'!$A$5:$A$7"]
    assert values(finished, "//c15:dlblRangeCache") == ["Op504", "Op410", "OP410a"]


def test_a_series_that_is_filtered_out_follows_too(tmp_path):
    hidden = (
        f'</c:ser><c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" {C15}>'
        "<c15:filteredBarSeries><c15:ser>"
        '<c:idx val="1"/><c:order val="1"/><c:val><c:numRef><c:extLst><c:ext '
        'uri="{02D57815-91ED-43cb-92C2-25804820EDAC}"><c15:formulaRef><c15:sqref>Card!$B$5:$B$5</c15:sqref>'
        '</c15:formulaRef></c:ext></c:extLst><c:numCache><c:ptCount val="1"/></c:numCache></c:numRef></c:val></c15:ser>'
        "</c15:filteredBarSeries></c:ext></c:extLst>"
    )
    finished = patched(tmp_path, "</c:ser>", hidden)
    assert finished.find(CHART, "//c15:sqref/text()") == ["'Card'!$B$5:$B$7"]
    assert values(finished, "//c15:ser")[1] == "167"


def test_a_series_of_several_areas_and_one_by_name_follow(tmp_path):
    finished = patched(tmp_path, "Card!$B$5:$B$5", "(Card!$B$5:$B$5,Card!$B$9)")
    assert finished.find(CHART, "//c:val//c:f/text()") == ["('Card'!$B$5:$B$7,'Card'!$B$11)"]
    assert finished.find(CHART, "//c:val//c:ptCount/@val") == ["4"]

    def named(book, sheets):
        book.define_name("Figures", "=Card!$B$5:$B$5")
        chart()(book, sheets)

    finished = patched(tmp_path, "Card!$B$5:$B$5", "'t.xlsx'!Figures", named)
    assert finished.find(CHART, "//c:val//c:f/text()") == ["'t.xlsx'!Figures"]
    assert "'Card'!$B$5:$B$7" in finished.find("xl/workbook.xml", "//m:definedName/text()")


def test_labels_of_two_columns_are_kept_in_two_levels(tmp_path):
    def two(book, sheets):
        chart(categories="=Card!$C$5:$C$5")(book, sheets)

    levels = (
        '<c:multiLvlStrRef><c:f>Card!$A$5:$C$5</c:f><c:multiLvlStrCache><c:ptCount val="1"/><c:lvl/><c:lvl/><c:lvl/>'
        "</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    )
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD}, two)
    template = Finished(path.read_bytes())
    text = template.parts[CHART].decode()
    start, end = text.index("<c:cat>") + 7, text.index("</c:cat>") + 8
    patch(path, {CHART: (text[start:end], levels)})
    finished = Finished(finished_workbook(few_indicators(), path))
    found = [[v.text for v in level.iter("{*}v")] for level in finished.find(CHART, "//c:lvl")]
    assert [len(level) for level in found] == [3, 3, 3]
    assert found[2] == ["Op504", "Op410", "OP410a"]


def test_a_chart_sheet_follows_the_rows_it_draws(tmp_path):
    def sheet(book, _):
        drawn = book.add_chart({"type": "pie"})
        drawn.add_series({"categories": "=Card!$A$5:$A$5", "values": "=Card!$B$5:$B$5"})
        drawn.set_title({"name": "{{ scorecard.title }}"})
        page = book.add_chartsheet("Big")
        page.set_chart(drawn)
        page.set_header("&C{{ scorecard.period }}")

    finished = fill(tmp_path, {"Card": CARD}, sheet)
    assert finished.find(CHART, "//c:val//c:f/text()") == ["'Card'!$B$5:$B$7"]
    assert values(finished, "//c:cat") == ["Op504", "Op410", "OP410a"]
    assert b"{{" not in b"".join(finished.parts.values())
    assert finished.find("xl/chartsheets/sheet1.xml", "//m:oddHeader/text()") == ["&CMay 2012"]


def test_a_field_in_a_title_that_formatting_splits_over_runs_is_joined(tmp_path):
    def title(book, sheets):
        drawn = book.add_chart({"type": "column"})
        drawn.add_series({"values": "=Card!$B$5:$B$5"})
        drawn.set_title({"name": "{{ scorecard.period }} and more"})
        sheets["Card"].insert_chart("F10", drawn)

    old, new = (
        "{{ scorecard.period }} and more",
        "{</a:t></a:r><a:r><a:t>{ scorecard.</a:t></a:r><a:r><a:t>period }} and more",
    )
    finished = patched(tmp_path, old, new, title)
    assert finished.find(CHART, "//a:t/text()") == ["May 2012", " and more"]


def test_newer_charts_stay_where_nothing_repeats_and_are_refused_over_rows_that_repeat(tmp_path):
    space = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    relation = "http://schemas.microsoft.com/office/2014/relationships/chartEx"
    link = f'<Relationship Id="rId9" Type="{relation}" Target="../charts/chartEx1.xml"/></Relationships>'

    def newer(cells):
        path = make_template(tmp_path / "t.xlsx", {"Card": cells}, chart())
        body = f'<cx:chartSpace xmlns:cx="{space}"><cx:chartData><cx:data id="0"><cx:numDim type="val">'
        body += "<cx:f>Card!$B$5:$B$5</cx:f></cx:numDim></cx:data></cx:chartData></cx:chartSpace>"
        parts = {
            "xl/charts/chartEx1.xml": body.encode(),
            "xl/drawings/_rels/drawing1.xml.rels": ("</Relationships>", link),
        }
        return patch(path, parts)

    with pytest.raises(TemplateError, match="Card: has a chart of a newer kind"):
        finished_workbook(few_indicators(), newer(CARD))
    assert finished_workbook(few_indicators(), newer({"A5": "{{ scorecard.title }}", "B5": 1}))
