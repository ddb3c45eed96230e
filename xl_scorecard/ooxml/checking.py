"""A finished workbook is opened by another library before anybody gets it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from openpyxl import load_workbook


def opens_with(content: bytes, names: Sequence[str]) -> bool:
    """Does openpyxl open the workbook, and find these worksheets in this order?"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what it would lose on saving; it saves nothing here
        book = load_workbook(io.BytesIO(content), read_only=True)
        found = list(book.sheetnames)
        book.close()
    return [name for name in found if name in names] == list(names)
