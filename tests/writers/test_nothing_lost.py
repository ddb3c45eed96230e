"""Nothing of a template is lost: the nasty one, and each that Excel itself saved, turned into a template."""

import pytest

from tests.builders.comparing import lost
from tests.builders.finished import Finished, few_indicators
from tests.builders.nasty import nasty_template
from xl_scorecard.ooxml.lint import lint
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
    assert before.keys() - set(finished.parts) - {"/xl/richData/_rels/richValueRel.xml.rels"} == {"xl/calcChain.xml"}


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
