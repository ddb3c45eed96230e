"""An engine of xlwings whose workbook is open in a live LibreOffice: xlwings' own Book, Sheet and Range over UNO.

Texts are read into as Excel does (`00123` becomes a number), an apostrophe keeps them, formulas are spelt as Excel does.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if "/usr/lib/python3/dist-packages" not in sys.path:
    sys.path.append("/usr/lib/python3/dist-packages")
uno = pytest.importorskip("uno", reason="python3-uno, LibreOffice's bridge to Python, is not installed here")
xlwings = pytest.importorskip("xlwings", reason="xlwings is not installed here")

from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.CellDeleteMode import COLUMNS as DELETE_COLUMNS
from com.sun.star.sheet.CellDeleteMode import ROWS as DELETE_ROWS
from com.sun.star.sheet.CellInsertMode import COLUMNS as INSERT_COLUMNS
from com.sun.star.sheet.CellInsertMode import ROWS as INSERT_ROWS
from xlwings import base_classes

EPOCH = dt.datetime(1899, 12, 30)
DATES, TEXTS = 2, 4
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".pdf": "calc_pdf_Export"}
STRING = re.compile(r'("(?:[^"]|"")*")')
SHEET = re.compile(r"('(?:[^']|'')+'|[A-Za-z_][\w.]*)!(?=\$?[A-Z]{1,3}\$?\d|\$?[A-Z]{1,3}:|\$?\d+:)")
THEIRS = re.compile(r"\$?('(?:[^']|'')+'|[A-Za-z_]\w*)\.(?=\$?[A-Z]{1,3}\$?\d|\$?[A-Z]{1,3}:|\$?\d+:)")
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def properties(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def outside_texts(formula: str, change: Any) -> str:
    if not formula.startswith("="):
        return formula
    return "".join(part if part.startswith('"') else change(part) for part in STRING.split(formula))


def to_office(formula: str) -> str:
    return outside_texts(formula, lambda part: SHEET.sub(r"$\1.", part.replace(",", ";")))


def from_office(formula: str) -> str:
    return outside_texts(formula, lambda part: THEIRS.sub(r"\1!", part.replace(";", ",")))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(text: str) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of an area: cells, whole rows or whole columns."""
    first, _, last = text.replace("$", "").partition(":")
    last = last or first
    if first.isdigit():
        return int(first), 1, int(last), LAST_COLUMN
    if first.isalpha():
        return 1, column_number(first), LAST_ROW, column_number(last)
    (c1, r1), (c2, r2) = CELL.fullmatch(first).groups(), CELL.fullmatch(last).groups()
    return int(r1), column_number(c1), int(r2), column_number(c2)


class Office:
    """A LibreOffice of our own, with a profile of its own."""

    def __init__(self, *, headless: bool = True, pipe: str = "") -> None:
        self.headless = headless
        self.pipe = pipe or f"xs{os.getpid()}{next(COUNTER)}"
        self.process: subprocess.Popen[bytes] | None = None
        self.desktop: Any = None

    def start(self) -> Office:
        profile = tempfile.mkdtemp(prefix="xl-scorecard-office-")
        words = ["soffice", f"-env:UserInstallation=file://{profile}", "--norestore", "--nologo", "--nodefault"]
        words += [f"--accept=pipe,name={self.pipe};urp;"] + (["--headless", "--invisible"] if self.headless else [])
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def connect(self, timeout: float = 90) -> Office:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + timeout
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def stop(self) -> None:
        try:
            self.desktop.terminate()
        except Exception:  # noqa: S110 - it is gone already
            pass
        if self.process:
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()


COUNTER = itertools.count()


class Engine:
    name, type = "excel", "desktop"

    def __init__(self, office: Office) -> None:
        self.office = office
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: Any) -> Any:
        return [[empty_as if value in (None, "") else value for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine) -> None:
        self.app = App(engine)

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


class App(base_classes.App):
    def __init__(self, engine: Engine) -> None:
        self._engine, self.office = engine, engine.office
        self.boxes: list[str] = []
        self.state = {"screen_updating": True, "enable_events": True, "calculation": "automatic", "status_bar": False}

    engine = property(lambda self: self._engine)
    pid = property(lambda self: 1)
    hwnd = property(lambda self: 0)
    books = property(lambda self: Books(self))
    api = property(lambda self: self.office.desktop)
    display_alerts = property(lambda self: True, lambda self, value: None)
    screen_updating = property(lambda s: s.state["screen_updating"], lambda s, v: s.state.update(screen_updating=v))
    enable_events = property(lambda s: s.state["enable_events"], lambda s, v: s.state.update(enable_events=v))

    @property
    def calculation(self) -> str:
        return self.state["calculation"]

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.state["calculation"] = value
        for document in self.documents():
            document.enableAutomaticCalculation(value == "automatic")

    @property
    def status_bar(self) -> Any:
        return self.state["status_bar"]

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.state["status_bar"] = value
        for document in self.documents():
            controller = document.CurrentController
            indicator = getattr(controller, "StatusIndicator", None) if controller else None
            if indicator is not None:
                indicator.start(str(value), 0) if value else indicator.end()

    def documents(self) -> Iterator[Any]:
        found = self.office.desktop.Components.createEnumeration()
        while found.hasMoreElements():
            document = found.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                yield document

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.boxes.append(prompt)
        record = os.environ.get("XL_SCORECARD_BOXES")
        if record:
            with Path(record).open("a", encoding="utf-8") as file:
                file.write(f"[{mode}] {prompt}\n")
        if not self.office.headless:
            self._show(prompt, title, mode)
        return "yes" if buttons == "yes_no" else "ok"

    def _show(self, prompt: str, title: str, mode: str) -> None:
        from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX

        window = next(self.documents()).CurrentController.Frame.ContainerWindow
        kind = ERRORBOX if mode == "critical" else INFOBOX
        window.Toolkit.createMessageBox(window, kind, 1, title or "", prompt or "").execute()


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    api = property(lambda self: self.app.office.desktop.Components)

    @property
    def active(self) -> Book | None:
        return next(iter(self), None)

    def __call__(self, key: Any) -> Book:
        books = self.all()
        if isinstance(key, int):
            return books[key - 1]
        found = next((book for book in books if book.name.casefold() == str(key).casefold()), None)
        if found is None:
            raise KeyError(key)
        return found

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[Book]:
        return iter(self.all())

    def all(self) -> list[Book]:
        return [Book(self.app, document) for document in self.app.documents()]

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        values = properties(Hidden=self.app.office.headless, MacroExecutionMode=4)
        url = uno.systemPathToFileUrl(str(Path(fullname).resolve()))
        return Book(self.app, self.app.office.desktop.loadComponentFromURL(url, "_blank", 0, values))


class Book(base_classes.Book):
    def __init__(self, app: App, document: Any) -> None:
        self._app, self.document = app, document

    app = property(lambda self: self._app)
    api = property(lambda self: self.document)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))
    fullname = property(lambda self: uno.fileUrlToSystemPath(self.document.URL) if self.document.URL else "Untitled")
    name = property(lambda self: Path(self.fullname).name)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = path or self.fullname
        kind = properties(FilterName=FILTERS[Path(target).suffix])
        self.document.storeToURL(uno.systemPathToFileUrl(str(Path(target).resolve())), kind)

    def to_pdf(self, path: str, quality: Any = None) -> None:
        self.save(path)

    def close(self) -> None:
        self.document.close(True)

    def activate(self) -> None:
        """There is one window."""


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: self.book.document.Sheets)
    active = property(lambda self: Sheet(self.book, self.api.getByIndex(0)))

    def __call__(self, key: Any) -> Sheet:
        if isinstance(key, int):
            return Sheet(self.book, self.api.getByIndex(key - 1))
        name = next((found for found in self.api.ElementNames if found.casefold() == str(key).casefold()), None)
        if name is None:
            raise KeyError(key)
        return Sheet(self.book, self.api.getByName(name))

    def __len__(self) -> int:
        return self.api.Count

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, self.api.getByName(name)) for name in self.api.ElementNames)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        place = before.index - 1 if before else after.index if after else self.api.Count
        chosen = name or f"Sheet{self.api.Count + 1}"
        self.api.insertNewByName(chosen, place)
        return self(chosen)


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, xl: Any) -> None:
        self._book, self.xl = book, xl

    api = property(lambda self: self.xl)
    book = property(lambda self: self._book)
    tables = property(lambda self: Tables())
    name = property(lambda self: self.xl.Name, lambda self, value: setattr(self.xl, "Name", value))
    index = property(lambda self: self.xl.RangeAddress.Sheet + 1)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            return Range(self, *area_of(arg1))
        if isinstance(arg1, Range):
            last = arg2 or arg1
            return Range(self, *arg1.area[:2], *last.area[2:])
        if len(arg1) == 4:
            top, left, height, width = arg1
            return Range(self, top, left, top + height - 1, left + width - 1)
        return Range(self, *arg1, *((arg2.area[2:] if isinstance(arg2, Range) else arg2) or arg1))

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Range(self, 1, 1, end.EndRow + 1, end.EndColumn + 1)

    def activate(self) -> None:
        controller = self.book.document.CurrentController
        if controller:
            controller.setActiveSheet(self.xl)

    def delete(self) -> None:
        self.book.document.Sheets.removeByName(self.name)

    def copy(self, before: Any, after: Any) -> None:
        target = before or after
        place = target.index - 1 if before else target.index
        target.book.document.Sheets.importSheet(self.book.document, self.name, place)


class Tables(base_classes.Tables):
    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self._sheet, self.area = sheet, (top, left, bottom, right)
        self.options: dict[str, Any] = {}

    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area[0])
    column = property(lambda self: self.area[1])
    shape = property(lambda self: (self.area[2] - self.area[0] + 1, self.area[3] - self.area[1] + 1))
    coords = property(lambda self: (self.sheet.name, self.row, self.column, *self.shape))

    @property
    def xl(self) -> Any:
        top, left, bottom, right = self.area
        return self.sheet.xl.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    api = xl

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            down, right = divmod(row - 1, self.shape[1])
            row, column = down + 1, right + 1
        return Range(self.sheet, *([self.row + row - 1, self.column + column - 1] * 2))

    @property
    def raw_value(self) -> Any:
        data = [list(row) for row in self.xl.getDataArray()]
        for area in self.xl.queryContentCells(DATES).getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    value = data[row - self.row + 1][column - self.column + 1]
                    moment = EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))
                    data[row - self.row + 1][column - self.column + 1] = moment
        return data[0][0] if self.shape == (1, 1) else tuple(map(tuple, data))

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, (list, tuple)) else [[value] * self.shape[1]] * self.shape[0]
        self.xl.setFormulaArray(tuple(tuple(typed(cell) for cell in row) for row in rows))

    @property
    def formula(self) -> Any:
        rows = [[from_office(text) for text in row] for row in self.xl.getFormulaArray()]
        return rows[0][0] if self.shape == (1, 1) else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: Any) -> None:
        rows = value if isinstance(value, (list, tuple)) else [[value] * self.shape[1]] * self.shape[0]
        self.xl.setFormulaArray(tuple(tuple(to_office(str(cell)) for cell in row) for row in rows))

    @property
    def number_format(self) -> str:
        return self.sheet.book.document.NumberFormats.getByKey(self.xl.NumberFormat).FormatString

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        letters = [xlwings.utils.col_name(number) for number in (self.area[1], self.area[3])]
        d, e = ("$" if column_absolute else ""), ("$" if row_absolute else "")
        first, last = f"{d}{letters[0]}{e}{self.area[0]}", f"{d}{letters[1]}{e}{self.area[2]}"
        return first if first == last else f"{first}:{last}"

    address = property(lambda self: self.get_address(True, True, False))

    def insert(self, shift: Any = None, copy_origin: Any = None) -> None:
        mode = INSERT_COLUMNS if self.shape[0] == LAST_ROW else INSERT_ROWS
        self.sheet.xl.insertCells(self._whole(), mode)

    def delete(self, shift: Any = None) -> None:
        mode = DELETE_COLUMNS if self.shape[0] == LAST_ROW else DELETE_ROWS
        self.sheet.xl.removeRange(self._whole(), mode)

    def _whole(self) -> Any:
        """The address; whole rows and columns as far as this LibreOffice has columns."""
        address = self.xl.RangeAddress
        return address


class Name(base_classes.Name):
    def __init__(self, book: Book, xl: Any) -> None:
        self.book, self.xl = book, xl

    name = property(lambda self: self.xl.Name)

    @property
    def refers_to_range(self) -> Range:
        cells = self.xl.getReferredCells()
        where = cells.RangeAddress
        sheet = Sheet(self.book, self.book.document.Sheets.getByIndex(where.Sheet))
        return Range(sheet, where.StartRow + 1, where.StartColumn + 1, where.EndRow + 1, where.EndColumn + 1)


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: self.book.document.NamedRanges)

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, self.api.getByName(name)) for name in self.api.ElementNames)

    def __call__(self, key: Any) -> Name:
        name = self.api.ElementNames[key - 1] if isinstance(key, int) else key
        return Name(self.book, self.api.getByName(name))

    def contains(self, key: str) -> bool:
        return self.api.hasByName(key)

    def __len__(self) -> int:
        return self.api.Count


def typed(value: Any) -> str:
    """A value as it would be typed into a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime():
            return repr((value.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1))
        case dt.date():
            return repr(float((value - EPOCH.date()).days))
        case int() | float():
            return repr(value)
        case _:
            return to_office(str(value))


def use(office: Office) -> Any:
    """Make this office xlwings' active engine; return its App."""
    engine = xlwings.Engine(impl=Engine(office))
    if engine.name not in [found.name for found in xlwings.engines]:
        xlwings.engines.add(engine)
    xlwings.engines.active = engine
    return xlwings.apps.active


def attach() -> Any:
    """Attach to the office that a button was pressed in: it says its pipe in the environment."""
    return use(Office(headless=False, pipe=os.environ["XL_SCORECARD_PIPE"]).connect())
