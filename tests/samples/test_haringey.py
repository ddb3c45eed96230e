"""The example against the printed report: plain loops over the written rows, sharing no code with the program."""

import csv
from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
PERIODS = {
    "2010/11": (date(2010, 4, 1), date(2011, 3, 31)),
    "2011/12": (date(2011, 4, 1), date(2012, 3, 31)),
    "Mar 2012": (date(2012, 3, 1), date(2012, 3, 31)),
    "Apr 2012": (date(2012, 4, 1), date(2012, 4, 30)),
    "May 2012": (date(2012, 5, 1), date(2012, 5, 31)),
    "2012/13 to date": (date(2012, 4, 1), date(2012, 5, 31)),
}
PRINTED_PERIODS = tuple(PERIODS)[:5]
POPULATION = {"2010/11": 48795}
BANK_HOLIDAYS = {
    *(date(2010, month, day) for month, day in ((1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))),
    *(date(2011, month, day) for month, day in ((1, 3), (4, 22), (4, 25), (4, 29), (5, 2), (5, 30), (8, 29))),
    *(date(2011, 12, day) for day in (26, 27)),
    *(date(2012, month, day) for month, day in ((1, 2), (4, 6), (4, 9), (5, 7), (6, 4), (6, 5))),
}
"""As GOV.UK lists them for England and Wales."""

START, END = "child protection plan start date", "child protection plan end date"
REFERRED, AUTHORISED = "date of referral", "assessment authorisation date"
CHILD, TYPE, BEGUN = "child unique id", "type of assessment", "assessment start date"


def test_every_printed_figure_comes_out_of_the_rows(fractions):
    for line in _seed("seed_scorecard.csv"):
        for period in PRINTED_PERIODS:
            if line[period] and (line["code"], period) != ("OP410a", "2010/11"):
                numerator, denominator = fractions[line["code"], period]
                value = Decimal(numerator) * _multiplier(line["unit"]) / Decimal(denominator)
                printed = Decimal(line[period])
                places = {"count": "1", "%": "0.1", "per 10,000": "0.01"}[line["unit"]]
                assert value.quantize(Decimal(places), ROUND_HALF_UP) == printed, (line["code"], period)


def test_every_fraction_comes_out_of_the_rows(fractions):
    lines = _seed("seed_fractions.csv")
    for line in lines:
        expected = int(line["numerator"]), int(line["denominator"])
        assert fractions[line["code"], line["period"]] == expected, (line["code"], line["period"])
    assert len(lines) == 33


def test_the_new_year_so_far_is_pooled(fractions):
    assert fractions["Op365", "2012/13 to date"] == (1, 40)
    assert fractions["HY64", "2012/13 to date"] == (4, 40)
    assert fractions["Op410", "2012/13 to date"] == (327, 1)
    assert fractions["Op504", "2012/13 to date"] == (1224, 1)


def test_plans_open_before_the_year_and_before_the_last_quarter(records):
    assert [_open_at(records["plans"], day) for day in (date(2010, 3, 31), date(2012, 2, 29))] == [294, 278]


def test_blank_cells_of_the_report_are_not_reported_and_the_odd_rate_is_given(raw_rows):
    blank = {
        (line["code"], period) for line in _seed("seed_scorecard.csv") for period in PRINTED_PERIODS if not line[period]
    }
    reference = raw_rows["reference"]
    written = {(code, {"2012-04": "Apr 2012"}.get(period, period)) for code, period, _ in reference["Not reported"][4:]}
    assert written == blank
    assert [row[:3] for row in reference["Given figures"][4:]] == [["OP410a", "2010/11", 541]]


def test_benchmarks_are_the_printed_ones(raw_rows):
    written = {(code, who, period): value for code, who, period, value, *_ in raw_rows["reference"]["Benchmarks"][4:]}
    printed = {
        (line["code"], who, "2010/11"): float(line[f"{who} 2010/11"])
        for line in _seed("seed_scorecard.csv")
        for who in ("England", "SN")
        if line[f"{who} 2010/11"]
    }
    assert written == printed


def test_late_children_at_the_end_of_march_left_their_plans_in_april_and_may(records):
    day = date(2012, 3, 31)
    late = [plan for plan in _on_plan_3_months(records["plans"], day) if not _in_time(plan, records["reviews"], day)]
    assert len(late) in (6, 7, 8)
    assert all(day < plan[END] <= date(2012, 5, 31) for plan in late)


def test_an_untrimmed_id_would_change_the_figures(records, raw_rows):
    rows = raw_rows["referrals"]["List 3 Referrals"][4:]
    spaced = [row[0] for row in rows if row and isinstance(row[0], str) and row[0] != row[0].strip()]
    kept = [row for row in records["referrals"] if row[CHILD] not in {child.strip() for child in spaced}]
    assert len(spaced) == 3
    assert _re_referrals(kept, *PERIODS["May 2012"]) == 9 - 3


@pytest.fixture(scope="module")
def fractions(records):
    """Numerator and denominator of every indicator in every period; counts are over 1."""
    return {
        (code, period): pair
        for period, (first, last) in PERIODS.items()
        for code, pair in _fractions_of(records, period, first, last).items()
    }


def _fractions_of(records, period, first, last):
    people = POPULATION.get(period, 49104)
    plans, reviews = records["plans"], records["reviews"]
    referrals = _within(records["referrals"], REFERRED, first, last)
    initial = [row for row in _within(records["assessments"], AUTHORISED, first, last) if row[TYPE] == "Initial"]
    core = [row for row in _within(records["assessments"], AUTHORISED, first, last) if row[TYPE] == "Core"]
    started, ended = _within(plans, START, first, last), _within(plans, END, first, last)
    quick = [row for row in initial if row[AUTHORISED] <= _deadline(row[REFERRED], 10)]
    prompt = [row for row in core if row[AUTHORISED] <= _deadline(row[BEGUN], 35)]
    settled = _on_plan_3_months(plans, last)
    return {
        "Op504": (len(_within(records["contacts"], "date of contact", first, last)), 1),
        "Op410": (len(referrals), 1),
        "OP410a": (len(referrals), people),
        "Op383": (_re_referrals(records["referrals"], first, last), len(referrals)),
        "Op368": (len(initial), len(referrals)),
        "HY59": (len(quick), len(initial)),
        "Op60": (len(prompt), len(core)),
        "Op388": (_open_at(plans, last), 1),
        "OP388a": (_open_at(plans, last), people),
        "OP411": (len(started), 1),
        "OP413": (len(ended), 1),
        "Op421": (sum(plan["transferred in?"] == "Yes" for plan in started), 1),
        "Op422": (sum(plan["transferred out?"] == "Yes" for plan in ended), 1),
        "HY64": (sum(_months_later(plan[START], 24) <= plan[END] for plan in ended), len(ended)),
        "Op365": (sum(_had_a_plan(plans, plan) for plan in started), len(started)),
        "Op367": (sum(_in_time(plan, reviews, last) for plan in settled), len(settled)),
    }


def _seed(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _multiplier(unit):
    return {"count": 1, "%": 100, "per 10,000": 10_000}[unit]


def _within(rows, heading, first, last):
    return [row for row in rows if row[heading] and first <= row[heading] <= last]


def _months_later(day, months):
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _re_referrals(rows, first, last):
    days = {}
    for row in rows:
        days.setdefault(row[CHILD], []).append(row[REFERRED])
    return sum(
        any(_months_later(row[REFERRED], -12) <= day < row[REFERRED] for day in days[row[CHILD]])
        for row in _within(rows, REFERRED, first, last)
    )


def _deadline(start, count):
    """The start is day 0, from the next working day where it is none."""
    while not _is_working_day(start):
        start += timedelta(days=1)
    while count:
        start += timedelta(days=1)
        count -= _is_working_day(start)
    return start


def _is_working_day(day):
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def _open_at(plans, day):
    return sum(plan[START] <= day and (plan[END] is None or plan[END] > day) for plan in plans)


def _had_a_plan(plans, plan):
    return any(other[CHILD] == plan[CHILD] and other[START] < plan[START] for other in plans)


def _on_plan_3_months(plans, day):
    return [plan for plan in plans if _months_later(plan[START], 3) <= day and (plan[END] is None or plan[END] > day)]


def _in_time(plan, reviews, day):
    """The first review within three months, the others at most six apart, the last no older than six months."""
    held = sorted(
        row["date of review conference"]
        for row in reviews
        if row[CHILD] == plan[CHILD] and plan[START] < row["date of review conference"] <= day
    )
    due = _months_later(plan[START], 3)
    for review in held:
        if review > due:
            return False
        due = _months_later(review, 6)
    return day <= due
