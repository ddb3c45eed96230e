"""Installing for one user: the configuration that the macros read, the add-in, a shortcut; and removing every trace."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import locale
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.excel.engine import XLWINGS
from xl_scorecard.excel.folders import configuration_file, state_folder
from xl_scorecard.model.place import Place
from xl_scorecard.writers.shipped import shipped_template

ADDIN = "scorecard.xlam"
SHORTCUT = "Refresh scorecard"
RECORD = "installed.json"
MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A user's computer as far as installing goes."""

    platform: str
    environ: Mapping[str, str]
    python: str

    @classmethod
    def here(cls) -> Machine:
        """Return this one."""
        return cls(platform=sys.platform, environ=os.environ, python=sys.executable)

    @property
    def home(self) -> Path:
        """The user's own folder."""
        return Path(self.environ.get("USERPROFILE") or self.environ.get("HOME") or Path.home())

    @property
    def has_excel_system(self) -> bool:
        """Is it a system that Excel is made for?"""
        return self.platform in ("win32", "darwin")

    @property
    def is_mac(self) -> bool:
        """Is it a Mac?"""
        return self.platform == "darwin"

    def addin(self) -> Path:
        """Return where Excel looks for add-ins that it opens by itself, and trusts."""
        if self.is_mac:
            return self.home / MAC_STARTUP / ADDIN
        roaming = Path(self.environ.get("APPDATA") or self.home / "AppData" / "Roaming")
        return roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN

    def shortcut(self) -> Path:
        """Return where the shortcut goes: the Start menu, or a Mac's desktop."""
        if self.is_mac:
            return self.home / "Desktop" / f"{SHORTCUT}.command"
        roaming = Path(self.environ.get("APPDATA") or self.home / "AppData" / "Roaming")
        return roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{SHORTCUT}.cmd"

    def configuration(self) -> Path:
        """Return the user's configuration."""
        return configuration_file(self.environ, self.platform)

    def state(self) -> Path:
        """Return the folder of the log and of what undoing needs."""
        return state_folder(self.environ, self.platform)


def install(machine: Machine | None = None) -> tuple[Path, ...]:
    """Return the files that were written. Raises WriteError, and RequestError where no Excel is made for the system."""
    machine = machine or Machine.here()
    if not machine.has_excel_system:
        raise RequestError(
            "There is no Excel for this system, so there is nothing to install.",
            fix="Use xl-scorecard build: it makes the same workbook without Excel.",
        )
    encoding = "utf-8" if machine.is_mac else locale.getpreferredencoding(do_setlocale=False)
    steps: list[tuple[Path, Callable[[Path], object]]] = [
        (
            machine.configuration(),
            lambda path: _write(path, configuration_text(machine.python, mac=machine.is_mac), encoding),
        ),
        (machine.addin(), lambda path: shutil.copyfile(shipped_template(ADDIN), path)),
        (machine.shortcut(), lambda path: _write_shortcut(path, machine)),
    ]
    script = _mac_script()
    if machine.is_mac and script:
        steps.append((machine.home / MAC_SCRIPTS / script.name, lambda path: shutil.copyfile(script, path)))
    for path, write in steps:
        _written(path, write)
    paths = tuple(path for path, _ in steps)
    _written(
        machine.state() / RECORD, lambda path: _write(path, json.dumps([str(p) for p in paths], indent=1), "utf-8")
    )
    return paths


def uninstall(machine: Machine | None = None) -> tuple[Path, ...]:
    """Return the files that were removed: all that installing wrote, and the log and what undoing kept.

    Raises WriteError where one cannot be removed: Excel holds the add-in while it runs.
    """
    machine = machine or Machine.here()
    removed = []
    for path in _installed(machine):
        if path.exists():
            try:
                path.unlink()
            except OSError as error:
                raise WriteError("cannot be removed.", place=Place(file=str(path)), fix="Close Excel first.") from error
            removed.append(path)
    if machine.state().is_dir():
        removed.append(machine.state())
        shutil.rmtree(machine.state(), ignore_errors=True)
    with suppress(OSError):
        machine.configuration().parent.rmdir() if not machine.is_mac else None
    return tuple(removed)


def configuration_text(python: str, *, mac: bool) -> str:
    """Return the configuration as xlwings' VBA reads it: a name and a value a line, both in quotes.

    >>> print(configuration_text("/usr/bin/python3", mac=True), end="")
    "INTERPRETER_MAC","/usr/bin/python3"
    "ADD_WORKBOOK_TO_PYTHONPATH","False"
    "SHOW CONSOLE","False"
    """
    rows = [
        ("INTERPRETER_MAC" if mac else "INTERPRETER_WIN", python),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),  # a workbook's folder is no place to import programs from
        ("SHOW CONSOLE", "False"),
    ]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue()


def shortcut_text(machine: Machine) -> str:
    """Return what the shortcut runs: the refresh from outside, which needs no macro."""
    command = f'"{machine.python}" -m xl_scorecard refresh --in-excel'
    if machine.is_mac:
        return f"#!/bin/sh\n{command}\n"
    return f"@echo off\r\nchcp 65001 >nul\r\n{command}\r\nif errorlevel 1 pause\r\n"


def configured(machine: Machine) -> dict[str, str]:
    """Return the user's configuration as it stands; empty where there is none."""
    with suppress(OSError):
        text = machine.configuration().read_text(errors="replace")
        return {row[0]: row[1] for row in csv.reader(text.splitlines()) if len(row) > 1}
    return {}


def _write_shortcut(path: Path, machine: Machine) -> None:
    _write(path, shortcut_text(machine), "utf-8")
    if machine.is_mac:
        path.chmod(0o755)


def _installed(machine: Machine) -> tuple[Path, ...]:
    """What was installed, by its record; where that is lost, all that could have been."""
    with suppress(OSError, ValueError):
        return tuple(Path(name) for name in json.loads((machine.state() / RECORD).read_text(encoding="utf-8")))
    usual = (machine.configuration(), machine.addin(), machine.shortcut())
    return (*usual, machine.home / MAC_SCRIPTS / f"xlwings-{XLWINGS}.applescript") if machine.is_mac else usual


def _mac_script() -> Path | None:
    """The script by which Excel for Mac may run a program: it comes with xlwings and must be of the same version."""
    found = importlib.util.find_spec("xlwings")
    script = Path(found.origin).parent / f"xlwings-{XLWINGS}.applescript" if found and found.origin else None
    return script if script and script.exists() else None


def _write(path: Path, text: str, encoding: str) -> None:
    path.write_bytes(text.encode(encoding))


def _written(path: Path, write: Callable[[Path], object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    except UnicodeEncodeError as error:
        raise WriteError(
            "cannot hold the path of Python: Excel's macros cannot read its letters.",
            place=Place(file=str(path)),
            fix="Install xl-scorecard in a folder whose name has plain letters.",
        ) from error
    except OSError as error:
        raise WriteError(
            f"cannot be written ({(error.strerror or type(error).__name__).lower()}).",
            place=Place(file=str(path)),
            fix="Close Excel, then try again.",
        ) from error
