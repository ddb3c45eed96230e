"""Source, Column: what a workbook of records is declared to hold; SourceFile: what was read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place


class ColumnType(Enum):
    """What a column holds; the value is what analysts write.

    ID, NAME and DATE_OF_BIRTH tell who a person is: nothing that leaves may hold one of their values.
    """

    ID = "id"
    NAME = "name"
    DATE_OF_BIRTH = "date of birth"
    DATE = "date"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    TEXT = "text"
    CATEGORY = "category"
    YES_NO = "yes/no"

    @property
    def is_date(self) -> bool:
        """Does it hold dates?"""
        return self in (ColumnType.DATE, ColumnType.DATE_OF_BIRTH)


class SourceKind(Enum):
    """What the rows of a source are; the value is what analysts write.

    RECORDS: one row per event or child, columns as declared. The others have fixed headings:
    FIGURES: Code, Period, Value, Numerator, Denominator, Source. Code is an indicator's (a given figure) or a measure's.
    BENCHMARKS: Code, Comparator, Period, Value, Method, Source.
    NOT_REPORTED: Code, Period, Reason. NOTES: Code, Period, Note.
    """

    RECORDS = "records"
    FIGURES = "figures"
    BENCHMARKS = "benchmarks"
    NOT_REPORTED = "not reported"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Another word for an allowed one.

    >>> str(Spelling(word="M", means="Male"))
    'M = Male'
    """

    word: str
    means: str

    def __str__(self) -> str:
        return f"{self.word} = {self.means}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """Rows to be left out: those whose `column` has one of `words` (none: is empty); if `unless`, all the others.

    >>> str(LeaveOut(column="type", words=("Test", "Duplicate")))
    'type is Test or Duplicate'
    """

    column: str
    words: tuple[str, ...] = ()
    unless: bool = False

    @property
    def is_of_hidden_rows(self) -> bool:
        """Does it mean rows that Excel does not show ("row is hidden"), whatever stands in them?"""
        return (self.column.casefold(), *(word.casefold() for word in self.words)) == ("row", "hidden")

    def __str__(self) -> str:
        return f"{self.column} is {'not ' if self.unless else ''}{' or '.join(self.words) or 'empty'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a source: `name` is used in measures, `headings` are the words that may stand over it.

    A heading may have a pattern ("Date of ref*"), stand in two rows ("Plan > Start"), or be a place ("column B").
    `minimum` and `maximum` are dates for a date column, otherwise numbers. `fill_down`: an empty cell means what stands
    above it. `join_of` names columns that it is made of, instead of headings. `place` is where the definition declares
    its headings.
    """

    name: str
    headings: tuple[str, ...]
    type: ColumnType
    required: bool = False
    allowed: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    unique: bool = False
    minimum: Fraction | date | None = None
    maximum: Fraction | date | None = None
    fill_down: bool = False
    join_of: tuple[str, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sheet of a workbook. `covers`: the months that its rows are complete for; earlier rows are for looking back.

    `file` is relative to the definition's folder: a file, a folder, or a pattern such as referrals-*.xlsx for all files of
    that name, or with `newest` for the last saved of them. `sheet` is a name, a pattern or a position such as #2;
    empty: the first visible one. `table` is a table or a named range. `encoding` and `delimiter` are those of a text
    file, found where they are empty.
    `bad_row_limit` is the share of rows (0 to 1) with a required cell missing or wrong that makes the source unusable.
    """

    name: str
    file: str
    sheet: str = ""
    kind: SourceKind = SourceKind.RECORDS
    covers_from: Period | None = None
    covers_to: Period | None = None
    columns: tuple[Column, ...] = ()
    bad_row_limit: float = 0.05
    table: str = ""
    newest: bool = False
    leave_out: tuple[LeaveOut, ...] = ()
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """One of several files that a source was read from."""

    file: str
    sheet: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What was read: file name (never its folder), sheet, sha256 of the file, rows read, rows left out by reason.

    Of several files `file` is the pattern, `sha256` that of all of theirs, and `parts` are the files.
    """

    name: str
    file: str
    sheet: str
    sha256: str
    rows: int
    left_out: Mapping[str, int]
    covers_from: Period | None = None
    covers_to: Period | None = None
    bad_rows: int = 0
    usable: bool = True
    parts: tuple[FilePart, ...] = ()
