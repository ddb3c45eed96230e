"""An example of what each field prints, for one indicator of a scorecard."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.layout.beside_fields import COMPARATOR_FIELDS
from xl_scorecard.layout.catalogue import CATALOGUE, printer
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import parse_field
from xl_scorecard.layout.items import items_of
from xl_scorecard.model.scorecard import Scorecard

NEEDS_COMPARATOR = frozenset({"benchmark", *COMPARATOR_FIELDS})


def examples(card: Scorecard, code: str, comparator: str) -> Iterator[tuple[str, str]]:
    """Return every field with what it prints in a scorecard, for one indicator; "" where that has none."""
    line = next(context for context in items_of("indicator", Context(card=card), None) if _is(context, code))
    for noun, names in CATALOGUE.items():
        context = _first(noun, line)
        for name in names:
            text = f"{noun}.{name} {comparator}" if name in NEEDS_COMPARATOR else f"{noun}.{name}"
            field = parse_field(text)
            yield text, printer(field)(context).shown if context else ""  # type: ignore[arg-type]


def _is(context: Context, code: str) -> bool:
    return context.line is not None and context.line.indicator.code == code


def _first(noun: str, line: Context) -> Context | None:
    """The last item of a list as the indicator has it: the latest month, the first problem, and so on."""
    if noun in ("scorecard", "section", "indicator"):
        return line
    found = items_of(noun, line, None)
    own = [context for context in found if context.line is line.line or context.line is None] or found
    return (own[-1] if noun in ("period", "figure") else own[0]) if own else None


def shortened(text: str, length: int = 60) -> str:
    """Return a text cut to a length, with an ellipsis where it was longer."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[: length - 1].rstrip()}…"
