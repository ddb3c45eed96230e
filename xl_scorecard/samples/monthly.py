"""Month: how much of everything happens in one month, so that every printed figure comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xl_scorecard.model.period import Period
from xl_scorecard.model.unit import round_half_up
from xl_scorecard.samples.seed import MONTHS, YEARS, Line, Seed

Amounts = Mapping[Period, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """How many of each there are in `period`; `late_reviews` is how many children have one at its end, about."""

    period: Period
    contacts: int
    referrals: int
    re_referrals: int
    initial: int
    initial_in_time: int
    core: int
    core_in_time: int
    plans_started: int
    second_plans: int
    transferred_in: int
    plans_ended: int
    ended_2_years: int
    transferred_out: int
    late_reviews: int


def plan_months(seed: Seed) -> tuple[Month, ...]:
    """Return every month from the first that anything is known of to the last, in order."""
    amounts = {**_counts(seed), **_shares(seed)}
    months = Period(MONTHS[-1].last, min(seed.shapes["referrals"]).first, MONTHS[-1].kind_value).months
    return tuple(Month(period=month, **{name: amounts[name].get(month, 0) for name in amounts}) for month in months)


def apportion(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Return whole numbers that add up to `total`, as near to `weights` as can be (largest remainder).

    >>> apportion(10, [Fraction(1), Fraction(1), Fraction(1)])
    [4, 3, 3]
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts


def share_near(percent: Decimal, about: int, *, exactly: bool = False) -> tuple[int, int]:
    """Return a numerator and a denominator near `about` (or just that) that print as `percent`, to one decimal.

    >>> share_near(Decimal("72.5"), 70)
    (50, 69)

    Raises ValueError where there is none.
    """
    for step in range(1 if exactly else about):
        for denominator in (about - step, about + step):
            numerator = int(round_half_up(Fraction(percent) * denominator / 100, 0))
            if round_half_up(Fraction(numerator, denominator) * 100, 1) == percent:
                return numerator, denominator
    raise ValueError(f"no share of {about} prints as {percent}")


def _counts(seed: Seed) -> dict[str, Amounts]:
    printed = {
        "contacts": _printed(seed.lines["Op504"]),
        "referrals": _printed(seed.lines["Op410"]),
        "core": {period: of for period, (_, of) in _core(seed).items()},
        "plans_started": _printed(seed.lines["OP411"]),
        "plans_ended": _printed(seed.lines["OP413"]),
        "transferred_in": _printed(seed.lines["Op421"]),
        "transferred_out": _printed(seed.lines["Op422"]),
        "second_plans": _numerators(seed, "Op365"),
        "ended_2_years": _numerators(seed, "HY64"),
        "late_reviews": {},
    }
    counts = {name: _settle(seed.shapes[name], pins) for name, pins in printed.items()}
    referred = _printed(seed.lines["Op410"])
    return {**counts, "initial": _settle(seed.shapes["initial"], _numerators(seed, "Op368", referred))}


def _shares(seed: Seed) -> dict[str, Amounts]:
    referred = _printed(seed.lines["Op410"])
    assessed = _numerators(seed, "Op368", referred)
    counts = _counts(seed)
    return {
        "re_referrals": _share(seed, "re_referral", counts["referrals"], _numerators(seed, "Op383", referred)),
        "initial_in_time": _share(seed, "initial_in_time", counts["initial"], _numerators(seed, "HY59", assessed)),
        "core_in_time": _share(seed, "core_in_time", counts["core"], {p: n for p, (n, _) in _core(seed).items()}),
    }


def _printed(line: Line) -> dict[Period, int]:
    return {period: int(figure) for period, figure in line.figures.items()}


def _numerators(seed: Seed, code: str, denominators: Amounts | None = None) -> dict[Period, int]:
    """Return the numerators given for `code`; where only a percentage is printed, one that prints so."""
    known = {period: numerator for (name, period), (numerator, _) in seed.fractions.items() if name == code}
    for period, percent in seed.lines[code].figures.items():
        if period not in known and denominators is not None:
            known[period] = share_near(percent, denominators[period], exactly=True)[0]
    return known


def _core(seed: Seed) -> dict[Period, tuple[int, int]]:
    """Return core assessments in time and in all, of which the report prints percentages only."""
    shape = seed.shapes["core"]
    return {
        period: share_near(percent, int(sum(shape.get(month, Fraction(0)) for month in period.months)))
        for period, percent in seed.lines["Op60"].figures.items()
    }


def _share(seed: Seed, name: str, of: Amounts, pins: Amounts) -> dict[Period, int]:
    percents = seed.shapes[f"{name}_percent"]
    return _settle({month: percent * of[month] / 100 for month, percent in percents.items()}, pins)


def _settle(shape: Mapping[Period, Fraction], pins: Amounts) -> dict[Period, int]:
    """Return an amount for every month: the pinned one, else one after `shape` such that pinned years add up."""
    settled = {month: int(round_half_up(weight, 0)) for month, weight in shape.items()}
    settled |= {month: pins[month] for month in MONTHS if month in pins}
    for year in YEARS:
        if year in pins:
            free = [month for month in year.months if month not in pins]
            rest = pins[year] - sum(pins.get(month, 0) for month in year.months)
            settled |= dict(zip(free, apportion(rest, [shape[month] for month in free]), strict=True))
    return settled
