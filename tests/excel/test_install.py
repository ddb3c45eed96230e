import csv
import subprocess
import sys
import zipfile
from email import message_from_bytes

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.builders.live import with_mail
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.excel.doctor import examine
from xl_scorecard.excel.finding import Verdict
from xl_scorecard.excel.install import Machine, install, uninstall
from xl_scorecard.excel.policies import CHILD_PROCESSES, CHILD_RULE, COMMON, OFFICE
from xl_scorecard.model.mail import SignIn, TransportKind


@pytest.fixture
def windows(tmp_path):
    home = tmp_path / "Ann Smith"
    home.mkdir()
    python = home / "python.exe"
    python.write_text("")
    environ = {"USERPROFILE": str(home), "APPDATA": str(home / "Roaming"), "LOCALAPPDATA": str(home / "Local")}
    return Machine(platform="win32", environ=environ, python=str(python))


@pytest.fixture
def mac(tmp_path):
    home = tmp_path / "ann"
    home.mkdir()
    return Machine(platform="darwin", environ={"HOME": str(home)}, python="/usr/bin/python3")


def files(machine):
    return sorted(str(path.relative_to(machine.home)) for path in machine.home.rglob("*") if path.is_file())


def test_installing_writes_what_the_macros_read_the_add_in_and_a_shortcut(windows):
    install(windows)
    assert files(windows) == [
        ".xl_scorecard/xl_scorecard.conf",
        "Local/xl_scorecard/installed.json",
        "Roaming/Microsoft/Excel/XLSTART/scorecard.xlam",
        "Roaming/Microsoft/Windows/Start Menu/Programs/Refresh scorecard.cmd",
        "python.exe",
    ]
    rows = dict(csv.reader(windows.configuration().read_text().splitlines()))
    assert rows == {"INTERPRETER_WIN": windows.python, "ADD_WORKBOOK_TO_PYTHONPATH": "False", "SHOW CONSOLE": "False"}
    assert f'"{windows.python}" -m xl_scorecard refresh --in-excel' in windows.shortcut().read_text()
    assert zipfile.is_zipfile(windows.addin())


def test_uninstalling_leaves_nothing_of_ours_and_everything_else(windows):
    before = files(windows)
    install(windows)
    (windows.addin().parent / "theirs.xlam").write_text("")
    (windows.state() / "excel.log").write_text("")
    uninstall(windows)
    assert files(windows) == ["Roaming/Microsoft/Excel/XLSTART/theirs.xlam", *before]
    assert uninstall(windows) == ()


def test_uninstalling_finds_its_files_when_the_record_is_lost(windows):
    install(windows)
    (windows.state() / "installed.json").unlink()
    uninstall(windows)
    assert files(windows) == ["python.exe"]


def test_on_a_mac_the_script_by_which_excel_may_run_python_comes_along(mac):
    pytest.importorskip("xlwings", reason="xlwings, which has the script, is not installed here")
    install(mac)
    assert "Library/Application Scripts/com.microsoft.Excel/xlwings-0.37.8.applescript" in files(mac)
    assert "Library/Containers/com.microsoft.Excel/Data/xl_scorecard.conf" in files(mac)
    assert mac.shortcut().stat().st_mode & 0o111
    uninstall(mac)
    assert files(mac) == []


def test_where_no_excel_is_made_for_the_system_nothing_is_written(tmp_path):
    machine = Machine(platform="linux", environ={"HOME": str(tmp_path)}, python="/usr/bin/python3")
    with pytest.raises(RequestError, match="There is no Excel for this system"):
        install(machine)
    assert list(tmp_path.rglob("*")) == []


def test_a_file_that_excel_holds_is_named(windows):
    windows.addin().mkdir(parents=True)
    with pytest.raises(WriteError, match=r"scorecard\.xlam.*Close Excel"):
        install(windows)


def finding(found, name):
    return next(f for f in found if f.name == name)


def nothing(_hive, _key, _name):
    return None


def test_the_doctor_says_what_works_and_for_the_rest_what_to_do(windows):
    before = examine(machine=windows, registry=nothing)
    assert finding(before, "Add-in").verdict is Verdict.MISSING
    assert finding(before, "Configuration").fix == "run: xl-scorecard excel install"
    install(windows)
    after = examine(machine=windows, registry=nothing)
    assert finding(after, "Add-in").verdict is Verdict.WORKS
    assert finding(after, "Configuration").verdict is Verdict.WORKS
    assert all(found.fix for found in after if found.verdict in (Verdict.MISSING, Verdict.BLOCKED))


def test_the_doctor_knows_a_configuration_whose_python_is_gone_and_an_old_add_in(windows):
    install(windows)
    (windows.home / "python.exe").unlink()
    windows.addin().write_bytes(b"old")
    found = examine(machine=windows, registry=nothing)
    assert finding(found, "Configuration").verdict is Verdict.BLOCKED
    assert "another version" in finding(found, "Add-in").sentence


def test_an_add_in_that_it_signed_is_the_same_add_in(windows):
    """Signing adds a part to the package and leaves the macros as they are."""
    install(windows)
    with zipfile.ZipFile(windows.addin(), "a") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"")
    found = finding(examine(machine=windows, registry=nothing), "Add-in")
    assert found.verdict is Verdict.WORKS
    assert found.sentence.endswith("its macros are of xlwings 0.37.8, signed")


def test_the_doctor_looks_at_everything_that_a_refresh_and_a_message_need(windows, live):
    names = [found.name for found in examine(live.parent / "definition.xlsx", machine=windows, registry=nothing)]
    assert names == [
        "Python",
        "Excel",
        "xlwings",
        "Configuration",
        "Add-in",
        "Trusted location",
        "Macros",
        "Excel starting Python",
        "Source",
        "LibreOffice",
        "Mail",
    ]


def test_the_doctor_says_what_the_definitions_mail_lacks(live, monkeypatch):
    path = live.parent / "definition.xlsx"
    assert "There is no sender on the definition's sheet Mail." in finding(examine(path), "Mail").sentence
    with_mail(path)
    assert finding(examine(path), "Mail").sentence == "drafts as files, as the definition says"
    monkeypatch.setattr("xl_scorecard.mail.readiness.credential", lambda _: "")
    with_mail(path, transport=TransportKind.SMTP, server="mail.council.example", sign_in=SignIn.PASSWORD)
    lacking = finding(examine(path), "Mail")
    assert lacking.verdict is Verdict.MISSING
    assert "There is no smtp-user." in lacking.sentence
    assert lacking.fix


@pytest.mark.parametrize(
    ("key", "name", "value", "finding_name", "words"),
    [
        (OFFICE, "VBAWarnings", 4, "Macros", "switched macros off"),
        (COMMON, "VBAOff", 1, "Macros", "switched macros off"),
        (rf"{OFFICE}\Trusted Locations", "AllLocationsDisabled", 1, "Trusted location", "trusts no folder"),
        (CHILD_RULE, CHILD_PROCESSES, "1", "Excel starting Python", "Defender forbids"),
    ],
)
def test_the_doctor_knows_common_policies_and_the_way_that_still_works(windows, key, name, value, finding_name, words):
    found = examine(machine=windows, registry=lambda _hive, k, n: value if (k, n) == (key, name) else None)
    blocked = finding(found, finding_name)
    assert blocked.verdict is Verdict.BLOCKED
    assert words in blocked.sentence
    assert "xl-scorecard refresh" in blocked.fix


def test_the_doctor_says_which_source_cannot_be_reached(live):
    definition = live.parent / "definition.xlsx"
    assert finding(examine(definition), "Source").verdict is Verdict.WORKS
    (live.parent / "referrals.xlsx").unlink()
    missing = finding(examine(definition), "Source")
    assert missing.verdict is Verdict.MISSING
    assert "referrals.xlsx cannot be reached" in missing.sentence
    assert "definition.xlsx" in finding(examine(live.parent / "no" / "definition.xlsx"), "Definition").sentence


def test_the_doctor_carries_on_where_there_is_no_excel():
    found = examine()
    assert finding(found, "Python").verdict is Verdict.WORKS
    assert finding(found, "Excel").verdict in (Verdict.MISSING, Verdict.WORKS)


@pytest.mark.slow
def test_everything_but_the_open_workbook_works_without_xlwings(live):
    """A Python in which xlwings cannot be imported builds, and says what it lacks only where it is needed."""
    code = (
        "import sys; sys.modules['xlwings'] = None\n"
        "from xl_scorecard import pipeline\n"
        "import xl_scorecard.excel.actions, xl_scorecard.excel.doctor, xl_scorecard.excel.install, xl_scorecard.excel.run\n"
        f"print(pipeline.build({str(live.parent / 'definition.xlsx')!r}).path.name)\n"
        "xl_scorecard.excel.run.run('refresh', 'live.xlsx')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "scorecard-2012-05.xlsx"


@pytest.mark.slow
def test_the_wheels_for_a_computer_without_a_network_are_those_of_windows(tmp_path):
    from xl_scorecard.excel.wheels import gather_wheels

    try:
        found = [wheel.name for wheel in gather_wheels(tmp_path / "wheels")]
    except WriteError as error:
        pytest.skip(f"no package index can be reached here: {error}")
    names = {name.split("-")[0].lower() for name in found}
    assert {"pywin32", "tzdata", "colorama", "xlwings", "pandas", "lxml", "openpyxl"} <= names
    assert all(name.endswith(("win_amd64.whl", "any.whl")) for name in found), found
    assert "excel install" in (tmp_path / "wheels" / "INSTALL.txt").read_text()
    assert missing_on_windows(tmp_path / "wheels") == set()


def missing_on_windows(folder):
    """What a wheel in the folder asks for on Windows, by its own conditions, and the folder lacks."""
    here = {canonicalize_name(wheel.name.split("-")[0]) for wheel in folder.glob("*.whl")}
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": "3.12"}
    windows |= {"python_full_version": "3.12.0", "platform_machine": "AMD64", "implementation_name": "cpython"}
    wanted = set()
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as package:
            name = next(n for n in package.namelist() if n.endswith(".dist-info/METADATA"))
            head = message_from_bytes(package.read(name))
        asked = [Requirement(text) for text in head.get_all("Requires-Dist") or ()]
        wanted |= {
            canonicalize_name(r.name) for r in asked if not r.marker or r.marker.evaluate({**windows, "extra": ""})
        }
    return wanted - here
