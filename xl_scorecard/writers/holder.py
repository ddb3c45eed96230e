"""Holder: who has a workbook open, as the file says that Excel or LibreOffice puts beside it while it is open."""

from __future__ import annotations

from pathlib import Path

LONGEST_NAME = 54


def holder_of(workbook: Path) -> str:
    """Return who has a workbook open: "open in Excel by Ann Smith"; "" where nobody is known to.

    Excel's owner file `~$name.xlsx`: a byte with the length of the name, then the name, padded. LibreOffice's
    `.~lock.name.xlsx#`: name, computer's name and more, separated by commas.
    """
    excel, office = workbook.with_name(f"~${workbook.name}"), workbook.with_name(f".~lock.{workbook.name}#")
    try:
        if excel.exists():
            return _told("Excel", _excel_name(excel))
        if office.exists():
            return _told("LibreOffice", office.read_text(encoding="utf-8", errors="replace").split(",")[0])
    except OSError:
        return _told("Excel" if excel.exists() else "LibreOffice", "")
    return ""


def _excel_name(path: Path) -> str:
    content = path.read_bytes()
    length = min(content[0], LONGEST_NAME) if content else 0
    return content[1 : 1 + length].decode("cp1252", errors="replace")


def _told(program: str, name: str) -> str:
    who = "".join(letter for letter in name if letter.isprintable()).strip()
    return f"open in {program}{f' by {who}' if who else ''}"
