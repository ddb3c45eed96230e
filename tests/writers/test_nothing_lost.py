"""Nothing of a template is lost: the nasty one, and each that Excel itself saved, turned into a template."""

from dataclasses import replace

import pytest

from tests.builders.comparing import lost
from tests.builders.finished import Finished, few_indicators, patch
from tests.builders.nasty import nasty_template
from tests.builders.planting import plant_a_page, plant_below, plant_within
from tests.builders.templates import make_template
from xl_scorecard.errors import TemplateError
from xl_scorecard.ooxml.caching import computed_values
from xl_scorecard.ooxml.lint import lint
from xl_scorecard.ooxml.package import Package
from xl_scorecard.writers.office import convert, find_office
from xl_scorecard.writers.workbook import finished_workbook

TOUCHED = {
    "[Content_Types].xml",
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet5.xml",
    "xl/drawings/drawing1.xml",
    "xl/drawings/drawing2.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/drawings/vmlDrawing3.vml",
    "xl/charts/chart1.xml",
    "xl/charts/chart3.xml",
    "xl/charts/chart4.xml",
    "xl/comments1.xml",
    "xl/comments2.xml",
    "xl/tables/table1.xml",
    "xl/ctrlProps/ctrlProp2.xml",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return nasty_template(tmp_path_factory.mktemp("nasty") / "nasty.xlsm")


@pytest.fixture(scope="module")
def finished(template):
    return Finished(finished_workbook(few_indicators(6), template))


def test_everything_of_the_nasty_template_is_still_there(template, finished):
    assert lost(Finished(template.read_bytes()), finished) == []


def test_only_the_parts_that_must_change_changed(template, finished):
    before = Finished(template.read_bytes()).parts
    changed = {name for name, content in before.items() if finished.parts.get(name.lstrip("/"), content) != content}
    assert changed - TOUCHED == set()
    assert before.keys() - finished.parts.keys() - {"/xl/richData/_rels/richValueRel.xml.rels"} == {"xl/calcChain.xml"}


def test_the_lint_finds_nothing_in_it(finished):
    assert lint(finished.content) == ()


def test_what_stood_below_the_prototype_row_went_down_with_it(finished):
    assert finished.find("xl/ctrlProps/ctrlProp2.xml", "/*/@fmlaLink") == ["$W$19"]
    assert finished.find("xl/worksheets/sheet1.xml", "//x14:dataValidation/xm:sqref/text()") == ["C6 F12:F17"]
    icons = finished.find("xl/worksheets/sheet1.xml", "//x14:iconSet[@custom='1']")[0]
    assert (
        icons.xpath("string(../../xm:sqref)", namespaces={"xm": "http://schemas.microsoft.com/office/excel/2006/main"})
        == "G12:G17"
    )
    assert finished.find("xl/worksheets/sheet1.xml", "//x14:iconSet[@custom='1']//xm:f/text()")[2] == "$C$18"


@pytest.mark.slow
@pytest.mark.parametrize("plant", [plant_below, plant_within, plant_a_page])
def test_nothing_of_what_excel_saved_is_lost_when_it_is_made_a_template(shared, tmp_path, plant):
    """Each is filled, or refused by name; what is filled holds all that was there, and the lint finds nothing in it."""
    card, filled, refused, wrong = few_indicators(), 0, [], {}
    for workbook in sorted((shared / "workbooks" / "made-by-excel").glob("*.xls[xm]")):
        template = plant(workbook, tmp_path / workbook.name)
        try:
            out = Finished(finished_workbook(card, template))
        except TemplateError as problem:
            refused.append(str(problem))
            continue
        filled += 1
        found = [*lost(Finished(template.read_bytes()), out), *map(str, lint(out.content))]
        if found:
            wrong[workbook.name] = found[:3]
    assert wrong == {}
    assert filled > 170
    assert all("row that repeats" in said or "rows that repeat" in said for said in refused), refused


def test_filled_again_in_place_it_loses_nothing_and_stays_sound(finished, tmp_path):
    out = tmp_path / "finished.xlsm"
    out.write_bytes(finished.content)
    again = Finished(finished_workbook(few_indicators(6), out))
    assert lost(finished, again) == []
    assert lint(again.content) == ()
    same = {
        name for name in finished.parts if name.startswith(("xl/charts", "xl/drawings", "xl/comments", "xl/tables"))
    }
    assert {name for name in same if again.parts[name] != finished.parts[name]} == set()


def test_filled_again_it_keeps_nothing_of_the_last_time_that_nobody_sees(tmp_path):
    cells = {"A5": "{{ indicator.code }}", "B5": "{{ indicator.title }}"}
    template, out = make_template(tmp_path / "t.xlsx", {"Card": cells}), tmp_path / "out.xlsx"
    out.write_bytes(finished_workbook(few_indicators(), template))
    card = few_indicators()
    section = card.sections[0]
    old = section.lines[0].indicator
    other = replace(section.lines[0], indicator=replace(old, title="Another title"))
    changed = replace(card, sections=(replace(section, lines=(other, *section.lines[1:])),))
    again = Finished(finished_workbook(changed, out))
    texts = again.find("xl/sharedStrings.xml", "//m:t/text()")
    assert "Another title" in texts
    assert old.title not in texts
    assert sorted(name for name in again.parts if "worksheets/sheet" in name) == [
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ]


def test_formulas_that_staff_wrote_between_rows_survive_filling_again(tmp_path):
    template = make_template(
        tmp_path / "t.xlsx", {"Card": {"A5": "{{ indicator.code }}", "B5": "{{ indicator.value }}"}}
    )
    out = tmp_path / "out.xlsx"
    out.write_bytes(finished_workbook(few_indicators(), template))
    text = Finished(out.read_bytes()).parts["xl/worksheets/sheet1.xml"].decode()
    last = text[text.index('<c r="B6"') : text.index("</row>", text.index('<c r="B6"'))]
    patch(out, {"xl/worksheets/sheet1.xml": (last, f'{last}<c r="C6"><f>B6-B5</f><v>25</v></c>')})
    again = Finished(finished_workbook(few_indicators(), out))
    assert again.find("xl/worksheets/sheet1.xml", "//m:f/text()") == ["B6-B5"]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_nasty_one_and_computes_it_without_new_errors(finished):
    """The functions that this LibreOffice does not know (XLOOKUP, LET …) stand on one sheet, where nothing moved."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    values = computed_values(Package.of(convert(finished.content, "xlsx", file="nasty.xlsm")))
    assert values["Card", "G12"].text == "1302"
    assert {sheet for (sheet, _), value in values.items() if value.kind == "e"} <= {"Odd"}
    assert convert(finished.content, "pdf", file="nasty.xlsm").startswith(b"%PDF")
