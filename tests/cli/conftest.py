"""Running the command in this process, as from a shell."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from xl_scorecard import pipeline
from xl_scorecard.cli.app import app
from xl_scorecard.model.definition import Definition
from xl_scorecard.samples import haringey
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.sources.tables import Tables


def remembered(definition: Definition, read_before: dict[object, Tables], *, password: str = "") -> Tables:
    """What the sources hold, read again only where a file or the definition is another."""
    files = {definition.folder / source.file for source in definition.sources}
    key = definition.sha256, password, tuple((file.name, file.exists() and file.read_bytes()) for file in sorted(files))
    if key not in read_before:
        read_before[key] = read_sources(definition, password=password)
    return read_before[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def read_before() -> dict[object, Tables]:
    """What was read from the sources in this session, by the files as they were."""
    return {}


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, read_before: dict[object, Tables]
) -> Callable[..., Ended]:
    """Run `xl-scorecard` with arguments on an 80-column screen. Sources that did not change are read once."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(
        pipeline,
        "read_sources",
        lambda definition, *, password="", **_: remembered(definition, read_before, password=password),
    )

    def run_command(*arguments: object) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            app([str(argument) for argument in arguments], prog_name="xl-scorecard")
        printed = capsys.readouterr()
        return Ended(code=leaving.value.code or 0, out=printed.out, err=printed.err)

    return run_command


@pytest.fixture
def ready_made(monkeypatch: pytest.MonkeyPatch, built_demo: Path) -> None:
    """Copy the example's workbooks instead of writing them again."""

    def copy_demo(folder: Path, *, template: str) -> Path:
        assert (built_demo / template).exists()
        for name in ("definition.xlsx", *(f"sources/{file.name}" for file in (built_demo / "sources").iterdir())):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(built_demo / name, folder / name)
        return folder / "definition.xlsx"

    monkeypatch.setattr(haringey, "write_demo", copy_demo)
