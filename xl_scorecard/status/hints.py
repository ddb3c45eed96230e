"""Hints: what a target asks for, in a few words."""

from __future__ import annotations

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.target import Target
from xl_scorecard.status.amounts import threshold_in_words
from xl_scorecard.status.band import Band, amber_band, green_band


def target_hint(indicator: Indicator, target: Target | None) -> str:
    """Return what is green: "at most 6.0%", "between 5 and 8", "at least 20 per month"; "" for none."""
    band = green_band(indicator.polarity, target) if target else None
    if target is None or band is None:
        return ""
    per = f" per {target.per.value}" if target.per else ""
    return f"{band_in_words(indicator, band)}{per}"


def amber_hint(indicator: Indicator, target: Target | None) -> str:
    """Return what is at least amber: "at most 6.6%"; "" where nothing is amber."""
    if target is None:
        return ""
    green, amber = green_band(indicator.polarity, target), amber_band(indicator.polarity, target)
    return band_in_words(indicator, amber) if amber and amber != green else ""


def band_in_words(indicator: Indicator, band: Band) -> str:
    """Return a band as "at least …", "at most …" or "between … and …"."""
    lower = threshold_in_words(indicator, band.lower) if band.lower is not None else ""
    upper = threshold_in_words(indicator, band.upper) if band.upper is not None else ""
    if lower and upper:
        return f"between {lower} and {upper}"
    return f"at least {lower}" if lower else f"at most {upper}"


def rule_in_words(indicator: Indicator, target: Target | None) -> str:
    """Return how a status is judged: "Lower is better: green up to 6.0%, amber up to 6.6%, otherwise red."."""
    green = green_band(indicator.polarity, target) if target else None
    amber = amber_band(indicator.polarity, target) if target else None
    if green is None or amber is None:
        return "No colour is given without a target and a direction that is good."
    good = {Polarity.HIGH: "Higher is better", Polarity.LOW: "Lower is better"}.get(
        indicator.polarity, "In range is best"
    )
    reach = "" if amber == green else f", amber {_reach_in_words(indicator, amber)}"
    return f"{good}: green {_reach_in_words(indicator, green)}{reach}, otherwise red; each edge has the better colour."


def _reach_in_words(indicator: Indicator, band: Band) -> str:
    lower = threshold_in_words(indicator, band.lower) if band.lower is not None else ""
    upper = threshold_in_words(indicator, band.upper) if band.upper is not None else ""
    if lower and upper:
        return f"from {lower} to {upper}"
    return f"from {lower} up" if lower else f"up to {upper}"
