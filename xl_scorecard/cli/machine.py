"""What commands print for other programs: JSON and CSV."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from xl_scorecard.errors import SourceError
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.source import SourceFile
from xl_scorecard.model.status import Status

if TYPE_CHECKING:
    from xl_scorecard.pipeline import Built
    from xl_scorecard.status.explaining import Explanation


def built_json(built: Built, seconds: Mapping[str, float]) -> str:
    """Return what was built, from what, what was found, and how long each stage took."""
    where = {"workbook": str(built.path), "saved_beside": built.saved_beside}
    return _json({**where, **_card_data(built.card), "seconds": dict(seconds)})


def checked_json(card: Scorecard, seconds: Mapping[str, float]) -> str:
    """Return what was read, what was found, and how long each stage took."""
    return _json({**_card_data(card), "seconds": dict(seconds)})


def figures_csv(card: Scorecard) -> str:
    """Return every figure, one row per indicator and period."""
    from xl_scorecard.status.table import write_csv

    return write_csv(card)


def figures_json(card: Scorecard) -> str:
    """Return the scorecard with every figure; numbers unrounded in the indicator's unit, null where there is none."""
    from xl_scorecard.status.table import figures_frame

    rows = figures_frame(card).to_dict(orient="records")
    figures = [{str(name): _plain(value) for name, value in row.items()} for row in rows]
    return _json({**_card_data(card), "figures": figures})


def explanation_json(explanation: Explanation) -> str:
    """Return how one figure came about."""
    return _json({field.name: _plain(getattr(explanation, field.name)) for field in fields(explanation)})


def _plain(value: object) -> object:
    match value:
        case Period():
            return value.code
        case Enum():
            return value.name
        case Fraction():
            from xl_scorecard.status.table import exact_float

            return exact_float(value)
        case float() if math.isnan(value):
            return None
        case _:
            return value


def _card_data(card: Scorecard) -> dict[str, object]:
    settings = card.definition.settings
    return {
        "title": settings.title,
        "organisation": settings.organisation,
        "period": card.period.code,
        "headline": settings.headline.name,
        "counts": {status.name: card.count(status) for status in Status},
        "sources": [_source_data(source) for source in card.sources],
        "problems": [problem_data(problem) for problem in card.problems],
    }


def _source_data(source: SourceFile) -> dict[str, object]:
    return {
        "name": source.name,
        "file": source.file,
        "sheet": source.sheet,
        "sha256": source.sha256,
        "rows": source.rows,
        "left_out": dict(source.left_out),
        "bad_rows": source.bad_rows,
        "usable": source.usable,
    }


def refusal_data(error: SourceError) -> dict[str, str]:
    """Return why a file was refused: code, reason and fix."""
    return {"code": error.code, "reason": f"{error.place}: {error.sentence}", "fix": error.fix}


def problem_data(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON holds it."""
    return {
        "code": problem.code,
        "severity": problem.severity.name,
        "place": _place_data(problem.place),
        "sentence": problem.sentence,
        "fix": problem.fix,
        "count": problem.count,
        "places": [_place_data(place) for place in problem.places],
    }


def _place_data(place: Place) -> dict[str, str]:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell}


def _json(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
