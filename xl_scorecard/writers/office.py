"""LibreOffice, where it is installed: it computes formulas and prints pages; our own package stays ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.ooxml.caching import Cell, cache_values, computed_values, show_only
from xl_scorecard.ooxml.computed_charts import draw_computed
from xl_scorecard.ooxml.opening import open_for_office
from xl_scorecard.ooxml.package import Package

TIME_LIMIT = 180
USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def find_office() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed."""
    named = next((found for name in ("soffice", "libreoffice") if (found := shutil.which(name))), None)
    return Path(named) if named else next((place for place in USUAL_PLACES if place.is_file()), None)


def recalculate(content: bytes, *, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a workbook with its formulas' values computed by LibreOffice and written into it, and Problems.

    LibreOffice's own file is thrown away. Raises WriteError where LibreOffice is missing or fails.
    """
    package = Package.of(content)
    computed = computed_values(Package.of(convert(content, "xlsx", file=file)))
    missing = cache_values(package, computed)
    draw_computed(package, computed)
    return package.to_bytes(), tuple(_not_computed(missing, file))


def print_pages(content: bytes, sheets: Sequence[str], *, file: str) -> bytes:
    """Return the PDF of some sheets of a workbook, as LibreOffice prints them. Raises WriteError."""
    package = Package.of(content)
    show_only(package, set(sheets))
    open_for_office(package)
    return convert(package.to_bytes(), "pdf", file=file)


def convert(content: bytes, form: str, *, file: str) -> bytes:
    """Return a workbook converted by LibreOffice to "xlsx" or "pdf", every formula computed anew. Raises WriteError."""
    office = find_office()
    if office is None:
        raise WriteError(
            "this needs LibreOffice, which is not installed here.",
            place=Place(file=file),
            fix="Build without --recalculate and --pdf: Excel computes and prints the workbook itself when opened.",
        )
    with tempfile.TemporaryDirectory(prefix="xl-scorecard-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "in" / "book.xlsx").write_bytes(content)
        _run(office, folder, form, file)
        made = folder / "out" / f"book.{form}"
        if not made.is_file():
            raise _failed(file)
        return made.read_bytes()


def _run(office: Path, folder: Path, form: str, file: str) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    words = [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        form,
    ]
    words += ["--outdir", str(folder / "out"), str(folder / "in" / "book.xlsx")]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone has it
    try:
        subprocess.run(  # noqa: S603 - our own words, LibreOffice's own program
            [str(office), *words], check=True, capture_output=True, timeout=TIME_LIMIT, creationflags=quiet, env=_env()
        )
    except (subprocess.SubprocessError, OSError) as problem:
        raise _failed(file) from problem


def _env() -> dict[str, str]:
    return {**os.environ, "SAL_USE_VCLPLUGIN": "svp"} if sys.platform.startswith("linux") else dict(os.environ)


def _failed(file: str) -> WriteError:
    return WriteError(
        "LibreOffice could not convert it.",
        place=Place(file=file),
        fix="Close LibreOffice and try again, or build without --recalculate and --pdf.",
    )


def _not_computed(cells: Sequence[Cell], file: str) -> list[Problem]:
    """One Problem a sheet, with its first cells."""
    by_sheet: dict[str, list[Cell]] = {}
    for cell in cells:
        by_sheet.setdefault(cell[0], []).append(cell)
    return [
        Problem(
            code="WRK-002",
            severity=Severity.NOTE,
            place=Place(file=file, sheet=sheet, cell=found[0][1]),
            sentence="a formula that LibreOffice could not compute; its cell stays empty until Excel opens it",
            fix="Nothing, if it is read in Excel. Otherwise use a simpler formula.",
            count=len(found),
            places=tuple(Place(file=file, sheet=sheet, cell=cell) for _, cell in found[:5]),
        )
        for sheet, found in by_sheet.items()
    ]
