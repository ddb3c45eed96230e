from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.builders.seed_definition import seed_definition
from xl_scorecard.model.definition import Headline, NeighbourMethod, WorkingDayConvention
from xl_scorecard.model.period import Period
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.status.rules import rules


def with_settings(**changes):
    definition = seed_definition()
    return dict(rules(replace(definition, settings=replace(definition.settings, **changes))))


def test_the_rules_of_the_seed_are_all_told():
    assert list(dict(rules(seed_definition()))) == [
        "Pooling",
        "Numbers at a date",
        "Rounding",
        "Not reported",
        "Given figures",
        "Working days",
        "Earlier within months",
        "Lasting years",
        "Reviews in time",
        "Populations",
        "Status",
        "Headline",
        "Direction of travel",
        "Like with like",
        "Small numbers",
        "Side by side",
        "Intervals",
        "Significance",
        "Control limits",
        "Variation",
        "Assurance",
        "Cases to target",
        "Projections",
        "Recent trend",
    ]


def test_a_rule_that_is_not_used_is_not_told():
    told = dict(rules(replace(seed_definition(), measures=(), indicators=())))
    assert not {"Working days", "Reviews in time", "Populations", "Numbers at a date"} & set(told)


def test_the_rules_tell_the_options_that_were_chosen():
    inclusive = with_settings(working_days=WorkingDayConvention.INCLUSIVE, closure_days=(date(2012, 6, 4),))
    assert "1 closure day" in inclusive["Working days"]
    assert inclusive["Working days"] != with_settings()["Working days"]
    assert "the months that are reported" in with_settings(partial_periods=True)["Not reported"]
    assert with_settings(headline=Headline.MONTH)["Headline"].endswith("the month of the scorecard.")


def test_indicators_that_are_compared_with_last_year_are_named():
    definition = seed_definition()
    seasonal = replace(definition.indicators[0], compared_with=TravelBasis.LAST_YEAR)
    told = dict(rules(replace(definition, indicators=(seasonal, *definition.indicators[1:]))))
    assert told["Compared with last year"].startswith(
        f"{seasonal.code}: a month, quarter or half-year against the same"
    )
    assert "Compared with last year" not in with_settings()


def test_direction_of_travel_says_how_many_periods_it_needs():
    assert "at least 6 months, or 2 years" in with_settings()["Direction of travel"]


def test_the_level_of_confidence_and_the_screening_are_told_as_chosen():
    assert "with 95% confidence" in with_settings()["Intervals"]
    assert "with 99.8% confidence" in with_settings(confidence_level=Fraction("99.8"))["Intervals"]
    assert with_settings()["Control limits"].endswith("No change is left out as an outlier.")
    assert with_settings(screen_outliers=True)["Control limits"].endswith("are left out of it.")


def test_the_neighbours_are_named_with_the_method():
    told = with_settings(neighbours=("Hackney", "Islington"), neighbour_method=NeighbourMethod.MEAN)
    assert "the unweighted mean of those of Hackney, Islington" in told["Statistical neighbours"]
    assert "Statistical neighbours" not in with_settings()


def test_limits_that_were_set_anew_are_told_with_the_reason():
    rebase = Rebase(indicator="HY64", since=Period.parse("2011/12"), reason="One front door")
    told = dict(rules(replace(seed_definition(), rebases=(rebase,))))
    assert told["Limits set anew"] == "HY64 from Apr 2011 (One front door)."


def test_without_targets_cases_to_target_are_not_told():
    assert "Cases to target" not in dict(rules(replace(seed_definition(), targets=())))
