"""Confirming: up to when a figure is known to be the latest, and where somebody would say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.reference import GivenFigure, NotReported
from xl_scorecard.model.waiting import TO_FILL
from xl_scorecard.sources.grid import Cell
from xl_scorecard.sources.periods import read_period

Given = GivenFigure | Benchmark | NotReported | Note


def placed(given: Given, cells: Mapping[str, Cell], addresses: Mapping[str, str], place: Place) -> Given:
    """Return what a row gives with its place, and with what stands under Until and Confirmed."""
    match given:
        case GivenFigure():
            where = replace(place, cell=addresses.get("Confirmed", place.cell))
            return replace(given, confirmed=_period(cells, "Confirmed"), place=where)
        case Benchmark():
            where = replace(place, cell=addresses.get("Confirmed", place.cell))
            until, confirmed = _period(cells, "Until"), _period(cells, "Confirmed")
            return replace(given, until=until, confirmed=confirmed, place=where)
        case Note():
            return replace(given, place=replace(place, cell=addresses.get("Note", place.cell)))
        case _:
            return given


def _period(cells: Mapping[str, Cell], heading: str) -> Period | None:
    """An empty cell, or one that says that the row is to be filled in, is none; nor is what is no period."""
    cell = cells.get(heading)
    words = cell.strip().casefold() if isinstance(cell, str) else cell
    return None if words in (None, "", TO_FILL) else read_period(cell)[0]
