"""Rows of the little definition as typed tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from tests.builders.little import FIRST, LAST
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import SourceFile
from xl_scorecard.sources.tables import Tables


def little_tables(rows: Sequence[tuple[str, date, date | None, str | None]]) -> Tables:
    """Child, referred, ended and team of each row, as they are read."""
    frame = pd.DataFrame(
        {
            "child": pd.Series([row[0] for row in rows], dtype=object),
            "referred": pd.to_datetime(pd.Series([row[1] for row in rows])).astype("datetime64[ns]"),
            "ended": pd.to_datetime(pd.Series([row[2] for row in rows], dtype="object")).astype("datetime64[ns]"),
            "team": pd.Series([row[3] for row in rows], dtype=object),
            "before": pd.Series([0.0] * len(rows)),
            "_row": range(2, len(rows) + 2),
        }
    )
    file = SourceFile(
        name="referrals",
        file="referrals.xlsx",
        sheet="Referrals",
        sha256="",
        rows=len(rows),
        left_out={},
        covers_from=FIRST,
        covers_to=LAST,
    )
    return Tables(records={"referrals": frame}, reference=Reference(), files=(file,), problems=())
