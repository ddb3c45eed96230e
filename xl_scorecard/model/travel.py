"""DirectionOfTravel: has it got better? A judgement, not an arrow. TravelBasis: better than when?"""

from enum import Enum


class TravelBasis(Enum):
    """Which earlier periods a figure is held against; the value is what analysts write.

    PERIOD_BEFORE: those that came just before (Pentana's ongoing trend). LAST_YEAR: the same months of earlier years, for
    what goes up and down with the seasons.
    """

    PERIOD_BEFORE = "period before"
    LAST_YEAR = "same period last year"


class DirectionOfTravel(Enum):
    """Better or worse than before; the value is the word that people read."""

    IMPROVED = "Improved"
    WORSENED = "Worsened"
    UNCHANGED = "Unchanged"
    UNKNOWN = "Unknown"

    @property
    def number(self) -> int | None:
        """1 improved, 0 unchanged, -1 worsened; None when unknown."""
        return TRAVEL_NUMBERS.get(self)


TRAVEL_NUMBERS = {
    DirectionOfTravel.IMPROVED: 1,
    DirectionOfTravel.UNCHANGED: 0,
    DirectionOfTravel.WORSENED: -1,
}
