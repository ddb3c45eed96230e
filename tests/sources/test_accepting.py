"""Headings that stand in a source and are likely to be those that the definition declares otherwise are suggested."""

from dataclasses import replace

import pytest

from tests.builders.protecting import SECRET, protect
from tests.builders.source_workbooks import CHILD, CONTACTED, GENDER, contacts, define, write_rows
from xl_scorecard.model.place import Place
from xl_scorecard.sources.accepting import suggest_headings
from xl_scorecard.sources.showing import values_at


def suggested(folder, headings, **fields):
    write_rows(folder / "contacts.xlsx", [["Title"], headings, ["c1", "x", "y"]])
    return suggest_headings(define(folder, contacts(**fields)))


def test_the_nearest_heading_of_each_missing_column_is_suggested(tmp_path):
    columns = (CHILD, replace(GENDER, place=Place(file="d.xlsx", sheet="Columns", cell="C6")), CONTACTED)
    first, second = suggested(tmp_path, ["Child ID", "Gendre ", "Date  of Contct"], columns=columns)
    assert (first.source, first.column.name, first.heading, first.shown) == ("contacts", "gender", "Gendre", "Gendre")
    assert str(first.place) == "contacts.xlsx › Contacts › B2"
    assert str(first.column.place) == "d.xlsx › Columns › C6"
    assert (second.column.name, second.heading) == ("contacted", "Date of Contct")


def test_a_heading_that_may_be_a_name_is_suggested_without_showing_it(tmp_path):
    found = suggested(tmp_path, ["Child ID", "Gender", "Date of Contact Zebedee"])
    assert [(one.heading, one.shown) for one in found] == [("Date of Contact Zebedee", "")]


@pytest.mark.parametrize(
    "headings", [["Child ID", "Gender", "Date of Contact"], ["Child ID", "Gender", "zzz"], ["zzz"]]
)
def test_where_nothing_is_missing_or_nothing_is_near_nothing_is_suggested(tmp_path, headings):
    assert suggested(tmp_path, headings) == ()


def test_a_source_that_cannot_be_read_has_no_suggestion(tmp_path):
    assert suggest_headings(define(tmp_path, contacts())) == ()


def test_values_are_read_again_for_whoever_asks(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [["Child ID"], [" c1 "], [12.0], [None], ["#N/A"]], sheet="Zebedee")
    places = [
        Place(file="contacts.xlsx", sheet="sheet 1", cell=cell) for cell in ("A2", "A3", "A4", "A5", "B9", "row 2", "")
    ]
    places += [places[0], Place(file="other.xlsx", cell="A1"), Place(file="contacts.xlsx", sheet="sheet 7", cell="A1")]
    shown = [(place.cell, value) for place, value in values_at(define(tmp_path, contacts()), places)]
    assert shown == [
        ("A2", "' c1 '"),
        ("A3", "12"),
        ("A4", "nothing"),
        ("A5", "an error such as #N/A"),
        ("B9", "nothing"),
        ("row 2", "' c1 '"),
    ]


def test_both_open_a_source_behind_its_password(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [["Child ID", "Gendre", "Date of Contact"], ["c1", "x", "y"]])
    protect(tmp_path / "contacts.xlsx")
    definition, place = define(tmp_path, contacts()), Place(file="contacts.xlsx", sheet="Contacts", cell="A2")
    assert suggest_headings(definition) == ()
    assert [one.heading for one in suggest_headings(definition, password=SECRET)] == ["Gendre"]
    assert list(values_at(definition, [place])) == []
    assert list(values_at(definition, [place], password=SECRET)) == [(place, "'c1'")]
