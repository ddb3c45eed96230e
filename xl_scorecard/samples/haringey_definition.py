"""The example's definition: everything that turns its workbooks into the report."""

from __future__ import annotations

from pathlib import Path

from xl_scorecard.model.definition import Definition, Headline, Settings
from xl_scorecard.model.dimension import Dimension, Split
from xl_scorecard.model.suppression import DFE
from xl_scorecard.samples.haringey_indicators import haringey_indicators, haringey_targets
from xl_scorecard.samples.haringey_mail import haringey_mail
from xl_scorecard.samples.haringey_measures import haringey_measures
from xl_scorecard.samples.haringey_sources import haringey_sources
from xl_scorecard.samples.seed import read_seed

HANDOVER = (
    "Each month: 1. Save the new extracts over the workbooks in the folder sources, with the same sheet names and "
    "headings. 2. On the sheet Sources of this workbook, set the last month covered to the new month. 3. In "
    "sources/reference.xlsx, add the month's notes and whatever is not reported; in April add the new year's "
    "population. 4. Run: xl-scorecard check definition.xlsx, and mend what it finds. 5. Run: xl-scorecard build "
    "definition.xlsx. 6. Read the sheets Summary and Data quality before you send the workbook to anyone. A new "
    "target is a new row on the sheet Targets; the old row stays, with the last month it was in force."
)


def haringey_definition(path: Path, *, template: str = "") -> Definition:
    """Return the definition that `path` will hold; `template` is relative to it, empty means the one we ship."""
    seed = read_seed()
    return Definition(
        path=path,
        sha256="",
        settings=_settings(template),
        sources=haringey_sources(),
        measures=haringey_measures(),
        indicators=haringey_indicators(seed),
        targets=haringey_targets(seed),
        dimensions=(_teams(),),
        mail=haringey_mail(seed),
    )


def _teams() -> Dimension:
    lists = ("referrals", "assessments", "plans")
    return Dimension(name="team", splits=tuple(Split(source=source, column="team") for source in lists))


def _settings(template: str) -> Settings:
    return Settings(
        title="Children's social care scorecard",
        organisation="Haringey Council",
        headline=Headline.YEAR_TO_DATE,
        template=template,
        history_months=24,
        prepared_by="Performance team",
        handover=HANDOVER,
        published_suppression=DFE,
    )
