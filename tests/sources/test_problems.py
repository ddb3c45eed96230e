"""Codes are a promise: people write them down."""

import re
import string

from tests.builders.source_workbooks import WHERE
from xl_scorecard.sources.problems import Collector, Kind, make_problem


def test_every_code_stands_for_one_kind_and_looks_alike():
    codes = [kind.value.code for kind in Kind]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"SRC-\d{3}", code) for code in codes)
    assert len(set(Kind)) == len(Kind.__members__)


def test_every_kind_says_what_to_do():
    assert all(kind.value.fix.endswith(".") and not kind.value.sentence.endswith(".") for kind in Kind)


def test_no_sentence_has_room_for_a_value():
    """What may be put into a sentence: declared headings, codes of the definition, periods, counts and kinds."""
    allowed = {"column", "found", "nearest", "letters", "read_as", "period", "months", "covers", "bad", "rows", "limit"}
    allowed |= {"where", "accept", "rule", "parts", "other", "source", "each"}
    fields = {
        name
        for kind in Kind
        for text in (kind.value.sentence, kind.value.fix)
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }
    assert fields <= allowed


def test_a_problem_keeps_the_count_and_the_first_five_places():
    problem = make_problem(Kind.TOTAL_ROWS, WHERE, [f"A{row}" for row in range(1, 9)])
    assert problem.count == 8
    assert [place.cell for place in problem.places] == ["A1", "A2", "A3", "A4", "A5"]
    assert str(problem.place) == "contacts.xlsx › Contacts › A1"


def test_a_problem_of_the_whole_sheet_has_the_sheet_as_its_place():
    problem = make_problem(Kind.NO_ROWS, WHERE)
    assert (problem.count, problem.place, problem.places) == (1, WHERE, (WHERE,))


def test_a_collector_makes_one_problem_of_the_same_words():
    collector = Collector(WHERE)
    for cell in ("A2", "A3"):
        collector.add(Kind.NOT_A_PERIOD, cell, column="Period")
    collector.add(Kind.NO_FIGURE, "C2", column="Value")
    assert [(problem.code, problem.count) for problem in collector.problems] == [("SRC-072", 2), ("SRC-075", 1)]
