"""A definition that names Python functions, refreshed in Excel: the command allows them, or the user is asked."""

import pytest

from tests.builders.live import one_more_indicator, with_function, with_mail
from tests.excel.test_agreement import cells, differing
from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.excel.permission import NotAllowedError, Permission, question
from xl_scorecard.excel.run import Action, run

YES, NO = 6, 7  # as Windows' own box answers
OTHERS = (Action.CHECK, Action.REBUILD, Action.DRAFT)
WORKING_OUT = (Action.REFRESH, *(pytest.param(action, marks=pytest.mark.slow) for action in OTHERS))


@pytest.fixture
def naming(opened):
    """The little scorecard, open, whose definition has come to name a function since."""
    with_function(opened.folder / "definition.xlsx")
    return opened


def ran(opened):
    return (opened.folder / "ran.txt").exists()


def built(opened):
    return pipeline.build(opened.folder / "definition.xlsx", out=opened.folder / "built.xlsx", allow_python=True).path


def saved(opened):
    path = opened.folder / "saved.xlsx"
    opened.excel.save(path)
    return path


def kept(folder):
    return sorted(path.name for path in folder.rglob("*"))


@pytest.mark.slow
def test_allowed_by_the_command_it_shows_what_a_headless_build_shows_and_asks_nothing(naming):
    before = naming.values("Card", "D2")
    assert "live.xlsx shows May 2012." in naming.act(allow_python=True)
    assert naming.values("Card", "D2")[0][0] == 2 * before[0][0]
    assert naming.told.asked == []
    assert differing(cells(saved(naming)), cells(built(naming))) == {}


@pytest.mark.slow
def test_with_yes_to_the_question_it_shows_what_a_headless_build_shows(naming):
    assert "live.xlsx shows May 2012." in naming.act()
    assert naming.told.asked == [question("definition.xlsx", ("more.py",))]
    assert differing(cells(saved(naming)), cells(built(naming))) == {}


@pytest.mark.parametrize("action", WORKING_OUT)
def test_with_no_to_the_question_nothing_is_run_and_everything_is_as_it_was(naming, action, own_state):
    with_mail(naming.folder / "definition.xlsx")
    naming.told.yes = False
    before, files, state = naming.everything(), kept(naming.folder), kept(own_state)
    said = naming.act(action)
    assert said == (
        "The Python functions were not run, so no figure was worked out.\nNothing in this workbook has changed."
    )
    assert "in more.py" in naming.told.asked[0]
    assert not ran(naming)
    assert (naming.everything(), kept(naming.folder), kept(own_state)) == (before, files, state)


@pytest.mark.parametrize("action", WORKING_OUT)
def test_a_command_without_the_option_is_refused_with_the_option_and_asks_nothing(naming, action):
    before = naming.everything()
    told = naming.refused(action, allow_python=False)
    assert "run the same command with --allow-python" in told
    assert "Nothing in this workbook has changed." in told
    assert (naming.told.asked, ran(naming)) == ([], False)
    assert naming.everything() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "said"),
    [(Action.CHECK, "up to May 2012."), (Action.REBUILD, "live rebuilt.xlsx is the rebuilt scorecard")],
)
def test_check_and_rebuild_run_it_where_the_user_says_yes(naming, action, said):
    assert said in naming.act(action)
    assert (len(naming.told.asked), ran(naming)) == (1, True)


@pytest.mark.slow
def test_a_rebuilt_workbook_shows_what_a_headless_build_shows(naming):
    naming.act(Action.REBUILD, allow_python=True)
    assert differing(cells(naming.folder / "live rebuilt.xlsx"), cells(built(naming))) == {}


@pytest.mark.slow
def test_draft_email_runs_it_where_the_user_says_yes(naming):
    with_mail(naming.folder / "definition.xlsx")
    assert "1 draft in" in naming.act(Action.DRAFT)
    assert (len(naming.told.asked), ran(naming)) == (1, True)


@pytest.mark.slow
def test_a_refresh_that_becomes_a_rebuild_asks_about_the_functions_once(naming):
    one_more_indicator(naming.folder / "definition.xlsx")
    assert "live rebuilt.xlsx is the rebuilt scorecard" in naming.act()
    functions, rebuild = naming.told.asked
    assert functions.endswith("Run it now?")
    assert "Rebuild the workbook?" in rebuild


@pytest.mark.slow
def test_the_next_click_asks_again(naming):
    naming.act()
    naming.act()
    assert len(naming.told.asked) == 2


def test_a_yes_is_for_the_functions_as_they_were_when_it_was_said(naming):
    path = naming.folder / "definition.xlsx"
    permission = Permission(given=None, teller=naming.told)
    assert permission.covers(read_definition(path))
    (naming.folder / "more.py").write_text("raise SystemExit", encoding="utf-8")
    naming.told.yes = False
    with pytest.raises(NotAllowedError):
        permission.covers(read_definition(path))


@pytest.mark.slow
def test_a_definition_without_functions_asks_nothing(opened):
    opened.told.yes = False
    assert "live.xlsx shows May 2012." in opened.act()
    assert opened.told.asked == []


@pytest.mark.parametrize(("answer", "does"), [(YES, True), pytest.param(NO, False, marks=pytest.mark.slow)])
def test_a_button_asks_in_a_box_inside_excel(naming, monkeypatch, answer, does):
    monkeypatch.setattr(naming.wire, "answer", answer)
    run("refresh", "live.xlsx")
    asked, said = naming.wire.boxes
    assert asked == question("definition.xlsx", ("more.py",))
    assert ("Nothing in this workbook has changed." in said, ran(naming)) == (not does, does)


def test_several_files_are_each_named():
    asked = question("definition.xlsx", ("more.py", "others.py"))
    assert "in more.py, others.py" in asked
    assert "These files are programs: they can do anything on this computer that you can do." in asked
