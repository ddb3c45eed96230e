"""What each template field prints in the demo, kept so that the list of fields shows at once; a test keeps it true."""

from __future__ import annotations

import csv
import io
from importlib.resources import files


def demo_examples() -> list[tuple[str, str]]:
    """Return every field with what it prints for HY64 in the demo's May 2012."""
    text = files("xl_scorecard.samples").joinpath("seed", "fields.csv").read_text(encoding="utf-8")
    return [(row["field"], row["example"]) for row in csv.DictReader(io.StringIO(text, newline=""))]
