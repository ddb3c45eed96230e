"""What floats over a sheet follows the rows below it: pictures, shapes, buttons, and the cells that they speak to."""

import pytest

from tests.builders.finished import Finished, few_indicators, fill, patch
from tests.builders.templates import make_template
from xl_scorecard.writers.workbook import finished_workbook

CARD = {"A5": "{{ indicator.code }}", "B5": "{{ indicator.value }}", "A7": "foot"}
DRAWING, VML = "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"


def box(where, **options):
    return lambda _, sheets: sheets["Card"].insert_textbox(where, "text", {"height": 60, **options})


@pytest.mark.parametrize(
    ("where", "moves", "rows"),
    [
        ("D7", 2, ["8", "11"]),
        ("D7", 1, ["8", "11"]),
        ("D7", 3, ["6", "9"]),
        ("D4", 1, ["3", "8"]),
        ("D4", 2, ["3", "6"]),
    ],
)
def test_a_shape_moves_and_grows_as_its_anchor_says(tmp_path, where, moves, rows):
    finished = fill(tmp_path, {"Card": CARD}, box(where, object_position=moves))
    assert finished.find(DRAWING, "//xdr:row/text()") == rows


def test_a_shape_shows_the_cell_that_it_showed_and_opens_the_place_that_it_opened(tmp_path):
    finished = fill(tmp_path, {"Card": CARD}, box("D9", textlink="=$A$7", url="internal:Card!A7"))
    assert finished.find(DRAWING, "//@textlink") == ["$A$9"]
    assert finished.find("xl/drawings/_rels/drawing1.xml.rels", "//p:Relationship/@Target") == ["#'Card'!A9"]


def test_a_picture_of_cells_follows_them(tmp_path):
    path = make_template(tmp_path / "t.xlsx", {"Card": CARD}, box("D9"))
    camera = '<xdr:cNvSpPr><a:extLst><a:ext uri="{84589F7E-364E-4C9E-8A38-B11213B215E9}"><a14:cameraTool '
    camera += (
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" cellRange="$A$5:$B$7" spid="_x0000_s1"/>'
    )
    content = Finished(path.read_bytes()).parts[DRAWING].decode()
    old = content[content.index("<xdr:cNvSpPr") : content.index(">", content.index("<xdr:cNvSpPr")) + 1]
    patch(
        path,
        {
            DRAWING: (
                old,
                f"{camera}</a:ext></a:extLst></xdr:cNvSpPr>" if old.endswith("/>") else f"{camera}</a:ext></a:extLst>",
            )
        },
    )
    finished = Finished(finished_workbook(few_indicators(), path))
    assert finished.find(DRAWING, "//@cellRange") == ["$A$5:$B$9"]


def test_a_button_moves_with_its_cells(tmp_path):
    def button(_, sheets):
        sheets["Card"].insert_button("D7", {"macro": "Go", "caption": "Go", "height": 20})

    finished = fill(tmp_path, {"Card": CARD}, button)
    anchor = finished.find(VML, "//x:Anchor/text()")[0].split(", ")
    assert (anchor[2], anchor[6]) == ("8", "9")
    assert finished.find(VML, "//x:FmlaMacro/text()") == ["[0]!Go"]


def test_a_checkbox_keeps_speaking_to_its_cell(tmp_path):
    def checkbox(_, sheets):
        sheets["Card"].insert_button("D7", {"macro": "Go"})

    path = make_template(tmp_path / "t.xlsx", {"Card": CARD}, checkbox)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    control = f'<formControlPr xmlns="{space}" objectType="CheckBox" fmlaLink="$B$7" fmlaRange="Card!$A$5:$A$5"/>'
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    ends = "<from><xdr:col>1</xdr:col><xdr:row>6</xdr:row></from><to><xdr:col>2</xdr:col><xdr:row>7</xdr:row></to>"
    options = f'<controlPr linkedCell="$B$7"><anchor>{ends}</anchor></controlPr>'
    one = f'<control shapeId="1025" r:id="rId9" name="C">{options}</control>'
    sheet = f'<controls xmlns:xdr="{drawing}">{one}</controls></worksheet>'
    patch(
        path,
        {
            "xl/ctrlProps/ctrlProp1.xml": control.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rId9" Type="{relation}" Target="../ctrlProps/ctrlProp1.xml"/></Relationships>',
            ),
            "xl/worksheets/sheet1.xml": ("</worksheet>", sheet),
            VML: ("<x:FmlaMacro>", "<x:FmlaLink>$B$7</x:FmlaLink><x:FmlaMacro>"),
        },
    )
    finished = Finished(finished_workbook(few_indicators(), path))
    part = finished.root("xl/ctrlProps/ctrlProp1.xml")
    assert (part.get("fmlaLink"), part.get("fmlaRange")) == ("$B$9", "'Card'!$A$5:$A$7")
    assert finished.find("xl/worksheets/sheet1.xml", "//m:controlPr/@linkedCell") == ["$B$9"]
    assert finished.find("xl/worksheets/sheet1.xml", "//xdr:row/text()") == ["8", "9"]
    assert finished.find(VML, "//x:FmlaLink/text()") == ["$B$9"]


def test_vml_that_excel_left_open_is_read(tmp_path):
    def note(_, sheets):
        sheets["Card"].write_comment("A7", "n")

    path = make_template(tmp_path / "t.xlsx", {"Card": CARD}, note)
    patch(path, {VML: ('<div style="text-align:left"></div>', '<div style="text-align:left">a<br>b</div>')})
    finished = Finished(finished_workbook(few_indicators(), path))
    assert finished.find(VML, "//x:Row/text()") == ["8"]
