"""The commands for the open workbook, on a computer without Excel."""

import sys

import pytest


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_refresh_says_what_to_do_where_there_is_no_excel(run, monkeypatch):
    monkeypatch.setattr("xl_scorecard.excel.engine.find_spec", lambda _: None)
    ended = run("refresh")
    assert ended.code == 2
    assert "xlwings, which speaks to Excel, is not installed here" in " ".join(ended.err.split())
    assert "xl-scorecard build" in ended.err


def test_excel_install_says_that_there_is_nothing_to_install_for(run):
    ended = run("excel", "install")
    if sys.platform not in ("win32", "darwin"):
        assert ended.code == 2
        assert "There is no Excel for this system" in ended.err
    assert run("excel", "uninstall").code == 0


def test_doctor_lists_what_works_in_words(run, demo_copy):
    ended = run("doctor", demo_copy / "definition.xlsx")
    assert ended.code == 0
    for words in ("Python", "Excel", "xlwings", "LibreOffice", "Mail", "contacts.xlsx can be reached"):
        assert words in " ".join(ended.out.split())


@pytest.mark.slow
def test_the_demo_with_macros_is_a_workbook_with_macros(run, tmp_path):
    ended = run("demo", "--excel", tmp_path / "demo")
    assert ended.code == 0, ended.err
    assert (tmp_path / "demo" / "scorecard-2012-05.xlsm").exists()
    assert (tmp_path / "demo" / "scorecard-template.xlsm").exists()
