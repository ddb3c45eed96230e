"""The commands for the open workbook, on a computer without Excel."""

import sys

import pytest
from openpyxl import load_workbook

from tests.builders.little import little_rows
from tests.builders.live import more_rows, one_more, with_function, write_live
from tests.builders.protecting import SECRET, files_that_have, protect
from xl_scorecard import pipeline


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


class TestPython:
    """A definition that names a Python function, refreshed from outside, in a model of Excel."""

    @pytest.fixture
    def wire(self, tmp_path):
        """The little scorecard, open; its definition has come to name a function since."""
        for name in ("xlwings", "pyopenvba"):
            pytest.importorskip(name, reason="it stands in for Excel")
        from tests.excel import excel_model

        self.path = write_live(tmp_path)
        with_function(tmp_path / "definition.xlsx")
        self.app, _ = excel_model.open_in_model(self.path)
        return excel_model.WIRE

    @property
    def shown(self):
        """R1 in May 2012, as the open workbook shows it."""
        return self.app.books["live.xlsx"].sheets["Card"].range("D2").value

    def test_refresh_runs_it_only_where_told_so(self, run, wire):
        before = self.shown
        refused = run("refresh", "live.xlsx")
        assert refused.code == 2
        assert "run the same command with --allow-python" in " ".join(refused.err.split())
        assert "Nothing in this workbook has changed." in refused.err
        assert (self.shown, (self.path.parent / "ran.txt").exists()) == (before, False)
        allowed = run("refresh", "live.xlsx", "--allow-python")
        assert (allowed.code, wire.boxes) == (0, [])
        built = self.path.parent / "built.xlsx"
        assert run("build", self.path.parent / "definition.xlsx", "--out", built, "--allow-python").code == 0
        assert self.shown == 2 * before == load_workbook(built)["Card"]["D2"].value

    @pytest.mark.slow
    @pytest.mark.parametrize(("answer", "times"), [(6, 2), (7, 1)])
    def test_the_shortcut_asks_in_a_box_inside_excel(self, run, wire, monkeypatch, answer, times):
        before = self.shown
        monkeypatch.setattr(wire, "answer", answer)
        assert run("refresh", "live.xlsx", "--in-excel").code == 0
        assert "in more.py" in wire.boxes[0]
        assert self.shown == times * before

    @pytest.mark.slow
    def test_a_rebuild_runs_it_too(self, run, wire):
        assert run("refresh", "live.xlsx", "--rebuild").code == 2
        assert run("refresh", "live.xlsx", "--rebuild", "--allow-python").code == 0
        assert wire.boxes == []
        assert (self.path.parent / "live rebuilt.xlsx").exists()


class TestPassword:
    """A protected source, refreshed from outside, in a model of Excel."""

    WITH_IT = ("--password-from", "env:SECRET_OF_TEST")

    @pytest.fixture
    def wire(self, tmp_path, monkeypatch):
        """The little scorecard, open; its source has one record more since, and a password that the environment has."""
        for name in ("xlwings", "pyopenvba"):
            pytest.importorskip(name, reason="it stands in for Excel")
        from tests.excel import excel_model

        self.path = write_live(tmp_path / "live")
        more_rows(self.path.parent, one_more(little_rows()))
        protect(self.path.parent / "referrals.xlsx")
        monkeypatch.setenv("SECRET_OF_TEST", SECRET)
        self.app, _ = excel_model.open_in_model(self.path)
        return excel_model.WIRE

    @property
    def shown(self):
        """R1 in May 2012, as the open workbook shows it."""
        return self.app.books["live.xlsx"].sheets["Card"].range("D2").value

    def test_refresh_opens_it_only_with_the_password_and_leaves_that_nowhere(self, run, wire, tmp_path):
        before = self.shown
        refused = run("refresh", "live.xlsx")
        assert refused.code == 3
        assert 'at a command line: xl-scorecard refresh "live.xlsx" --password-from ask' in refused.err
        assert "Nothing in this workbook has changed." in refused.err
        assert self.shown == before
        ended = run("refresh", "live.xlsx", *self.WITH_IT)
        assert (ended.code, wire.boxes, SECRET in ended.out + ended.err) == (0, [], False)
        assert files_that_have(SECRET, tmp_path) == []
        built = self.path.parent / "built.xlsx"
        assert run("build", self.path.parent / "definition.xlsx", "--out", built, *self.WITH_IT).code == 0
        assert self.shown == before + 1 == load_workbook(built)["Card"]["D2"].value

    @pytest.mark.slow
    def test_the_shortcut_says_the_command_in_a_box_inside_excel(self, run, wire):
        assert run("refresh", "live.xlsx", "--in-excel").code == 3
        assert 'xl-scorecard refresh "live.xlsx" --password-from ask' in wire.boxes[0]
        assert run("refresh", "live.xlsx", "--in-excel", *self.WITH_IT).code == 0
        assert "live.xlsx shows May 2012." in wire.boxes[1]

    @pytest.mark.slow
    def test_a_rebuild_takes_it_and_undo_asks_for_none(self, run, wire, monkeypatch):
        assert run("refresh", "live.xlsx", "--rebuild", *self.WITH_IT).code == 0
        assert (self.path.parent / "live rebuilt.xlsx").exists()
        before = self.shown
        assert run("refresh", "live.xlsx", *self.WITH_IT).code == 0
        monkeypatch.delenv("SECRET_OF_TEST")
        assert run("refresh", "live.xlsx", "--undo", *self.WITH_IT).code == 0
        assert (self.shown, wire.boxes) == (before, [])

    @pytest.mark.slow
    @pytest.mark.usefixtures("wire")
    @pytest.mark.parametrize(
        ("where", "said"), [("env:NO_SUCH_SECRET", "no password of that name"), ("ask", "nobody to ask")]
    )
    def test_one_that_is_not_there_changes_nothing(self, run, where, said):
        before = self.shown
        ended = run("refresh", "live.xlsx", "--password-from", where)
        assert ended.code == 2
        assert said in ended.err
        assert "Nothing in this workbook has changed." in ended.err
        assert self.shown == before

    @pytest.mark.slow
    @pytest.mark.usefixtures("wire")
    def test_it_is_in_no_log_of_a_refresh_that_failed(self, run, tmp_path, monkeypatch):
        def fails(*_, password, **__):
            raise ValueError(password)

        monkeypatch.setattr(pipeline, "read_sources", fails)
        ended = run("refresh", "live.xlsx", *self.WITH_IT)
        assert (ended.code, SECRET in ended.out + ended.err) == (1, False)
        assert len(list((tmp_path / "state").rglob("*.log"))) == 1
        assert files_that_have(SECRET, tmp_path) == []
