"""What only Excel writes, added to a workbook that XlsxWriter wrote: slicer, controls, threads, ribbon, custom XML …"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from lxml import etree

from xl_scorecard.ooxml.archive import pack, read_members, to_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CARD, DATA, LOCKED = (f"xl/worksheets/sheet{number}.xml" for number in (1, 3, 5))
THREAD = "{BBBBBBBB-0000-4000-8000-000000000001}"
PERSON = "{AAAAAAAA-0000-4000-8000-000000000001}"


class Parts:
    """The parts of a workbook on the way to a nastier one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = {name: member.unpacked() for name, member in read_members(path).items()}

    def text(self, part: str) -> str:
        return self.content[part].decode()

    def set(self, part: str, text: str | bytes, content_type: str = "") -> None:
        self.content[part] = text.encode() if isinstance(text, str) else text
        if content_type:
            override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
            self.put("[Content_Types].xml", "</Types>", override)

    def put(self, part: str, old: str, new: str) -> None:
        """Replace a piece of text that must be there, once."""
        text = self.text(part)
        assert old in text, (part, old)
        self.content[part] = text.replace(old, new, 1).encode()

    def relate(self, part: str, id_: str, kind: str, target: str) -> None:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        self.content.setdefault(rels, (HEAD + empty).encode())
        kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
        link = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/></Relationships>'
        self.put(rels, "</Relationships>", link)

    def save(self) -> Path:
        for name, content in self.content.items():
            if name.endswith((".xml", ".rels", ".vml")):
                etree.fromstring(content)
        self.path.write_bytes(to_bytes(pack(name, content) for name, content in self.content.items()))
        return self.path


def add_parts(path: Path) -> Path:
    """Make a workbook nastier in place."""
    parts = Parts(path)
    for step in (
        _revisions,
        _printer,
        _validation,
        _icons,
        _controls,
        _group,
        _slicer,
        _threads,
        _xml,
        _ribbon,
        _chain,
        _look,
    ):
        step(parts)
    return parts.save()


def _revisions(parts: Parts) -> None:
    """Namespaces, revision ids and row descents, as Excel writes them."""
    spaces = {
        "mc": COMPATIBILITY,
        "x14ac": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
        "xr": "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
        "xr2": "http://schemas.microsoft.com/office/spreadsheetml/2015/revision2",
        "xr3": "http://schemas.microsoft.com/office/spreadsheetml/2016/revision3",
        "x14": X14,
        "xdr": XDR,
    }
    for number in range(1, 7):
        part = f"xl/worksheets/sheet{number}.xml"
        text = parts.text(part)
        old = re.search(r"<worksheet[^>]*>", text)[0]
        new = re.sub(r' mc:Ignorable="[^"]*"', "", old)[:-1]
        new += "".join(f' xmlns:{p}="{uri}"' for p, uri in spaces.items() if f"xmlns:{p}=" not in new)
        new += f' mc:Ignorable="x14ac xr xr2 xr3" xr:uid="{{0000000{number}-0001-0000-0000-000000000000}}">'
        text = text.replace(old, new, 1)
        if "dyDescent" not in text:
            text = re.sub(r'(<row r="\d+"[^>]*?)(/?>)', r'\1 x14ac:dyDescent="0.25"\2', text)
        parts.set(part, text)


def _printer(parts: Parts) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    parts.set("xl/printerSettings/printerSettings1.bin", bytes(range(256)) * 4, kind)
    parts.relate(CARD, "rId90", "printerSettings", "../printerSettings/printerSettings1.bin")
    parts.set(CARD, re.sub(r"<pageSetup ([^>]*)/>", r'<pageSetup \1 r:id="rId90"/>', parts.text(CARD)))


def _validation(parts: Parts) -> None:
    """X14 validation, which points at another sheet."""
    ext = (
        f'<ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list" '
        'allowBlank="1" xr:uid="{00000000-0002-0000-0000-000003000000}"><x14:formula1><xm:f>Lists!$A$1:$A$4</xm:f>'
        "</x14:formula1><xm:sqref>C6 F12</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    parts.put(CARD, "</extLst></worksheet>", ext)


def _icons(parts: Parts) -> None:
    """A custom icon set, which only x14 can say."""
    rule = (
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule '
        'type="iconSet" priority="90" id="{DA7ABA51-AAAA-BBBB-0001-0000000000F0}"><x14:iconSet iconSet="3Flags" '
        'custom="1"><x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>1</xm:f></x14:cfvo>'
        '<x14:cfvo type="formula"><xm:f>$C$13</xm:f></x14:cfvo><x14:cfIcon iconSet="3TrafficLights1" iconId="0"/>'
        '<x14:cfIcon iconSet="NoIcons" iconId="0"/><x14:cfIcon iconSet="3Symbols2" iconId="2"/></x14:iconSet></x14:cfRule>'
        "<xm:sqref>G12</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
    )
    parts.put(CARD, "</x14:conditionalFormattings>", rule)


def _control(shape: str, id_: str, name: str, options: str, cells: tuple[int, int, int, int]) -> str:
    left, top, right, bottom = cells
    anchor = (
        f'<anchor moveWithCells="1"><from><xdr:col>{left}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top}</xdr:row>'
        f"<xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>{right}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{bottom}"
        "</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor>"
    )
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="{shape}" r:id="{id_}" name="{name}">'
        f'<controlPr defaultSize="0" autoFill="0" autoPict="0"{options}>{anchor}</controlPr></control></mc:Choice>'
        "</mc:AlternateContent>"
    )


def _controls(parts: Parts) -> None:
    """The button's newer half, and a checkbox below the prototype row that speaks to a cell there."""
    vml = "xl/drawings/vmlDrawing1.vml"
    button = re.search(r'id="_x0000_s(\d+)"[^>]*type="#_x0000_t201"', parts.text(vml))[1]
    shape = (
        '<v:shape id="_x0000_s1100" type="#_x0000_t201" style="position:absolute;z-index:9" filled="f" stroked="f">'
        '<v:textbox><div style="text-align:left">Show targets</div></v:textbox><x:ClientData ObjectType="Checkbox">'
        "<x:SizeWithCells/><x:Anchor>8, 0, 13, 0, 10, 0, 14, 0</x:Anchor><x:AutoFill>False</x:AutoFill>"
        "<x:Checked>1</x:Checked><x:FmlaLink>$W$14</x:FmlaLink></x:ClientData></v:shape></xml>"
    )
    parts.put(vml, "</xml>", shape)
    controls = (
        '<mc:AlternateContent><mc:Choice Requires="x14"><controls>'
        + _control(button, "rId91", "Button 1", ' print="0" macro="[0]!RefreshScorecard"', (13, 0, 15, 1))
        + _control("1100", "rId92", "Check Box 76", ' autoLine="0" linkedCell="$W$14"', (8, 13, 10, 14))
        + "</controls></mc:Choice></mc:AlternateContent>"
    )
    text = parts.text(CARD)
    at = text.rindex("<extLst><ext ")
    parts.set(CARD, text[:at] + controls + text[at:])
    for number, said in ((1, 'objectType="Button"'), (2, 'objectType="CheckBox" checked="Checked" fmlaLink="$W$14"')):
        control = f'{HEAD}<formControlPr xmlns="{X14}" {said} lockText="1"/>'
        parts.set(f"xl/ctrlProps/ctrlProp{number}.xml", control, "application/vnd.ms-excel.controlproperties+xml")
        parts.relate(CARD, f"rId{90 + number}", "ctrlProp", f"../ctrlProps/ctrlProp{number}.xml")


def _group(parts: Parts) -> None:
    """Shapes in a group, one with a macro, and the drawing's twin of the button."""

    def sp(number: int, name: str, macro: str) -> str:
        frame = '<a:xfrm><a:off x="9753600" y="700000"/><a:ext cx="914400" cy="762000"/></a:xfrm>'
        return (
            f'<xdr:sp macro="{macro}" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr/>'
            f'</xdr:nvSpPr><xdr:spPr>{frame}<a:prstGeom prst="rightArrow"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
        )

    mark = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    frame = '<a:off x="9753600" y="700000"/><a:ext cx="1828800" cy="762000"/>'
    inner = '<a:chOff x="9753600" y="700000"/><a:chExt cx="1828800" cy="762000"/>'
    group = (
        f"<xdr:twoCellAnchor>{mark.format('from', 16, 13)}{mark.format('to', 19, 15)}<xdr:grpSp><xdr:nvGrpSpPr>"
        '<xdr:cNvPr id="50" name="Group 49"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>'
        f"{frame}{inner}</a:xfrm></xdr:grpSpPr>{sp(51, 'Arrow', '[0]!RefreshScorecard')}{sp(52, 'Other', '')}</xdr:grpSp>"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    parts.put("xl/drawings/drawing1.xml", "</xdr:wsDr>", group)


def _slicer(parts: Parts) -> None:
    """A slicer of the table on Data: its drawing, its part, its cache, and the lists that name them."""
    microsoft = "http://schemas.microsoft.com/office/2007/relationships"
    mark = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    slicer = (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" xmlns:sle15="http://schemas.microsoft.com/office/drawing/2012/'
        'slicer"><mc:Choice Requires="sle15"><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" '
        'name="Region"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" '
        'cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/drawing/2010/slicer">'
        '<sle:slicer xmlns:sle="http://schemas.microsoft.com/office/drawing/2010/slicer" name="Region"/>'
        '</a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        '<xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</xdr:spPr></xdr:sp></mc:Fallback></mc:AlternateContent>"
    )
    drawing = (
        f'{HEAD}<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{DRAWING}"><xdr:twoCellAnchor editAs="oneCell">'
        f"{mark.format('from', 8, 1)}{mark.format('to', 11, 10)}{slicer}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    parts.set("xl/drawings/drawing9.xml", drawing, "application/vnd.openxmlformats-officedocument.drawing+xml")
    parts.relate(DATA, "rId80", "drawing", "../drawings/drawing9.xml")
    parts.relate(DATA, "rId81", f"{microsoft}/slicer", "../slicers/slicer1.xml")
    parts.put(DATA, "<tableParts", '<drawing r:id="rId80"/><tableParts')
    ext = '<ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"><x14:slicerList><x14:slicer r:id="rId81"/></x14:slicerList></ext>'
    parts.put(DATA, "</extLst></worksheet>", f"{ext}</extLst></worksheet>")
    one = f'{HEAD}<slicers xmlns="{X14}"><slicer name="Region" cache="Slicer_Region" caption="Region" rowHeight="241300"/></slicers>'
    parts.set("xl/slicers/slicer1.xml", one, "application/vnd.ms-excel.slicer+xml")
    table = re.search(
        r' id="(\d+)"',
        next(t for p in parts.content if "tables/" in p and 'displayName="Sales"' in (t := parts.text(p))),
    )[1]
    cache = (
        f'{HEAD}<slicerCacheDefinition xmlns="{X14}" xmlns:x="{MAIN}" name="Slicer_Region" sourceName="Region"><extLst>'
        f'<x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}"><x15:tableSlicerCache tableId="{table}" '
        'column="2"/></x:ext></extLst></slicerCacheDefinition>'
    )
    parts.set("xl/slicerCaches/slicerCache1.xml", cache, "application/vnd.ms-excel.slicerCache+xml")
    parts.relate("xl/workbook.xml", "rId80", f"{microsoft}/slicerCache", "slicerCaches/slicerCache1.xml")
    parts.put(
        "xl/workbook.xml", "</definedNames>", '<definedName name="Slicer_Region">#N/A</definedName></definedNames>'
    )
    lists = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}"><x15:slicerCaches '
        f'xmlns:x14="{X14}"><x14:slicerCache r:id="rId80"/></x15:slicerCaches></ext></extLst></workbook>'
    )
    parts.put("xl/workbook.xml", "</workbook>", lists)


def _threads(parts: Parts) -> None:
    """A thread of comments on Locked, with the note that older programs see."""
    people = "http://schemas.microsoft.com/office/2017/10/relationships"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person = f'<person displayName="A person" id="{PERSON}" userId="a@example.org" providerId="None"/>'
    parts.set(
        "xl/persons/person.xml",
        f'{HEAD}<personList xmlns="{space}">{person}</personList>',
        "application/vnd.ms-excel.person+xml",
    )
    parts.relate("xl/workbook.xml", "rId82", f"{people}/person", "persons/person.xml")
    comment = (
        f'<threadedComment ref="B2" dT="2024-05-01T10:00:00.00" personId="{PERSON}" id="{THREAD}"><text>Check</text>'
    )
    thread = f'{HEAD}<ThreadedComments xmlns="{space}">{comment}</threadedComment></ThreadedComments>'
    parts.set("xl/threadedComments/threadedComment1.xml", thread, "application/vnd.ms-excel.threadedcomments+xml")
    note = (
        f'{HEAD}<comments xmlns="{MAIN}" xmlns:mc="{COMPATIBILITY}" mc:Ignorable="xr" xmlns:xr="http://schemas.microsoft.com/'
        f'office/spreadsheetml/2014/revision"><authors><author>tc={THREAD}</author></authors><commentList><comment ref="B2" '
        f'authorId="0" shapeId="0" xr:uid="{THREAD}"><text><t>[Threaded comment] Check</t></text></comment></commentList></comments>'
    )
    parts.set("xl/comments9.xml", note, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="5"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        '<v:shape id="_x0000_s5121" type="#_x0000_t202" style="position:absolute;visibility:hidden"><v:textbox/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 15, 1, 2, 4, 15, 5, 4</x:Anchor>'
        "<x:AutoFill>False</x:AutoFill><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
    )
    parts.set("xl/drawings/vmlDrawing9.vml", vml)
    parts.relate(LOCKED, "rId70", "comments", "../comments9.xml")
    parts.relate(LOCKED, "rId71", "vmlDrawing", "../drawings/vmlDrawing9.vml")
    parts.relate(LOCKED, "rId72", f"{people}/threadedComment", "../threadedComments/threadedComment1.xml")
    parts.put(LOCKED, "</worksheet>", '<legacyDrawing r:id="rId71"/></worksheet>')


def _xml(parts: Parts) -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    parts.set(
        "customXml/item1.xml", '<?xml version="1.0"?><card xmlns="urn:example:card"><owner>A person</owner></card>'
    )
    item = f'{HEAD}<ds:datastoreItem ds:itemID="{{6A1F7C2B-0000-4000-8000-000000000001}}" xmlns:ds="{space}"/>'
    parts.set("customXml/itemProps1.xml", item, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    parts.relate("xl/workbook.xml", "rId81", "customXml", "../customXml/item1.xml")
    parts.relate("customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")


def _ribbon(parts: Parts) -> None:
    button = '<button id="b1" label="Refresh" onAction="RibbonRefresh"/>'
    group = f'<group id="g1" label="Card">{button}</group>'
    ribbon = f'<ribbon><tabs><tab id="cardTab" label="Card">{group}</tab></tabs></ribbon>'
    parts.set(
        "customUI/customUI14.xml",
        f'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">{ribbon}</customUI>',
    )
    kind = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="customUI/customUI14.xml"/></Relationships>'
    parts.put("_rels/.rels", "</Relationships>", link)


def _chain(parts: Parts) -> None:
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>', parts.text(CARD))
    chain = "".join(f'<c r="{cell}" i="1"/>' for cell in cells)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    parts.set("xl/calcChain.xml", f'{HEAD}<calcChain xmlns="{MAIN}">{chain}</calcChain>', kind)
    parts.relate("xl/workbook.xml", "rId83", "calcChain", "calcChain.xml")


def _look(parts: Parts) -> None:
    """A theme and a table style of their own, and where the file was last saved."""
    parts.set("xl/theme/theme1.xml", parts.text("xl/theme/theme1.xml").replace("4F81BD", "0B6E4F"))
    path = (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}"><mc:Choice Requires="x15" xmlns:x15="{X15}"><x15ac:absPath '
        'url="C:\\cards\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
        "</mc:AlternateContent><bookViews>"
    )
    parts.put("xl/workbook.xml", "<bookViews>", path)
    styles = parts.text("xl/styles.xml")
    count = int(re.search(r'<dxfs count="(\d+)"', styles)[1])
    styles = styles.replace(f'<dxfs count="{count}"', f'<dxfs count="{count + 1}"')
    styles = styles.replace("</dxfs>", "<dxf><font><b/></font></dxf></dxfs>")
    own = (
        f'<tableStyle name="Own" pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="{count}"/></tableStyle>'
    )
    table_styles = (
        f'<tableStyles count="1" defaultTableStyle="Own" defaultPivotStyle="PivotStyleLight16">{own}</tableStyles>'
    )
    parts.set("xl/styles.xml", re.sub(r"<tableStyles [^>]*/>", table_styles, styles))
