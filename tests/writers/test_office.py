import subprocess

import pytest
from openpyxl import load_workbook

from tests.builders.finished import Finished
from tests.builders.scorecards import seed_scorecard
from tests.builders.templates import make_template
from xl_scorecard.errors import WriteError
from xl_scorecard.writers import office
from xl_scorecard.writers.printing import Pack, pack_sheets, print_workbook
from xl_scorecard.writers.remembering import read_bindings
from xl_scorecard.writers.workbook import write_workbook

needs_office = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed"),
]
CELLS = {
    "A1": "{{ indicator.code }}",
    "B1": "{{ indicator.value }}",
    "A3": "=COUNTA(A1:A1)",
    "A4": "=NA()",
    "A5": '="a"&"b"',
}


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


@pytest.fixture
def template(tmp_path):
    def print_areas(_, sheets):
        for sheet in sheets.values():
            sheet.print_area("A1:B2")

    cells = {"Summary": CELLS, "{indicator.code}": {"A1": "{{ indicator.title }}"}, "End": {"A1": "end"}}
    return make_template(tmp_path / "t.xlsx", cells, print_areas)


class TestWithLibreOffice:
    pytestmark = needs_office

    def test_formulas_hold_the_values_that_libreoffice_computes_and_errors_stay_empty(self, card, template, tmp_path):
        written = write_workbook(card, template, tmp_path / "out.xlsx", computed=True)
        sheet = load_workbook(written.path, data_only=True)["Summary"]
        assert [sheet[f"A{row}"].value for row in (18, 19, 20)] == [16, None, "ab"]
        assert load_workbook(written.path)["Summary"]["A18"].value == "=COUNTA(A1:A16)"
        assert [(p.code, p.place.cell, p.count) for p in written.card.problems if p.code == "WRK-002"] == [
            ("WRK-002", "A19", 1)
        ]

    def test_a_chart_over_formulas_keeps_what_was_computed(self, card, tmp_path):
        def chart(book, sheets):
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"categories": "=Summary!$A$1:$A$1", "values": "=Summary!$C$1:$C$1"})
            sheets["Summary"].insert_chart("F4", drawn)

        cells = {"Summary": {"A1": "{{ indicator.code }}", "B1": "{{ indicator.numerator }}", "C1": "=ROW()*2"}}
        path = make_template(tmp_path / "t.xlsx", cells, chart)
        written = write_workbook(card, path, tmp_path / "out.xlsx", computed=True)
        points = Finished(written.path.read_bytes()).find("xl/charts/chart1.xml", "//c:val//c:v/text()")
        assert points == [str(2 * row) for row in range(1, 17)]

    def test_the_boards_pdf_has_the_summary_and_the_reds_only(self, card, template, tmp_path):
        written = write_workbook(card, template, tmp_path / "out.xlsx")
        pdf = print_workbook(written.path, card, Pack.BOARD)
        pages = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout  # noqa: S607
        text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout  # noqa: S607
        assert "Pages:           2" in pages
        assert "Child Protection Plans lasting 2 years or more" in text
        assert "The number of child contacts" not in text

    def test_in_a_pdf_a_code_leads_to_its_page(self, card, tmp_path):
        codes = {"A1": "{{ each indicator where status is red }}{{ indicator.link }}"}
        cells = {"Summary": codes, "{indicator.code}": {"A1": "{{ indicator.title }}"}}
        path = make_template(tmp_path / "t.xlsx", cells)
        written = write_workbook(card, path, tmp_path / "out.xlsx")
        pdf = print_workbook(written.path, card, Pack.BOARD).read_bytes()
        assert pdf.count(b"/Subtype/Link") == 1
        assert b"/Dest[" in pdf[pdf.index(b"/Subtype/Link") :].split(b"endobj")[0]


def test_the_boards_pages_are_those_before_the_indicators_and_the_reds(card, template, tmp_path):
    write_workbook(card, template, tmp_path / "out.xlsx")
    bindings = read_bindings(tmp_path / "out.xlsx")
    assert bindings is not None
    assert pack_sheets(bindings, card, Pack.BOARD) == ["Summary", "HY64"]
    assert len(pack_sheets(bindings, card, Pack.ALL)) == 18


def test_without_libreoffice_one_sentence_says_what_to_do(card, template, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(WriteError, match=r"needs LibreOffice, which is not installed here.*Excel computes"):
        write_workbook(card, template, tmp_path / "out.xlsx", computed=True)
    assert not (tmp_path / "out.xlsx").exists()
