"""A child's value is in nothing that any command prints, logs or leaves behind, whatever goes wrong.

Values that nobody could mistake stand in cells, headings, sheet names, bad dates and bad numbers of the sources; every
command is run on them, in every way that they can fail. The one workbook made to hold records is drill's.
"""

import re
import tempfile
import traceback
import zipfile
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command

from tests.builders.small_world import write_world
from tests.builders.source_workbooks import HEADINGS
from xl_scorecard.cli.app import app
from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.sources import readers
from xl_scorecard.writers.shipped import shipped_template

SECRET = re.compile(r"zebedee|quux|zqx|7777", re.IGNORECASE)
NAME, BAD_DATE, BAD_NUMBER = "Zebedee Quux", "31/09/7777", "7777,77"
CHILD = "ZQX77777"
RECORDS = [
    [CHILD, "Male", date(2012, 4, 14), NAME, 77_777.5],
    [f" {CHILD}1", NAME, BAD_DATE, NAME, BAD_NUMBER],
    [77_777_777_777_777_777, "b) Female", date(7777, 7, 7), NAME, 7777],
    [NAME, f"a) {NAME}", f"{NAME} 14/05/2012", NAME, NAME],
    [CHILD, "Male", date(2012, 5, 14), NAME, 77_777.5],
]
EXTRA = [*HEADINGS, NAME, f"{NAME} 7777"]
WRITTEN_FOR_RECORDS = ("drill",)
TEXTS = (".json", ".log", ".txt", ".csv", ".eml", ".html", ".yaml", ".md", ".xml", ".rels", ".vml")


def rows(*records, headings=EXTRA, above=((NAME,),)):
    return [list(one) for one in above] + [list(headings)] + [list(one) for one in records or RECORDS]


WORLDS = {
    "bad cells everywhere": {"rows": rows()},
    "a required heading is missing": {"rows": rows(headings=["Child ID", "Gender", f"Date of {NAME}", NAME, NAME])},
    "an optional heading is missing": {
        "rows": rows(headings=["Child ID", f"Gender {NAME}", "Date of Contact", NAME, NAME])
    },
    "two columns have one heading": {"rows": rows(headings=[*HEADINGS, "Gender", NAME])},
    "no headings at all": {"rows": [[NAME, NAME, NAME], *RECORDS]},
    "too many bad rows": {"rows": rows(), "bad_row_limit": 0.0},
    "a sheet that is not there": {"rows": rows(), "declared": {"sheet": "Contacts 2"}},
    "a pattern of sheets": {"rows": rows(), "declared": {"sheet": "*"}},
    "a table that is not there": {"rows": rows(), "declared": {"table": "Contacts"}},
    "a damaged workbook": {"rows": rows(), "spoil": lambda data: data[:-900]},
    "another file of that name": {"rows": rows(), "spoil": lambda _: f"<html>{NAME}</html>".encode()},
    "a text of that name": {"rows": rows(), "spoil": lambda _: f"{NAME},{CHILD}\n".encode()},
}


@pytest.fixture
def world(tmp_path, request):
    """A definition and its seeded workbook, whose sheet is named after the child too."""
    said = dict(WORLDS[request.param])
    spoil = said.pop("spoil", None)
    path = write_world(tmp_path, said.pop("rows"), named=NAME, **said.pop("declared", {}), **said)
    if spoil:
        workbook = tmp_path / "contacts.xlsx"
        workbook.write_bytes(spoil(workbook.read_bytes()))
    return path


def commands():
    """Every command with the words that it needs, as far as they can be told from what it takes."""
    return {
        name: command for name, command in _commands(get_command(app)) if name.split()[0] not in WRITTEN_FOR_RECORDS
    }


def _commands(group, before=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def words_for(name, command, definition):
    """A value for each argument, and for each option without which the command does nothing."""
    given = {"file": definition.parent / "contacts.xlsx", "code": "Op504", "folder": definition.parent / "demo"}
    if name.startswith("template"):
        return [str(shipped_template()), "--definition", str(definition)]
    words = [str(given.get(one.name, definition)) for one in command.params if one.param_type_name == "argument"]
    for option in (one for one in command.params if one.param_type_name == "option"):
        if option.required or option.name in ("period", "periods", "out"):
            value = {"out": definition.parent / f"out-{command.name}", "periods": "2012-05..2012-05"}.get(
                option.name, "2012-05"
            )
            words += [option.opts[0], str(value)]
    return words


def run(name, words, capsys, monkeypatch):
    """All that a command prints, and the trace of whatever it did not catch."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("builtins.input", lambda *_: "n")
    try:
        app([*name.split(), *map(str, words)], prog_name="xl-scorecard")
    except BaseException as error:
        trace = "".join(traceback.format_exception(error))
    else:
        trace = ""
    printed = capsys.readouterr()
    return f"{printed.out}{printed.err}{trace}"


def left_behind(folder):
    """Every file that was made, by name with what it says; a workbook is looked into, but for the sources themselves."""
    for file in (one for one in folder.rglob("*") if one.is_file() and one.name != "contacts.xlsx"):
        yield f"name of {file.name}", file.name
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as package:
                for part in package.namelist():
                    if part.endswith(TEXTS):
                        yield f"{file.name} › {part}", package.read(part).decode("utf-8", errors="replace")
        elif file.suffix in TEXTS:
            yield file.name, file.read_text(encoding="utf-8", errors="replace")


def leaks(said):
    return [f"{where}: {found[0]}" for where, text in said for found in SECRET.finditer(text)]


NEVER_RUN = ("demo", "excel", "refresh", "doctor", "schema")
"""They read no source, and write much or ask Excel."""
RUN = sorted(name for name in commands() if not name.startswith(NEVER_RUN))


AT_ONCE = ("bad cells everywhere", "an optional heading is missing", "no headings at all", "a text of that name")
"""The other worlds, and all commands, are run by .ci/run."""


@pytest.mark.parametrize("world", AT_ONCE, indirect=True)
def test_what_reads_the_sources_tells_nothing_of_them(world, tmp_path, capsys, monkeypatch):
    for name, *more in (["check"], ["peek"], ["peek", "--json"]):
        words = [tmp_path / "contacts.xlsx" if name == "peek" else world, *more]
        assert leaks([(name, run(name, words, capsys, monkeypatch))]) == []


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS, indirect=True)
def test_no_command_tells_or_leaves_anything_whatever_goes_wrong(world, tmp_path, capsys, monkeypatch):
    logs = tmp_path / "logs"
    logs.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(logs))
    for name in RUN:
        command = commands()[name]
        for more in ([], ["--json"] if any(one.name == "as_json" for one in command.params) else []):
            said = run(name, [*words_for(name, command, world), *more], capsys, monkeypatch)
            assert leaks([(name, said)]) == []
    assert leaks(left_behind(tmp_path)) == []


def test_the_checks_of_a_definition_tell_nothing(tmp_path, capsys, monkeypatch):
    path = write_world(tmp_path, rows(), named=NAME)
    from dataclasses import replace

    from xl_scorecard.definitions.reading import read_definition
    from xl_scorecard.definitions.writing import write_definition

    overlap = Check(source="contacts", kind=CheckKind.NO_OVERLAP, column="contacted", other="contacted", each="child")
    write_definition(replace(read_definition(path), checks=(overlap,)), path)
    assert leaks([("check", run("check", [path], capsys, monkeypatch))]) == []


def test_an_error_that_nobody_foresaw_leaves_a_log_without_it(tmp_path, capsys, monkeypatch):
    logs = tmp_path / "logs"
    logs.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(logs))

    def fail(*_args, **_kwargs):
        raise ValueError(f"could not read {NAME} of {CHILD}")

    monkeypatch.setattr(readers, "read_sheet_xml", fail)
    path = write_world(tmp_path, rows(), named=NAME)
    said = run("check", [path], capsys, monkeypatch)
    assert "did not foresee" in said
    (log,) = logs.glob("*.log")
    assert leaks([("said", said.partition("Traceback")[0]), *left_behind(logs)]) == []
    assert "ValueError" in log.read_text(encoding="utf-8")


def test_what_other_parsers_say_goes_nowhere(tmp_path, capfd):
    """calamine and openpyxl quote what they choke on; they are read in a process whose voice is not heard."""
    from tests.builders.source_workbooks import change_part, write_rows
    from xl_scorecard.sources.book import open_book

    path = write_rows(tmp_path / "contacts.xlsx", rows())
    sheet = f'<worksheet><sheetData><row r="{NAME}"><c r="A1" t="str"><v>{NAME}</{CHILD}><c>'
    change_part(path, "xl/worksheets/sheet1.xml", lambda _: sheet.encode())
    book = open_book(path)
    with pytest.raises(Exception, match="cannot be read") as caught:
        readers.read_grids(book, book.sheets)
    heard = "".join(capfd.readouterr())
    assert leaks([("heard", heard), ("trace", "".join(traceback.format_exception(caught.value)))]) == []


def test_the_search_finds_what_it_looks_for(tmp_path):
    """So that zero hits above mean something."""
    path = write_world(tmp_path, rows(), named=NAME)
    assert leaks(left_behind(tmp_path)) == []
    (tmp_path / "told.txt").write_text(f"{NAME} and {CHILD}", encoding="utf-8")
    assert len(leaks(left_behind(tmp_path))) == 4
    assert isinstance(path, Path)
