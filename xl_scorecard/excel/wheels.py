"""A folder of wheels for computers without a network, chosen for Windows wherever this runs.

pip judges a package's conditions ("only on Windows") by the computer it runs on, so it would leave out what only
Windows needs. Those are asked for by name.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.excel.engine import XLWINGS
from xl_scorecard.model.place import Place

ONLY_WINDOWS = ("pywin32>=224", "tzdata", "colorama")
ALL_IN_ALL = f"xlwings=={XLWINGS}"
INSTALL = """Copy this folder to the computer, then in it, in a command window:

  py -m venv "%LOCALAPPDATA%\\xl_scorecard\\venv"
  "%LOCALAPPDATA%\\xl_scorecard\\venv\\Scripts\\pip" install --no-index --find-links . "xl-scorecard[excel]"
  "%LOCALAPPDATA%\\xl_scorecard\\venv\\Scripts\\xl-scorecard" excel install

No network and no administrator is needed.
"""


def gather_wheels(folder: Path, *, python: str = "3.12", own: Path | None = None) -> tuple[Path, ...]:
    """Return the wheels in `folder`, for Windows (64 bit) and that Python; `own` is our wheel, or a checkout.

    Raises WriteError with pip's last words where one cannot be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if own is not None:
        _pip("wheel", "--no-deps", "-w", str(folder), str(own))
    platform = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp", "--only-binary=:all:"]
    _pip("download", "-d", str(folder), *platform, *base_requirements(), ALL_IN_ALL, *ONLY_WINDOWS)
    (folder / "INSTALL.txt").write_text(INSTALL, encoding="utf-8")
    return tuple(sorted(folder.glob("*.whl")))


def base_requirements() -> list[str]:
    """Return what the program needs without its extras."""
    try:
        found = requires("xl-scorecard") or []
    except PackageNotFoundError:
        return []
    return [requirement for requirement in found if not re.search(r";.*\bextra\b", requirement)]


def _pip(*words: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own Python's pip
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")
        raise WriteError(
            f"the wheels could not be gathered: {last.strip()}",
            place=Place(file="pip"),
            fix="Try again on a computer with a network.",
        )
