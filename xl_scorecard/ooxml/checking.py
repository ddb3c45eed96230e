"""A finished workbook is opened by another library before anybody gets it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from xl_scorecard.ooxml.names import parse


def opens_with(content: bytes, names: Sequence[str]) -> bool:
    """Does openpyxl read the workbook's list of parts, sheets and styles, and find these sheets in this order?

    Rows and texts are left to our own lint: reading them all again would cost as much as writing them. That the texts
    are well-formed is looked at here: they hold whatever people typed.
    """
    reader = ExcelReader(io.BytesIO(content), read_only=True)
    reader.read_manifest()
    texts = [name for name in reader.valid_files if name.endswith("sharedStrings.xml")]
    well_formed = all(_is_well_formed(reader.archive.read(name)) for name in texts)
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    found = [sheet.name for sheet, _ in reader.parser.find_sheets()]
    reader.archive.close()
    wanted = set(names)
    return well_formed and [name for name in found if name in wanted] == list(names)


def _is_well_formed(content: bytes) -> bool:
    try:
        parse(content)
    except SyntaxError:  # lxml's own error is one
        return False
    return True
