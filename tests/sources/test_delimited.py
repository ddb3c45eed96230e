"""Text with delimiters: characters and delimiters are found or declared, and nothing is guessed at in its cells."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.source_workbooks import by_code, cells_of, contacts, define
from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.sources import delimited
from xl_scorecard.sources.delimited import found_delimiter, read_text
from xl_scorecard.sources.reading import read_sources

LINES = ["Child Unique ID,Gender,Date of Contact", "0012,Male,14/05/2012", "c2,b) Female,2012-05-15"]


def read(folder, text, *, encoding="utf-8", name="contacts.csv", **fields):
    (folder / name).write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return read_sources(define(folder, contacts(file=name, **fields)))


def children(tables):
    return tables.records["contacts"]["child"].tolist()


def test_a_text_file_is_read_and_that_all_is_text_is_nothing_odd(tmp_path):
    tables = read(tmp_path, "\n".join(LINES))
    frame = tables.records["contacts"]
    assert frame["child"].tolist() == ["0012", "c2"]
    assert frame["gender"].tolist() == ["Male", "Female"]
    assert frame["contacted"].dt.day.tolist() == [14, 15]
    assert frame["_row"].tolist() == [2, 3]
    assert tables.problems == ()
    assert tables.files[0].sheet == ""


@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
def test_the_delimiter_is_found(tmp_path, mark):
    assert children(read(tmp_path, "\n".join(line.replace(",", mark) for line in LINES))) == ["0012", "c2"]


@pytest.mark.parametrize("name", ["contacts.txt", "contacts.tsv", "contacts.CSV", "contacts.tab"])
def test_the_name_may_end_as_such_files_do(tmp_path, name):
    assert children(read(tmp_path, "\n".join(LINES), name=name)) == ["0012", "c2"]


def test_commas_in_texts_do_not_hide_another_delimiter():
    assert found_delimiter('a;b\n"Smith, Jane, of, here";2\n"Doe, Ann";3\n') == ";"
    assert found_delimiter('"Name, first";"Area, team"\n"Doe, Ann";"East, two"\n') == ";"


def test_a_line_that_names_the_delimiter_is_believed(tmp_path):
    tables = read(tmp_path, "sep=;\n" + "\n".join(line.replace(",", ";") for line in LINES))
    assert tables.records["contacts"]["_row"].tolist() == [3, 4]


@pytest.mark.parametrize(("declared", "mark"), [("semicolon", ";"), ("tab", "\t"), (";", ";"), ("comma", ",")])
def test_a_declared_delimiter_is_used(tmp_path, declared, mark):
    text = "\n".join(line.replace(",", mark) for line in LINES)
    assert children(read(tmp_path, text, delimiter=declared)) == ["0012", "c2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(tmp_path, encoding):
    text = "\n".join(LINES).replace("c2", "Zoë–2")
    tables = read(tmp_path, text, encoding=encoding)
    assert children(tables) == ["0012", "Zoë–2"]


def read_declared(folder, data, encoding):
    (folder / "contacts.csv").write_bytes(data)
    return read_sources(define(folder, contacts(file="contacts.csv", encoding=encoding)))


def test_a_declared_encoding_that_does_not_fit_is_refused_with_the_line(tmp_path):
    data = "\n".join([*LINES, "Zoë,Male,x"]).encode("cp1252")
    with pytest.raises(SourceError, match="line 4 is not utf-8") as caught:
        read_declared(tmp_path, data, "utf-8")
    assert caught.value.code == "SRC-150"
    assert children(read_declared(tmp_path, data, "windows-1252"))[-1] == "Zoë"


def test_bytes_that_are_in_no_known_encoding_are_refused_with_the_line(tmp_path):
    with pytest.raises(SourceError, match="line 4 is not UTF-8 or Windows-1252"):
        read(tmp_path, "\n".join(LINES).encode() + b"\n\x81\x8d,Male,x")


def test_a_declared_encoding_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(SourceError, match="the declared encoding is not one"):
        read_declared(tmp_path, b"a,b", "utf-99")


def test_a_mark_at_the_beginning_is_no_part_of_the_first_heading():
    assert read_text("\ufeffa,b".encode(), None, encoding="utf-8").row(1) == ["a", "b"]


@pytest.mark.parametrize("line", ['c3,"Male,14/05/2012', 'c3,"Ma"le,14/05/2012'])
def test_a_quotation_mark_that_does_not_fit_is_refused_with_the_line(tmp_path, line):
    """Otherwise it would swallow every record up to the next one."""
    with pytest.raises(SourceError, match="line 4 has a quotation mark that does not fit") as caught:
        read(tmp_path, "\n".join([*LINES, line]))
    assert caught.value.code == "SRC-151"


def test_quoted_texts_may_hold_delimiters_quotation_marks_and_line_ends(tmp_path):
    tables = read(tmp_path, "\n".join([*LINES, '"c ""3"", x",Male,14/05/2012', '"a\r\nb",Male,14/05/2012']))
    assert children(tables)[2:] == ['c "3", x', "a\nb"]


def test_a_row_with_more_cells_than_headings_is_said(tmp_path):
    tables = read(tmp_path, "\n".join([*LINES, "c3,Smith, Jane,14/05/2012", "c4,Male,14/05/2012,"]))
    assert cells_of(by_code(tables)["SRC-065"]) == ["D4"]


def test_an_empty_text_says_that_the_sheet_is_empty(tmp_path):
    with pytest.raises(SourceError, match="the sheet is empty"):
        read(tmp_path, "\n\n")


def test_a_sheet_of_a_text_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="has no sheet “List 3”"):
        read(tmp_path, "\n".join(LINES), sheet="List 3")


@pytest.mark.parametrize("row", [",".join(["x"] * 16_385), "," * 20_000])
def test_a_row_of_more_cells_than_a_sheet_has_columns_is_refused(tmp_path, row):
    with pytest.raises(SourceError, match="outside the 16,384 columns") as caught:
        read(tmp_path, "\n".join([*LINES, row]))
    assert caught.value.code == "SRC-126"


def test_more_rows_than_a_sheet_has_are_refused_before_they_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "LAST_ROW", 3)
    assert children(read(tmp_path, "\n".join(LINES))) == ["0012", "c2"]
    with pytest.raises(SourceError, match="1,048,576 rows of a sheet"):
        read(tmp_path, "\n".join([*LINES, "c3,Male,"]))


def test_more_cells_than_any_list_needs_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "MOST_CELLS", 8)
    with pytest.raises(SourceError, match="more time or memory"):
        read(tmp_path, "\n".join(LINES))


@given(
    rows=st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=3), max_size=6)),
    at_once=st.integers(1, 4),
)
def test_whatever_the_rows_every_cell_is_read_where_it_stands(rows, at_once):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "ROWS_AT_ONCE", at_once)
        patch.setattr(delimited, "CHUNK", 1)
        grid = read_text(text.getvalue().encode(), Place(), delimiter=",", encoding="utf-8")
    wanted = {(n, c): cell for n, row in enumerate(rows, start=1) for c, cell in enumerate(row) if cell}
    assert {(n, c): cell for n, c, cell in cells_in(grid)} == wanted
    assert grid.facts.cells == sum(map(len, rows))


def cells_in(grid):
    for column, strip in grid.strips.items():
        for number, cell in zip(strip.rows.tolist(), strip.cells, strict=True):
            yield number, column, cell
