"""Counting sheets: Settings, and what is counted in which rows: Sources, Columns, Measures, Conditions."""

from __future__ import annotations

from xl_scorecard.definitions.sheets import OF_MEASURE, OF_SOURCE, YES_NO, Heading, Sheet, words
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import Headline, NeighbourMethod, WorkingDayConvention
from xl_scorecard.model.measure import Accumulation, MeasureKind
from xl_scorecard.model.source import ColumnType, SourceKind

SETTINGS = Sheet(
    field="settings",
    name="Settings",
    about="what holds for the whole scorecard",
    more="Write in the Value column; an empty value means what its help says.",
    form=True,
    headings=(
        Heading(
            "title",
            "Title",
            help="What the scorecard is called, for example Children's Social Care Scorecard.",
            needed=True,
        ),
        Heading(
            "organisation", "Organisation", help="Whose scorecard it is, for example Haringey Council.", needed=True
        ),
        Heading(
            "headline",
            "Headline",
            help="The period whose reds and greens the Summary counts; year to date if empty.",
            choices=words(Headline),
        ),
        Heading(
            "working_days",
            "Working days",
            help="elapsed: the start is day 0, as in published figures; inclusive: both ends count. Elapsed if empty.",
            choices=words(WorkingDayConvention),
        ),
        Heading(
            "closure_days",
            "Closure days",
            help="Your own days off besides weekends and bank holidays, for example 24/12/2012; 31/12/2012.",
        ),
        Heading(
            "partial_periods",
            "Partial periods",
            help="Yes shows a year to date although one of its months is not reported; No leaves it blank.",
            choices=YES_NO,
        ),
        Heading(
            "template",
            "Template",
            help="Your own template, from this folder, for example template.xlsx; empty for the one we ship.",
        ),
        Heading(
            "history_months",
            "History months",
            help="How many months charts and sparklines look back, for example 24.",
            number=True,
        ),
        Heading("prepared_by", "Prepared by", help="Who to ask about it, for example Performance Team."),
        Heading(
            "handover",
            "Handover",
            help="What whoever takes over must know, for example where the source workbooks come from each month.",
        ),
        Heading(
            "confidence_level",
            "Confidence level",
            help="How sure intervals are, in per cent: 95, as is usual, or 99.8. 95 if empty.",
            number=True,
        ),
        Heading(
            "screen_outliers",
            "Screen outliers",
            help="Yes leaves outlying changes out of control limits, as NHSRplotthedots does; the Excel tool does not.",
            choices=YES_NO,
        ),
        Heading(
            "neighbours",
            "Neighbours",
            help="The comparators that are statistical neighbours, for example Hackney; Islington; Lewisham.",
        ),
        Heading(
            "neighbour_method",
            "Neighbour figure",
            help="mean (as LAIT has it) or median (as DfE's dashboard has it) of theirs; empty without neighbours.",
            choices=words(NeighbourMethod),
        ),
        Heading(
            "periods",
            "Further periods",
            help="Shown in tables of all figures besides months and years, for example quarter; rolling 12 months.",
        ),
        Heading(
            "note_when_red",
            "Note when red",
            help="Yes says so where a red figure has no note; No if empty.",
            choices=YES_NO,
        ),
        Heading(
            "suppression",
            "Suppression",
            help="How small numbers are hidden inside: none (if empty), dfe (1 to 5), nhs (1 to 7), or such as 1 to 9.",
        ),
        Heading(
            "published_suppression",
            "Published suppression",
            help="The same for the published edition, and for everybody outside; there is none until it is chosen.",
        ),
        Heading(
            "published_template",
            "Published template",
            help="Your own template for the published edition; empty for the plain, accessible one we ship.",
        ),
        Heading(
            "builds_on",
            "Builds on",
            help="Another definition whose rows hold here too, unless a row here says otherwise, for example ../all.xlsx.",
        ),
    ),
)

SOURCES = Sheet(
    field="sources",
    name="Sources",
    about="the workbooks that figures come from",
    more="One sheet of a workbook a row. Paths start from the folder of this workbook.",
    key="A",
    headings=(
        Heading(
            "name", "Source", help="A short name of your own that other sheets use, for example referrals.", needed=True
        ),
        Heading(
            "file",
            "File",
            help="The workbook, from this folder, for example sources/referrals.xlsx; for several a folder, or ref-*.xlsx.",
            width=30,
            needed=True,
        ),
        Heading(
            "sheet",
            "Sheet",
            help="Its sheet, for example List 3, List* or #2 for the second; empty for the first that is not hidden.",
            width=20,
        ),
        Heading(
            "kind",
            "Kind",
            help="records: a row for each event or child. The others have fixed headings. Records if empty.",
            choices=words(SourceKind),
        ),
        Heading(
            "covers_from",
            "Covers from",
            help="The first month that the rows are complete for, for example 2010-04; records need it.",
        ),
        Heading(
            "covers_to",
            "Covers to",
            help="The last month that the rows are complete for, for example 2012-05; change it every month.",
        ),
        Heading(
            "bad_row_limit",
            "Bad rows allowed",
            help="The share of rows that may be unusable before we stop, for example 5%; 5% if empty.",
            width=18,
            number=True,
        ),
        Heading(
            "table",
            "Table or range",
            help="The name of a table or of a range in the workbook, for example Referrals; empty for the whole sheet.",
            width=20,
            rare=True,
        ),
        Heading(
            "newest",
            "Newest only",
            help="Yes reads only the file that was saved last, where File is a folder or has a * in it.",
            choices=YES_NO,
            rare=True,
        ),
        Heading(
            "leave_out",
            "Leave out rows where",
            help="Rows that do not count, for example type is Test or Duplicate; child is empty.",
            width=32,
            rare=True,
        ),
        Heading(
            "encoding",
            "Encoding",
            help="For a text file such as CSV: utf-8 or windows-1252; empty if we may find out.",
            rare=True,
        ),
        Heading(
            "delimiter",
            "Delimiter",
            help="For a text file: comma, semicolon, tab or bar; empty if we may find out.",
            rare=True,
        ),
    ),
)

COLUMNS = Sheet(
    field="columns",
    name="Columns",
    about="the columns of each source",
    more="One column a row, for sources that hold records; columns that nothing uses may be left out.",
    headings=(
        Heading(
            "source",
            "Source",
            help="A source from the Sources sheet, for example referrals.",
            offers="sources",
            needed=True,
        ),
        Heading(
            "name",
            "Column",
            help="A short name of your own that measures use, for example referred.",
            width=20,
            needed=True,
        ),
        Heading(
            "headings",
            "Heading in the workbook",
            help="The words over it, for example Date of referral; others after a semicolon; Date of ref*; Plan > Start.",
            width=42,
            needed=True,
        ),
        Heading(
            "type",
            "Type",
            help="What its cells hold, for example date; an id stays text, so 0012 keeps its zeros.",
            choices=words(ColumnType),
            needed=True,
        ),
        Heading(
            "required", "Needed", help="Yes if a row without it cannot be used; No if empty.", width=14, choices=YES_NO
        ),
        Heading(
            "allowed",
            "Allowed words",
            help="For a category: the words that may stand there, for example Initial; Core. Empty for any.",
            width=42,
        ),
        Heading(
            "spellings",
            "Other spellings",
            help="Other words for allowed ones, for example M = Male; F = Female.",
            width=30,
            rare=True,
        ),
        Heading(
            "unique", "Unique", help="Yes if no two rows may have the same; No if empty.", choices=YES_NO, rare=True
        ),
        Heading("minimum", "Minimum", help="The lowest that may stand there, for example 0, or 01/04/2010.", rare=True),
        Heading(
            "maximum", "Maximum", help="The highest that may stand there, for example 18, or 31/12/2012.", rare=True
        ),
        Heading(
            "fill_down",
            "Fill down",
            help="Yes if an empty cell means what stands above it, as under merged cells; No if empty.",
            choices=YES_NO,
            rare=True,
        ),
        Heading(
            "join_of",
            "Made of",
            help="Columns that this one is made of, with a space between, instead of a heading: for example area; number.",
            width=24,
            rare=True,
        ),
    ),
)

MEASURES = Sheet(
    field="measures",
    name="Measures",
    about="what is counted",
    more="One measure a row; indicators are made of them. Conditions say which rows count.",
    key="A",
    headings=(
        Heading(
            "code",
            "Measure",
            help="A short name of your own that indicators use, for example re_referrals.",
            width=24,
            needed=True,
        ),
        Heading(
            "title",
            "Title",
            help="What it counts, in words, for example Referrals of a child referred in the 12 months before.",
            width=44,
            needed=True,
        ),
        Heading("source", "Source", help="The source whose rows it counts, for example referrals.", offers="sources"),
        Heading(
            "kind",
            "Kind",
            help="How it is worked out: count of rows, sum of a column, open at period end, given …",
            width=20,
            choices=words(MeasureKind),
            needed=True,
        ),
        Heading(
            "date",
            "Date",
            help="The date column that puts a row into its month, for example referred; if open, the start.",
            offers=OF_SOURCE,
        ),
        Heading(
            "end",
            "End",
            help="For open at period end: the date column of the end, for example ended.",
            offers=OF_SOURCE,
        ),
        Heading(
            "column",
            "Number column",
            help="For a sum, mean or median: the column of numbers, for example days.",
            offers=OF_SOURCE,
        ),
        Heading(
            "distinct",
            "Count distinct",
            help="For a count of children, not rows: the column that tells them apart, for example child.",
            offers=OF_SOURCE,
        ),
        Heading(
            "function",
            "Function",
            help="For python: the function that works it out, for example measures.py:visits.",
            width=24,
            rare=True,
        ),
        Heading(
            "over_months",
            "Over months",
            help="For python: adds up over the months of a year, or keeps the last; adds up if empty.",
            choices=words((Accumulation.FLOW, Accumulation.STOCK)),
            rare=True,
        ),
    ),
)

CONDITIONS = Sheet(
    field="conditions",
    name="Conditions",
    about="which rows a measure counts",
    more="One condition a row; a row of the source counts where it meets all conditions of the measure.",
    headings=(
        Heading(
            "measure",
            "Measure",
            help="A measure from the Measures sheet, for example re_referrals.",
            width=26,
            offers="measures",
            needed=True,
        ),
        Heading(
            "column",
            "Column",
            help="The column of its source that is asked about, for example referred.",
            width=18,
            offers=OF_MEASURE,
            needed=True,
        ),
        Heading(
            "test",
            "Test",
            help="What is asked, for example equals; days, months and years are counted from Other column to Column.",
            width=30,
            choices=words(ConditionTest),
            needed=True,
        ),
        Heading(
            "value",
            "Value",
            help="What it is compared with, for example Initial, or Initial; Core, or 10 for ten working days.",
            width=24,
        ),
        Heading(
            "other",
            "Other column",
            help="The date counted from; for earlier rows the child; for reviews and rows elsewhere, their source.",
            width=24,
            offers=OF_MEASURE,
        ),
    ),
)
