from tests.builders.judging import an_indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.status.notes import note_on, notes_of


def a_note(period, text="said", indicator="K1"):
    return Note(indicator=indicator, period=Period.parse(period), text=text)


def test_notes_of_a_line_are_newest_first_and_none_is_on_a_later_month():
    notes = (
        a_note("2011/12"),
        a_note("2012-05"),
        a_note("2012-06"),
        a_note("2012-04"),
        a_note("2012-05", indicator="K2"),
    )
    own = notes_of(an_indicator(), notes, period=Period.parse("2012-05"))
    assert [note.period.code for note in own] == ["2012-05", "2012-04", "2011/12"]


def test_of_two_notes_on_one_period_the_later_row_comes_first():
    notes = (a_note("2012-05", "first"), a_note("2012-05", "second"))
    own = notes_of(an_indicator(), notes, period=Period.parse("2012-05"))
    assert [note.text for note in own] == ["second", "first"]


def test_a_note_on_the_period_itself_wins_over_one_on_its_last_month():
    year, march = a_note("2011/12"), a_note("2012-03")
    assert note_on((march, year), Period.parse("2011/12")) is year
    assert note_on((march, year), Period.parse("2012-03")) is march


def test_a_note_on_the_month_speaks_of_the_year_to_date_that_ends_with_it():
    may = a_note("2012-05")
    assert note_on((may,), Period.parse("2012/13 to 2012-05")) is may


def test_an_older_note_is_not_carried_forward():
    assert note_on((a_note("2012-04"),), Period.parse("2012-05")) is None
