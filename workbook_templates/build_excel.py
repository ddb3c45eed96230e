"""Build the macro-enabled template and the add-in, the same bytes each time, from texts alone.

`python workbook_templates/build_excel.py [--out DIR]`. Needs XlsxWriter, pyOpenVBA, and xlwings for its VBA module:
`pip install -e ".[test]"`.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import tempfile
import zipfile
from pathlib import Path

from build_templates import MADE, build_scorecard
from pyopenvba import ExcelFile, VBAModuleKind
from sheets.summary import NAME as SUMMARY
from xlsxwriter.workbook import Workbook

SOURCES = Path(__file__).parent / "excel"
PROJECT = "xl_scorecard"
STAMP = "scorecard_refreshed"
STAMP_CELL = "A4"
BUTTONS = (("E2", "Refresh", "RefreshScorecard"), ("F2", "Check", "CheckScorecard"), ("G2", "Undo", "UndoScorecard"))
MOMENT = (1980, 1, 1, 0, 0, 0)
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
RIBBON = "customUI/customUI14.xml"
RIBBON_KIND = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
PROJECT_LINE = re.compile(r'(PROJECT_NAME As String = )"\w+"')


def build_workbook(path: Path) -> Path:
    """Write the macro-enabled template: the scorecard's sheets, three buttons, a place for the last refresh."""
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.xlsm", Path(folder) / "ready.xlsm"
        _write_sheets(plain)
        _repack(plain, ready, {})
        with ExcelFile(ready) as book:
            _add_modules(book.add_vba_project(), "xlwings.bas", "ThisBook.bas")
            book.save(path)
    return _with_ribbon(path)


def build_addin(path: Path) -> Path:
    """Write the add-in: the same macros for the workbook that is in front."""
    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        for module in [m.name for m in project.modules if m.kind is VBAModuleKind.standard]:
            project.delete_module(module)
        _add_modules(project, "xlwings_custom_addin.bas", "OpenBook.bas")
        book.save(path)
    return _with_ribbon(path)


def vba_sources(xlwings_module: str, book_module: str) -> dict[str, str]:
    """Return the texts of the modules by name: xlwings' own with our project's name, ours, and which book is meant."""
    xlwings = xlwings_folder()
    return {
        "xlwings": PROJECT_LINE.sub(rf'\1"{PROJECT}"', _text(xlwings / xlwings_module)),
        "Dictionary": _text(xlwings / "addin" / "Dictionary.cls"),
        "Scorecard": _text(SOURCES / "Scorecard.bas"),
        "Book": _text(SOURCES / book_module),
    }


def xlwings_folder() -> Path:
    """Return where xlwings is installed, without importing it."""
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise SystemExit("xlwings is not installed: its VBA module is needed.")
    return Path(found.origin).parent


def _write_sheets(path: Path) -> None:
    with Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": "Scorecard", "created": MADE})
        book.set_size(2400, 1500)
        book.set_tab_ratio(80)
        build_scorecard(book)
        summary = book.get_worksheet_by_name(SUMMARY)
        small = book.add_format({"font_name": "Calibri", "font_size": 9, "font_color": "#5F6B7A", "valign": "vcenter"})
        summary.write_string(STAMP_CELL, "Not refreshed in Excel yet", small)
        book.define_name(STAMP, f"='{SUMMARY}'!$A$4")
        for cell, caption, macro in BUTTONS:
            place = {"x_offset": 4, "y_offset": 4, "width": 78, "height": 26, "object_position": 3}
            summary.insert_button(cell, {"macro": macro, "caption": caption, "description": caption, **place})
        summary.activate()


def _add_modules(project: object, xlwings_module: str, book_module: str) -> None:
    for name, text in vba_sources(xlwings_module, book_module).items():
        kind = {"kind": VBAModuleKind.other} if name == "Dictionary" else {}
        project.add_module(name, text, **kind)  # type: ignore[attr-defined]


def _text(path: Path) -> str:
    """A source with the line ends that VBA wants."""
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")


def _with_ribbon(path: Path) -> Path:
    link = f'<Relationship Id="rIdRibbon" Type="{RIBBON_KIND}" Target="{RIBBON}"/></Relationships>'
    mended = path.with_suffix(".part")
    _repack(path, mended, {RIBBON: (SOURCES / "ribbon.xml").read_bytes()}, link.encode())
    return mended.replace(path)


def _repack(source: Path, target: Path, more: dict[str, bytes], link: bytes = b"") -> None:
    """Write a package again with fixed times, the parts of `more` added, and the type of one with macros."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(PLAIN, WITH_MACROS)
            if name == "_rels/.rels" and link:
                content = content.replace(b"</Relationships>", link)
            new.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
        for name, content in more.items():
            new.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write both beside this script, or into the folder named."""
    parser = argparse.ArgumentParser(description="Build the macro-enabled template and the add-in.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder to write to")
    folder = parser.parse_args().out
    print(build_workbook(folder / "scorecard.xlsm"))
    print(build_addin(folder / "scorecard.xlam"))


if __name__ == "__main__":
    main()
