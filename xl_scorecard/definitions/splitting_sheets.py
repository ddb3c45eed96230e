"""Splitting sheets: what scorecards of parts are made by: Dimensions, and Lookups from words to parts."""

from __future__ import annotations

from xl_scorecard.definitions.sheets import OF_SOURCE, Heading, Sheet

DIMENSIONS = Sheet(
    field="dimensions",
    name="Dimensions",
    about="what there is a scorecard of each of",
    more="One column of a source a row; a source that is not named here is not split.",
    optional=True,
    headings=(
        Heading("name", "Dimension", help="A short name of your own, for example team.", width=20, needed=True),
        Heading(
            "source",
            "Source",
            help="A source that holds records, for example referrals.",
            offers="sources",
            needed=True,
        ),
        Heading(
            "column",
            "Column",
            help="Its column whose words say which one a row belongs to, for example team.",
            width=20,
            offers=OF_SOURCE,
            needed=True,
        ),
        Heading(
            "lookup",
            "Lookup",
            help="A lookup from the Lookups sheet, for example areas; empty where the words are the values themselves.",
            width=20,
        ),
    ),
)

LOOKUPS = Sheet(
    field="lookups",
    name="Lookups",
    about="which word means which value of a dimension",
    more="One word a row, for example each team with its area.",
    optional=True,
    headings=(
        Heading("lookup", "Lookup", help="A short name of your own, for example areas.", width=20, needed=True),
        Heading("word", "Word", help="What stands in the source, for example Referral Team.", width=36, needed=True),
        Heading("part", "Value", help="The value that it means, for example East.", width=36, needed=True),
    ),
)
