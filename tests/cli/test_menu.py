import pytest
import typer

from xl_scorecard.cli import menu


@pytest.fixture
def answers(monkeypatch, run):
    """Run the menu with a person's answers; afterwards the input ends."""

    def run_with(*typed):
        left = iter(typed)

        def answer(_prompt=""):
            for text in left:
                if text is KeyboardInterrupt:
                    raise KeyboardInterrupt
                return text
            raise EOFError

        monkeypatch.setattr("builtins.input", answer)
        return run()

    return run_with


def test_leaving_leaves(answers):
    assert answers("0").code == 0


def test_the_end_of_input_leaves(answers):
    assert answers().code == 0


def test_ctrl_c_is_130(answers):
    assert answers(KeyboardInterrupt).code == 130


def test_a_slip_of_the_finger_is_asked_again(answers):
    ended = answers("9", "help", "0")
    assert "Type one of the numbers" in ended.err
    assert "Demo   writes a working example" in ended.err


@pytest.mark.usefixtures("ready_made")
def test_a_person_makes_the_demo_builds_it_again_and_checks_it(answers, tmp_path):
    ended = answers("1", str(tmp_path / "demo"), "2", "", "check", f'"{tmp_path / "demo" / "definition.xlsx"}"', "0")
    assert ended.code == 0, ended.err
    assert "Red" in ended.out
    assert ended.err.count("Saved ") == 1


def test_a_failure_is_told_and_the_menu_goes_on(answers, tmp_path):
    ended = answers("build", str(tmp_path / "nowhere.xlsx"), "help", "0")
    assert ended.code == 0
    assert "nowhere.xlsx" in ended.err
    assert "Demo   writes" in ended.err


def test_open_uses_the_computers_own_program(answers, built_demo, monkeypatch):
    opened = []
    monkeypatch.setattr(typer, "launch", lambda path: opened.append(path) or 0)
    answers("open", str(built_demo / "definition.xlsx"), "0")
    assert opened == [str((built_demo / "definition.xlsx").resolve())]


def test_open_says_where_a_workbook_is_when_no_program_opens_it(answers, built_demo, monkeypatch):
    monkeypatch.setattr(typer, "launch", lambda _path: 1)
    ended = answers("4", str(built_demo / "definition.xlsx"), "0")
    assert "It is here" in ended.err


def test_open_offers_the_newest_finished_workbook(built_demo):
    assert menu._workbook_to_open(built_demo / "definition.xlsx") == built_demo / "scorecard-2012-05.xlsx"


def test_refresh_is_in_the_menu_and_says_what_it_needs(answers, monkeypatch):
    monkeypatch.setattr("xl_scorecard.excel.engine.find_spec", lambda _: None)
    ended = answers("Refresh", "0")
    assert ended.code == 0
    assert "xlwings, which speaks to Excel, is not installed here" in " ".join(ended.err.split())


@pytest.mark.slow
def test_email_drafts_are_in_the_menu(answers, demo_copy):
    ended = answers("Email drafts", str(demo_copy / "definition.xlsx"), "0")
    assert ended.code == 0
    assert len(list((demo_copy / "drafts").glob("*.eml"))) == 3
