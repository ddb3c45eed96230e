"""The files of a batch."""

from pathlib import Path

import pytest

from xl_scorecard.batch.naming import check_pattern, file_name, names_of, safe
from xl_scorecard.errors import RequestError
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period

MAY = Period.month(2012, 5)


def test_the_usual_name_has_the_period_and_the_part():
    assert (
        file_name(check_pattern("", parts=False), name="scorecard", period=MAY, part=None) == "scorecard-2012-05.xlsx"
    )
    north = Part(dimension="team", value="North")
    assert file_name(check_pattern("", parts=True), name="x", period=MAY, part=north) == "x-2012-05-North.xlsx"


def test_a_pattern_may_make_folders():
    pattern = check_pattern("{dimension}/{part}/{period}.xlsx", parts=True)
    part = Part(dimension="team", value="North/East")
    assert file_name(pattern, name="x", period=MAY, part=part) == "team/North-East/2012-05.xlsx"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{month}.xlsx", "{month} means nothing"),
        ("{name}.csv", "cannot name the outputs"),
        ("/tmp/{name}.xlsx", "cannot name the outputs"),  # noqa: S108 - refused
        ("../{name}-{part}.xlsx", "cannot name the outputs"),
        ("{name}-{period}.xlsx", "would have the same file"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_with_the_reason(pattern, said):
    with pytest.raises(RequestError) as refused:
        check_pattern(pattern, parts=True)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("a<b>c", "a-b-c"),
        ("NUL", "NUL_"),
        ("com1.old", "com1.old_"),
        ("Team. ", "Team"),
        ("x" * 300, "x" * 100),
        ("Ågård & Söhne", "Ågård & Söhne"),
        ("a\x00\nb", "a-b"),
        ("..\\..\\etc", "..-..-etc"),
    ],
)
def test_a_value_becomes_a_name_that_every_system_allows(value, name):
    assert safe(value) == name


def test_a_single_definition_gives_scorecards_and_several_their_own_names():
    assert names_of((Path("a/definition.xlsx"),)) == {Path("a/definition.xlsx"): "scorecard"}
    assert list(names_of((Path("one.xlsx"), Path("two.xlsx"))).values()) == ["one", "two"]


def test_definitions_of_one_name_are_called_by_their_folders():
    named = names_of((Path("a/definition.xlsx"), Path("b/definition.xlsx")))
    assert list(named.values()) == ["a", "b"]


def test_two_definitions_that_would_be_called_the_same_are_refused():
    with pytest.raises(RequestError, match='Two definitions would be called "x"'):
        names_of((Path("a/x/definition.xlsx"), Path("b/x/definition.xlsx")))
