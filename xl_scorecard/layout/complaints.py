"""What is wrong with a field, in words, with the nearest known one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from xl_scorecard.layout.beside_fields import COMPARATOR_FIELDS
from xl_scorecard.layout.catalogue import CATALOGUE, LISTS
from xl_scorecard.layout.field import Each, Field


def complaint(piece: Field | Each) -> str:
    """Return what is wrong with a field or directive, naming the nearest known one; "" when nothing is."""
    if isinstance(piece, Each):
        if piece.noun not in LISTS:
            return f"is not a list that repeats{_nearest(piece.noun, LISTS)}"
        return complaint(piece.where) if piece.where else ""
    if piece.noun == "label":
        return ""
    return _unknown(piece) or _misused(piece)


def _unknown(piece: Field) -> str:
    known = [f"{noun}.{name}" for noun, names in CATALOGUE.items() for name in names]
    name = f"{piece.noun}.{piece.name}"
    return "" if name in known else f"is not a known field{_nearest(name, known)}"


def _misused(piece: Field) -> str:
    if piece.at and piece.noun != "indicator":
        return "cannot take @; only fields of an indicator can"
    if piece.argument and piece.name not in ("benchmark", *COMPARATOR_FIELDS):
        return "has words after its name that mean nothing here"
    return "needs the comparator's name, such as England" if _lacks_comparator(piece) else ""


def _lacks_comparator(piece: Field) -> bool:
    return (
        piece.name in ("benchmark", *COMPARATOR_FIELDS) and piece.noun in ("indicator", "period") and not piece.argument
    )


def _nearest(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""
