"""The seed's figures as series; the months before March 2012 are invented, always the same, and add up to the years."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate, count

from tests.builders.seed_definition import seed_fractions, seed_reference, seed_rows
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.unit import round_half_up

YEARS = (Period.parse("2010/11"), Period.parse("2011/12"))
MARCH, APRIL, MAY = (Period.month(2012, number) for number in (3, 4, 5))
MONTHS = (*YEARS[0].months, *YEARS[1].months, APRIL, MAY)
PRINTED = (*YEARS, MARCH, APRIL, MAY)
OPEN_BEFORE = 294
POPULATION = 49104
COUNTED = {
    "contacts": "Op504",
    "referrals": "Op410",
    "plans_started": "OP411",
    "plans_ended": "OP413",
    "transferred_in": "Op421",
    "transferred_out": "Op422",
}
SHARES = {
    "re_referrals": ("Op383", "referrals"),
    "initial_assessments": ("Op368", "referrals"),
    "initial_in_10_days": ("HY59", "initial_assessments"),
    "core_in_35_days": ("Op60", "core_assessments"),
    "plans_ended_2_years": ("HY64", "plans_ended"),
    "second_plans": ("Op365", "plans_started"),
}
DENOMINATORS = {
    "Op383": {YEARS[0]: 2658},
    "Op368": {YEARS[0]: 2658},
    "HY59": {YEARS[0]: 2238},
    "Op60": {YEARS[0]: 310, YEARS[1]: 345, MARCH: 29, APRIL: 28, MAY: 32},
    "Op367": {YEARS[0]: 258, YEARS[1]: 241, MAY: 236},
}


def seed_series(definition: Definition) -> tuple[Series, ...]:
    """Every indicator's figures: 26 months, two years, and the years to date at May 2011 and May 2012."""
    numbers = _numbers()
    return tuple(
        Series(indicator=indicator, figures=_figures(indicator, numbers)) for indicator in definition.indicators
    )


def _figures(indicator: Indicator, numbers: Mapping[str, Mapping[Period, int]]) -> dict[Period, Figure]:
    periods = (*MONTHS, *YEARS, MAY.back(12).year_to_date, MAY.year_to_date)
    return {period: _figure(indicator, period, numbers) for period in periods}


def _figure(indicator: Indicator, period: Period, numbers: Mapping[str, Mapping[Period, int]]) -> Figure:
    if gap := _gap(indicator, period):
        return gap
    if (indicator.code, period) == ("OP410a", YEARS[0]):
        return Figure(period=period, value=Fraction(541), given=True, remark="Given: Council's report of May 2012.")
    top = _number(numbers, indicator.numerator, period)
    if not indicator.denominator:
        return Figure(period=period, value=top, numerator=top)
    bottom = _number(numbers, indicator.denominator, period)
    if bottom == 0:
        return Figure(period=period, numerator=top, denominator=bottom, missing="nothing to divide by")
    return Figure(period=period, value=top / bottom * indicator.multiplier, numerator=top, denominator=bottom)


def _gap(indicator: Indicator, period: Period) -> Figure | None:
    """The figure that says why there is none, as the indicators' room says it."""
    silent = [entry for entry in seed_reference().not_reported if entry.indicator == indicator.code]
    if reasons := [entry.reason for entry in silent if entry.period.covers(period)]:
        return Figure(period=period, missing="not reported", remark=reasons[0])
    left_out = {month for entry in silent for month in entry.period.months if period.covers(month)}
    if not left_out or indicator.code == "Op367":
        return None
    reported, months = len(period.months) - len(left_out), len(period.months)
    remark = " ".join(f"{month}: left blank in the report." for month in sorted(left_out))
    return Figure(period=period, missing=f"{reported} of {months} months reported", remark=remark)


def _number(numbers: Mapping[str, Mapping[Period, int]], code: str, period: Period) -> Fraction:
    if code == "population":
        return Fraction(48795 if YEARS[0].covers(period.last_month) else POPULATION)
    months = numbers[code]
    if code.startswith(("plans_open", "plans_reviewed")):
        return Fraction(months[period.last_month])
    return Fraction(sum(months[month] for month in period.months))


def _numbers() -> dict[str, dict[Period, int]]:
    """Each measure's number in every month."""
    numbers = {code: _spread(code, _counts(indicator)) for code, indicator in COUNTED.items()}
    for code, (indicator, whole) in SHARES.items():
        pairs = {period: _pair(indicator, period) for period in PRINTED}
        if whole not in numbers:
            numbers[whole] = _spread(whole, {period: bottom for period, (_, bottom) in pairs.items()})
        numbers[code] = _spread(code, {period: top for period, (top, _) in pairs.items()}, weights=numbers[whole])
    moves = (numbers["plans_started"][month] - numbers["plans_ended"][month] for month in MONTHS)
    numbers["plans_open"] = dict(zip(MONTHS, list(accumulate(moves, initial=OPEN_BEFORE))[1:], strict=True))
    return numbers | _reviewed()


def _reviewed() -> dict[str, dict[Period, int]]:
    """Children on a plan for three months, and those of them who were reviewed in time."""
    pairs = {month: (232 + number % 5, 240 + number % 4) for number, month in enumerate(MONTHS)}
    pairs |= {period.last_month: _pair("Op367", period) for period in (*YEARS, MAY)}
    return {
        "plans_reviewed_in_time": {month: top for month, (top, _) in pairs.items()},
        "plans_open_3_months": {month: bottom for month, (_, bottom) in pairs.items()},
    }


def _counts(code: str) -> dict[Period, int]:
    row = next(row for row in seed_rows() if row["code"] == code)
    return {period: int(row[period.label] or 0) for period in PRINTED}


def _pair(code: str, period: Period) -> tuple[int, int]:
    """The numerator and denominator of a printed percentage: the seed's, or the first that give what it prints."""
    if pair := seed_fractions().get((code, period.label)):
        return pair
    row = next(row for row in seed_rows() if row["code"] == code)
    printed = Fraction(row[period.label])
    for bottom in count(DENOMINATORS[code][period]):
        top = int(printed * bottom / 100 + Fraction(1, 2))
        if Fraction(round_half_up(Fraction(100 * top, bottom), 1)) == printed:
            return top, bottom
    raise AssertionError


def _spread(
    code: str, printed: Mapping[Period, int], *, weights: Mapping[Period, int] | None = None
) -> dict[Period, int]:
    """Share each year's number out over its months that are not printed; every month stays what is printed."""
    months = {month: printed[month] for month in (MARCH, APRIL, MAY)}
    for year in YEARS:
        free = [month for month in year.months if month not in months]
        total = printed[year] - sum(months.get(month, 0) for month in year.months)
        wobbles = [8 + (7 * month.last + len(code)) % 5 for month in free]
        shares = [wobble * (weights[month] if weights else 1) for wobble, month in zip(wobbles, free, strict=True)]
        months |= dict(zip(free, _shared_out(total, shares), strict=True))
    return dict(sorted(months.items()))


def _shared_out(total: int, shares: list[int]) -> list[int]:
    """Whole numbers in proportion to `shares` that add up to `total`."""
    ends = [total * reached // sum(shares) for reached in accumulate(shares)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
