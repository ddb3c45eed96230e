"""What recipients open: the message in a browser, the attachment in LibreOffice, with its password where it has one."""

import io
import shutil
import subprocess
import warnings
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html import escape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.finished import open_finished
from xl_scorecard.mail.addressing import Addressee
from xl_scorecard.mail.encryption import encrypt
from xl_scorecard.mail.page import html_page
from xl_scorecard.mail.summary import summarise
from xl_scorecard.sending import prepare

PASSWORD = "correct horse battery"  # noqa: S105 - no secret of anybody's
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Opening" script:language="StarBasic">
Sub Copy(source As String, password As String, target As String)
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  how(1).Name = "Password" : how(1).Value = password
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(target, form())
  book.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Opening"/></library:library>
"""


@pytest.fixture(scope="module")
def copy_with_libreoffice(tmp_path_factory):
    """Have LibreOffice open a workbook with a password ("" for none) and save what it sees; return that workbook."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], capture_output=True, timeout=180, check=True)
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Opening.xba").write_text(MACRO, encoding="utf-8")
    (library / "script.xlb").write_text(LIBRARY, encoding="utf-8")

    def copy(content: bytes, password: str) -> Path:
        source, target = folder / "in.xlsx", folder / "out.xlsx"
        source.write_bytes(content)
        target.unlink(missing_ok=True)
        call = f'macro:///Standard.Opening.Copy("{source.as_uri()}","{password}","{target.as_uri()}")'
        subprocess.run([*command, call], capture_output=True, timeout=180, check=True)
        return target

    return copy


@pytest.fixture(scope="module")
def prepared(built_demo):
    """All that would be sent of the demo."""
    finished = open_finished(built_demo / "scorecard-2012-05.xlsx")
    return prepare(finished, made=datetime(2012, 6, 1, tzinfo=UTC))


def attachment_of(prepared) -> bytes:
    message = message_from_bytes(prepared.parcels[0].message, policy=default)
    (attachment,) = message.iter_attachments()
    return attachment.get_content()


def cells(workbook) -> dict[str, object]:
    """Every value of a workbook, by sheet and cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(workbook, data_only=True)
    found = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    book.close()
    return found


@pytest.mark.libreoffice
def test_the_attachment_opens_in_libreoffice_with_every_figure(prepared, copy_with_libreoffice):
    content = attachment_of(prepared)
    opened = cells(copy_with_libreoffice(content, ""))
    for place, value in cells(io.BytesIO(content)).items():
        assert opened[place] == (pytest.approx(value) if isinstance(value, float) else value), place


@pytest.mark.libreoffice
def test_the_encrypted_attachment_opens_in_libreoffice_with_its_password(prepared, copy_with_libreoffice):
    pytest.importorskip("msoffcrypto", reason="the extra [encrypt] is not installed")
    locked = encrypt(attachment_of(prepared), PASSWORD, "out.xlsx")
    opened = cells(copy_with_libreoffice(locked, PASSWORD))
    assert opened == cells(copy_with_libreoffice(attachment_of(prepared), ""))


MEASURE = """<script>parent.document.title = [document.documentElement.scrollWidth, window.innerWidth,
getComputedStyle(document.body).backgroundColor, document.images.length].join("|");</script></body>"""
FRAME = '<!DOCTYPE html><title></title><body><iframe style="border:0;width:{width}px;height:900px" srcdoc="{page}"></iframe>'


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("dark", "paper"), [(False, "rgb(255, 255, 255)"), (True, "rgb(22, 32, 42)")])
def test_a_browser_shows_the_message_without_scrolling_sideways_and_dark_where_asked(tmp_path, width, dark, paper):
    """On a phone and on a desk; in a frame, since headless Chromium makes no window as narrow as a phone."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    everybody = Addressee(address="a@b.example", sections=(), subject="S", greeting="G", text="T", outside=False)
    message = html_page(summarise(seed_scorecard(), everybody, "scorecard-2012-05.xlsx")).replace("</body>", MEASURE)
    page = tmp_path / "message.html"
    page.write_text(FRAME.format(width=width, page=escape(message)), encoding="utf-8")
    looks = ["--blink-settings=preferredColorScheme=0"] if dark else []
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", profile, *looks, "--window-size=1400,1200"]
    shown = subprocess.run(
        [*command, "--virtual-time-budget=2000", "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
        text=True,
    ).stdout
    wide, window, colour, pictures = shown.split("<title>")[1].split("</title>")[0].split("|")
    assert int(wide) <= int(window) == width
    assert (colour, pictures) == (paper, "0")
