"""Sheets: what a sheet of `definition.xlsx` is, and where on it things stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from string import ascii_uppercase

from xl_scorecard.definitions.words import word_of

TITLE_ROW, ABOUT_ROW, HELP_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4, 5
LAST_ROW = 1000
LETTERS = ascii_uppercase
SETTING, VALUE, HELP = "Setting", "Value", "What to write"
YES_NO = ("Yes", "No")
OF_SOURCE, OF_MEASURE = "columns of the source", "columns of the measure's source"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its sentence of help; on the Settings sheet, a setting.

    `choices` is a closed list. `offers` names the sheet whose names or codes are offered, or the columns of a source;
    what is offered may be overtyped, and reading says what does not fit. `number` values stand on the right. A column that
    is `rare` stands last and only where some row says something in it.
    """

    field: str
    label: str
    _: KW_ONLY
    help: str
    width: float = 16
    choices: tuple[str, ...] = ()
    offers: str = ""
    needed: bool = False
    number: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with its title (`about`) and the sentence under it (`more`).

    `key` is the letter of the column that other sheets refer to; `optional` sheets are written where they have rows. A
    `form` has one row, written down the page as settings.
    """

    field: str
    name: str
    about: str
    more: str
    headings: tuple[Heading, ...]
    key: str = ""
    optional: bool = False
    form: bool = False

    def letter(self, field: str) -> str:
        """Return the letter of the column of a field."""
        return LETTERS[[heading.field for heading in self.headings].index(field)]


def words(members: Iterable[Enum]) -> tuple[str, ...]:
    """Return the words of a closed list, in order."""
    return tuple(word_of(member) for member in members)
