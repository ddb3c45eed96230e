"""The macros of a workbook run in pyOpenVBA's interpreter; what they would have Windows run is written down."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyopenvba", reason="pyOpenVBA, the interpreter of VBA, is not installed here")

from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter import _values as V
from pyopenvba.interpreter._intrinsics import intrinsic
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, method

PYTHON = r"C:\Users\Ann Smith\AppData\Local\xl_scorecard\venv\Scripts\python.exe"
CONFIGURATION = r"\.xl_scorecard\xl_scorecard.conf"


@dataclass(slots=True)
class Computer:
    """A Windows computer as far as the macros can see: which files there are, what was run, what was shown."""

    home: str = ""
    files: set[str] = field(default_factory=lambda: {PYTHON})
    commands: list[str] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """A path of Windows is a file here whose name has backslashes in it."""
        return path in self.files or Path(path).is_file()


COMPUTER = Computer()


class Shell(VBAObject):
    vba_type_name = "IWshShell3"

    @method
    def Run(self, Command=V.MISSING, WindowStyle=V.MISSING, WaitOnReturn=V.MISSING):  # noqa: N802, N803
        COMPUTER.commands.append(V.to_text(Command))
        return V.VBAInt(0, "Long")

    @method
    def ExpandEnvironmentStrings(self, text=V.MISSING):  # noqa: N802
        return V.to_text(text)


class Files(VBAObject):
    vba_type_name = "FileSystemObject"

    @method
    def FileExists(self, name=V.MISSING):  # noqa: N802
        return COMPUTER.has(V.to_text(name))

    @method
    def FolderExists(self, name=V.MISSING):  # noqa: N802
        return True

    @method
    def GetParentFolderName(self, name=V.MISSING):  # noqa: N802
        return V.to_text(name).rsplit("\\", 1)[0]


def create(name: str) -> VBAObject:
    return {"wscript.shell": Shell, "scripting.filesystemobject": Files}[name.lower()]()


@intrinsic("GetAttr", "PathName", minimum=1)
def get_attribute(_interpreter: Any, path: Any) -> Any:
    if COMPUTER.has(V.to_text(path)):
        return V.VBAInt(32, "Integer")
    raise V.error(53)


@intrinsic("Environ", "Expression", minimum=1)
def environment(_interpreter: Any, name: Any) -> str:
    return {"temp": r"C:\Temp", "userprofile": COMPUTER.home}.get(V.to_text(name).lower(), "")


def compare_truths() -> None:
    """VBA reads the texts "True" and "False" against a truth; the interpreter does not yet."""
    order = V._order
    if getattr(order, "reads_truths", False):
        return

    def read(value: Any) -> Any:
        return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value

    def compared(left: Any, right: Any, *, text_compare: bool) -> Any:
        if isinstance(left, bool):
            right = read(right)
        if isinstance(right, bool):
            left = read(left)
        return order(left, right, text_compare=text_compare)

    compared.reads_truths = True
    V._order = compared


def sources(path: Path) -> dict[str, tuple[str, bool]]:
    """The modules of a workbook: their texts, and whether each is a standard module."""
    with ExcelFile(path) as book:
        return {m.name: (m.source, m.kind is VBAModuleKind.standard) for m in book.vba_project().modules}


def set_up(folder: Path, content: str) -> None:
    """Put the user's configuration where the macros look for it."""
    COMPUTER.home = str(folder / "home")
    Path(COMPUTER.home + CONFIGURATION).write_text(content)


def host(path: Path, *, name: str, folder: str = r"C:\Users\Ann Smith\M&E", sheets: Path | None = None) -> Any:
    """Open a workbook with its macros; `sheets` is the workbook in front, where that is another one (an add-in)."""
    COMPUTER.commands.clear()
    compare_truths()
    app = ExcelApplication.open(sheets or path, with_vba=False)
    for module, (text, standard) in sources(path).items():
        document = module.startswith(("ThisWorkbook", "Sheet"))
        kind = "standard" if standard else "document" if document else "class"
        app.add_module(readable(text), name=module, kind=kind)
    app.interpreter.host.create = create
    for member, value in {
        "Hwnd": V.VBAInt(4711, "Long"),
        "Path": r"C:\Program Files\Office16",
        "PathSeparator": "\\",
    }.items():
        if Application._vba_members.get(member.lower()) is None:
            spec = MemberSpec(name=member, kind="property", getter=(lambda found: lambda _: found)(value))
            Application.vba_add_member(spec)
    book = app.application.workbooks_.books[0]
    book.path, book.name = folder, name
    return app


def readable(text: str) -> str:
    """The module as the interpreter reads it: no remarks behind # lines; settings given, since it opens no files."""
    text = re.sub(r"(?m)^\s*Kill .*$", "", text)
    text = re.sub(r"(?m)^(\s*#(?:Const|If|ElseIf)\b[^\r\n']*?)\s*'[^\r\n]*", r"\1", text)
    given = settings_function()
    return re.sub(r"(?s)Function GetConfigFromFile\(.*?End Function", lambda _: given, text)


def settings_function() -> str:
    """What GetConfigFromFile would find, by the rules of VBA's Input #: texts in quotes, separated by commas."""
    rows = list(csv.reader(Path(COMPUTER.home + CONFIGURATION).read_text().splitlines())) if COMPUTER.home else []
    cases = "".join(
        f'    If LCase(sName) = "{name.lower()}" Then\r\n        sValue = "{value}"\r\n'
        "        GetConfigFromFile = True\r\n    End If\r\n"
        for name, value in rows
    )
    head = "Function GetConfigFromFile(sFile As String, sName As String, Optional sValue As String) As Boolean\r\n"
    return f"{head}{cases}End Function"


def command_parts(line: str) -> list[str]:
    """What cmd.exe runs one after the other: quotes keep & together, ^ outside them takes its meaning from the next."""
    parts, here, quoted, letters = [], "", False, iter(line)
    for letter in letters:
        if letter == '"':
            quoted = not quoted
        if letter == "^" and not quoted:
            here += next(letters, "")
        elif letter == "&" and not quoted:
            parts, here = [*parts, here], ""
        else:
            here += letter
    return [part.strip() for part in [*parts, here]]


def arguments(line: str) -> list[str]:
    """The arguments of a program, by the rules of Microsoft's C runtime."""
    found, here, quoted, slashes, begun = [], "", False, 0, False
    for letter in f"{line} ":
        if letter == "\\":
            slashes += 1
            continue
        if letter == '"':
            here += "\\" * (slashes // 2)
            if slashes % 2:
                here += '"'
            else:
                quoted = not quoted
            begun, slashes = True, 0
            continue
        here += "\\" * slashes
        begun, slashes = begun or bool(slashes), 0
        if letter == " " and not quoted:
            if begun:
                found.append(here)
            here, begun = "", False
        else:
            here, begun = here + letter, True
    return found
