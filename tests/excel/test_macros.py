"""The contract of ribbon, buttons, VBA and Python: genuine xlwings VBA in an interpreter, its command obeyed."""

import importlib.util
import re
import sys
import zipfile
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from tests.builders.live import more_rows, one_more

pytest.importorskip("pyopenvba", reason="pyOpenVBA, which builds and reads VBA, is not installed here")
pytest.importorskip("xlwings", reason="xlwings, whose VBA module is needed, is not installed here")

from tests.excel import vba_host
from xl_scorecard.excel.engine import XLWINGS
from xl_scorecard.excel.install import configuration_text

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates"
BOTH = ("scorecard.xlsm", "scorecard.xlam")
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}button"


def builder():
    """The script that builds both, as a module."""
    sys.path.insert(0, str(TEMPLATES))
    try:
        spec = importlib.util.spec_from_file_location("build_excel", TEMPLATES / "build_excel.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TEMPLATES))
    return module


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder, build = tmp_path_factory.mktemp("built"), builder()
    return {
        "scorecard.xlsm": build.build_workbook(folder / "a.xlsm"),
        "scorecard.xlam": build.build_addin(folder / "a.xlam"),
    }


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def flat(text):
    """The lines that say something: a class that is exported begins with a head that VBA keeps elsewhere."""
    text = re.sub(r"(?s)^VERSION 1\.0 CLASS.*?\nEND\n", "", text.replace("\r\n", "\n"))
    return re.sub(r"\s+", " ", re.sub(r"(?m)^Attribute VB_\w+ = .*$", "", text)).strip()


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_building_twice_gives_the_same_bytes(built, name, tmp_path):
    build = builder()
    again = (build.build_workbook if name.endswith("m") and "xlsm" in name else build.build_addin)(
        tmp_path / built[name].name
    )
    assert again.read_bytes() == built[name].read_bytes()


@pytest.mark.parametrize("name", BOTH)
def test_what_is_shipped_is_what_the_script_writes(built, name):
    assert parts(TEMPLATES / name) == parts(built[name])


@pytest.mark.parametrize(
    ("name", "modules"),
    [(BOTH[0], ("xlwings.bas", "ThisBook.bas")), (BOTH[1], ("xlwings_custom_addin.bas", "OpenBook.bas"))],
)
def test_the_macros_in_the_file_are_the_texts_in_the_repository(built, name, modules):
    expected = builder().vba_sources(*modules)
    found = vba_host.sources(built[name])
    for module, text in expected.items():
        assert flat(found[module][0]) == flat(text), module


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_another_reader_of_vba_finds_the_same_texts_and_no_macro_that_runs_by_itself(built, name):
    olevba = pytest.importorskip("oletools.olevba", reason="oletools, another reader of VBA, is not installed here")
    parser = olevba.VBA_Parser(str(built[name]))
    texts = {module: code for _, _, module, code in parser.extract_macros()}
    own = (TEMPLATES / "excel" / "Scorecard.bas").read_text()
    assert flat(next(code for module, code in texts.items() if module.startswith("Scorecard"))) == flat(own)
    assert [found for found in parser.analyze_macros() if found[0] == "AutoExec"] == []
    parser.close()


@pytest.mark.parametrize("name", BOTH)
def test_every_button_of_the_ribbon_calls_a_macro_that_is_there(built, name):
    with zipfile.ZipFile(built[name]) as package:
        ribbon = fromstring(package.read("customUI/customUI14.xml"))
    actions = [button.get("onAction") for button in ribbon.iter(RIBBON)]
    labels = [button.get("label") for button in ribbon.iter(RIBBON)]
    text = vba_host.sources(built[name])["Scorecard"][0]
    assert labels == [
        "Refresh",
        "Check sources",
        "Undo last refresh",
        "Rebuild",
        "Save PDF",
        "Draft email",
        "Open definition",
        "Open log",
    ]
    for action in actions:
        assert f"Public Sub {action}(control As Object)" in text


def test_every_button_on_the_sheet_calls_a_macro_that_is_there(built):
    content = parts(built["scorecard.xlsm"])
    macros = re.findall(
        rb"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", b"".join(content[n] for n in content if n.endswith(".vml"))
    )
    text = vba_host.sources(built["scorecard.xlsm"])["Scorecard"][0]
    assert sorted(macros) == [b"CheckScorecard", b"RefreshScorecard", b"UndoScorecard"]
    assert all(f"Public Sub {macro.decode()}()" in text for macro in macros)


@pytest.mark.parametrize("name", BOTH)
def test_the_vba_is_of_the_version_of_xlwings_that_is_pinned(built, name):
    text = vba_host.sources(built[name])["xlwings"][0]
    assert f'XLWINGS_VERSION As String = "{XLWINGS}"' in text
    assert 'PROJECT_NAME As String = "xl_scorecard"' in text
    pin = (TEMPLATES.parent / "pyproject.toml").read_text()
    assert f"xlwings=={XLWINGS};" in pin


@pytest.fixture
def with_macros(built, live, tmp_path):
    """The little scorecard made with the macros of the template."""
    vba_host.set_up(tmp_path, configuration_text(vba_host.PYTHON, mac=False))
    return live


def macros_of(built, live, name, book="Q3 = all's & co.xlsm"):
    return vba_host.host(built[name], name=book, sheets=live)


def run_macro(app, macro):
    app.run(macro)
    return vba_host.COMPUTER.commands[-1] if vba_host.COMPUTER.commands else ""


ACTIONS = {
    "RefreshScorecard": "refresh",
    "CheckScorecard": "check",
    "UndoScorecard": "undo",
    "RebuildScorecard": "rebuild",
    "SaveScorecardPdf": "pdf",
    "DraftScorecardEmail": "draft",
    "OpenScorecardDefinition": "definition",
    "OpenScorecardLog": "log",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("macro", ACTIONS)
def test_every_macro_has_python_do_its_action_for_the_book_it_names(built, with_macros, name, macro):
    line = run_macro(macros_of(built, with_macros, name), macro)
    python = vba_host.arguments(vba_host.command_parts(line.removeprefix("cmd.exe /C "))[2])
    assert python[:3] == [vba_host.PYTHON, "-B", "-c"]
    assert f"run('{ACTIONS[macro]}', '" in python[3]
    assert "Q3 = all's & co.xlsm".encode("utf-16-be").hex().upper() in python[3]
    assert 'prepare_sys_path("False;' in python[3]  # the workbook's folder is no place to import from


def test_the_command_that_excel_would_run_refreshes_the_workbook(built, with_macros, in_excel, rows, monkeypatch):
    line = run_macro(macros_of(built, with_macros, "scorecard.xlam", book="live.xlsx"), "RefreshScorecard")
    python = vba_host.arguments(vba_host.command_parts(line.removeprefix("cmd.exe /C "))[2])
    opened = in_excel(with_macros)
    more_rows(opened.folder, one_more(rows))
    words = [word for word in python[4:] if not word.startswith(("2>", ">"))]
    monkeypatch.setattr(sys, "argv", ["-c", *words])
    monkeypatch.setattr(sys, "path", list(sys.path))
    exec(python[3], {})  # noqa: S102 - what Excel would have Python run
    assert "live.xlsx shows May 2012." in opened.wire.boxes[-1]
    assert any(word.startswith("--hwnd=4711") for word in words)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_a_computer_that_is_not_set_up_is_told_what_to_do_and_runs_nothing(built, with_macros, name, tmp_path):
    vba_host.COMPUTER.home = str(tmp_path / "nobody")
    Path(vba_host.COMPUTER.home + vba_host.CONFIGURATION).write_text("")
    app = macros_of(built, with_macros, name)
    Path(vba_host.COMPUTER.home + vba_host.CONFIGURATION).unlink()
    assert run_macro(app, "RefreshScorecard") == ""
    assert "xl-scorecard excel install" in str(app.interpreter.dialogs)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_a_configuration_that_comes_with_the_workbook_is_never_obeyed(built, with_macros, name):
    app = macros_of(built, with_macros, name)
    vba_host.COMPUTER.files.add(r"C:\Users\Ann Smith\M&E\xl_scorecard.conf")
    assert run_macro(app, "RefreshScorecard") == ""
    assert "could name another program to run" in str(app.interpreter.dialogs)
    vba_host.COMPUTER.files.discard(r"C:\Users\Ann Smith\M&E\xl_scorecard.conf")


def test_a_workbook_that_is_not_ours_is_left_alone(built, with_macros):
    app = vba_host.host(built["scorecard.xlam"], name="theirs.xlsx")  # the add-in's own empty sheet
    assert run_macro(app, "RefreshScorecard") == ""
    assert "was not made by xl-scorecard" in str(app.interpreter.dialogs)


def test_a_finished_workbook_keeps_macros_buttons_ribbon_and_its_kind(tmp_path):
    from tests.builders.little import write_little
    from xl_scorecard import pipeline
    from xl_scorecard.errors import RequestError

    definition = write_little(tmp_path)
    template = TEMPLATES / "scorecard.xlsm"
    finished = pipeline.build(definition, template=template).path
    assert finished.name == "scorecard-2012-05.xlsm"
    before, after = parts(template), parts(finished)
    for name in ("xl/vbaProject.bin", "customUI/customUI14.xml", "xl/drawings/vmlDrawing1.vml"):
        assert after[name] == before[name]
    assert b"sheet.macroEnabled.main+xml" in after["[Content_Types].xml"]
    assert b"customUI/customUI14.xml" in after["_rels/.rels"]
    with pytest.raises(RequestError, match=r"ends in \.xlsm"):
        pipeline.build(definition, template=template, out=tmp_path / "x.xlsx")
    with pytest.raises(RequestError, match=r"ends in \.xlsx"):
        pipeline.build(definition, out=tmp_path / "x.xlsm")
