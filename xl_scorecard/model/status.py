"""Status: Red, Amber or Green, or the reason why there is no colour."""

from enum import Enum


class Status(Enum):
    """How a figure stands against its target; the value is the word that people read."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NO_TARGET = "No target"
    NO_DATA = "No data"
    NOT_DUE = "Not due"
    SUPPRESSED = "Suppressed"

    @property
    def number(self) -> int | None:
        """3 green, 2 amber, 1 red; None for the others. Icon sets and sorting work on it."""
        return STATUS_NUMBERS.get(self)


STATUS_NUMBERS = {Status.GREEN: 3, Status.AMBER: 2, Status.RED: 1}
