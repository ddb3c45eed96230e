"""Codes of indicators and measures, as staff type them: spaces, case, and letters that only look Latin."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xl_scorecard.model.definition import Definition
from xl_scorecard.sources.problems import Collector, Kind
from xl_scorecard.sources.words import code_key, strangers


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes that may stand in a source, each by what it is compared by."""

    exact: frozenset[str]
    by_key: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """Return the definition's own spelling of the code that `text` means, or None."""
        return text if text in self.exact else self.by_key.get(code_key(text))

    def nearest(self, text: str) -> str | None:
        """Return the code that is most like `text`, if one is."""
        near = difflib.get_close_matches(code_key(text), self.by_key, n=1)
        return self.by_key[near[0]] if near else None


def indicator_codes(definition: Definition) -> Codes:
    """Return the codes of the definition's indicators."""
    return _codes(indicator.code for indicator in definition.indicators)


def figure_codes(definition: Definition) -> Codes:
    """Return the codes of measures and indicators; where case or spaces alone differ, an indicator's goes first."""
    measures = [measure.code for measure in definition.measures]
    return _codes([*measures, *(indicator.code for indicator in definition.indicators)])


def read_code(text: str, codes: Codes, cell: str, collector: Collector) -> str | None:
    """Return the code that the cell means, or None; what was odd about it goes to the collector. It quotes only codes.

    `Ор368` with two Cyrillic letters is read as Op368 where the definition has that.
    """
    code = codes.find(text)
    if letters := strangers(text):
        read_as = f"; read as “{code}”" if code else ""
        collector.add(Kind.CODE_NOT_LATIN, cell, column="Code", letters=letters, read_as=read_as)
    if code is None:
        nearest = codes.nearest(text)
        collector.add(
            Kind.CODE_UNKNOWN, cell, column="Code", nearest=f" (the nearest is “{nearest}”)" if nearest else ""
        )
    return code


def _codes(codes: Iterable[str]) -> Codes:
    found = list(codes)
    return Codes(exact=frozenset(found), by_key={code_key(code): code for code in found})
