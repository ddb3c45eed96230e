"""Starting must be quick, and the floor plan must hold."""

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports

# newer versions of typer import pydantic themselves
HEAVY = ("pandas", "numpy", "openpyxl", "lxml", "holidays", "python_calamine", "xlwings")


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sorted(sys.modules), sep='\\n', file=sys.__stderr__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_starts_without_the_heavy_libraries(arguments):
    code = (
        "import sys\n"
        "from xl_scorecard.cli.app import main\n"
        f"sys.argv = ['xl-scorecard', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code"
    )
    assert not modules_after(code).intersection(HEAVY)


def test_the_python_api_imports_without_the_heavy_libraries():
    assert not modules_after("import xl_scorecard as xs; xs.assess, xs.Card").intersection(HEAVY)


def test_every_room_uses_only_rooms_below_it(capsys):
    assert lint_imports() == 0, capsys.readouterr().out


def test_the_base_install_does_not_need_xlwings():
    code = (
        "import sys\n"
        "sys.modules['xlwings'] = None\n"
        "import xl_scorecard.pipeline, xl_scorecard.samples.haringey, xl_scorecard.cli.menu"
    )
    assert "xl_scorecard.pipeline" in modules_after(code)
