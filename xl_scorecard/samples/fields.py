"""What each template field prints in the demo, kept so that the list of fields shows at once; a test keeps it true."""

from __future__ import annotations

import csv
from importlib.resources import files


def demo_examples() -> list[tuple[str, str]]:
    """Return every field with what it prints for HY64 in the demo's May 2012."""
    with files("xl_scorecard.samples").joinpath("seed", "fields.csv").open(encoding="utf-8", newline="") as file:
        return [(row["field"], row["example"]) for row in csv.DictReader(file)]
