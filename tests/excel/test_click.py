"""A person clicks the button on the sheet: a real window, a real mouse, our VBA, Python, and the document changes.

LibreOffice runs our VBA. Of the macros only xlwings' own module is replaced, which speaks to Windows: its stand-in
writes down the command and has a shell run it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders.little import little_rows, write_little
from tests.builders.live import more_rows, one_more
from xl_scorecard import pipeline

pytestmark = [pytest.mark.slow, pytest.mark.libreoffice]

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "workbook_templates" / "scorecard.xlsm"
SCREEN = (1600, 1000)
NEEDED = ("Xvfb", "xdotool", "import")
STAND_IN = """Option VBASupport 1
Public Const PROJECT_NAME As String = "xl_scorecard"
Public Function SheetExists(wb As Object, sheetName As String) As Boolean
  SheetExists = ThisComponent.Sheets.hasByName(sheetName)
End Function
Public Function GetConfigFilePath() As String
  GetConfigFilePath = "{folder}/run.sh"
End Function
Public Function RunPython(command As String)
  Dim f As Integer
  f = FreeFile
  Open "{folder}/command.txt" For Output As #f
  Print #f, command
  Close #f
  Shell "{folder}/run.sh", 1, "", False
End Function
"""


@pytest.fixture
def screen(monkeypatch):
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)}: not installed here, so there is no window to click in")
    display = f":{os.getpid() % 500 + 90}"
    words = ["Xvfb", display, "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    monkeypatch.setenv("DISPLAY", display)
    time.sleep(1)
    yield display
    server.terminate()
    server.wait(10)


@pytest.fixture
def office(screen):
    from tests.excel.office_engine import Office

    running = Office(headless=False).start().connect()
    yield running
    running.process.kill()  # its box is still open
    running.process.wait(20)


@pytest.fixture
def window(office, tmp_path):
    """The macro-enabled scorecard of the little definition, open in a window, with the stand-in for xlwings' module."""
    from tests.excel.office_engine import use

    definition = write_little(tmp_path / "little")
    workbook = pipeline.build(definition, template=TEMPLATE).path
    script = tmp_path / "run.sh"
    script.write_text(
        f"#!/bin/sh\ncd {ROOT}\nexport XL_SCORECARD_PIPE={office.pipe} XL_SCORECARD_BOXES={tmp_path}/boxes.txt\n"
        f"export XDG_STATE_HOME={tmp_path}/state\n"
        f'exec {sys.executable} -c "import sys; sys.path.insert(0, \\"{ROOT}\\")\n'
        "from tests.excel.office_engine import attach\nattach()\n"
        f'exec(open(\\"{tmp_path}/command.txt\\").read())" > {tmp_path}/python.log 2>&1\n'
    )
    script.chmod(0o755)
    book = use(office).books.open(str(workbook))
    document = book.impl.document
    library = document.BasicLibraries.getByName("VBAProject")
    for module in ("Dictionary", "xlwings"):
        library.removeByName(module)
    library.insertByName("xlwings", STAND_IN.replace("{folder}", str(tmp_path)))
    book.sheets["Summary"].impl.activate()
    place = document.CurrentController.Frame.ContainerWindow
    place.setPosSize(0, 0, *SCREEN, 15)
    document.CurrentController.setFormDesignMode(False)
    time.sleep(3)
    return book


def button(book, label):
    """Where on the screen a button is."""
    page, controller = book.sheets["Summary"].impl.xl.DrawPage, book.impl.document.CurrentController
    for number in range(page.Count):
        shape = page.getByIndex(number)
        if shape.ShapeType.endswith("ControlShape") and shape.Control.Label == label:
            seen = controller.getControl(shape.Control).AccessibleContext
            place, size = seen.LocationOnScreen, seen.Size
            return place.X + size.Width // 2, place.Y + size.Height // 2
    raise AssertionError(f"there is no button {label}")


def click(place):
    subprocess.run(["xdotool", "mousemove", str(place[0]), str(place[1]), "click", "1"], check=True)  # noqa: S607


def shoot(name, tmp_path):
    """Keep a picture of the screen, where people can look at it."""
    folder = Path(os.environ.get("XL_SCORECARD_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-window", "root", str(folder / f"{name}.png")], check=True)  # noqa: S607
    assert (folder / f"{name}.png").stat().st_size > 10_000


def wait_for(seen, tmp_path):
    for _ in range(240):
        if seen():
            return
        time.sleep(0.25)
    log = tmp_path / "python.log"
    pytest.fail(log.read_text() if log.exists() else "the click started no Python")


def boxes(tmp_path):
    file = tmp_path / "boxes.txt"
    return file.read_text() if file.exists() else ""


def test_a_click_on_refresh_reads_the_sources_and_changes_the_open_document(window, tmp_path):
    figures = window.sheets["Scorecard"]
    row = next(n for n in range(1, 30) if figures.range((n, 1)).value == "R1")
    before = figures.range((row, 9)).value
    more_rows(tmp_path / "little", one_more(little_rows()))
    shoot("before", tmp_path)
    click(button(window, "Refresh"))
    wait_for(lambda: boxes(tmp_path), tmp_path)
    time.sleep(1)
    shoot("refreshed", tmp_path)
    assert "scorecard-2012-05.xlsm shows May 2012." in boxes(tmp_path)
    assert figures.range((row, 9)).value == before + 1
    assert str(window.sheets["Summary"].range("A4").value).startswith("Last refreshed ")


def test_a_click_that_cannot_work_shows_one_box_and_changes_nothing(window, tmp_path):
    before = window.sheets["Scorecard"].range("A1:X20").value
    (tmp_path / "little" / "referrals.xlsx").unlink()
    click(button(window, "Refresh"))
    wait_for(lambda: boxes(tmp_path), tmp_path)
    time.sleep(1)
    shoot("refused", tmp_path)
    assert "referrals.xlsx" in boxes(tmp_path)
    assert "Nothing in this workbook has changed." in boxes(tmp_path)
    assert window.sheets["Scorecard"].range("A1:X20").value == before
