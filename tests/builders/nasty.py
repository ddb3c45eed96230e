"""A nasty template: as much of what Excel can hold as fits in one workbook, with fields and prototypes among it.

XlsxWriter writes what it can; `nasty_parts` adds what only Excel writes.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.builders.nasty_parts import add_parts
from xl_scorecard.ooxml.package import Package

SHIPPED_MACROS = Path(__file__).resolve().parents[2] / "workbook_templates" / "scorecard.xlsm"
PAGE = "{indicator.code}"
ROW = 12  # the prototype row of the card
LAST = 13


def nasty_template(path: Path) -> Path:
    """Write the nasty template, with a real VBA project."""
    macros = path.with_name("vbaProject.bin")
    macros.write_bytes(Package.read(SHIPPED_MACROS).content("xl/vbaProject.bin"))
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    book.add_vba_project(macros)
    book.set_properties({"title": "{{ scorecard.title }}", "author": "A person", "company": "A council"})
    book.set_custom_property("Card version", "4.2")
    book.set_custom_property("Approved", value=True)
    names = ("Card", PAGE, "Data", "Odd", "Locked", "Lists")
    sheets = {name: book.add_worksheet(name) for name in names}
    _card(book, sheets["Card"])
    _page(book, sheets[PAGE])
    _data(book, sheets["Data"])
    _odd(book, sheets["Odd"])
    _locked(book, sheets["Locked"])
    for row, word in enumerate(("North", "South", "East", "West")):
        sheets["Lists"].write(row, 0, word)
    sheets["Lists"].very_hidden()
    _big_chart(book)
    book.define_name("Target", f"=Card!$C${ROW}:$F${ROW}")
    book.define_name("Card!Local", "=Card!$C$4")
    book.define_name("Rate", "=0.21")
    book.define_name(f"'{PAGE}'!Months", f"='{PAGE}'!$A$20:$B$20")
    sheets["Card"].activate()
    book.close()
    macros.unlink()
    return add_parts(path)


def png(red: int, green: int, blue: int) -> BytesIO:
    """A small picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes((red, green, blue)) * 120) * 40
    head = struct.pack(">IIBBBBB", 120, 40, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def _card(book: Any, card: Any) -> None:
    bold, red = book.add_format({"bold": 1, "bg_color": "#DDEBF7", "border": 1}), book.add_format({"font_color": "red"})
    box = book.add_format({"border": 4, "num_format": "#,##0.00;[Red]-#,##0.00"})
    card.set_column("B:B", 28)
    card.set_column("H:J", 12, None, {"level": 1})
    card.set_row(0, 40)
    card.merge_range("C2:F2", "{{ scorecard.title }}", book.add_format({"bold": 1, "font_size": 18}))
    card.write_rich_string("B4", "Period ", red, "{{ scorecard.period }}", " of ", bold, "{{ scorecard.organisation }}")
    card.write("C4", "?", book.add_format({"locked": 0}))
    card.write_url("B6", "https://example.org/guide?a=1&b=2", string="The guide", tip="opens the guide")
    card.write_url("B7", "internal:Data!A1", string="The data")
    for column, word in enumerate(
        ("Code", "Title", "Now", "Target", "Status", "Trend", "Twice", "Line", "Wins", "Bars")
    ):
        card.write(10, column, word, bold)
    fields = (
        "indicator.code",
        "indicator.title",
        "indicator.value",
        "indicator.target",
        "indicator.status",
        "indicator.trend",
    )
    for column, name in enumerate(fields):
        card.write(ROW - 1, column, f"{{{{ {name} }}}}", box if column in (2, 3) else None)
    card.write_formula(f"G{ROW}", f"=C{ROW}*2", box, 0)
    card.write_url(f"A{ROW}", f"internal:'{PAGE}'!A1", string="{{ indicator.code }}")
    for cell, kind in ((f"H{ROW}", "line"), (f"I{ROW}", "win_loss"), (f"J{ROW}", "column")):
        card.add_sparkline(cell, {"range": f"'{PAGE}'!$B$20:$B$20", "type": kind, "markers": kind == "line"})
    card.write(LAST - 1, 0, "Total", bold)
    card.write_formula(f"C{LAST}", f"=SUM(C{ROW}:C{ROW})", box, 0)
    card.write_formula(f"D{LAST}", "=Rate*2", box, 0.42)
    card.write_formula("W1", f"=AVERAGE(C{ROW}:F{LAST})", None, 0)
    _card_rules(book, card)
    _card_floats(book, card)
    _card_pages(card)


def _card_rules(book: Any, card: Any) -> None:
    row = f"{{}}{ROW}:{{}}{ROW}"
    card.data_validation("C4", {"validate": "list", "source": "=Lists!$A$1:$A$4"})
    card.data_validation(
        "C5", {"validate": "list", "source": ["Q1", "Q2"], "input_title": "Quarter", "error_message": "no"}
    )
    card.data_validation(row.format("B", "B"), {"validate": "length", "criteria": "<", "value": 400})
    card.conditional_format(row.format("C", "C"), {"type": "3_color_scale"})
    card.conditional_format(row.format("D", "D"), {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    icons = [{"criteria": ">=", "type": "number", "value": 3}, {"criteria": ">", "type": "number", "value": 1}]
    look = {"type": "icon_set", "icon_style": "3_traffic_lights", "icons_only": True, "icons": icons}
    card.conditional_format(row.format("E", "E"), look)
    red = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    card.conditional_format(row.format("F", "F"), {"type": "cell", "criteria": "<", "value": 0, "format": red})
    rule = {"type": "formula", "criteria": f"=$C{ROW}>$C${LAST}", "format": red, "stop_if_true": True}
    card.conditional_format(row.format("A", "G"), rule)


def _card_floats(book: Any, card: Any) -> None:
    card.insert_image(
        "A1", "logo.png", {"image_data": png(20, 90, 160), "url": "https://example.org", "object_position": 1}
    )
    card.write_comment("C4", "Who owns the card?", {"author": "A person", "x_scale": 1.5})
    card.write_comment(f"B{ROW}", "One of many", {"color": "#CCFFCC"})
    card.write_comment(f"A{LAST}", "All of them")
    card.insert_button("N1", {"macro": "RefreshScorecard", "caption": "Refresh", "width": 120, "height": 28})
    card.insert_textbox("N3", "All figures\n{{ scorecard.period }}", {"textlink": "=$C$4", "width": 160, "height": 60})
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "=Card!$C$11",
            "categories": f"=Card!$A${ROW}:$A${ROW}",
            "values": f"=Card!$C${ROW}:$C${ROW}",
            "trendline": {"type": "polynomial", "order": 2, "display_equation": True},
            "data_labels": {"value": True, "custom": [{"value": "=Data!$A$2"}, {"delete": True}]},
            "y_error_bars": {"type": "percentage", "value": 5},
            "points": [{"fill": {"color": "red"}}],
        }
    )
    line.set_title({"name": "{{ scorecard.title }}: now"})
    card.insert_chart("L16", line)
    both = book.add_chart({"type": "column"})
    both.add_series({"values": "=Data!$C$2:$C$13", "gradient": {"colors": ["#DDEBF7", "#1F4E78"]}})
    other = book.add_chart({"type": "line"})
    other.add_series({"values": "=Data!$D$2:$D$13", "y2_axis": True})
    both.combine(other)
    card.insert_chart("L32", both)


def _card_pages(card: Any) -> None:
    card.freeze_panes(11, 2)
    card.repeat_rows(0, 10)
    card.repeat_columns("A:B")
    card.print_area(f"A1:J{LAST}")
    card.set_landscape()
    card.fit_to_pages(1, 0)
    card.set_header("&L&G&C{{ scorecard.title }}&R&D", {"image_left": "h.png", "image_data_left": png(200, 60, 30)})
    card.set_footer("&CPage &P of &N")
    card.set_h_pagebreaks([10])
    card.set_tab_color("#0B6E4F")
    card.ignore_errors({"number_stored_as_text": f"A{ROW}:G{LAST}"})
    card.autofilter(f"A11:G{ROW}")


def _page(book: Any, page: Any) -> None:
    page.write("A1", "{{ indicator.code }}: {{ indicator.title }}", book.add_format({"bold": 1, "font_size": 16}))
    page.write_url("A2", f"internal:Card!A{ROW}", string="Back to the card")
    page.write_formula("C1", "=SUM(Months)", None, 0)
    page.write_formula("D1", "=1+1", None, 2)
    columns = [
        {"header": "Month"},
        {"header": "Value"},
        {"header": "Twice", "formula": "=History[[#This Row],[Value]]*2"},
    ]
    data = [["{{ period.label }}", "{{ period.value }}"]]
    page.add_table("A19:C20", {"name": "History", "columns": columns, "data": data, "style": "Table Style Light 9"})
    page.write_formula("E1", "=MAX(History[Value])", None, 0)
    page.write_comment("A20", "A month")
    page.conditional_format("B20", {"type": "data_bar", "data_bar_2010": True})
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"categories": f"='{PAGE}'!$A$20:$A$20", "values": f"='{PAGE}'!$B$20:$B$20"})
    drawn.set_title({"name": "{{ indicator.title }}"})
    page.insert_chart("A4", drawn, {"description": "{{ indicator.title }} by month", "object_position": 2})
    page.set_footer("&C{{ indicator.code }}")
    page.print_area("A1:C20")


def _data(book: Any, data: Any) -> None:
    months = book.add_format({"num_format": "mmm yy"})
    rows = [[40909 + 31 * n, "NSEW"[n % 4], 100 + 7 * n % 31, 0.4 + n / 30] for n in range(12)]
    columns = [
        {"header": "Month", "format": months},
        {"header": "Region"},
        {"header": "Sales"},
        {"header": "Rate"},
        {"header": "Product", "formula": "=Sales[[#This Row],[Sales]]*Sales[[#This Row],[Rate]]"},
    ]
    data.add_table("A1:E13", {"name": "Sales", "columns": columns, "data": rows})
    data.conditional_format("C2:C13", {"type": "data_bar", "data_bar_2010": True})
    data.add_sparkline("G2", {"range": "Data!C2:C13", "type": "column"})


def _odd(book: Any, odd: Any) -> None:
    odd.write_dynamic_array_formula("A1:A4", "=_xlfn.UNIQUE(Sales[Region])", None, "S")
    odd.write_array_formula("C1:C3", "{=TRANSPOSE(Lists!A1:C1)}", None, "North")
    odd.write_formula("E1", '=_xlfn.XLOOKUP("N",Sales[Region],Sales[Sales])', None, 1)
    odd.write_formula("E2", "=_xlfn.LET(_xlpm.a,1,_xlpm.a+1)", None, 2)
    odd.insert_checkbox("E3", boolean=True)
    odd.embed_image("G1", "logo.png", {"image_data": png(90, 20, 160)})
    odd.write_string("A8", "  padded  ")
    odd.write_string("A9", "two\nlines", book.add_format({"text_wrap": 1}))
    odd.write_string("A10", "日本語 ünï €")
    odd.write_string("A11", "_x0041_ stays")
    odd.set_background(png(240, 248, 255))
    odd.outline_settings(symbols_below=False, auto_style=False)


def _locked(book: Any, locked: Any) -> None:
    locked.write("A1", "secret", book.add_format({"hidden": 1}))
    locked.write("B1", "{{ scorecard.period }}", book.add_format({"locked": 0}))
    locked.protect("", {"format_cells": True, "sort": True})
    locked.unprotect_range("B1:B9", "Editable")


def _big_chart(book: Any) -> None:
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"categories": f"=Card!$A${ROW}:$A${ROW}", "values": f"=Card!$C${ROW}:$C${ROW}"})
    book.add_chartsheet("Big chart").set_chart(pie)
