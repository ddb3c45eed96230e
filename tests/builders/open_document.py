"""OpenDocument spreadsheets of one sheet, written part by part so that they can be as odd as a test wants."""

from __future__ import annotations

import zipfile
from pathlib import Path

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CONTENT = (
    '<?xml version="1.0"?>{before}<office:document-content {spaces}><office:body><office:spreadsheet>'
    '<table:table table:name="Contacts">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def write_open_document(path: Path, rows: str, *, before: str = "") -> Path:
    """Write a sheet with these rows (see `row_of`); `before` stands before its first element."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        package.writestr("content.xml", CONTENT.format(before=before, spaces=SPACES, rows=rows))
    return path


def row_of(*texts: str, rows: int = 1, columns: int = 1) -> str:
    """A row of texts that stands there `rows` times, each text in it `columns` times."""
    cells = "".join(
        f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
