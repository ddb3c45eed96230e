from dataclasses import replace
from datetime import date

from tests.builders.seed_definition import seed_definition
from xl_scorecard.model.definition import Headline, WorkingDayConvention
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


def test_direction_of_travel_says_how_many_periods_it_needs():
    assert "at least 6 months, or 2 years" in with_settings()["Direction of travel"]
