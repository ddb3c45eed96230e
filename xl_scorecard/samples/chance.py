"""Chance that falls the same way every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")

SEED = "children who do not exist"


def chance(stage: str) -> random.Random:
    """Return a source of chance for one stage alone: a change in one stage leaves the others as they were."""
    return random.Random(f"{SEED}: {stage}")  # noqa: S311 - nothing here is a secret: it must be the same every time


def weighted_sample(rng: random.Random, things: Sequence[Choice], weights: Sequence[float], count: int) -> list[Choice]:
    """Return `count` different things, likelier where `weights` are larger; those of weight 0 never.

    Raises ValueError where there are too few (Efraimidis and Spirakis, 2006).
    """
    keyed = [(rng.random() ** (1 / weight), n) for n, weight in enumerate(weights) if weight > 0]
    if len(keyed) < count:
        raise ValueError(f"{count} wanted, {len(keyed)} there")
    return [things[n] for _, n in sorted(keyed, reverse=True)[:count]]
