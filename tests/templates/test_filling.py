"""The templates beside the first one, filled from the real demo."""

import re
import zipfile
from collections.abc import Iterator

import pytest

from tests.templates.conftest import read
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.ooxml.caching import computed_values
from xl_scorecard.ooxml.package import Package
from xl_scorecard.writers.office import convert, find_office, recalculate

LISTS = {
    "Red: what needs attention": Status.RED,
    "Amber: close to the target": Status.AMBER,
    "Green: on target": Status.GREEN,
    "Shown without a target": Status.NO_TARGET,
    "Without a figure": Status.NO_DATA,
}
LETTERS = '[=3]"G";[=2]"A";"R";"·"'
office = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")


def texts(path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield package.read(name).decode()


@pytest.mark.parametrize("name", ["board-summary", "tartan", "explore"])
def test_no_field_is_left_in_a_finished_workbook(filled, name):
    visible = [text for text in texts(filled[name]) if "xl-scorecard" not in text]
    assert not any("{{" in text for text in visible)


def test_the_board_reads_red_amber_green_and_then_what_is_not_judged(filled, card):
    sheet = read(filled["board-summary"])["Board summary"]
    codes = {line.indicator.code: line.headline_assessment.status for line in card.lines}
    heads = {sheet[f"A{row}"].value: row for row in range(1, sheet.max_row + 1)}
    assert [head for head in heads if head in LISTS] == list(LISTS)
    ends = [*[heads[head] for head in LISTS][1:], sheet.max_row]
    for head, end in zip(LISTS, ends, strict=True):
        listed = {sheet[f"A{row}"].value for row in range(heads[head], end)} & codes.keys()
        assert listed == {code for code, status in codes.items() if status is LISTS[head]}


def test_a_red_has_its_reason_below_its_title(filled, card):
    sheet = read(filled["board-summary"])["Board summary"]
    rows = {sheet[f"A{row}"].value: row for row in range(1, sheet.max_row + 1)}
    for line in card.lines:
        if line.headline_assessment.status is Status.RED:
            below = sheet[f"B{rows[line.indicator.code] + 1}"].value
            assert below.startswith("10.0% in 2012/13 to May is above the target of at most 6.0% by 4.0 points")


def test_each_sparkline_of_the_board_draws_its_own_indicators_months(filled):
    book = read(filled["board-summary"])
    board, months = book["Board summary"], book["Months"]
    with zipfile.ZipFile(filled["board-summary"]) as package:
        drawn = re.findall(
            r"<xm:f>'Months'!C(\d+):Z(\d+)</xm:f><xm:sqref>C(\d+)</xm:sqref>",
            package.read("xl/worksheets/sheet1.xml").decode(),
        )
    assert len(drawn) == 16
    for first, last, cell in drawn:
        assert first == last
        assert months[f"A{first}"].value == board[f"A{cell}"].value


def test_the_bars_of_the_counts_are_of_one_scale(filled):
    sheet = read(filled["board-summary"])["Board summary"]
    (rule,) = [rule for area in sheet.conditional_formatting for rule in area.rules if rule.type == "dataBar"]
    low, high = rule.dataBar.cfvo
    assert (low.type, low.val) == ("num", 0)
    assert (high.type, high.val) == ("formula", "MAX($C$7:$C$8)")


def test_the_tartan_has_the_status_of_every_month_as_a_letter(filled, card):
    sheet = read(filled["tartan"])["Tartan"]
    rows = {sheet[f"A{row}"].value: row for row in range(1, sheet.max_row + 1)}
    month = card.period
    for line in card.lines:
        cells = sheet[rows[line.indicator.code]][2:26]
        assert {cell.number_format for cell in cells} == {LETTERS}
        for back, cell in enumerate(reversed(cells)):
            status = line.assessments[month.back(back)].status
            assert cell.value == (status.number or status.value)


def test_the_tartans_rows_stand_under_their_sections(filled, card):
    sheet = read(filled["tartan"])["Tartan"]
    printed = [sheet[f"A{row}"].value for row in range(1, sheet.max_row + 1)]
    wanted = [text for s in card.sections for text in (s.title, *(line.indicator.code for line in s.lines))]
    assert [text for text in printed if text in wanted] == wanted


def test_the_lists_to_choose_from_hold_every_indicator_and_period(filled, card):
    sheet = read(filled["explore"])["Explore"]
    lists = {str(v.sqref): v.formula1.replace("$", "") for v in sheet.data_validations.dataValidation}
    assert sorted(lists) == ["B4", "B5"]
    chosen = [cell.value for (cell,) in sheet[lists["B4"]]]
    assert chosen == [f"{line.indicator.code} {line.indicator.title}" for line in card.lines]
    periods = [cell.value for (cell,) in sheet[lists["B5"]]]
    assert periods[:3] == ["2012/13 to May", "2011/12", "2010/11"]
    assert periods[3:] == [card.period.back(back).label for back in reversed(range(24))]


def test_explore_begins_with_the_worst_indicator_and_the_headline(filled):
    sheet = read(filled["explore"])["Explore"]
    assert sheet["B4"].value.startswith("HY64 ")
    assert sheet["B5"].value == "2012/13 to May"


def test_explore_uses_no_function_that_older_excel_lacks(templates):
    formulas = [
        cell.value
        for row in read(templates / "explore.xlsx")["Explore"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    used = {name for formula in formulas for name in re.findall(r"([A-Z.]+)\(", formula)}
    assert used == {"IF", "IFERROR", "INDEX", "MATCH"}


@office
@pytest.mark.libreoffice
def test_the_board_prints_on_one_portrait_page_and_the_months_behind_it_on_one_landscape_page(filled):
    pdf = convert(filled["board-summary"].read_bytes(), "pdf", file="board-summary.xlsx")
    assert [width < height for width, height in pages(pdf)] == [True, False]


@office
@pytest.mark.libreoffice
def test_the_tartan_prints_on_one_landscape_page(filled):
    ((width, height),) = pages(convert(filled["tartan"].read_bytes(), "pdf", file="tartan.xlsx"))
    assert width > height


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """The width and height of each page, in points."""
    sizes = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", pdf, re.DOTALL)
    return [(float(width), float(height)) for width, height in sizes]


@office
@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["board-summary", "tartan", "explore"])
def test_no_cell_is_an_error_after_libreoffice_recalculates(filled, name):
    again = Package.of(convert(filled[name].read_bytes(), "xlsx", file=name))
    assert {cell for cell, value in computed_values(again).items() if value.kind == "e"} == set()


@office
@pytest.mark.libreoffice
def test_the_values_of_explore_are_right_before_excel_recalculates(filled, card, tmp_path):
    content, missing = recalculate(filled["explore"].read_bytes(), file="explore.xlsx")
    assert missing == ()
    (tmp_path / "explore.xlsx").write_bytes(content)
    assert_right(tmp_path / "explore.xlsx", card, "HY64", card.period.year_to_date)


@office
@pytest.mark.libreoffice
@pytest.mark.parametrize(("code", "label"), [("Op410", "2011/12"), ("Op421", "2012/13 to May"), ("Op60", "Mar 2012")])
def test_another_choice_gives_its_own_figures(filled, card, tmp_path, code, label):
    book = read(filled["explore"])
    line = next(line for line in card.lines if line.indicator.code == code)
    book["Explore"]["B4"] = f"{code} {line.indicator.title}"
    book["Explore"]["B5"] = label
    book.save(tmp_path / "chosen.xlsx")
    content, _ = recalculate((tmp_path / "chosen.xlsx").read_bytes(), file="chosen.xlsx")
    (tmp_path / "chosen.xlsx").write_bytes(content)
    assert_right(tmp_path / "chosen.xlsx", card, code, next(p for p in line.assessments if p.label == label))


def assert_right(path, card, code: str, period: Period) -> None:
    """The answer and every row of the periods are those of the indicator."""
    sheet = read(path, values=True)["Explore"]
    assessments = next(line for line in card.lines if line.indicator.code == code).assessments
    assert sheet["G5"].value == assessments[period].status.value
    found = {label: one for one, label in ((a, p.label) for p, a in assessments.items())}
    for row in range(11, 38):
        assessment = found[sheet[f"D{row}"].value]
        value = assessment.figure.value
        assert sheet[f"G{row}"].value == assessment.status.value
        assert (sheet[f"M{row}"].value is None or sheet[f"M{row}"].value == "") == (value is None)
        if value is not None:
            assert sheet[f"M{row}"].value == pytest.approx(float(value), rel=1e-12)
