"""Schema: the pydantic models behind a definition, one a kind of row, whatever form the definition is kept in.

Every field has a default. It stands in for a value that was refused, so that the rest of its row can still be checked;
a definition with a refused value is never used.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from xl_scorecard.definitions.column_values import as_delimiter, as_encoding, as_limit, as_rules, as_spellings
from xl_scorecard.definitions.periods import as_confirmed, as_period
from xl_scorecard.definitions.values import (
    as_days,
    as_file,
    as_level,
    as_name,
    as_number,
    as_parts,
    as_share,
    as_suppression,
    as_text,
    as_whole,
    as_yes_no,
    if_any,
    must,
    word_among,
    words_among,
)
from xl_scorecard.model.check import CheckKind
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import Headline, NeighbourMethod, WorkingDayConvention
from xl_scorecard.model.mail import SignIn, TransportKind
from xl_scorecard.model.measure import Accumulation, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.source import ColumnType, LeaveOut, SourceKind, Spelling
from xl_scorecard.model.suppression import NONE, Suppression
from xl_scorecard.model.target import ToleranceUnit
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.unit import Unit

MOST_DECIMALS = 6
MOST_MONTHS = 240
USUAL_MONTHS = 24
MOST_DAYS = 3650
USUAL_DAYS = 90
USUAL_LIMIT = 0.05
USUAL_LEVEL = Fraction(95)
TARGET_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
FREQUENCIES = (*TARGET_KINDS, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR)
FURTHER_KINDS = (
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.ROLLING_YEAR,
)
OVER_MONTHS = (Accumulation.FLOW, Accumulation.STOCK)
NO_PERIOD = Period.month(1900, 1)

Text = Annotated[str, BeforeValidator(as_text)]
NeededText = Annotated[str, BeforeValidator(must(as_text))]
Name = Annotated[str, BeforeValidator(as_name)]
NeededName = Annotated[str, BeforeValidator(must(as_name))]
File = Annotated[str, BeforeValidator(as_file)]
NeededFile = Annotated[str, BeforeValidator(must(as_file))]
Parts = Annotated[tuple[str, ...], BeforeValidator(as_parts)]
Rules = Annotated[tuple[LeaveOut, ...], BeforeValidator(as_rules)]
Spellings = Annotated[tuple[Spelling, ...], BeforeValidator(as_spellings)]
Limit = Annotated[Fraction | date | None, BeforeValidator(as_limit)]
Encoding = Annotated[str, BeforeValidator(as_encoding)]
Delimiter = Annotated[str, BeforeValidator(as_delimiter)]
Days = Annotated[tuple[date, ...], BeforeValidator(as_days)]
YesNo = Annotated[bool, BeforeValidator(as_yes_no)]
Share = Annotated[float, BeforeValidator(as_share(USUAL_LIMIT))]
Level = Annotated[Fraction, BeforeValidator(as_level(USUAL_LEVEL))]
Number = Annotated[Fraction | None, BeforeValidator(as_number)]
When = Annotated[Period | None, BeforeValidator(as_period)]
NeededWhen = Annotated[Period, BeforeValidator(must(as_period))]
Months = Annotated[int, BeforeValidator(as_whole(1, MOST_MONTHS, blank=USUAL_MONTHS))]
KeepDays = Annotated[int, BeforeValidator(as_whole(1, MOST_DAYS, blank=USUAL_DAYS))]
Decimals = Annotated[int, BeforeValidator(as_whole(0, MOST_DECIMALS))]

HeadlineWord = Annotated[
    Headline, BeforeValidator(word_among(Headline, "a headline period", blank=Headline.YEAR_TO_DATE))
]
WorkingDaysWord = Annotated[
    WorkingDayConvention,
    BeforeValidator(
        word_among(WorkingDayConvention, "a way to count working days", blank=WorkingDayConvention.ELAPSED)
    ),
]
SourceWord = Annotated[
    SourceKind, BeforeValidator(word_among(SourceKind, "a kind of source", blank=SourceKind.RECORDS))
]
ColumnWord = Annotated[ColumnType, BeforeValidator(word_among(ColumnType, "a type of column"))]
CheckWord = Annotated[CheckKind, BeforeValidator(word_among(CheckKind, "a check"))]
MeasureWord = Annotated[MeasureKind, BeforeValidator(word_among(MeasureKind, "a kind of measure"))]
TestWord = Annotated[ConditionTest, BeforeValidator(word_among(ConditionTest, "a test"))]
UnitWord = Annotated[Unit, BeforeValidator(word_among(Unit, "a unit"))]
PolarityWord = Annotated[Polarity, BeforeValidator(word_among(Polarity, "a polarity"))]
TransportWord = Annotated[
    TransportKind, BeforeValidator(word_among(TransportKind, "a way to send", blank=TransportKind.EML))
]
SignInWord = Annotated[SignIn, BeforeValidator(word_among(SignIn, "a way to sign in", blank=SignIn.NONE))]
NeighbourWord = Annotated[
    NeighbourMethod | None, BeforeValidator(if_any(word_among(NeighbourMethod, "a way to make one figure of several")))
]
ToleranceWord = Annotated[
    ToleranceUnit | None, BeforeValidator(if_any(word_among(ToleranceUnit, "a unit of tolerance")))
]
PerWord = Annotated[
    PeriodKind | None, BeforeValidator(if_any(word_among(TARGET_KINDS, "what a target can be meant for")))
]

Kinds = Annotated[tuple[PeriodKind, ...], BeforeValidator(words_among(FURTHER_KINDS, "a kind of period"))]
FrequencyWord = Annotated[
    PeriodKind, BeforeValidator(word_among(FREQUENCIES, "how often something can be due", blank=PeriodKind.MONTH))
]
ComparedWord = Annotated[
    TravelBasis,
    BeforeValidator(word_among(TravelBasis, "what a figure can be compared with", blank=TravelBasis.PERIOD_BEFORE)),
]
OverMonthsWord = Annotated[
    Accumulation | None, BeforeValidator(if_any(word_among(OVER_MONTHS, "what months can make of a year")))
]
SuppressionWord = Annotated[Suppression, BeforeValidator(as_suppression)]
PublishedWord = Annotated[Suppression | None, BeforeValidator(if_any(as_suppression))]
Confirmed = Annotated[Period | Literal["to fill"] | None, BeforeValidator(as_confirmed)]


class Schema(BaseModel):
    """What all rows have in common: they do not change, and hold nothing undeclared."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class SettingsRow(Schema):
    """What holds for the whole scorecard."""

    title: NeededText = ""
    organisation: NeededText = ""
    headline: HeadlineWord = Headline.YEAR_TO_DATE
    working_days: WorkingDaysWord = WorkingDayConvention.ELAPSED
    closure_days: Days = ()
    partial_periods: YesNo = False
    template: File = ""
    history_months: Months = USUAL_MONTHS
    prepared_by: Text = ""
    handover: Text = ""
    confidence_level: Level = USUAL_LEVEL
    screen_outliers: YesNo = False
    neighbours: Parts = ()
    neighbour_method: NeighbourWord = None
    periods: Kinds = ()
    note_when_red: YesNo = False
    suppression: SuppressionWord = NONE
    published_suppression: PublishedWord = None
    published_template: File = ""
    builds_on: File = ""


class SourceRow(Schema):
    """A sheet of a source workbook."""

    name: NeededName = ""
    file: NeededFile = ""
    sheet: Text = ""
    kind: SourceWord = SourceKind.RECORDS
    covers_from: When = None
    covers_to: When = None
    bad_row_limit: Share = USUAL_LIMIT
    table: Text = ""
    newest: YesNo = False
    leave_out: Rules = ()
    encoding: Encoding = ""
    delimiter: Delimiter = ""


class ColumnRow(Schema):
    """A column of a source."""

    source: NeededName = ""
    name: NeededName = ""
    headings: Parts = ()
    type: ColumnWord = ColumnType.TEXT
    required: YesNo = False
    allowed: Parts = ()
    spellings: Spellings = ()
    unique: YesNo = False
    minimum: Limit = None
    maximum: Limit = None
    fill_down: YesNo = False
    join_of: Parts = ()


class CheckRow(Schema):
    """What must hold in the records."""

    source: NeededName = ""
    column: NeededName = ""
    kind: CheckWord = CheckKind.IS_IN
    other: Name = ""
    other_source: Name = ""
    each: Name = ""


class MeasureRow(Schema):
    """Something counted in a source, or given."""

    code: NeededName = ""
    title: NeededText = ""
    source: Name = ""
    kind: MeasureWord = MeasureKind.GIVEN
    date: Name = ""
    end: Name = ""
    column: Name = ""
    distinct: Name = ""
    function: Text = ""
    over_months: OverMonthsWord = None


class ConditionRow(Schema):
    """One question asked of the rows that a measure counts."""

    measure: NeededName = ""
    column: NeededName = ""
    test: TestWord = ConditionTest.IS_NOT_BLANK
    value: Text = ""
    other: Name = ""


class IndicatorRow(Schema):
    """What the scorecard reports."""

    section: NeededText = ""
    code: NeededName = ""
    title: NeededText = ""
    unit: UnitWord = Unit.NUMBER
    decimals: Decimals = 0
    polarity: PolarityWord = Polarity.NONE
    numerator: NeededName = ""
    denominator: Name = ""
    multiplier: Number = None
    owner: Text = ""
    definition: Text = ""
    purpose: Text = ""
    since: When = None
    until: When = None
    frequency: FrequencyWord = PeriodKind.MONTH
    replaces: Name = ""
    compared_with: ComparedWord = TravelBasis.PERIOD_BEFORE


class TargetRow(Schema):
    """What was aimed for, from when."""

    indicator: NeededName = ""
    since: NeededWhen = NO_PERIOD
    until: When = None
    value: Number = None
    lower: Number = None
    upper: Number = None
    tolerance: Number = None
    tolerance_unit: ToleranceWord = None
    amber: Number = None
    per: PerWord = None
    confirmed: Confirmed = None


class BenchmarkRow(Schema):
    """A comparator's figure."""

    indicator: NeededName = ""
    comparator: NeededText = ""
    period: NeededWhen = NO_PERIOD
    value: Number = None
    method: Text = ""
    source: Text = ""
    until: When = None
    confirmed: Confirmed = None


class GivenRow(Schema):
    """A figure that is given, not counted."""

    code: NeededName = ""
    period: NeededWhen = NO_PERIOD
    value: Number = None
    numerator: Number = None
    denominator: Number = None
    source: Text = ""
    confirmed: Confirmed = None


class NotReportedRow(Schema):
    """An indicator that is not reported in a period."""

    indicator: NeededName = ""
    period: NeededWhen = NO_PERIOD
    reason: NeededText = ""


class DimensionRow(Schema):
    """A column whose words say which part of a dimension a row belongs to."""

    name: NeededName = ""
    source: NeededName = ""
    column: NeededName = ""
    lookup: Name = ""


class LookupRow(Schema):
    """A word of such a column and the part that it means."""

    lookup: NeededName = ""
    word: NeededText = ""
    part: NeededText = ""


class RebaseRow(Schema):
    """From when on control limits are computed anew."""

    indicator: NeededName = ""
    since: NeededWhen = NO_PERIOD
    reason: NeededText = ""


class NoteRow(Schema):
    """What staff say about an indicator in a period."""

    indicator: NeededName = ""
    period: NeededWhen = NO_PERIOD
    text: NeededText = ""


class MailRow(Schema):
    """How the scorecard is sent."""

    sender: Text = ""
    reply_to: Text = ""
    own_domains: Parts = ()
    outside_domains: Parts = ()
    transport: TransportWord = TransportKind.EML
    server: Text = ""
    sign_in: SignInWord = SignIn.NONE
    encrypt: YesNo = False
    keep_days: KeepDays = USUAL_DAYS
    subject: Text = ""
    greeting: Text = ""
    text: Text = ""
    reply: Text = ""


class RecipientRow(Schema):
    """Whom the scorecard goes to."""

    address: NeededText = ""
    section: Text = ""
    part: Text = ""
    subject: Text = ""
    greeting: Text = ""
    text: Text = ""


MODELS: dict[str, type[Schema]] = {
    "settings": SettingsRow,
    "sources": SourceRow,
    "columns": ColumnRow,
    "measures": MeasureRow,
    "conditions": ConditionRow,
    "checks": CheckRow,
    "indicators": IndicatorRow,
    "targets": TargetRow,
    "benchmarks": BenchmarkRow,
    "given": GivenRow,
    "not_reported": NotReportedRow,
    "notes": NoteRow,
    "rebases": RebaseRow,
    "dimensions": DimensionRow,
    "lookups": LookupRow,
    "mail": MailRow,
    "recipients": RecipientRow,
}
"""The model of each kind of row, by the field of its sheet."""
