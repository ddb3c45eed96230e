"""A little definition, and batches of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.little import write_little
from xl_scorecard.batch.limits import Limits
from xl_scorecard.batch.request import Request
from xl_scorecard.batch.running import Result, run_batch


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little definition with its workbook, written once. Only to be read."""
    return write_little(tmp_path_factory.mktemp("little"))


@pytest.fixture
def definition(written: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(written.parent, tmp_path / "little")) / written.name


@pytest.fixture
def batch(definition: Path, tmp_path: Path) -> Callable[..., Result]:
    """Run a batch of the little definition into the folder "out"."""

    def run(**asked: object) -> Result:
        tell = asked.pop("tell", lambda _: None)
        usual = Request(definitions=(definition,), out=tmp_path / "out", jobs=1, limits=Limits(seconds=60, memory=0))
        return run_batch(replace(usual, **asked), tell)

    return run
