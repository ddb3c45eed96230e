"""The doctor: what works on this computer, in words, and for what does not, what to do."""

from __future__ import annotations

import platform
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import ScorecardError
from xl_scorecard.excel.engine import XLWINGS, installed_version
from xl_scorecard.excel.finding import Finding, Verdict
from xl_scorecard.excel.install import Machine, configured
from xl_scorecard.excel.policies import Registry, anywhere, child_processes, macros, read_registry, trusted_location
from xl_scorecard.mail.readiness import missing
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.mail import TransportKind
from xl_scorecard.writers.office import find_office
from xl_scorecard.writers.shipped import shipped_template

APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
MAC_EXCEL = Path("/Applications/Microsoft Excel.app")
INSTALL = "run: xl-scorecard excel install"

MAIL_READY = {
    TransportKind.EML: "drafts as files, as the definition says",
    TransportKind.OUTLOOK: "drafts in Outlook, as the definition says",
    TransportKind.SMTP: "all is there to send by the definition's mail server; no connection was tried",
    TransportKind.GRAPH: "all is there to send by Microsoft 365; no connection was tried",
}


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
        yield trusted_location(machine, registry)
        yield macros(machine, registry)
        yield child_processes(machine, registry)
    found = None
    if definition is not None:
        try:
            found = read_definition(definition)
        except ScorecardError as error:
            fix = "mend it, then try again"
            yield Finding(name="Definition", verdict=Verdict.BLOCKED, sentence=str(error), fix=fix)
    if found is not None:
        yield from _sources(found)
    yield _office()
    yield _mail() if found is None else _mail_of(found)


def _excel(machine: Machine, registry: Registry) -> Finding:
    found = MAC_EXCEL.exists() if machine.is_mac else bool(anywhere(registry, APP_PATHS, ""))
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
    macros, signed = _macros_in(path)
    if macros != _macros_in(shipped_template(path.name))[0]:
        return Finding(
            name="Add-in", verdict=Verdict.BLOCKED, sentence="is of another version", fix=f"close Excel, then {INSTALL}"
        )
    sentence = f"{path}, its macros are of xlwings {XLWINGS}{', signed' if signed else ''}"
    return Finding(name="Add-in", verdict=Verdict.WORKS, sentence=sentence)


def _macros_in(addin: Path) -> tuple[bytes, bool]:
    """The macros of an add-in, and whether somebody signed them: signing adds a part and leaves the macros as they are."""
    try:
        with zipfile.ZipFile(addin) as package:
            names = package.namelist()
            return package.read("xl/vbaProject.bin"), any("vbaProjectSignature" in name for name in names)
    except (zipfile.BadZipFile, OSError, KeyError):
        return b"", False


def _sources(found: Definition) -> Iterator[Finding]:
    for file in dict.fromkeys(source.file for source in found.sources):
        path = found.folder / file
        if path.is_file():
            yield Finding(name="Source", verdict=Verdict.WORKS, sentence=f"{file} can be reached")
        else:
            fix = "connect the drive or mend its path in the definition"
            yield Finding(name="Source", verdict=Verdict.MISSING, sentence=f"{file} cannot be reached", fix=fix)


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


def _mail_of(found: Definition) -> Finding:
    """What is missing for the definition's own way of mailing. Nobody signs in anywhere to find out."""
    lacking = missing(found.mail)
    if not lacking:
        return Finding(name="Mail", verdict=Verdict.WORKS, sentence=MAIL_READY[found.mail.transport])
    fix = "mend that, as SETUP.md in the folder mail says; without it build makes the workbook all the same"
    return Finding(name="Mail", verdict=Verdict.MISSING, sentence=" ".join(lacking), fix=fix)
