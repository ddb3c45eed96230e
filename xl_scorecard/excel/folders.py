"""Where the program keeps what it needs between two clicks: the user's own folders, nothing of a machine's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "xl_scorecard"


def state_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder for the log and for undoing; it may not be there yet."""
    home = Path(environ.get("USERPROFILE") or environ.get("HOME") or Path.home())
    match platform:
        case "win32":
            return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME
        case "darwin":
            return home / "Library" / "Application Support" / NAME
        case _:
            return Path(environ.get("XDG_STATE_HOME") or home / ".local" / "state") / NAME


def configuration_file(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return where xlwings' VBA looks for the user's configuration of a project of our name."""
    home = Path(environ.get("USERPROFILE") or environ.get("HOME") or Path.home())
    if platform == "darwin":
        return home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / f"{NAME}.conf"
    return home / f".{NAME}" / f"{NAME}.conf"


def log_file() -> Path:
    """Return the log."""
    return state_folder() / "excel.log"


def undo_folder() -> Path:
    """Return the folder with what undoing needs."""
    return state_folder() / "undo"
