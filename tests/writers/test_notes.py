from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.builders.scorecards import seed_scorecard
from tests.builders.templates import make_template
from xl_scorecard.model.note import Note
from xl_scorecard.writers.remembering import read_bindings
from xl_scorecard.writers.workbook import write_workbook


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


@pytest.fixture
def built(card, tmp_path):
    """A finished workbook with a note column, and the template it came from."""
    cells = {"A1": "Code", "A2": "{{ indicator.code }}", "B2": "{{ indicator.note }}"}
    template = make_template(tmp_path / "t.xlsx", {"Card": cells})
    return write_workbook(card, template, tmp_path / "out.xlsx").path, template


def rows(path):
    return {row[0].value: row[1].value for row in load_workbook(path)["Card"].iter_rows(min_row=2)}


def type_note(path, code, text):
    book = load_workbook(path)
    next(row for row in book["Card"].iter_rows(min_row=2) if row[0].value == code)[1].value = text
    book.save(path)


def with_note(card, code, text):
    """The same scorecard with another note of the definition's on one indicator this month."""

    def changed(line):
        if line.indicator.code != code:
            return line
        month = line.assessments[card.period]
        note = Note(indicator=code, period=card.period, text=text)
        return replace(line, assessments={**line.assessments, card.period: replace(month, note=note)})

    return replace(card, sections=tuple(replace(s, lines=tuple(map(changed, s.lines))) for s in card.sections))


def without_first_line(card):
    first, *rest = card.sections
    return replace(card, sections=(replace(first, lines=first.lines[1:]), *rest))


def test_a_note_that_staff_typed_stays_when_the_workbook_is_made_again(card, built):
    out, template = built
    type_note(out, "HY64", "Four long plans; reviewed on Monday.")
    written = write_workbook(card, template, out)
    assert rows(out)["HY64"] == "Four long plans; reviewed on Monday."
    assert written.card.problems == card.problems
    write_workbook(card, template, out)
    assert rows(out)["HY64"] == "Four long plans; reviewed on Monday."


def test_a_note_stays_with_its_indicator_when_rows_move(card, built):
    out, template = built
    type_note(out, "HY64", "Stays with HY64.")
    write_workbook(without_first_line(card), template, out)
    assert rows(out)["HY64"] == "Stays with HY64."
    assert [code for code, note in rows(out).items() if note == "Stays with HY64."] == ["HY64"]


def test_a_note_that_nobody_touched_is_replaced_by_the_definitions_new_one(card, built):
    out, template = built
    write_workbook(with_note(card, "HY64", "New from the definition."), template, out)
    assert rows(out)["HY64"] == "New from the definition."


def test_where_both_changed_both_are_kept_and_a_problem_says_so(card, built):
    out, template = built
    type_note(out, "HY64", "From staff.")
    written = write_workbook(with_note(card, "HY64", "New from the definition."), template, out)
    assert rows(out)["HY64"] == "From staff.\nNew from the definition."
    problem = written.card.problems[-1]
    assert problem.code == "WRK-001"
    assert "HY64" in problem.sentence
    assert "From staff" not in problem.sentence


def test_a_note_that_staff_cleared_stays_cleared(card, built):
    out, template = built
    code = next(code for code, note in rows(out).items() if note)
    type_note(out, code, None)
    write_workbook(card, template, out)
    assert rows(out)[code] is None


def test_a_workbook_that_is_not_ours_holds_no_notes_of_staff(card, built, tmp_path):
    _, template = built
    other = make_template(tmp_path / "other.xlsx", {"Card": {"A1": "mine"}})
    assert write_workbook(card, template, other).card == card


def test_bindings_tell_whether_template_definition_or_layout_changed(card, built):
    out, template = built
    first = read_bindings(out)
    write_workbook(with_note(card, "HY64", "Another note."), template, out)
    same = read_bindings(out)
    write_workbook(without_first_line(card), template, out)
    other = read_bindings(out)
    assert first is not None
    assert same is not None
    assert other is not None
    assert first.layout == same.layout != other.layout
    assert first.template == same.template
    assert make_template(template, {"Card": {"A1": "{{ scorecard.title }}"}})
    write_workbook(card, template, out)
    again = read_bindings(out)
    assert again is not None
    assert again.template != first.template
