"""Rules of what stands beside a status: chance, benchmarks, control charts, projections; for a scorecard's readers."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.spc import SHOWN_FROM
from xl_scorecard.model.unit import round_half_up
from xl_scorecard.status.amounts import decimals_needed
from xl_scorecard.status.recent_trend import CRITICAL

BESIDE = (
    "Status, direction of travel, variation on the control chart and significance against a benchmark are judged each "
    "by itself and never mixed into one."
)
INTERVALS = (
    "Between which values a figure may lie, chance allowed for, with {level}% confidence: Wilson's method for shares, "
    "Byar's for numbers and rates, exact Poisson for fewer than 10. A ratio of two different groups has none."
)
SIGNIFICANCE = (
    "Better or worse than a benchmark only where the whole interval is above or below it, otherwise similar; the "
    "benchmark is taken as exact. Where neither high nor low is good it is only higher or lower."
)
NEIGHBOURS = (
    "The figure for the statistical neighbours is the unweighted {method} of those of {names} that have one. A rank is "
    "among them and the figure itself, for the same period; ties share the smaller place. Quarters are cut as Excel's "
    "QUARTILE.INC does."
)
LIMITS = (
    "The mean of the months ± 2.66 × the mean change from month to month. Months without a figure are left out. Limits "
    "are shown from {shown_from} months; before that nothing is read from them. They may lie below 0% or above 100%. "
    "{screened}"
)
VARIATION = (
    "A month stands out when it is beyond a limit; is one of seven or more in a row that all rise or all fall; is, as "
    "another of three in a row is, in the outer third towards the same limit; or is one of seven or more in a row "
    "above the mean, or below it. The first of these that holds counts. It is an improvement or a concern by whether "
    "high or low is good; everything else is common cause."
)
ASSURANCE = (
    "A target beyond the limits will be met always, or never, if nothing changes; one between them, or on one, is hit "
    "or missed by chance."
)
CASES = "How many cases would be Green is worked out with the same denominator, and on the unrounded figure."
PROJECTIONS = (
    "A projection is no figure and has no status. What adds up goes on in a straight line to the end of the year; a "
    "percentage keeps the rate of the year so far. Numbers at a date are not projected."
)
RECENT_TREND = (
    "Five years without a gap: the line through them, weighted by how sure each is, has a slope with χ² above "
    "{critical} and the same sign whichever year is left out, as in OHID's Fingertips."
)


def beside_rules(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield the rules of what stands beside a status, each a title and a text, options as chosen."""
    settings = definition.settings
    level = round_half_up(settings.confidence_level, decimals_needed(settings.confidence_level, 0))
    yield "Side by side", BESIDE
    yield "Intervals", INTERVALS.format(level=level)
    yield "Significance", SIGNIFICANCE
    if settings.neighbours and settings.neighbour_method:
        names = ", ".join(settings.neighbours)
        yield "Statistical neighbours", NEIGHBOURS.format(method=settings.neighbour_method.value, names=names)
    yield "Control limits", LIMITS.format(shown_from=SHOWN_FROM, screened=_screened(settings))
    if definition.rebases:
        yield "Limits set anew", _rebases(definition)
    yield "Variation", VARIATION
    yield "Assurance", ASSURANCE
    if definition.targets:
        yield "Cases to target", CASES
    yield "Projections", PROJECTIONS
    yield "Recent trend", RECENT_TREND.format(critical=f"{CRITICAL:.2f}")


def _screened(settings: Settings) -> str:
    if settings.screen_outliers:
        return "Changes of at least 3.267 × their mean are left out of it."
    return "No change is left out as an outlier."


def _rebases(definition: Definition) -> str:
    told = (f"{one.indicator} from {one.since.months[0].label} ({one.reason})" for one in definition.rebases)
    return f"{'; '.join(told)}."
