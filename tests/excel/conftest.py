"""A scorecard that is open in Excel, as far as xlwings can tell."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders.little import little_rows
from tests.builders.live import write_live
from xl_scorecard import pipeline
from xl_scorecard.excel import state, writing
from xl_scorecard.excel.run import Action, act, explained
from xl_scorecard.excel.timing import Timing
from xl_scorecard.writers.remembering import read_bindings


@dataclass(slots=True)
class Told:
    """Someone who remembers what was told, and answers as told."""

    said: list[str]
    asked: list[str]
    yes: bool = True

    def progress(self, stage: str) -> None:
        assert stage

    def say(self, text: str, *, wrong: bool = False) -> None:
        self.said.append(f"{'!' if wrong else ''}{text}")

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.yes


@dataclass(slots=True)
class Open:
    """A workbook that is open: xlwings' App and Book, where its files are, and what went over the wire."""

    app: Any
    book: Any
    excel: Any
    path: Path
    wire: Any
    told: Told

    @property
    def folder(self) -> Path:
        return self.path.parent

    def act(self, action: Action = Action.REFRESH, **options: Any) -> str:
        return act(action, self.book, self.told, Timing(), **options)

    def refused(self, action: Action = Action.REFRESH, **options: Any) -> str:
        """What the user is told when it does not work."""
        with pytest.raises(Exception) as error:  # noqa: PT011 - whatever it is, the sentence counts
            self.act(action, **options)
        return explained(error.value)

    def values(self, sheet: str, area: str) -> Any:
        return self.book.sheets[sheet].range(area).options(ndim=2).value

    def everything(self) -> dict[str, Any]:
        """What every sheet holds, formulas as formulas. Excel quotes a sheet's name in a formula only where it must."""
        found = {}
        for sheet in self.book.sheets:
            used = sheet.used_range
            formulas = [[str(text).replace("'", "") for text in row] for row in used.formula]
            found[sheet.name] = (used.address, formulas, used.options(ndim=2).value)
        return found

    def state(self) -> tuple[Any, ...]:
        return (self.app.screen_updating, self.app.enable_events, self.app.calculation, self.app.status_bar)


@pytest.fixture(scope="session")
def live_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little scorecard, built once. Only to be copied."""
    folder = tmp_path_factory.mktemp("live")
    write_live(folder)
    return folder


@pytest.fixture
def live(live_folder: Path, tmp_path: Path) -> Path:
    """A copy of the built little scorecard that a test may change; the path of its workbook."""
    folder = tmp_path / "live"
    folder.mkdir()
    for file in live_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder / "live.xlsx"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders are the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("USERPROFILE", raising=False)
    monkeypatch.setattr(writing, "PAUSE", 0)
    monkeypatch.setattr(state, "PAUSE", 0)
    return tmp_path / "state"


@pytest.fixture
def in_excel() -> Callable[[Path], Open]:
    """Open a workbook in the model of Excel."""
    for name in ("xlwings", "pyopenvba"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed here: it stands in for Excel")
    from tests.excel import excel_model

    def open_workbook(path: Path) -> Open:
        app, excel = excel_model.open_in_model(path)
        found = Open(
            app=app, book=app.books[path.name], excel=excel, path=path, wire=excel_model.WIRE, told=Told([], [])
        )
        assert read_bindings(path) is not None
        return found

    return open_workbook


@pytest.fixture
def opened(live: Path, in_excel: Callable[[Path], Open]) -> Open:
    """The little scorecard, open."""
    return in_excel(live)


@pytest.fixture
def rows() -> list[Any]:
    return little_rows()


def headless(definition: Path, out: Path) -> Path:
    """The workbook built without Excel."""
    return pipeline.build(definition, out=out).path
