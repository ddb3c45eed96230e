"""A worksheet part in pieces: what stands before its rows, whole rows a few megabytes at a time, what stands after.

So a sheet of half a million rows is never in memory as XML. Some programs give every tag a prefix (<x:row>): it is
taken off, as no "<" can stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

HEAD_AT_MOST = 16 * 1024 * 1024
ROW_AT_MOST = 64 * 1024 * 1024
ROWS = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?sheetData\s*(/?)>")


class IrregularError(Exception):
    """The XML is not written as spreadsheet programs write it; it may be right all the same."""


class TooWideError(Exception):
    """A cell stands where no sheet has any, or a row has more cells than a sheet has columns."""


@dataclass(slots=True)
class SheetXml:
    """The pieces of a part. `head` and `tail` are known when `blocks` has been used up."""

    chunks: Iterable[bytes]
    head: bytes = b""
    tail: bytes = b""
    _prefix: bytes = b""
    _waiting: bytes = field(default=b"", repr=False)

    def blocks(self) -> Iterator[bytes]:
        """Yield pieces of whole rows, without prefixes. Raises IrregularError and TooWideError."""
        chunks = iter(self.chunks)
        if self._find_rows(chunks):
            yield from map(self._without_prefix, self._rows(chunks))
        self.tail = self._without_prefix(b"".join([self._waiting, *chunks]))

    def _find_rows(self, chunks: Iterator[bytes]) -> bool:
        """Read up to the rows; are there any?"""
        text = b""
        while not (found := ROWS.search(text)):
            chunk = next(chunks, b"")
            text += chunk
            if not chunk or len(text) > HEAD_AT_MOST:
                raise IrregularError
        self._prefix = found[1] + b":" if found[1] else b""
        self.head, self._waiting = self._without_prefix(text[: found.start()]), text[found.end() :]
        return not found[2]

    def _rows(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        last, row = b"</" + self._prefix + b"sheetData>", b"<" + self._prefix + b"row"
        while True:
            rows, end, after = self._waiting.partition(last)
            if end:
                self._waiting = after
                yield rows
                return
            cut = rows.rfind(row)
            if cut > 0:
                yield rows[:cut]
            self._waiting = rows[max(cut, 0) :]
            chunk = next(chunks, b"")
            if not chunk:
                raise IrregularError
            if len(self._waiting) > ROW_AT_MOST:
                raise TooWideError
            self._waiting += chunk

    def _without_prefix(self, xml: bytes) -> bytes:
        prefix = self._prefix
        return xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else xml
