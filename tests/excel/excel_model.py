"""Excel on any computer: xlwings' own, unmodified Windows engine over pyOpenVBA's model of Excel in memory.

COM is a small proxy here; nothing of xlwings and nothing of ours is replaced. The proxy counts the messages that carry
something, and refuses the one it is told to.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

pytest.importorskip("xlwings", reason="xlwings is not installed here")
pytest.importorskip("pyopenvba", reason="pyOpenVBA, the model of Excel, is not installed here")

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application, Workbook, Worksheet
from pyopenvba.exceptions import VBARuntimeError, VBAUnsupportedError
from pyopenvba.interpreter import _values as V
from pyopenvba.interpreter._objects import MemberSpec, VBAObject

from tests.excel.alternative_texts import add_alternative_texts, save_alternative_texts

HWND = 4711
VALUES = frozenset({"value", "value2", "formula", "formula2", "text", "formular1c1"})
REFUSED, BUSY = -2147352567, -2147418111


class ComError(Exception):
    """What pywin32 raises when Excel says no."""

    def __init__(self, hresult=REFUSED, strerror="Exception occurred.", excepinfo=None, argerror=None):
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror


def refusal(text: str = "Unable to set the Value property of the Range class") -> ComError:
    return ComError(excepinfo=(0, "Microsoft Excel", text, None, 0, -2146827284))


def busy() -> ComError:
    """What Excel answers while a cell is being edited."""
    return ComError(BUSY, "Call was rejected by callee.")


@dataclass(slots=True)
class Wire:
    """What went between Python and Excel. `refuse` is asked before every change and may return what to raise."""

    sets: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    reads: list[tuple[str, str]] = field(default_factory=list)
    all: int = 0
    boxes: list[str] = field(default_factory=list)
    answer: int = 6
    refuse: Callable[[str, str], Exception | None] = lambda _kind, _name: None
    deaf: bool = False

    def changing(self, kind: str, name: str) -> None:
        self.sets.append((kind, name))
        self.all += 1
        error = self.refuse(kind, name)
        if error:
            raise error

    def clear(self) -> None:
        self.sets.clear()
        self.calls.clear()
        self.reads.clear()
        self.boxes.clear()
        self.all = 0


WIRE = Wire()
CHANGING = frozenset(
    {"insert", "delete", "copy", "pastespecial", "add", "clearcontents", "showalldata", "autofilter", "savecopyas"}
)


class CDispatch:
    pass


class CoClassBaseClass:
    pass


def to_vba(value: Any) -> Any:
    match value:
        case Com():
            return value._obj
        case bool():
            return value
        case int():
            return V.VBAInt(value, "Long")
        case dt.datetime():
            return V.VBADate.from_datetime(value.replace(tzinfo=None))
        case dt.date():
            return V.VBADate.from_datetime(value)
        case None:
            return V.EMPTY
        case list() | tuple():
            return to_array(value)
    return to_vba(value._inner) if type(value).__name__ == "COMRetryObjectWrapper" else value


def to_array(value: Any) -> Any:
    nested = bool(value) and isinstance(value[0], (list, tuple))
    rows = [row if isinstance(row, (list, tuple)) else [row] for row in value] if nested else [list(value)]
    height, width = len(rows), len(rows[0])
    items = [to_vba(rows[row][column]) for column in range(width) for row in range(height)]
    return V.VBAArray([(1, height), (1, width)], items=items)


def from_vba(value: Any) -> Any:
    if isinstance(value, VBAObject):
        return Com(value)
    if any(value is nothing for nothing in (V.EMPTY, V.NULL, V.NOTHING, V.MISSING)):
        return None
    match value:
        case V.VBADate():
            return value.to_datetime()
        case V.VBAErrorValue():
            return -2146828288 + int(value.number)
        case V.VBAArray():
            return from_array(value)
        case bool():
            return value
        case V.VBAInt():
            return int(value)
        case float():
            return float(value)
    return value


def from_array(value: Any) -> Any:
    if value.dimensions == 1:
        return tuple(from_vba(item) for item in value.items)
    (top, bottom), (left, right) = value.bounds
    return tuple(
        tuple(from_vba(value.get([row, column])) for column in range(left, right + 1)) for row in range(top, bottom + 1)
    )


def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return from_vba(call(*arguments, **named))
        except VBARuntimeError as error:
            raise refusal(str(error)) from error

    return run


class Com(CDispatch):
    """A COM object: what xlwings' engine sees of an object of the model."""

    def __init__(self, obj: Any) -> None:
        object.__setattr__(self, "_obj", obj)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if WIRE.deaf:
            raise busy()
        obj, real = self._obj, name
        spec = obj.vba_member(name)
        if spec is None and name.startswith("Get") and obj.vba_member(name[3:]):
            return lambda *a, **k: self._invoke(name[3:], a, k)  # early-bound GetAddress(), GetOffset()
        if spec is not None and spec.kind == "method":
            return types.MethodType(lambda _self, *a, **k: self._invoke(real, a, k), self)
        WIRE.all += 1
        if spec is not None and spec.parameters and name.lower() not in VALUES:
            return self._maybe_indexed(real)
        if name.lower() in VALUES:
            WIRE.reads.append((obj.vba_type_name, name))
        return guarded(obj.vba_get)(real)

    def _maybe_indexed(self, name: str) -> Any:
        try:
            plain = guarded(self._obj.vba_get)(name)
        except (ComError, VBAUnsupportedError):
            plain = None
        return plain if plain is not None and not isinstance(plain, Com) else Indexed(self, name)

    def _invoke(self, name: str, arguments: Any, named: Any) -> Any:
        while arguments and arguments[-1] is None:
            arguments = arguments[:-1]
        kind = self._obj.vba_type_name
        if name.lower() in CHANGING:
            WIRE.changing(kind, name)
        else:
            WIRE.all += 1
            WIRE.calls.append((kind, name))
        given = [V.MISSING if a is None else to_vba(a) for a in arguments]
        return guarded(self._obj.vba_get)(name, given, {n: to_vba(v) for n, v in named.items() if v is not None})

    def __setattr__(self, name: str, value: Any) -> None:
        WIRE.changing(self._obj.vba_type_name, name)
        guarded(self._obj.vba_set)(name, to_vba(value))

    def __call__(self, *arguments: Any) -> Any:
        default = self._obj.vba_default_member()
        return self._invoke(
            "Item" if default is None or default.name.lower() in VALUES else default.name, arguments, {}
        )

    def __iter__(self) -> Iterator[Any]:
        return (from_vba(item) for item in self._obj.vba_iterate())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Com) and other._obj is self._obj

    __hash__ = object.__hash__


class Indexed(Com):
    """A property with optional arguments: x.Rows and x.Rows(1), x.Range("A1"), x.Address."""

    def __init__(self, owner: Com, name: str) -> None:
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_name", name)

    @property
    def _obj(self) -> Any:
        return self._owner._obj.vba_get(self._name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._plain(), name)

    def _plain(self) -> Any:
        return guarded(self._owner._obj.vba_get)(self._name)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._owner._invoke(self._name, arguments, named)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._plain())

    def __eq__(self, other: object) -> bool:
        return self._plain() == other

    def __str__(self) -> str:
        return str(self._plain())

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._plain(), name, value)

    __hash__ = None


def show_box(_hwnd: int, text: str, _title: str, style: int) -> int:
    WIRE.boxes.append(text)
    return WIRE.answer if style & 4 else 1


def pretend_windows() -> None:
    """Put in place the modules of pywin32 that xlwings' engine imports."""

    def module(name: str, **content: Any) -> types.ModuleType:
        made = types.ModuleType(name)
        made.__dict__.update(content)
        sys.modules[name] = made
        return made

    time_type = type("TimeType", (dt.datetime,), {})
    module("pywintypes", com_error=ComError, error=OSError, TimeType=time_type, IID=lambda text: text)
    module("win32api", MessageBox=show_box)
    module("win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3, MB_ICONINFORMATION=64, MB_ICONWARNING=48)
    module("pythoncom", CoInitialize=lambda: None, ole_error=ComError, __file__="x")
    win32com = module("win32com")
    win32com.__path__ = []
    names = {"CDispatch": CDispatch, "CoClassBaseClass": CoClassBaseClass, "DispatchBaseClass": CoClassBaseClass}
    win32com.client = module("win32com.client", **names, Dispatch=None, DispatchEx=None)
    module("win32gui", FindWindowEx=lambda *_: 1)
    module("win32process", GetWindowThreadProcessId=lambda _: (0, HWND))
    module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))


def load_engine() -> Any:
    """xlwings' Windows engine, loaded once."""
    if "xlwings._xlwindows" not in sys.modules:
        pretend_windows()
        ctypes.oledll, ctypes.windll = MagicMock(), MagicMock()
        real, ctypes.PyDLL = ctypes.PyDLL, lambda *_: MagicMock()
        try:
            import xlwings._xlwindows
        finally:
            ctypes.PyDLL = real
        xlwings._xlwindows.Apps.cleanup = staticmethod(lambda: None)
        extend_model()
    return sys.modules["xlwings._xlwindows"]


def extend_model() -> None:
    """Two members of Application that Excel has and the model lacks, and the saving of a copy."""
    for name, value in {"Hwnd": HWND, "Interactive": True}.items():
        getter = (lambda found: lambda self: found)(value)
        spec = MemberSpec(name=name, kind="property", getter=getter, setter=lambda self, value: None)
        Application.vba_add_member(spec)
    Workbook.vba_add_member(MemberSpec(name="FileFormat", kind="property", getter=lambda book: V.VBAInt(51, "Long")))
    add_page_setup()
    add_alternative_texts()
    Workbook.vba_add_member(MemberSpec(name="SaveCopyAs", kind="method", getter=save_copy, parameters=("Filename",)))


class PageSetup(VBAObject):
    """What is printed at the head and foot of a sheet: the model has no page set-up of its own."""

    vba_type_name = "PageSetup"

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}


def page_setup(sheet: Any) -> PageSetup:
    if not hasattr(sheet, "page_setup_"):
        sheet.page_setup_ = PageSetup()
    return sheet.page_setup_


def add_page_setup() -> None:
    for side in ("Left", "Center", "Right"):
        for place in ("Header", "Footer"):
            name = f"{side}{place}"
            PageSetup.vba_add_member(
                MemberSpec(
                    name=name,
                    kind="property",
                    getter=lambda self, name=name: self.texts.get(name, ""),
                    setter=lambda self, value, name=name: self.texts.__setitem__(name, value),
                )
            )
    Worksheet.vba_add_member(MemberSpec(name="PageSetup", kind="property", getter=page_setup))


def save_copy(book: Any, path: Any) -> Any:
    from pyopenvba.apps.excel._io import save_workbook

    save_workbook(book, Path(str(path)))
    save_alternative_texts(book, Path(str(path)))
    return V.EMPTY


def open_in_model(path: Path) -> tuple[Any, ExcelApplication]:
    """Open a workbook; return xlwings' App and the model behind it."""
    engine = load_engine()
    import xlwings

    excel = ExcelApplication.open(path, with_vba=False)
    engine.get_excel_hwnds = lambda: iter([HWND])
    engine.get_xl_app_from_hwnd = lambda hwnd: engine.COMRetryObjectWrapper(Com(excel.application))
    engine.N_COM_ATTEMPTS = 2
    made = xlwings.Engine(impl=engine.engine)
    if made.name not in [found.name for found in xlwings.engines]:
        xlwings.engines.add(made)
    xlwings.engines.active = made
    WIRE.clear()
    WIRE.refuse, WIRE.deaf = lambda _kind, _name: None, False
    return xlwings.apps.active, excel
