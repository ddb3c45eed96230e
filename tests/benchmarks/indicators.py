"""How fast 100 indicators are worked out over 1,000,000 rows and 36 months, beside the usual pandas way.

The usual way filters the table and groups it by month, once for each indicator, each condition as well as pandas and
numpy allow it: working days with busday_offset, earlier rows with sort and shift, open plans with a comparison a month.
Both make the same numbers, month by month; the ratio is the median of pairs measured one after the other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import holidays
import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.builders import small_tables as small
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.period import Period

ROWS, MONTHS, INDICATORS = 1_000_000, 36, 100
LAST = Period.month(2012, 3)
FIRST = LAST.back(MONTHS - 1)
SOURCE = small.source(
    "cases", "child:id begun:date! ended:date kind:category team:category cost:number", f"{FIRST.code}..{LAST.code}"
)
KINDS, TEAMS = tuple("ABCDE"), tuple(f"Team {number}" for number in range(1, 13))
LIMIT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure as our engine is told of it, and as pandas works it out."""

    words: tuple[str, ...]
    more: dict[str, Any]
    by_hand: Callable[[pd.DataFrame], Any]
    date: str = "begun"


def main() -> None:
    """Measure, and print the ratios."""
    table = Table("What", "Ours, s", "pandas, s", "Ratio", title=f"{INDICATORS} indicators, {MONTHS} months")
    frame = made_up(ROWS)
    ratio, ours, theirs = compare(frame)
    table.add_row(f"{ROWS:,} rows (at most {LIMIT})", f"{ours:.2f}", f"{theirs:.2f}", f"{ratio:.3f}")
    none = seconds_of(frame.head(1_000))
    table.add_row("1,000 rows: what hardly depends on rows", f"{none:.2f}", "", "")
    for part in (ROWS // 4, ROWS // 2):
        seconds = seconds_of(frame.head(part))
        share = (seconds - none) / ((ours - none) * part / ROWS)
        table.add_row(f"{part:,} rows: a row beyond these, ÷ one of {ROWS:,}", f"{seconds:.2f}", "", f"{share:.2f}")
    Console().print(table)
    if ratio > LIMIT:
        sys.exit(f"{ratio:.3f} is more than {LIMIT}")


def seconds_of(frame: pd.DataFrame) -> float:
    """Return how long ours takes, the median of three."""
    return median(time_of(lambda: ours_of(frame)) for _ in range(3))


def compare(frame: pd.DataFrame, rounds: int = 3) -> tuple[float, float, float]:
    """Return the median ratio of ours to pandas, and the median seconds of each. Both must agree."""
    check_agreement(frame.head(20_000))
    pairs = [(time_of(lambda: ours_of(frame)), time_of(lambda: by_hand_of(frame))) for _ in range(rounds)]
    ours, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
    return median(one / other for one, other in pairs), ours, theirs


def made_up(rows: int) -> pd.DataFrame:
    """Return a table of cases in the shape that the sources make; the same every time."""
    chance = np.random.default_rng(20120531)
    start = np.datetime64(FIRST.start, "D") - np.timedelta64(365, "D")
    span = int((np.datetime64(LAST.end, "D") - start).astype(int))
    begun = start + chance.integers(0, span + 1, rows).astype("timedelta64[D]")
    ended = begun + chance.integers(0, 400, rows).astype("timedelta64[D]")
    ended[chance.random(rows) < 0.3] = np.datetime64("NaT")
    children = np.array([f"C{number:07d}" for number in range(rows // 3)], dtype=object)
    return pd.DataFrame(
        {
            "child": pd.Series(children[chance.integers(0, len(children), rows)], dtype=object),
            "begun": begun.astype("datetime64[ns]"),
            "ended": ended.astype("datetime64[ns]"),
            "kind": pd.Series(np.array(KINDS, dtype=object)[chance.integers(0, len(KINDS), rows)], dtype=object),
            "team": pd.Series(np.array(TEAMS, dtype=object)[chance.integers(0, len(TEAMS), rows)], dtype=object),
            "cost": np.round(chance.random(rows) * 1000, 2),
            "_row": np.arange(2, rows + 2),
        }
    )


def measures() -> list[Measured]:
    """Return a hundred measures: every kind of counting and of condition that looks at rows, each for some teams."""
    found: list[Measured] = []
    for number in range(INDICATORS):
        team = TEAMS[number % len(TEAMS)]
        found.append(KINDS_OF_MEASURE[number % len(KINDS_OF_MEASURE)](team))
    return found


def definition() -> Definition:
    """Return the definition of a hundred indicators, one a measure."""
    made = [
        small.measure(f"m{number}", "cases", one.date, *one.words, **one.more) for number, one in enumerate(measures())
    ]
    indicators = [small.indicator(f"I{number}", f"m{number}") for number in range(INDICATORS)]
    return small.definition([SOURCE], made, indicators)


def ours_of(frame: pd.DataFrame) -> dict[str, list[float]]:
    """Return each indicator's months, worked out by the engine from the table as it was read."""
    of = definition()
    tables = replace(small.tables(of, {}), records={"cases": frame})
    series, _ = compute_series(of, tables, LAST)
    months = Period(LAST.last, FIRST.first, "month").months
    return {one.indicator.code: [float(one.figures[month].value or 0) for month in months] for one in series}


def by_hand_of(frame: pd.DataFrame) -> dict[str, list[float]]:
    """Return the same the usual way: filter and group, once for each indicator."""
    months = pd.period_range(FIRST.code, LAST.code, freq="M")
    found = {}
    for number, one in enumerate(measures()):
        counts = one.by_hand(frame)
        found[f"I{number}"] = counts.reindex(months, fill_value=0).fillna(0).astype(float).tolist()
    return found


def check_agreement(frame: pd.DataFrame) -> None:
    """Stop where the two do not make the same numbers."""
    ours, theirs = ours_of(frame), by_hand_of(frame)
    for code, values in ours.items():
        if not np.allclose(values, theirs[code], rtol=1e-9):
            sys.exit(f"{code} differs: {values[:6]} and {theirs[code][:6]}")


def by_month(rows: pd.DataFrame, column: str = "begun") -> Any:
    """Group rows by the month of a date, as one does."""
    return rows.groupby(rows[column].dt.to_period("M"))


def plain(team: str) -> Measured:
    """A count with two conditions."""
    return Measured(
        words=(f"team | equals | {team}", "kind | is one of | A; B"),
        more={},
        by_hand=lambda f: by_month(f[(f["team"] == team) & f["kind"].isin(["A", "B"])]).size(),
    )


def children(team: str) -> Measured:
    """A count of different children."""
    return Measured(
        words=(f"team | equals | {team}",),
        more={"distinct": "child"},
        by_hand=lambda f: by_month(f[f["team"] == team])["child"].nunique(),
    )


def in_time(team: str) -> Measured:
    """Within ten working days."""

    def by_hand(frame: pd.DataFrame) -> Any:
        rows = frame[(frame["team"] == team) & frame["ended"].notna()]
        off = list(holidays.country_holidays("GB", subdiv="ENG", years=range(2008, 2014)))
        start, end = (rows[name].to_numpy().astype("datetime64[D]") for name in ("begun", "ended"))
        due = np.busday_offset(start, 10, roll="forward", holidays=np.array(off, dtype="datetime64[D]"))
        return by_month(rows[(start <= end) & (end <= due)], "ended").size()

    return Measured(
        words=(f"team | equals | {team}", "ended | within working days of | 10 | begun"),
        more={},
        by_hand=by_hand,
        date="ended",
    )


def again(team: str) -> Measured:
    """Of a child seen in the twelve months before."""

    def by_hand(frame: pd.DataFrame) -> Any:
        days = frame[["child", "begun"]].drop_duplicates().sort_values(["child", "begun"])
        days["before"] = days.groupby("child")["begun"].shift()
        rows = frame[frame["team"] == team].merge(days, on=["child", "begun"], how="left")
        return by_month(rows[rows["before"] >= rows["begun"] - pd.DateOffset(months=12)]).size()

    return Measured(
        words=(f"team | equals | {team}", "begun | earlier row within months | 12 | child"), more={}, by_hand=by_hand
    )


def still_open(team: str) -> Measured:
    """Open at the end of each month, for three months or more."""

    def by_hand(frame: pd.DataFrame) -> Any:
        rows = frame[frame["team"] == team]
        reached = rows["begun"] + pd.DateOffset(months=3)
        ends = {
            month: month.to_timestamp(how="end").normalize()
            for month in pd.period_range(FIRST.code, LAST.code, freq="M")
        }
        counts = {
            m: int(((reached <= d) & (rows["ended"].isna() | (rows["ended"] > d))).sum()) for m, d in ends.items()
        }
        return pd.Series(counts)

    return Measured(
        words=(f"team | equals | {team}", "begun | open for at least months | 3"),
        more={"kind": "open at period end", "end": "ended"},
        by_hand=by_hand,
    )


def cost(team: str) -> Measured:
    """The sum of a column."""
    return Measured(
        words=(f"team | equals | {team}", "cost | is at least | 100"),
        more={"kind": "sum", "column": "cost"},
        by_hand=lambda f: by_month(f[(f["team"] == team) & (f["cost"] >= 100)])["cost"].sum(),
    )


def usual_cost(team: str) -> Measured:
    """The mean of a column."""
    return Measured(
        words=(f"team | equals | {team}",),
        more={"kind": "mean", "column": "cost"},
        by_hand=lambda f: by_month(f[f["team"] == team])["cost"].mean(),
    )


def lasting(team: str) -> Measured:
    """Ended after half a year or more."""
    return Measured(
        words=(f"team | equals | {team}", "ended | at least months after | 6 | begun"),
        more={},
        by_hand=lambda f: by_month(
            f[(f["team"] == team) & (f["ended"] >= f["begun"] + pd.DateOffset(months=6))], "ended"
        ).size(),
        date="ended",
    )


KINDS_OF_MEASURE = (plain, children, in_time, again, still_open, cost, usual_cost, lasting)


def time_of(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes, whatever else the machine does."""
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    main()
