"""A finished workbook is opened by another library before anybody gets it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet


def opens_with(content: bytes, names: Sequence[str]) -> bool:
    """Does openpyxl read the workbook's list of parts, texts, sheets and styles, and find these sheets in this order?

    The rows are left to our own lint: reading them all again would cost as much as writing them.
    """
    reader = ExcelReader(io.BytesIO(content), read_only=True)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    found = [sheet.name for sheet, _ in reader.parser.find_sheets()]
    reader.archive.close()
    wanted = set(names)
    return [name for name in found if name in wanted] == list(names)
