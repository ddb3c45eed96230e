"""A definition whose source is behind a password, refreshed in Excel: by a command with it; a button says which command."""

import shlex
import sys
from dataclasses import replace

import pytest

from tests.builders.little import write_rows
from tests.builders.live import more_rows, one_more, one_more_indicator, with_function, with_mail
from tests.builders.protecting import SECRET, files_that_have, protect
from tests.excel.test_agreement import cells, differing
from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.excel.permission import Permission
from xl_scorecard.excel.run import Action, run

ASKS = (
    (Action.REFRESH, "xl-scorecard refresh live.xlsx --password-from ask"),
    pytest.param(
        Action.REBUILD, "xl-scorecard refresh live.xlsx --rebuild --password-from ask", marks=pytest.mark.slow
    ),
    pytest.param(Action.CHECK, "xl-scorecard check {definition} --password-from ask", marks=pytest.mark.slow),
    pytest.param(Action.DRAFT, "xl-scorecard send {definition} --password-from ask", marks=pytest.mark.slow),
)


@pytest.fixture
def protected(opened, rows):
    """The little scorecard, open; its source has one record more since, and a password."""
    more_rows(opened.folder, one_more(rows))
    protect(opened.folder / "referrals.xlsx")
    return opened


def built(opened):
    definition = opened.folder / "definition.xlsx"
    return pipeline.build(definition, out=opened.folder / "built.xlsx", password=SECRET).path


def saved(opened):
    path = opened.folder / "saved.xlsx"
    opened.excel.save(path)
    return path


def kept(*folders):
    return {str(path): path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def command_in(told):
    """The words of the command that a refusal names."""
    (line,) = (line for line in told.splitlines() if "xl-scorecard " in line)
    return shlex.split(line[line.index("xl-scorecard ") :])


def test_with_the_password_it_shows_what_a_headless_build_shows(protected):
    assert "live.xlsx shows May 2012." in protected.act(password=SECRET)
    assert protected.told.asked == []
    assert differing(cells(saved(protected)), cells(built(protected))) == {}


@pytest.mark.parametrize(("action", "asks"), ASKS)
def test_without_it_nothing_has_changed_and_the_refusal_is_the_command_that_asks_for_it(
    protected, own_state, action, asks
):
    with_mail(protected.folder / "definition.xlsx")
    before, files = protected.everything(), kept(protected.folder, own_state)
    told = protected.refused(action)
    assert told.startswith(
        "referrals.xlsx: is protected with a password. To give it, leave this workbook open and type"
    )
    assert told.endswith("Nothing in this workbook has changed.")
    assert command_in(told) == asks.format(definition=protected.folder / "definition.xlsx").split()
    assert (protected.everything(), kept(protected.folder, own_state)) == (before, files)


@pytest.mark.slow
def test_with_another_nothing_has_changed_either(protected):
    before = protected.everything()
    told = protected.refused(password=SECRET.upper())
    assert "is protected with another password than the one given." in told
    assert "--password-from" not in told
    assert protected.everything() == before


@pytest.mark.slow
def test_a_button_says_the_command_in_a_box_inside_excel(protected):
    run("refresh", "live.xlsx")
    (box,) = protected.wire.boxes
    assert command_in(box) == ["xl-scorecard", "refresh", "live.xlsx", "--password-from", "ask"]
    assert "Nothing in this workbook has changed." in box


def test_the_password_is_in_no_file_that_a_refresh_leaves_nor_in_what_it_tells(protected, tmp_path, caplog, capfd):
    with caplog.at_level("DEBUG"):
        said = protected.act(password=SECRET)
    saved(protected)
    assert len(kept(tmp_path / "state")) == 3  # the log, where the definition is, and what Undo needs
    assert files_that_have(SECRET, tmp_path) == []
    assert SECRET not in f"{said} {protected.told} {protected.everything()} {caplog.text} {capfd.readouterr()}"
    assert SECRET not in repr(Permission(given=True, teller=protected.told, password=SECRET))


@pytest.mark.slow
def test_what_was_refreshed_with_it_is_undone_without_it(protected):
    before = protected.values("Card", "D2")
    protected.act(password=SECRET)
    assert protected.values("Card", "D2") != before
    protected.act(Action.UNDO)
    assert protected.values("Card", "D2") == before


@pytest.mark.slow
def test_check_and_rebuild_read_with_it(protected):
    assert "up to May 2012." in protected.act(Action.CHECK, password=SECRET)
    protected.act(Action.REBUILD, password=SECRET)
    assert differing(cells(protected.folder / "live rebuilt.xlsx"), cells(built(protected))) == {}


@pytest.mark.slow
def test_a_refresh_that_becomes_a_rebuild_needs_it_once(protected):
    one_more_indicator(protected.folder / "definition.xlsx")
    assert "live rebuilt.xlsx is the rebuilt scorecard" in protected.act(password=SECRET)
    assert differing(cells(protected.folder / "live rebuilt.xlsx"), cells(built(protected))) == {}


@pytest.mark.slow
def test_the_command_names_the_definition_that_was_given_and_the_functions_that_were_allowed(protected):
    definition = protected.folder / "definition.xlsx"
    with_function(definition)
    given = ["--definition", str(definition), "--allow-python", "--password-from", "ask"]
    assert command_in(protected.refused(given=definition))[3:] == given
    assert protected.told.asked != []
    assert command_in(protected.refused(given=definition, allow_python=True))[3:] == given


@pytest.mark.slow
def test_of_several_protected_sources_each_is_named_and_so_is_what_else_is_wrong(protected, rows):
    path = protected.folder / "definition.xlsx"
    definition = read_definition(path)
    (source,) = definition.sources
    others = tuple(replace(source, name=name, file=f"{name}.xlsx") for name in ("second", "third"))
    write_definition(replace(definition, sources=(source, *others)), path)
    write_rows(protected.folder / "second.xlsx", rows)
    protect(protected.folder / "second.xlsx")
    told = protected.refused()
    assert told.startswith("3 sources cannot be read.")
    assert told.count('xl-scorecard refresh "live.xlsx" --password-from ask') == 2
    assert "second.xlsx: is protected with a password." in told
    assert "third.xlsx: cannot be found" in told


@pytest.mark.slow
def test_without_the_extra_it_says_what_to_install_and_no_command(protected, monkeypatch):
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    told = protected.refused(password=SECRET)
    assert "install xl-scorecard[encrypt]" in told
    assert "type at a command line" not in told
