"""What stands on a sheet follows the rows of three indicators: the prototype row 5 becomes rows 5 to 7."""

import re
from dataclasses import replace

import pytest

from tests.builders.finished import Finished, few_indicators, fill, patch, whole_seed
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.ooxml.archive import pack, read_members, to_bytes
from xl_scorecard.writers.workbook import finished_workbook

CARD = {
    "A3": "heading",
    "A5": "{{ indicator.code }}",
    "B5": "{{ indicator.value }}",
    "C5": "=B5*2",
    "A7": "foot",
    "B7": "=SUM(B5:B5)",
    "C7": "=B5",
}
PAGE = {"A1": "{{ indicator.title }}", "A4": "{{ each period, last 3 }}{{ period.label }}", "B4": "{{ period.value }}"}
SHEET = "xl/worksheets/sheet1.xml"


def formulas(finished, part=SHEET):
    return {f.getparent().get("r"): f.text for f in finished.find(part, "//m:c/m:f")}


def test_formulas_in_a_copy_mean_their_own_row_and_those_below_the_range_of_all(tmp_path):
    found = formulas(fill(tmp_path, {"Card": CARD}))
    assert found == {"C5": "B5*2", "C6": "B6*2", "C7": "B7*2", "B9": "SUM(B5:B7)", "C9": "B5"}


@pytest.mark.parametrize(
    ("cell", "formula", "becomes"),
    [
        ("D7", "SUM(5:5)", "SUM(5:7)"),
        ("D7", "SUM(B:B)", "SUM(B:B)"),
        ("D7", "SUM(B$3:B5)", "SUM(B$3:B7)"),
        ("D7", "COUNTIF($B$5:$B$5,B5)", "COUNTIF($B$5:$B$7,B5)"),
        ("D7", "A7&B20", "A9&B22"),
        ("D7", "SUM(Card!B5:Card!B5)", "SUM('Card'!B5:B7)"),
        ("D7", "SUM(B5:INDEX(B5:B5,1))", "SUM(B5:INDEX(B5:B7,1))"),
        ("D7", "(B5:B5,B7)", "(B5:B7,B9)"),
        ("D5", "SUM(B$3:B5)", "SUM(B$3:B5)|SUM(B$3:B6)|SUM(B$3:B7)"),
        ("D5", "$B$5/B$7", "$B$5/B$9|$B$6/B$9|$B$7/B$9"),
        ("D5", "'Other'!A1+Rate", "'Other'!A1+Rate|'Other'!A1+Rate|'Other'!A1+Rate"),
        ("D7", 'IF(B5>1,"B5","")', 'IF(B5>1,"B5","")'),
    ],
)
def test_every_kind_of_reference_follows(tmp_path, cell, formula, becomes):
    def name(book, _):
        book.define_name("Rate", "=0.21")

    finished = fill(tmp_path, {"Card": {**CARD, cell: f"={formula}"}, "Other": {"A1": 1}}, name)
    found = formulas(finished)
    cells = ["D9"] if cell == "D7" else ["D5", "D6", "D7"]
    assert [found[where] for where in cells] == becomes.split("|")


def test_a_note_is_copied_with_its_row_and_moves_with_others(tmp_path):
    def notes(_, sheets):
        sheets["Card"].write_comment("A5", "per indicator")
        sheets["Card"].write_comment("A7", "below")

    finished = fill(tmp_path, {"Card": CARD}, notes)
    assert finished.find("xl/comments1.xml", "//m:comment/@ref") == ["A5", "A6", "A7", "A9"]
    shapes = finished.root("xl/drawings/vmlDrawing1.vml")
    rows = [row.text for row in shapes.iter("{urn:schemas-microsoft-com:office:excel}Row")]
    ids = [shape.get("id") for shape in shapes.iter("{urn:schemas-microsoft-com:vml}shape")]
    tops = [a.text.split(", ")[2] for a in shapes.iter("{urn:schemas-microsoft-com:office:excel}Anchor")]
    assert sorted(rows) == ["4", "5", "6", "8"]
    assert len(set(ids)) == 4
    assert sorted(tops) == ["3", "4", "5", "7"]


def test_notes_on_a_copied_sheet_are_copied_with_it(tmp_path):
    def notes(_, sheets):
        sheets["{indicator.code}"].write_comment("B4", "each month")

    finished = fill(tmp_path, {"{indicator.code}": PAGE}, notes)
    comments = [name for name in finished.parts if "comments" in name]
    assert len(comments) == 3
    for part in comments:
        assert finished.find(part, "//m:comment/@ref") == ["B4", "B5", "B6"]


def rule(finished, kind="conditionalFormatting"):
    element = finished.find(SHEET, f"//m:{kind}")[0]
    return element.get("sqref"), [f.text for f in element.iter() if f.tag.endswith("formula") or "formula1" in f.tag]


@pytest.mark.parametrize(
    ("where", "formula", "sqref", "becomes"),
    [
        ("A5:C5", "$B5>3", "A5:C7", "$B5>3"),
        ("A5:C5", "$B$5>3", "A5:C7", "$B5>3"),
        ("A5:C5", "$B5>$B$3", "A5:C7", "$B5>$B$3"),
        ("A5:C5", "$B5>$B3", "A5:C7", "$B5>$B$3"),
        ("A5:C5", "COUNTIF($A$5:$A$5,$A5)>1", "A5:C7", "COUNTIF($A$5:$A$7,$A5)>1"),
        ("A5:C5", "SUM($B5:$C5)>3", "A5:C7", "SUM($B5:$C5)>3"),
        ("A5:C5", "B$7>3", "A5:C7", "B$9>3"),
        ("A7:C7", "A7=$B$5", "A9:C9", "A9=$B$5"),
        ("A3:C7", "A3>1", "A3:C9", "A3>1"),
        ("A:A", "A1>1", "A:A", "A1>1"),
    ],
)
def test_one_rule_says_the_right_thing_in_every_copy(tmp_path, where, formula, sqref, becomes):
    def dress(book, sheets):
        sheets["Card"].conditional_format(
            where.replace("A:A", "A1:A1048576"),
            {"type": "formula", "criteria": f"={formula}", "format": book.add_format({"bold": 1})},
        )
        sheets["Card"].data_validation(
            where.replace("A:A", "A1:A1048576"), {"validate": "custom", "value": f"={formula}"}
        )

    finished = fill(tmp_path, {"Card": CARD}, dress)
    sqref = sqref.replace("A:A", "A1:A1048576")
    assert rule(finished) == (sqref, [becomes])
    assert rule(finished, "dataValidation") == (sqref, [becomes])


def test_a_rule_that_one_formula_cannot_say_for_every_copy_is_refused_by_cell(tmp_path):
    cells = {"A3": "{{ section.title }}", "A4": "{{ indicator.code }}", "A5": "{{ indicator.title }}"}

    def dress(book, sheets):
        criteria = {"type": "formula", "criteria": "=$A3=1", "format": book.add_format({"bold": 1})}
        sheets["Card"].conditional_format("A5", criteria)

    with pytest.raises(TemplateError, match=r"t\.xlsx › Card › A5: has a rule whose formula means rows"):
        fill(tmp_path, {"Card": cells}, dress, whole_seed())


def test_merged_cells_repeat_inside_a_row_and_grow_over_one(tmp_path):
    def merge(_, sheets):
        sheets["Card"].merge_range("D5:E5", "x")
        sheets["Card"].merge_range("G3:G7", "side")
        sheets["Card"].merge_range("H5:H7", "from here")

    finished = fill(tmp_path, {"Card": CARD}, merge)
    found = finished.find(SHEET, "//m:mergeCell/@ref")
    assert sorted(found) == ["D5:E5", "D6:E6", "D7:E7", "G3:G9", "H5:H9"]


def test_a_label_merged_down_a_sections_block_is_merged_once_a_section(tmp_path):
    cells = {"A3": "{{ section.title }}", "B4": "{{ indicator.code }}"}

    def merge(_, sheets):
        sheets["Card"].merge_range("A3:A4", "{{ section.title }}")

    card = whole_seed()
    first = len(card.sections[0].lines)
    second = len(card.sections[1].lines)
    finished = fill(tmp_path, {"Card": cells}, merge, card)
    assert finished.find(SHEET, "//m:mergeCell/@ref") == [f"A3:A{3 + first}", f"A{4 + first}:A{4 + first + second}"]


def test_frozen_rows_stay_frozen_and_the_selected_cell_follows(tmp_path):
    def freeze(_, sheets):
        sheets["Card"].freeze_panes(7, 1)
        sheets["Card"].set_selection("B7")

    pane = fill(tmp_path, {"Card": CARD}, freeze).find(SHEET, "//m:pane")[0]
    assert (pane.get("ySplit"), pane.get("topLeftCell")) == ("9", "B10")


def test_headers_double_an_ampersand_and_keep_digits_from_the_size_of_letters(tmp_path):
    def header(_, sheets):
        sheets["{section.title}"].set_header("&L{{ section.title }}&14{{ label @ year-1 }}")

    card = few_indicators()
    card = replace(card, sections=(replace(card.sections[0], title="R&D"),))
    finished = fill(tmp_path, {"{section.title}": {"A1": "{{ section.title }}"}}, header, card)
    assert finished.find(SHEET, "//m:oddHeader/text()") == ["&LR&&D&14 2011/12"]


def test_links_open_names_sheets_and_places(tmp_path):
    def links(book, sheets):
        sheets["Card"].write_url("A5", "internal:'{indicator.code}'!A1", string="{{ indicator.code }}")
        sheets["Card"].write_url("D7", "internal:Total", string="total")
        sheets["Card"].write_url("E7", "internal:'{indicator.code}'!Here", string="here")
        sheets["{indicator.code}"].write_url("D1", "internal:'{indicator.code}'!A4", string="months")
        book.define_name("Total", "=Card!$B$7")
        book.define_name("'{indicator.code}'!Here", "='{indicator.code}'!$A$4")

    finished = fill(tmp_path, {"Card": CARD, "{indicator.code}": PAGE}, links)
    found = {e.get("ref"): e.get("location") for e in finished.find(SHEET, "//m:hyperlink")}
    assert found == {
        "A5": "'Op504'!A1",
        "A6": "'Op410'!A1",
        "A7": "'OP410a'!A1",
        "D9": "Total",
        "E9": "'Op504'!Here",
    }
    assert finished.find("xl/worksheets/sheet3.xml", "//m:hyperlink/@location") == ["'Op410'!A4"]
    names = {
        (n.get("name"), n.get("localSheetId")): n.text for n in finished.find("xl/workbook.xml", "//m:definedName")
    }
    assert names == {
        ("Total", None): "'Card'!$B$9",
        ("Here", "1"): "'Op504'!$A$4:$A$6",
        ("Here", "2"): "'Op410'!$A$4:$A$6",
        ("Here", "3"): "'OP410a'!$A$4:$A$6",
    }


def test_names_of_one_sheet_are_listed_with_its_copies_in_the_properties(tmp_path):
    def area(_, sheets):
        sheets["{indicator.code}"].print_area("A1:B4")

    finished = fill(tmp_path, {"{indicator.code}": PAGE}, area)
    titles = [e.text for e in finished.root("docProps/app.xml").iter() if e.tag.endswith("lpstr")]
    assert titles[2:] == [
        "Op504",
        "Op410",
        "OP410a",
        "_scorecard",
        *(f"'{c}'!Print_Area" for c in ("Op504", "Op410", "OP410a")),
    ]
    numbers = [e.text for e in finished.root("docProps/app.xml").iter() if e.tag.endswith("i4")]
    assert numbers == ["4", "3"]


def table(name="Months", formula=None):
    columns = [{"header": "Month"}, {"header": "Value"}]
    if formula:
        columns.append({"header": "Double", "formula": formula})

    def add(_, sheets):
        data = [["{{ period.label }}", "{{ period.value }}"]]
        sheets["{indicator.code}"].add_table(
            3, 0, 4, len(columns) - 1, {"name": name, "columns": columns, "data": data}
        )

    return add


PAGE_WITH_TABLE = {"A1": "{{ indicator.title }}", "F1": "=SUM(Months[Value])", "F2": "=ROWS('{indicator.code}'!A5)"}


def test_each_copy_of_a_sheet_has_a_table_of_its_own_and_formulas_mean_that(tmp_path):
    card = {**CARD, "D5": "=SUM(Months[Value])", "D7": "=SUM(Months[Value])"}
    finished = fill(tmp_path, {"Card": card, "{indicator.code}": PAGE_WITH_TABLE}, table())
    roots = [finished.root(name) for name in sorted(p for p in finished.parts if p.startswith("xl/tables/"))]
    assert sorted((r.get("displayName"), r.get("id"), r.get("ref")) for r in roots) == [
        ("Months", "1", "A4:B30"),
        ("Months_2", "2", "A4:B30"),
        ("Months_3", "3", "A4:B30"),
    ]
    found = formulas(finished)
    assert [found[c] for c in ("D5", "D6", "D7")] == [f"SUM(Months{s}[Value])" for s in ("", "_2", "_3")]
    assert found["D9"] == "SUM(Months[Value])"
    assert formulas(finished, "xl/worksheets/sheet3.xml")["F1"] == "SUM(Months_2[Value])"


def test_a_calculated_column_is_filled_down_and_keeps_its_formula(tmp_path):
    cells = {"A1": "{{ indicator.title }}"}
    finished = fill(tmp_path, {"{indicator.code}": cells}, table(formula="=Months[[#This Row],[Value]]*2"))
    found = formulas(finished, "xl/worksheets/sheet2.xml")
    assert {found[f"C{n}"] for n in range(5, 31)} == {"Months_2[[#This Row],[Value]]*2"}
    part = next(p for p in finished.parts if p.startswith("xl/tables/") and b"Months_2" in finished.parts[p])
    assert finished.find(part, "//m:calculatedColumnFormula/text()") == ["Months_2[[#This Row],[Value]]*2"]


def test_a_tables_heading_with_a_field_renames_its_column(tmp_path):
    def add(_, sheets):
        columns = [{"header": "Code"}, {"header": "{{ label @ month-1 }}"}]
        data = [["{{ indicator.code }}", "{{ indicator.value @ month-1 }}"]]
        sheets["Card"].add_table("A4:B5", {"name": "T", "columns": columns, "data": data})

    finished = fill(tmp_path, {"Card": {}}, add)
    assert finished.find("xl/tables/table1.xml", "//m:tableColumn/@name") == ["Code", "Apr 2012"]
    assert finished.root("xl/tables/table1.xml").get("ref") == "A4:B7"


def test_row_breaks_and_outline_go_along(tmp_path):
    def outline(_, sheets):
        sheets["Card"].set_row(4, None, None, {"level": 1})
        sheets["Card"].set_h_pagebreaks([3, 6])

    finished = fill(tmp_path, {"Card": CARD}, outline)
    assert [r.get("r") for r in finished.find(SHEET, "//m:row[@outlineLevel='1']")] == ["5", "6", "7"]
    assert finished.find(SHEET, "//m:brk/@id") == ["3", "8"]


def test_print_titles_and_the_filter_follow(tmp_path):
    def pages(_, sheets):
        sheets["Card"].repeat_rows(2, 6)
        sheets["Card"].repeat_columns("A:B")
        sheets["Card"].autofilter("A3:C5")

    finished = fill(tmp_path, {"Card": CARD}, pages)
    names = {n.get("name"): n.text for n in finished.find("xl/workbook.xml", "//m:definedName")}
    assert names["_xlnm.Print_Titles"] == "'Card'!$A:$B,'Card'!$3:$9"
    assert names["_xlnm._FilterDatabase"] == "'Card'!$A$3:$C$7"
    assert finished.find(SHEET, "//m:autoFilter/@ref") == ["A3:C7"]


def test_a_template_is_never_changed(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD})
    before = path.read_bytes()
    assert finished_workbook(few_indicators(), path) == finished_workbook(few_indicators(), path)
    assert path.read_bytes() == before


def test_an_array_formula_of_one_row_repeats_with_it(tmp_path):
    def arrays(_, sheets):
        sheets["Card"].write_dynamic_array_formula("D5", "=_xlfn.XLOOKUP(A5,A1:A3,B1:B3)")
        sheets["Card"].write_array_formula("E5:F5", "{=TRANSPOSE(B5:B6)}")

    cells = fill(tmp_path, {"Card": CARD}, arrays).find(SHEET, "//m:f[@t='array']")
    found = {f.getparent().get("r"): (f.get("ref"), f.getparent().get("cm")) for f in cells}
    assert found == {
        f"{c}{n}": (f"{c}{n}" if c == "D" else f"E{n}:F{n}", "1" if c == "D" else None) for n in (5, 6, 7) for c in "DE"
    }


def test_a_header_that_becomes_too_long_is_refused(tmp_path):
    def header(_, sheets):
        sheets["{section.title}"].set_header("&L{{ section.title }}")

    card = few_indicators()
    long = replace(card, sections=(replace(card.sections[0], title="&" * 130),))
    with pytest.raises(TemplateError, match="has a header or footer of more than 255 characters once it is filled"):
        fill(tmp_path, {"{section.title}": {"A1": "x"}}, header, long)


def test_shared_formulas_that_straddle_the_prototype_are_written_out(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": {**CARD, "D4": 1, "D5": 2, "D7": 3}})
    shared = {
        '<c r="D4"><v>1</v></c>': '<c r="D4"><f t="shared" ref="D4:D7" si="0">B4+1</f><v>1</v></c>',
        '<c r="D5"><v>2</v></c>': '<c r="D5"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="D7"><v>3</v></c>': '<c r="D7"><f t="shared" si="0"/><v>3</v></c>',
    }
    for old, new in shared.items():
        patch(path, {SHEET: (old, new)})
    found = formulas(Finished(finished_workbook(few_indicators(), path)))
    assert {cell: found[cell] for cell in found if cell[0] == "D"} == {
        "D4": "B4+1",
        "D5": "B5+1",
        "D6": "B6+1",
        "D7": "B7+1",
        "D9": "B9+1",
    }


def test_the_dates_of_a_sparklines_axis_and_lines_of_every_kind_follow(tmp_path):
    def lines(_, sheets):
        for cell, kind in (("D5", "line"), ("E5", "column"), ("F5", "win_loss")):
            options = {
                "range": "'{indicator.code}'!$B$4:$B$4",
                "type": kind,
                "date_axis": "'{indicator.code}'!$A$4:$A$4",
            }
            sheets["Card"].add_sparkline(cell, options)
        sheets["Card"].add_sparkline("G7", {"range": "Card!$B$5:$B$5"})

    finished = fill(tmp_path, {"Card": CARD, "{indicator.code}": PAGE}, lines)
    found = {e.findtext("{*}sqref"): e.findtext("{*}f") for e in finished.find(SHEET, "//x14:sparkline")}
    pages = ("Op504", "Op410", "OP410a")
    assert found == {f"{c}{5 + n}": f"'{page}'!B4:B6" for n, page in enumerate(pages) for c in "DEF"} | {
        "G9": "'Card'!B5:B7"
    }
    assert finished.find(SHEET, "//x14:sparklineGroup/@type") == ["stacked", "column"]
    assert finished.find(SHEET, "//x14:sparklineGroup/xm:f/text()") == ["'Op504'!$A$4:$A$6"] * 3


def test_what_a_sheet_seldom_holds_follows_too(tmp_path):
    """Scenarios, watched cells, custom views, ranges that may be edited, errors that are ignored."""
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD})
    before = '<scenarios sqref="B7"><scenario name="s"><inputCells r="B7" val="1"/></scenario></scenarios>'
    view = (
        '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}"><pane ySplit="7" '
        'topLeftCell="A8" state="frozen"/><selection activeCell="B7" sqref="B7"/><rowBreaks count="1" '
        'manualBreakCount="1"><brk id="7" man="1"/></rowBreaks><autoFilter ref="A3:C5"/></customSheetView></customSheetViews>'
    )
    watches = (
        '<cellWatches><cellWatch r="B7"/></cellWatches><ignoredErrors><ignoredError sqref="A5:B7"/></ignoredErrors>'
    )
    patch(path, {SHEET: ("</sheetData>", f"</sheetData>{before}{view}")})
    patch(path, {SHEET: ("</worksheet>", f"{watches}</worksheet>")})
    finished = Finished(finished_workbook(few_indicators(), path))
    assert finished.find(SHEET, "//m:scenarios/@sqref | //m:inputCells/@r | //m:cellWatch/@r") == ["B9", "B9", "B9"]
    assert finished.find(SHEET, "//m:customSheetView/m:pane/@ySplit") == ["9"]
    assert finished.find(SHEET, "//m:customSheetView/m:autoFilter/@ref") == ["A3:C7"]
    assert finished.find(SHEET, "//m:customSheetView//m:brk/@id") == ["9"]
    assert finished.find(SHEET, "//m:ignoredError/@sqref") == ["A5:B9"]


def test_a_template_whose_parts_have_prefixes_is_filled_as_well(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD})
    members = read_members(path)
    text = members[SHEET].unpacked().decode()
    text = re.sub(r"<(/?)(?=[a-z])(?!\?)", r"<\1x:", text).replace(' xmlns="', ' xmlns:x="')
    members[SHEET] = pack(SHEET, text.encode())
    path.write_bytes(to_bytes(members.values()))
    finished = Finished(finished_workbook(few_indicators(), path))
    assert [c.get("r") for c in finished.find(SHEET, "//m:row[@r='6']/m:c")] == ["A6", "B6", "C6"]
    assert finished.find(SHEET, "//m:f/text()")[-2:] == ["SUM(B5:B7)", "B5"]
