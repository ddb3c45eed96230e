"""Check sheets: what must hold between the columns of a source, its rows, and two sources."""

from __future__ import annotations

from xl_scorecard.definitions.sheets import OF_SOURCE, Heading, Sheet, words
from xl_scorecard.model.check import CheckKind

CHECKS = Sheet(
    field="checks",
    name="Checks",
    about="what must hold in the records",
    more="One check a row; where it does not hold is reported, and changes no figure.",
    optional=True,
    headings=(
        Heading(
            "source", "Source", help="A source of records, for example assessments.", offers="sources", needed=True
        ),
        Heading(
            "column",
            "Column",
            help="Its column that is looked at, for example child, or ended; for an overlap the start.",
            width=20,
            offers=OF_SOURCE,
            needed=True,
        ),
        Heading(
            "kind",
            "Check",
            help="is in: stands in another source too; is not before: a date; does not overlap: rows of one child.",
            width=26,
            choices=words(CheckKind),
            needed=True,
        ),
        Heading(
            "other",
            "Other column",
            help="The column compared with, for example started; for an overlap the end. For is in: the same if empty.",
            width=20,
            offers=OF_SOURCE,
        ),
        Heading(
            "other_source",
            "Other source",
            help="For is in: the source that it must stand in, for example referrals.",
            width=20,
            offers="sources",
        ),
        Heading(
            "each",
            "For each",
            help="For an overlap: the column that tells children apart, for example child.",
            width=20,
            offers=OF_SOURCE,
        ),
    ),
)
