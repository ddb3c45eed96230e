"""The Python API, as the README shows it."""

import pytest

import xl_scorecard as xs


@pytest.fixture(scope="module")
def card(built_demo):
    return xs.assess(built_demo / "definition.xlsx", period="2012-05")


def test_a_card_is_a_table_for_pandas(card):
    frame = card.to_frame()
    row = frame[(frame["code"] == "HY64") & (frame["period"] == "2012/13 to 2012-05")].iloc[0]
    assert (row["numerator"], row["denominator"], row["value"], row["status"]) == (4, 40, 10.0, "RED")


def test_a_card_writes_the_workbook_that_the_command_writes(card, built_demo, tmp_path):
    out = card.write(tmp_path / "out.xlsx")
    assert out.read_bytes() == (built_demo / "scorecard-2012-05.xlsx").read_bytes()


def test_build_says_where_and_what(built_demo, tmp_path):
    built = xs.build(built_demo / "definition.xlsx", period="March 2012", out=tmp_path / "march.xlsx")
    assert (built.path, built.card.period) == (tmp_path / "march.xlsx", xs.Period.month(2012, 3))


def test_what_stops_a_scorecard_has_its_place_and_what_would_be_right(tmp_path):
    with pytest.raises(xs.ScorecardError) as stopped:
        xs.assess(tmp_path / "nowhere.xlsx")
    assert stopped.value.place.file == "nowhere.xlsx"


@pytest.mark.slow
def test_source_date_epoch_is_when_the_workbook_was_made(built_demo, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1340000000")
    built = xs.assess(built_demo / "definition.xlsx").scorecard.built
    assert built.isoformat() == "2012-06-18T06:13:20"


def test_public_names_are_sorted_and_there():
    assert xs.__all__ == sorted(xs.__all__)
    assert all(hasattr(xs, name) for name in xs.__all__)
