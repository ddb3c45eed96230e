"""A chart over formulas shows what was computed for them."""

from tests.builders.finished import Finished
from tests.builders.templates import make_template
from xl_scorecard.ooxml.caching import Cached, cache_values
from xl_scorecard.ooxml.computed_charts import draw_computed
from xl_scorecard.ooxml.package import Package

CHART = "xl/charts/chart1.xml"


def drawn(folder, computed):
    def dress(book, sheets):
        chart = book.add_chart({"type": "line"})
        chart.add_series({"name": "=Card!$C$1", "categories": "=Card!$A$1:$A$3", "values": "=Card!$B$1:$B$3"})
        chart.add_series({"values": "=Card!$D$1:$D$3"})
        sheets["Card"].insert_chart("F1", chart)

    cells = {"A1": "x", "A2": "y", "A3": "=A1&A2", "B1": "=1+1", "B2": 5, "B3": "=NA()", "D1": 7}
    package = Package.read(make_template(folder / "t.xlsx", {"Card": cells}, dress))
    before = package.content(CHART)
    cache_values(package, computed)
    draw_computed(package, computed)
    return Finished(package.to_bytes()), before


def values(finished, path):
    return [(point.get("idx"), point[0].text) for point in finished.find(CHART, f"{path}//c:pt")]


def test_it_keeps_computed_numbers_and_texts_beside_what_was_typed(tmp_path):
    computed = {
        ("Card", "A3"): Cached("str", "xy"),
        ("Card", "B1"): Cached("n", "2"),
        ("Card", "B3"): Cached("e", "#N/A"),
    }
    finished, _ = drawn(tmp_path, computed)
    assert values(finished, "//c:ser[1]/c:cat") == [("0", "x"), ("1", "y"), ("2", "xy")]
    assert values(finished, "//c:ser[1]/c:val") == [("0", "2"), ("1", "5")]


def test_a_chart_over_nothing_computed_keeps_its_bytes(tmp_path):
    finished, before = drawn(tmp_path, {})
    assert finished.parts[CHART] == before
