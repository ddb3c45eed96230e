import pytest

from tests.builders.seed_definition import seed_definition
from xl_scorecard.status.likeness import grows_with_period


@pytest.mark.parametrize(
    ("code", "grows"),
    [("Op410", True), ("OP410a", True), ("Op383", False), ("Op388", False), ("OP388a", False), ("Op367", False)],
)
def test_events_and_their_rates_grow_with_the_period_and_stocks_and_shares_do_not(code, grows):
    definition = seed_definition()
    indicator = next(indicator for indicator in definition.indicators if indicator.code == code)
    assert grows_with_period(definition, indicator) is grows
