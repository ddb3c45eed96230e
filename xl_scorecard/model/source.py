"""Source, Column: what a workbook of records is declared to hold; SourceFile: what was read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.period import Period


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
class Column:
    """A column of a source: `name` is used in measures, `headings` are the words that may stand over it."""

    name: str
    headings: tuple[str, ...]
    type: ColumnType
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sheet of a workbook. `covers`: the months that its rows are complete for; earlier rows are for looking back.

    `file` is relative to the definition's folder. `sheet` empty: the first visible one.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What was read: file name (never its folder), sheet, sha256 of the file, rows read, rows left out by reason."""

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
