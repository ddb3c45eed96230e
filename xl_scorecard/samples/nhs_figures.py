"""The NHS example's figures: made up by rule and chance, the same every time; no hospital had them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xl_scorecard.model.period import Period
from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.workbooks import Row, Sheet

FIRST, LAST = Period.month(2022, 4), Period.month(2025, 5)
SITES = {"Northbank General": 8_400, "Eastfield Hospital": 5_100}
TYPES = {"Type 1": 0.72, "Type 3": 0.28}
NEW_UNIT = Period.month(2024, 4)
HEADINGS = (
    "Month",
    "Site",
    "Department type",
    "Attendances",
    "Waited over 4 hours",
    "Waited over 12 hours from decision to admit",
    "Emergency admissions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one department did in one month."""

    attendances: int
    breaches: int
    long_waits: int
    admissions: int


def months() -> tuple[Period, ...]:
    """Return every month that the example has figures for."""
    return Period(LAST.last, FIRST.first, "month").months


def monthly_sheet() -> Sheet:
    """Return the returns of all departments, one row a month."""
    return Sheet(
        name="A&E monthly",
        title="A&E monthly return",
        remark="Made up: no hospital had these figures. One row for each month, site and type of department.",
        headings=HEADINGS,
        rows=tuple(_rows()),
    )


def _rows() -> Iterator[Row]:
    for month in months():
        for site, attendances in SITES.items():
            for kind, share in TYPES.items():
                counts = _counts(month, site, kind, attendances * share)
                first = date(month.last // 12, month.last % 12 + 1, 1)
                yield (
                    first,
                    site,
                    kind,
                    counts.attendances,
                    counts.breaches,
                    counts.long_waits,
                    counts.admissions,
                )


def _counts(month: Period, site: str, kind: str, usual: float) -> Counts:
    """Busier in winter, slower for it; fewer breaches from the month in which a new unit opened."""
    rng = chance(f"{site} {kind} {month.code}")
    winter = month.last % 12 + 1 in (12, 1, 2)
    attendances = round(usual * (1.06 if winter else 1.0) * rng.gauss(1, 0.02))
    if kind != "Type 1":
        return Counts(
            attendances=attendances, breaches=round(attendances * rng.uniform(0.02, 0.035)), long_waits=0, admissions=0
        )
    share = 0.40 if month.last < NEW_UNIT.last else 0.31
    breaches = round(attendances * (share + (0.05 if winter else 0)) * rng.gauss(1, 0.03))
    admissions = round(attendances * rng.gauss(0.29, 0.008))
    return Counts(
        attendances=attendances,
        breaches=breaches,
        long_waits=round(admissions * rng.uniform(0.02, 0.04) * (2 if winter else 1)),
        admissions=admissions,
    )
