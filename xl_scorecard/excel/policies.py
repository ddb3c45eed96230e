"""Policies: what an organisation's rules let Excel do here, read from the registry; nothing is written there."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.util import find_spec

from xl_scorecard.excel.finding import Finding, Verdict
from xl_scorecard.excel.install import Machine

OFFICE = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
CHILD_RULE = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
COMMON = r"Software\Policies\Microsoft\Office\16.0\Common"
FROM_OUTSIDE = 'use the shortcut "Refresh scorecard" or type xl-scorecard refresh: that needs no macro'

Registry = Callable[[str, str, str], object]
"""Given a hive ("HKCU" or "HKLM"), a key and a name, the value there, or None."""


def trusted_location(machine: Machine, registry: Registry) -> Finding:
    """Return whether Excel trusts the folder that the add-in is in."""
    name, folder = "Trusted location", machine.addin().parent
    if machine.is_mac:
        return Finding(name=name, verdict=Verdict.UNKNOWN, sentence="Excel for Mac has none; it asks instead")
    if anywhere(registry, rf"{OFFICE}\Trusted Locations", "AllLocationsDisabled") == 1:
        return Finding(
            name=name,
            verdict=Verdict.BLOCKED,
            sentence="your organisation trusts no folder, so the add-in does not run unless it is signed",
            fix=f"ask IT to sign it (FOR_IT.md says how), or {FROM_OUTSIDE}",
        )
    return Finding(name=name, verdict=Verdict.WORKS, sentence=f"no policy takes Excel's trust away from {folder}")


def macros(machine: Machine, registry: Registry) -> Finding:
    """Return whether macros may run at all."""
    name = "Macros"
    if machine.is_mac:
        return Finding(name=name, verdict=Verdict.UNKNOWN, sentence="Excel for Mac asks when a workbook is opened")
    if anywhere(registry, COMMON, "VBAOff") == 1 or anywhere(registry, OFFICE, "VBAWarnings") == 4:
        return Finding(
            name=name, verdict=Verdict.BLOCKED, sentence="your organisation switched macros off", fix=FROM_OUTSIDE
        )
    return Finding(name=name, verdict=Verdict.WORKS, sentence="no policy forbids those in a trusted folder")


def child_processes(machine: Machine, registry: Registry) -> Finding:
    """Return whether Excel may start Python, as far as policies tell."""
    name = "Excel starting Python"
    if machine.is_mac:
        return Finding(name=name, verdict=Verdict.UNKNOWN, sentence="macOS asks the first time")
    if str(anywhere(registry, CHILD_RULE, CHILD_PROCESSES)) == "1":
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


def anywhere(registry: Registry, key: str, name: str) -> object:
    """Return a value for this user or, where there is none, for the whole computer."""
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
