"""Which formulas lose the value that they showed in the template: those that depend on what is written, no others."""

import pytest

from tests.builders.finished import Finished, fill

SHEET = "xl/worksheets/sheet1.xml"
CARD = {"A1": "{{ scorecard.title }}", "A2": 1, "A3": 2, "A5": "{{ indicator.code }}", "B5": 7, "A7": "foot"}


def shown(finished, part=SHEET):
    """The values that formulas show, None for one that shows nothing."""
    rows = finished.find(part, "//m:c[m:f]")
    return {c.get("r"): c.findtext("{*}v") for c in rows}


@pytest.mark.parametrize(
    ("formula", "stale"),
    [
        ("A2+A3", False),
        ("LEN(A1)", True),
        ("B2", True),
        ("C2", True),
        ("SUM(A2:A3)", False),
        ("SUM(A:A)", True),
        ("SUM(3:3)", False),
        ("SUM(5:5)", True),
        ("SUM(B5:B5)", True),
        ("Title", True),
        ("Fixed", False),
        ("SUM(T[Typed])", True),
        ("SUM(T[Written])", True),
        ("SUM(T)", True),
        ('INDIRECT("A"&2)', True),
        ("OFFSET(A2,0,0)", True),
        ("ROW(A7)", True),
        ("COLUMN(A7)", False),
        ("TODAY()", False),
        ("'Other'!A1", True),
        ("'Other'!A2", False),
        ("'Other'!C1", True),
        ("SUM('Card:Other'!A2)", True),
    ],
)
def test_a_formula_loses_its_value_only_if_it_depends_on_what_is_written(tmp_path, formula, stale):
    def dress(book, sheets):
        book.define_name("Title", "=Card!$A$1")
        book.define_name("Fixed", "=Card!$A$2")
        data = [["{{ indicator.value }}", 5]]
        columns = [{"header": "Written"}, {"header": "Typed"}]
        sheets["Table"].add_table("A1:B2", {"name": "T", "columns": columns, "data": data})

    cells = {**CARD, "B2": "=LEFT(A1,2)", "C2": "='Other'!C1", "D7": f"={formula}"}
    others = {"Other": {"A1": "=Card!A1", "A2": "=1+1", "C1": "=B1", "B1": "=A1"}, "Table": {}}
    if "Card:Other" in formula:  # where something repeats it would be refused
        cells = {"A1": "{{ scorecard.title }}", "A2": 1, "D9": f"={formula}"}
    values = shown(fill(tmp_path, {"Card": cells, **others}, dress))
    assert (values["D9"] is None) == stale


def test_a_sheet_without_fields_keeps_its_bytes_unless_it_depends_on_what_is_written(tmp_path):
    sheets = {
        "Card": CARD,
        "Still": {"A1": 1, "A2": "=A1*2"},
        "Through": {"A1": "='Total'!A1"},
        "Total": {"A1": "=Card!A1"},
    }
    finished = fill(tmp_path, sheets)
    assert shown(finished, "xl/worksheets/sheet2.xml") == {"A2": "999"}
    assert shown(finished, "xl/worksheets/sheet3.xml") == {"A1": None}
    assert shown(finished, "xl/worksheets/sheet4.xml") == {"A1": None}
    template = Finished((tmp_path / "t.xlsx").read_bytes())
    assert finished.parts["xl/worksheets/sheet2.xml"] == template.parts["xl/worksheets/sheet2.xml"]


def test_kinds_of_values_that_stay_are_kept_as_they_were(tmp_path):
    def write(_, sheets):
        card = sheets["Card"]
        for cell, value in (("D7", "text"), ("E7", True), ("F7", "#N/A"), ("G7", 1.5)):
            card.write_formula(cell, "=A2", None, value)

    finished = fill(tmp_path, {"Card": CARD}, write)
    kept = {c.get("r"): (c.get("t"), c.findtext("{*}v")) for c in finished.find(SHEET, "//m:c[m:f]")}
    assert kept == {"D9": ("str", "text"), "E9": ("b", "1"), "F9": ("e", "#N/A"), "G9": (None, "1.5")}


def test_what_an_array_formula_spilled_is_dropped_with_it(tmp_path):
    def arrays(_, sheets):
        sheets["Card"].write_dynamic_array_formula("D7:D9", "=_xlfn.SORT(A1:A3)", None, 5)
        sheets["Card"].write_number("D8", 6)
        sheets["Card"].write_number("D9", 7)
        sheets["Card"].write_array_formula("F7:F8", "{=A2:A3}", None, 8)

    finished = fill(tmp_path, {"Card": CARD}, arrays)
    cells = {c.get("r"): c.findtext("{*}v") for c in finished.find(SHEET, "//m:c")}
    assert (cells["D9"], cells["D10"], cells["D11"], cells["F9"]) == (None, None, None, "8")
    assert [f.get("ref") for f in finished.find(SHEET, "//m:f")] == ["D9:D11", "F9:F10"]


def test_a_chart_keeps_the_figures_of_formulas_that_are_not_stale(tmp_path):
    def chart(book, sheets):
        drawn = book.add_chart({"type": "column"})
        drawn.add_series({"values": "=Card!$D$1:$D$3"})
        sheets["Card"].insert_chart("F10", drawn)

    finished = fill(tmp_path, {"Card": {**CARD, "D1": "=A2", "D2": "=A1", "D3": 4}}, chart)
    cache = finished.find("xl/charts/chart1.xml", "//c:val//c:pt")
    assert {p.get("idx"): p.findtext("{*}v") for p in cache} == {"0": "999", "2": "4"}
