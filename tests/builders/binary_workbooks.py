"""Small workbooks in Excel's binary form (.xlsb), which no library writes: texts and numbers on one sheet.

Records as MS-XLSB 2.1.4 has them: a type, a length, both in seven bits a byte, and the data.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROW, REAL, TEXT = 0, 5, 6
BOOK, BOOK_END, SHEETS, SHEETS_END, SHEET = 131, 132, 143, 144, 156
PAGE, PAGE_END, DIMENSION, ROWS, ROWS_END = 129, 130, 148, 145, 146
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_binary(path: Path, rows: Sequence[Sequence[str | float]], *, sheet: str = "Contacts") -> Path:
    """Write one sheet."""
    entry = struct.pack("<II", 0, 1) + _text("rId1") + _text(sheet)
    book = [_record(BOOK), _record(SHEETS), _record(SHEET, entry), _record(SHEETS_END), _record(BOOK_END)]
    area = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    page = [_record(PAGE), _record(DIMENSION, area), _record(ROWS)]
    for number, row in enumerate(rows):
        page.append(_record(ROW, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)))
        page += [_cell(column, cell) for column, cell in enumerate(row)]
    page += [_record(ROWS_END), _record(PAGE_END)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", _relationship("officeDocument", "xl/workbook.bin"))
        package.writestr("xl/_rels/workbook.bin.rels", _relationship("worksheet", "worksheets/sheet1.bin"))
        package.writestr("xl/workbook.bin", b"".join(book))
        package.writestr("xl/worksheets/sheet1.bin", b"".join(page))
    return path


def _cell(column: int, cell: str | float) -> bytes:
    place = struct.pack("<II", column, 0)
    return (
        _record(TEXT, place + _text(cell)) if isinstance(cell, str) else _record(REAL, place + struct.pack("<d", cell))
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relationship(kind: str, target: str) -> str:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{KINDS}/{kind}" Target="{target}"/></Relationships>'
    )
