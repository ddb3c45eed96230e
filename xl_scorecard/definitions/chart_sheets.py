"""Chart sheets: from when on control limits are computed anew: Rebases."""

from __future__ import annotations

from xl_scorecard.definitions.reporting_sheets import INDICATOR
from xl_scorecard.definitions.sheets import Heading, Sheet

REBASES = Sheet(
    field="rebases",
    name="Rebases",
    about="from when on control limits are computed anew",
    more="One change a row. Only where the process itself was changed, never because the figures look better.",
    optional=True,
    headings=(
        INDICATOR,
        Heading(
            "since",
            "Since",
            help="The first month of the new limits, for example 2012-04.",
            needed=True,
        ),
        Heading(
            "reason",
            "Reason",
            help="What was changed, for example The front door moved to one team.",
            width=70,
            needed=True,
        ),
    ),
)
