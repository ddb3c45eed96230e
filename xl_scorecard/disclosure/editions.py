"""Editions: what published editions told, as they told it; kept beside the definition, aggregates only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from xl_scorecard.disclosure.counts import Place as Figured
from xl_scorecard.disclosure.counts import figures_of
from xl_scorecard.disclosure.masking import DENOMINATOR, NUMERATOR
from xl_scorecard.disclosure.secondary import Earlier
from xl_scorecard.errors import SourceError
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Suppression, parse_suppression

PUBLISHED_FILE = "published.json"
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure as an edition showed it. `edition` is the month of the first that did; `hidden`, what it did not show."""

    part: str
    code: str
    period: Period
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    hidden: tuple[str, ...]
    mode: str
    edition: Period

    @property
    def place(self) -> Figured:
        """Which figure it is."""
        return self.code, self.period


Editions = tuple[Told, ...]


def record(editions: Editions, card: Scorecard) -> Editions:
    """Return the editions with what a published scorecard tells that none has told before."""
    known = {replace(one, edition=card.period) for one in editions}
    new = [one for one in _told_by(card) if one not in known]
    return (*editions, *new)


def earlier_to(editions: Editions, card: Scorecard) -> Earlier:
    """Return what editions tell of the figures of a scorecard that is not suppressed yet.

    A number that is another now tells nothing of what it is; what was hidden once stays hidden.
    """
    part = card.part.code if card.part else ""
    now = {(line.indicator.code, period): figure for line, period, figure in figures_of(card.lines)}
    shown: dict[tuple[Figured, str], Suppression] = {}
    hidden = set()
    for one in editions:
        figure = now.get(one.place)
        if one.part == part and figure is not None:
            mode = parse_suppression(one.mode)
            for name in _unchanged(one, figure, mode):
                before = shown.setdefault((one.place, name), mode)
                shown[one.place, name] = min(before, mode, key=lambda told: told.rounding)
            hidden |= {(one.place, name) for name in one.hidden if name in (NUMERATOR, DENOMINATOR)}
    return Earlier(shown=shown, hidden=frozenset(hidden))


def to_text(editions: Editions) -> str:
    """Return editions as JSON, a figure a line."""
    rows = ",\n".join(json.dumps(_row(one), ensure_ascii=False) for one in editions)
    return f'{{"form": {FORM}, "told": [\n{rows}\n]}}\n'


def from_text(text: str) -> Editions:
    """Return the editions that a text holds. Raises SourceError where it holds none."""
    try:
        data = json.loads(text)
        return tuple(_told(row) for row in {FORM: data["told"]}[data["form"]])
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        raise SourceError(
            "This is not a record of published editions that can be read.",
            place=Place(file=PUBLISHED_FILE),
            fix="Take it back from a copy: without it, what was published before cannot be allowed for.",
        ) from None


def _told_by(card: Scorecard) -> Iterator[Told]:
    for line, period, figure in figures_of(card.lines):
        numbers = (figure.numerator, figure.denominator, figure.value)
        if figure.hidden or any(number is not None for number in numbers):
            yield Told(
                part=card.part.code if card.part else "",
                code=line.indicator.code,
                period=period,
                numerator=figure.numerator,
                denominator=figure.denominator,
                value=figure.value,
                hidden=tuple(sorted(figure.hidden)),
                mode=card.suppression.word,
                edition=card.period,
            )


def _unchanged(one: Told, figure: Figure, mode: Suppression) -> Iterable[str]:
    """The numbers that were shown and are the same now, as they were shown; a share alone tells its numerator."""
    if one.numerator is None and one.value is not None and one.value == figure.value and figure.numerator is None:
        yield NUMERATOR
    for name, before, number in (
        (NUMERATOR, one.numerator, figure.numerator),
        (DENOMINATOR, one.denominator, figure.denominator),
    ):
        if before is not None and number is not None and before in (number, mode.rounded(number)):
            yield name


def _row(one: Told) -> dict[str, Any]:
    numbers = {name: getattr(one, name) for name in (NUMERATOR, DENOMINATOR, "value")}
    return {
        **({"part": one.part} if one.part else {}),
        "code": one.code,
        "period": one.period.code,
        **{name: str(number) for name, number in numbers.items() if number is not None},
        **({"hidden": list(one.hidden)} if one.hidden else {}),
        "mode": one.mode,
        "edition": one.edition.code,
    }


def _told(row: dict[str, Any]) -> Told:
    numbers = {name: Fraction(row[name]) if name in row else None for name in (NUMERATOR, DENOMINATOR, "value")}
    parse_suppression(row["mode"])
    return Told(
        part=row.get("part", ""),
        code=row["code"],
        period=Period.parse(row["period"]),
        hidden=tuple(row.get("hidden", ())),
        mode=row["mode"],
        edition=Period.parse(row["edition"]),
        **numbers,
    )
