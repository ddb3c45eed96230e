"""DirectionOfTravel: has it got better? A judgement, not an arrow."""

from enum import Enum


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
