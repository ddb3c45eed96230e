import pytest

from xl_scorecard.layout.field import At, Each, Field, parse_field, split_fields
from xl_scorecard.model.period import Period


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("scorecard.title", Field(text="scorecard.title", noun="scorecard", name="title")),
        ("label @ year-1", Field(text="label @ year-1", noun="label", at=At("year", 1))),
        (
            "indicator.value@month-2",
            Field(text="indicator.value@month-2", noun="indicator", name="value", at=At("month", 2)),
        ),
        (
            "indicator.status @ year to date",
            Field(text="indicator.status @ year to date", noun="indicator", name="status", at=At("year to date")),
        ),
        (
            "indicator.benchmark Statistical neighbours",
            Field(
                text="indicator.benchmark Statistical neighbours",
                noun="indicator",
                name="benchmark",
                argument="Statistical neighbours",
            ),
        ),
    ],
)  # fmt: skip
def test_a_field_is_taken_apart(text, field):
    assert parse_field(text) == field


@pytest.mark.parametrize("text", ["", "indicator", "Indicator.value", "indicator.value @ fortnight", "each", "1 + 1"])
def test_what_is_no_field_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"expected|names no period|not understood"):
        parse_field(text)


def test_a_directive_is_taken_apart():
    each = parse_field(
        "each indicator where status is red or amber, worst first, at most 10, or say Nothing, it seems."
    )
    assert isinstance(each, Each)
    assert each.where is not None
    assert (each.noun, each.where.name, each.values) == ("indicator", "status", ("red", "amber"))
    assert (each.order, each.at_most, each.say) == ("worst first", 10, "Nothing, it seems.")


def test_a_directives_condition_can_name_a_period():
    each = parse_field("each indicator where trend @ year to date is worsened")
    assert isinstance(each, Each)
    assert each.where is not None
    assert each.where.at == At("year to date")


def test_an_unknown_word_in_a_directive_is_told_with_the_known_ones():
    with pytest.raises(ValueError, match="worst first"):
        parse_field("each indicator, worse first")


def test_text_and_fields_are_kept_in_order():
    pieces = split_fields("To {{ scorecard.period }} from {{scorecard.built}}.")
    assert [p if isinstance(p, str) else p.text for p in pieces] == [
        "To ", "scorecard.period", " from ", "scorecard.built", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (At("month"), "2012-05"),
        (At("month", 2), "2012-03"),
        (At("year", 1), "2011/12"),
        (At("year to date"), "2012/13 to 2012-05"),
        (At("year to date", 1), "2011/12 to 2011-05"),
        (At("quarter", 1), "Q4 2011/12"),
    ],
)
def test_a_period_is_counted_from_the_scorecards_month(at, code):
    period = at.of(Period.parse("2012-05"))
    assert period is not None
    assert period.code == code


def test_a_year_that_is_not_finished_is_no_period_yet():
    assert At("year").of(Period.parse("2012-05")) is None
    assert At("quarter").of(Period.parse("2012-05")) is None
    assert At("year").of(Period.parse("2012-03")) == Period.parse("2011/12")
    assert At("quarter").of(Period.parse("2012-06")) == Period.parse("Q1 2012/13")
