"""The doctor: what works on this computer, in words, and for what does not, what to do."""

from __future__ import annotations

import importlib
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

from xl_scorecard.errors import ScorecardError
from xl_scorecard.excel.engine import XLWINGS, installed_version
from xl_scorecard.excel.install import Machine, configured
from xl_scorecard.writers.office import find_office
from xl_scorecard.writers.shipped import shipped_template

OFFICE = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
CHILD_RULE = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
MAC_EXCEL = Path("/Applications/Microsoft Excel.app")
FROM_OUTSIDE = 'use the shortcut "Refresh scorecard" or type xl-scorecard refresh: that needs no macro'
INSTALL = "run: xl-scorecard excel install"

Registry = Callable[[str, str, str], object]
"""Given a hive ("HKCU" or "HKLM"), a key and a name, the value there, or None."""


class Verdict(Enum):
    """How something stands; the value is the word that people read."""

    WORKS = "works"
    MISSING = "not here"
    BLOCKED = "blocked"
    UNKNOWN = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `fix` says what to do where it does not work."""

    name: str
    verdict: Verdict
    sentence: str
    fix: str = ""


def examine(
    definition: Path | None = None, *, machine: Machine | None = None, registry: Registry | None = None
) -> tuple[Finding, ...]:
    """Return what was found about Python, Excel, macros, sources, LibreOffice and mail; never raises."""
    machine, registry = machine or Machine.here(), registry or read_registry
    return tuple(_findings(machine, registry, definition))


def _findings(machine: Machine, registry: Registry, definition: Path | None) -> Iterator[Finding]:
    yield Finding(name="Python", verdict=Verdict.WORKS, sentence=f"{platform.python_version()}, {machine.python}")
    yield _excel(machine, registry)
    yield _xlwings(machine)
    if machine.has_excel_system:
        yield _configuration(machine)
        yield _addin(machine)
        yield _macros(machine, registry)
        yield _child_processes(machine, registry)
    if definition is not None:
        yield from _sources(definition)
        yield from _sending(definition)
    yield _office()
    yield _mail()


def _excel(machine: Machine, registry: Registry) -> Finding:
    found = MAC_EXCEL.exists() if machine.is_mac else bool(_anywhere(registry, APP_PATHS, ""))
    if found:
        return Finding(name="Excel", verdict=Verdict.WORKS, sentence="is installed")
    return Finding(
        name="Excel",
        verdict=Verdict.MISSING,
        sentence="is not on this computer" if machine.has_excel_system else "is not made for this system",
        fix="nothing: xl-scorecard build makes the same workbook without it",
    )


def _xlwings(machine: Machine) -> Finding:
    found = installed_version()
    if found == XLWINGS:
        return Finding(name="xlwings", verdict=Verdict.WORKS, sentence=f"{found}, the version that the macros are of")
    if found:
        fix = f'run: pip install "xlwings=={XLWINGS}"'
        return Finding(
            name="xlwings", verdict=Verdict.BLOCKED, sentence=f"{found}; the macros are of {XLWINGS}", fix=fix
        )
    needed = machine.has_excel_system
    return Finding(
        name="xlwings",
        verdict=Verdict.MISSING,
        sentence="is not installed; it speaks to Excel",
        fix='run: pip install "xl-scorecard[excel]"' if needed else "nothing: without Excel it is not needed",
    )


def _configuration(machine: Machine) -> Finding:
    name, found = "Configuration", configured(machine)
    python = found.get("INTERPRETER_MAC" if machine.is_mac else "INTERPRETER_WIN", "")
    if not python:
        return Finding(
            name=name, verdict=Verdict.MISSING, sentence="the macros do not know where Python is", fix=INSTALL
        )
    if not Path(python).exists():
        return Finding(
            name=name,
            verdict=Verdict.BLOCKED,
            sentence=f"the Python that the macros run is gone: {python}",
            fix=INSTALL,
        )
    return Finding(name=name, verdict=Verdict.WORKS, sentence=f"the macros run {python}")


def _addin(machine: Machine) -> Finding:
    path = machine.addin()
    if not path.exists():
        return Finding(name="Add-in", verdict=Verdict.MISSING, sentence="is not installed", fix=INSTALL)
    if path.read_bytes() != shipped_template(path.name).read_bytes():
        return Finding(
            name="Add-in", verdict=Verdict.BLOCKED, sentence="is of another version", fix=f"close Excel, then {INSTALL}"
        )
    return Finding(name="Add-in", verdict=Verdict.WORKS, sentence=f"{path}, a trusted location")


def _macros(machine: Machine, registry: Registry) -> Finding:
    name = "Macros"
    if machine.is_mac:
        return Finding(name=name, verdict=Verdict.UNKNOWN, sentence="Excel for Mac asks when a workbook is opened")
    if _anywhere(registry, OFFICE, "VBAWarnings") == 4:
        return Finding(
            name=name, verdict=Verdict.BLOCKED, sentence="your organisation switched macros off", fix=FROM_OUTSIDE
        )
    if _anywhere(registry, rf"{OFFICE}\Trusted Locations", "AllLocationsDisabled") == 1:
        return Finding(
            name=name,
            verdict=Verdict.BLOCKED,
            sentence="your organisation trusts no folder, so the add-in does not run unless it is signed",
            fix=f"ask IT to sign it (FOR_IT.md says how), or {FROM_OUTSIDE}",
        )
    return Finding(name=name, verdict=Verdict.WORKS, sentence="no policy forbids those in a trusted folder")


def _child_processes(machine: Machine, registry: Registry) -> Finding:
    name = "Excel starting Python"
    if machine.is_mac:
        return Finding(name=name, verdict=Verdict.UNKNOWN, sentence="macOS asks the first time")
    if str(_anywhere(registry, CHILD_RULE, CHILD_PROCESSES)) == "1":
        return Finding(
            name=name,
            verdict=Verdict.BLOCKED,
            sentence="Microsoft Defender forbids Office to start programs",
            fix=FROM_OUTSIDE,
        )
    return Finding(
        name=name,
        verdict=Verdict.UNKNOWN,
        sentence="no policy that forbids it was found; press Check sources to see",
        fix=f"if the button does nothing, {FROM_OUTSIDE}",
    )


def _sources(definition: Path) -> Iterator[Finding]:
    from xl_scorecard.definitions.reading import read_definition

    try:
        found = read_definition(definition)
    except ScorecardError as error:
        yield Finding(name="Definition", verdict=Verdict.BLOCKED, sentence=str(error), fix="mend it, then try again")
        return
    for file in dict.fromkeys(source.file for source in found.sources):
        path = found.folder / file
        if path.is_file():
            yield Finding(name="Source", verdict=Verdict.WORKS, sentence=f"{file} can be reached")
        else:
            fix = "connect the drive or mend its path in the definition"
            yield Finding(name="Source", verdict=Verdict.MISSING, sentence=f"{file} cannot be reached", fix=fix)


def _sending(definition: Path) -> Iterator[Finding]:
    """What this definition's way of sending still lacks here; a definition that cannot be read has been told of."""
    from xl_scorecard.definitions.reading import read_definition
    from xl_scorecard.mail.readiness import missing

    try:
        mail = read_definition(definition).mail
    except ScorecardError:
        return
    lacking = missing(mail)
    for sentence in lacking:
        yield Finding(name="Sending", verdict=Verdict.MISSING, sentence=sentence)
    if not lacking:
        sentence = f"by {mail.transport.value}: nothing is missing that can be told without sending"
        yield Finding(name="Sending", verdict=Verdict.WORKS, sentence=sentence)


def _office() -> Finding:
    found = find_office()
    if found:
        return Finding(name="LibreOffice", verdict=Verdict.WORKS, sentence=str(found))
    return Finding(
        name="LibreOffice",
        verdict=Verdict.MISSING,
        sentence="is not installed; build --pdf and --recalculate need it",
        fix="nothing, unless you use those; with Excel, Save PDF does without it",
    )


def _mail() -> Finding:
    extras = [name for name in ("keyring", "msal") if find_spec(name) is None]
    if not extras:
        return Finding(name="Mail", verdict=Verdict.WORKS, sentence="drafts, and sending by a server")
    return Finding(
        name="Mail",
        verdict=Verdict.WORKS,
        sentence=f"drafts as files; to send by a server {' and '.join(extras)} would be needed",
        fix='run: pip install "xl-scorecard[mail]"',
    )


def _anywhere(registry: Registry, key: str, name: str) -> object:
    found = registry("HKCU", key, name)
    return registry("HKLM", key, name) if found is None else found


def read_registry(hive: str, key: str, name: str) -> object:
    """Return a value of this computer's registry, or None; always None where there is no registry."""
    if find_spec("winreg") is None:
        return None
    winreg = importlib.import_module("winreg")
    root = winreg.HKEY_CURRENT_USER if hive == "HKCU" else winreg.HKEY_LOCAL_MACHINE
    try:
        with winreg.OpenKey(root, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None
