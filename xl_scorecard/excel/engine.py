"""The engine: xlwings, asked for only when a workbook is to be spoken to, and told not to wait for ever."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from types import ModuleType

from xl_scorecard.errors import RequestError

XLWINGS = "0.37.8"
ATTEMPTS = 400  # xlwings asks a busy Excel again at once: this is a second or two, not for ever
REJECTED = frozenset({-2147418111, -2146777998})  # RPC_E_CALL_REJECTED, VBA_E_IGNORE: a cell is being edited


def load() -> ModuleType:
    """Return xlwings. Raises RequestError where it, or Excel, is not on this computer."""
    if find_spec("xlwings") is None:
        raise RequestError(
            "xlwings, which speaks to Excel, is not installed here.",
            fix='Install it with: pip install "xl-scorecard[excel]". Without Excel, use xl-scorecard build.',
        )
    xlwings = import_module("xlwings")
    engine = sys.modules.get("xlwings._xlwindows")
    if getattr(engine, "N_COM_ATTEMPTS", None) == 0:
        setattr(engine, "N_COM_ATTEMPTS", ATTEMPTS)  # noqa: B010 - a name that mypy does not know
    if not len(xlwings.engines):
        raise RequestError(
            "Excel is not on this computer.", fix="Use xl-scorecard build: it makes the same workbook without Excel."
        )
    return xlwings


def installed_version() -> str:
    """Return the version of xlwings that is installed; "" for none."""
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return ""


def is_busy(error: BaseException | None) -> bool:
    """Did Excel refuse because the user is editing a cell or answering a box?"""
    while error is not None:
        numbers = {getattr(error, "hresult", None)}
        info = getattr(error, "excepinfo", None)
        if isinstance(info, tuple):
            numbers.add(info[-1])
        if numbers & REJECTED or type(error).__name__ == "ExcelBusyError":
            return True
        error = error.__cause__ or error.__context__
    return False
