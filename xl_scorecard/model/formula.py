"""Formula: a numerator or denominator as a sum or difference of codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPERATOR = re.compile(r"\s+([+\u2212-])\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """A code of a measure or an indicator, added (1) or taken away (−1)."""

    sign: int
    code: str


def terms_of(formula: str) -> tuple[Term, ...]:
    """Return the terms of a formula: codes with " + " or " - " between them; none of an empty one.

    >>> terms_of("contacts + referrals - NI-59")
    (Term(sign=1, code='contacts'), Term(sign=1, code='referrals'), Term(sign=-1, code='NI-59'))
    """
    if not formula.strip():
        return ()
    first, *rest = OPERATOR.split(formula.strip())
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return (Term(1, first), *(Term(1 if operator == "+" else -1, code) for operator, code in pairs))


def formula_of(terms: tuple[Term, ...]) -> str:
    """Return terms as people write them.

    >>> formula_of(terms_of("a - b"))
    'a - b'
    """
    if not terms:
        return ""
    rest = (f" {'+' if term.sign > 0 else '-'} {term.code}" for term in terms[1:])
    return terms[0].code + "".join(rest)
