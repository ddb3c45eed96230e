"""Workbooks with rows about people say so themselves, and never leave."""

import io

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from xl_scorecard.disclosure.internal import PROPERTY, SHEET, is_internal, refuse_internal
from xl_scorecard.errors import DisclosureError


def workbook(*, sheet="Rows", marked=False):
    book = openpyxl.Workbook()
    book.active.title = sheet
    if marked:
        book.custom_doc_props.append(StringProperty(name=PROPERTY, value="drill"))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("marks", [{"marked": True}, {"sheet": SHEET}, {"marked": True, "sheet": SHEET}])
def test_either_mark_is_enough(marks):
    assert is_internal(workbook(**marks))
    with pytest.raises(
        DisclosureError, match=r"rows\.xlsx: has rows about people in it .* never sent\. Send the finished"
    ):
        refuse_internal(workbook(**marks), file="rows.xlsx")


@pytest.mark.parametrize("content", [workbook(), workbook(sheet="Internal only 2"), b"", b"PK not a zip"])
def test_anything_else_is_none(content):
    assert not is_internal(content)
    refuse_internal(content, file="other.xlsx")
