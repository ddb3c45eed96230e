"""What holds for every noun."""

import dataclasses
import importlib
import pkgutil
from enum import Enum

import pytest

from xl_scorecard import model
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel

MODULES = [importlib.import_module(f"{model.__name__}.{found.name}") for found in pkgutil.iter_modules(model.__path__)]
CLASSES = [
    noun
    for module in MODULES
    for noun in vars(module).values()
    if isinstance(noun, type) and noun.__module__ == module.__name__
]
NOUNS = [noun for noun in CLASSES if dataclasses.is_dataclass(noun)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_and_has_no_room_for_more(noun):
    assert noun.__dataclass_params__.frozen
    assert "__slots__" in vars(noun)


@pytest.mark.parametrize("noun", CLASSES, ids=lambda noun: noun.__name__)
def test_a_noun_says_what_it_is_and_is_a_dataclass_or_a_closed_list(noun):
    assert noun.__doc__
    assert dataclasses.is_dataclass(noun) or issubclass(noun, Enum)


def test_a_noun_cannot_be_changed():
    period = Period.parse("2012-05")
    with pytest.raises(dataclasses.FrozenInstanceError):
        period.last = 0


def test_a_changed_noun_is_a_new_one():
    period = Period.parse("2012-05")
    later = dataclasses.replace(period, last=period.last + 1)
    assert (period.code, later.last) == ("2012-05", period.last + 1)


def test_colours_have_numbers_to_sort_by_and_other_statuses_have_none():
    numbers = {status.name: status.number for status in Status}
    assert (numbers["GREEN"], numbers["AMBER"], numbers["RED"]) == (3, 2, 1)
    assert [name for name, number in numbers.items() if number is None] == [
        "NO_TARGET",
        "NO_DATA",
        "NOT_DUE",
        "SUPPRESSED",
    ]


def test_directions_have_numbers_and_unknown_has_none():
    assert [direction.number for direction in DirectionOfTravel] == [1, -1, 0, None]
