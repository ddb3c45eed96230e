import pytest

from tests.builders.definitions import complaints_with, read_with
from xl_scorecard.model.period import PeriodKind


def told(**cells) -> tuple[str, ...]:
    return tuple(line.removeprefix("definition.xlsx › Targets › ") for line in complaints_with(**cells))


AMBIGUOUS = "without a unit is ambiguous; write points or % of target in H5."


@pytest.mark.parametrize("amount", ["5 %", "5%", 5])
def test_a_tolerance_without_a_unit_is_refused_as_ambiguous(amount):
    assert told(Targets_G5=amount, Targets_H5=None) == (f'G5: "{amount}" {AMBIGUOUS}',)


@pytest.mark.parametrize("amount", ["5 %", 5])
def test_a_tolerance_with_a_unit_is_read(amount):
    assert read_with(Targets_G5=amount).targets[0].tolerance.amount == 5


def test_a_unit_without_a_tolerance_is_told():
    assert told(Targets_G5=None) == ('H5: "% of target" of what? Write the tolerance in G5.',)


def test_a_tolerance_may_be_zero_but_not_below():
    read_with(Targets_G5=0)
    assert told(Targets_G5=-1) == ('G5: "-1" is below zero; a tolerance is how far off.',)


def test_a_tolerance_and_an_amber_threshold_exclude_each_other():
    assert told(Targets_I5=15) == ("I5: There is a tolerance in G5 too; take one of them out.",)


def test_a_target_without_polarity_is_told():
    assert told(Indicators_F6="NONE")[0] == (
        "A5: a target for R2, whose polarity is NONE; "
        "give R2 a polarity on the Indicators sheet (HIGH, LOW or RANGE), or take it out."
    )


def test_a_polarity_that_was_refused_makes_no_complaint_about_its_targets():
    assert len(complaints_with(Indicators_F6="xxx", Targets_D5=None)) == 1


def test_high_and_low_need_a_value():
    assert told(Targets_D5=None) == ("D5: Target is empty; R2 is LOW and needs it.",)


@pytest.mark.parametrize(("cell", "label"), [("E7", "Lower"), ("F7", "Upper")])
def test_a_range_needs_both_edges(cell, label):
    assert told(**{f"Targets_{cell}": None}) == (f"{cell}: {label} is empty; P1 is a RANGE and needs Lower and Upper.",)


def test_a_range_may_be_one_value_but_not_upside_down():
    read_with(Targets_F7=200)
    assert told(Targets_F7=199) == ('F7: "199" is below the Lower in E7; swap the two.',)


def test_values_that_the_polarity_does_not_use_are_told():
    assert told(Targets_E5=3) == ('E5: "3" is not used; R2 is LOW: write Target alone, or make it a RANGE.',)
    assert told(Targets_D7=3) == ('D7: "3" is not used; P1 is a RANGE: write Lower and Upper.',)


@pytest.mark.parametrize(
    ("polarity", "amber", "side"),
    [("LOW", 12.5, ""), ("LOW", 12.4, "above"), ("HIGH", 12.5, ""), ("HIGH", 12.6, "below")],
)
def test_an_amber_threshold_lies_on_the_worse_side_of_the_target(polarity, amber, side):
    cells = {"Indicators_F6": polarity, "Targets_I6": amber}
    if side:
        assert told(**cells) == (f'I6: "{amber}" is better than the target; amber lies {side} it.',)
    else:
        read_with(**cells)


@pytest.mark.parametrize("amber", [200, 300, 150])
def test_amber_of_a_range_begins_outside_it(amber):
    read_with(Targets_I7=amber)
    assert told(Targets_I7=250) == ('I7: "250" lies inside the range; amber begins outside it.',)


def test_targets_that_hold_at_the_same_time_are_told_with_both_cells():
    assert told(Targets_C5=None) == (
        "B6: in 2011/12 the target that begins in B5 holds too; write 2010/11 in C5 to end that one before.",
    )


@pytest.mark.parametrize(("until", "overlap"), [("2010/11", False), ("2011-03", False), ("2011-04", True)])
def test_one_target_may_end_in_the_month_before_the_next_begins(until, overlap):
    if overlap:
        assert len(told(Targets_C5=until)) == 1
    else:
        read_with(Targets_C5=until)


def test_targets_that_begin_together_are_told():
    assert told(Targets_B6="2010/11") == (
        "B6: in 2010/11 the target that begins in B5 holds too; let one end before the other begins.",
    )


def test_targets_of_two_indicators_may_hold_at_the_same_time():
    targets = read_with().targets
    assert targets[0].since == targets[2].since


@pytest.mark.parametrize(("until", "wrong"), [("2010/11", False), ("2010-03", True)])
def test_a_target_that_ends_before_it_begins_is_told(until, wrong):
    if wrong:
        assert told(Targets_C5=until) == ("C5: Mar 2010 is before 2010/11 in B5.",)
    else:
        read_with(Targets_C5=until)


def test_a_target_for_a_figure_that_adds_up_says_per_month_or_year():
    cells = {"Indicators_F5": "HIGH", "Targets_A7": "R1", "Targets_D7": 100, "Targets_E7": None, "Targets_F7": None}
    assert told(**cells) == ("J7: Per is empty; R1 adds up over months, so write whether month or year is meant.",)
    assert read_with(**cells, Targets_J7="Month").targets[2].per is PeriodKind.MONTH


def test_a_target_cannot_be_per_week():
    assert told(Targets_J7="week") == (
        'J7: "week" is not what a target can be meant for; use one of month, quarter, half-year, year.',
    )
