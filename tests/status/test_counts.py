from dataclasses import replace

import pytest

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.model.definition import Headline
from xl_scorecard.model.scorecard import Section
from xl_scorecard.model.status import Status
from xl_scorecard.status.counts import improved, reds, status_counts, summary_sentence, worsened


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        (
            Headline.YEAR_TO_DATE,
            "1 red, 1 amber and 4 green of 6 indicators judged against a target; 8 have no target, 2 have no data.",
        ),
        (
            Headline.LAST_FULL_YEAR,
            "1 red, 3 amber and 2 green of 6 indicators judged against a target; 10 have no target.",
        ),
    ],
)
def test_one_sentence_counts_the_headline_statuses(headline, sentence):
    assert summary_sentence(seed_scorecard(headline=headline)) == sentence


def only(card, *codes):
    """The scorecard with these lines alone."""
    lines = tuple(line for line in card.lines if line.indicator.code in codes)
    return replace(card, sections=(Section(title="All", lines=lines),))


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (("HY64",), "1 red, 0 amber and 0 green of 1 indicator judged against a target."),
        (("Op410", "Op421"), "No indicator is judged against a target; 1 has no target, 1 has no data."),
        ((), "No indicator is judged against a target."),
    ],
)
def test_one_and_none_are_said_plainly(codes, sentence):
    assert summary_sentence(only(seed_scorecard(), *codes)) == sentence


def test_every_status_is_counted_and_the_counts_add_up():
    card = seed_scorecard()
    counts = status_counts(card.lines)
    assert set(counts) == set(Status)
    assert sum(counts.values()) == 16
    assert all(counts[status] == card.count(status) for status in Status)


def test_reds_stand_worst_first_relative_to_their_targets():
    card = seed_scorecard(headline=Headline.LAST_FULL_YEAR)
    assert [line.indicator.code for line in reds(card)] == ["Op383"]
    april_2011 = seed_scorecard(headline=Headline.MONTH, period=card.history[12])
    distances = [
        abs(line.headline_assessment.value / line.headline_assessment.target.value - 1) for line in reds(april_2011)
    ]
    assert len(distances) > 1
    assert distances == sorted(distances, reverse=True)


def test_what_got_worse_begins_with_the_reds():
    assert [line.indicator.code for line in worsened(seed_scorecard())] == ["HY64", "Op368"]
    last_year = seed_scorecard(headline=Headline.LAST_FULL_YEAR)
    assert [line.indicator.code for line in worsened(last_year)] == ["HY64", "Op367", "Op365"]


def test_what_got_better_is_not_what_got_worse():
    card = seed_scorecard()
    codes = {line.indicator.code for line in improved(card)}
    assert "Op383" in codes
    assert not codes & {line.indicator.code for line in worsened(card)}
