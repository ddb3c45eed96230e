"""What several rooms' tests need."""

import gc
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from xl_scorecard.cli.demo import make_demo

# Workbooks are many small objects that live: looking for rings among them costs a fifth of the time.
gc.set_threshold(100_000, 50, 50)

settings.register_profile("few", max_examples=20, deadline=None)
settings.register_profile("many", max_examples=150, deadline=None)
settings.load_profile("few")  # the fast tests; the gate tries properties often, with --hypothesis-profile=many

collect_ignore = ["builders/by_hand.py"]  # run by LibreOffice's Python, which has `uno`; ours cannot import it
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; tests that need it skip in a bare clone."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files is not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, written and built once. Only to be read: take `demo_copy` to change it."""
    folder = tmp_path_factory.mktemp("built") / "scorecard-demo"
    make_demo(folder, force=False, progress=lambda _: None)
    return folder


@pytest.fixture
def demo_copy(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the built demo that a test may change."""
    return Path(shutil.copytree(built_demo, tmp_path / "scorecard-demo"))
