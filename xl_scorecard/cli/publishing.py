"""The published edition of a scorecard: what `build --edition published` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.cli.streams import say

if TYPE_CHECKING:
    from xl_scorecard.pipeline import Built
    from xl_scorecard.publishing import Published


def publish_edition(
    definition: Path,
    *,
    period: str | None,
    template: Path | None,
    out: Path | None,
    computed: bool,
    allow_python: bool = False,
    password: str = "",
    progress: Callable[[str], None],
) -> Built:
    """Build the published edition, say what was hidden in it, and return it."""
    from xl_scorecard.publishing import publish

    published = publish(
        definition,
        period=period,
        template=template,
        out=out,
        computed=computed,
        allow_python=allow_python,
        password=password,
        progress=progress,
    )
    say_hidden(published)
    return published.built


def say_hidden(published: Published) -> None:
    """Say how many numbers are hidden, and which should have been hidden before."""
    mode = published.built.card.suppression
    say(
        f"Small numbers ({mode.word}): {published.small} are hidden, and {published.others} more that would tell them."
        if mode.hides
        else "No small numbers are hidden: the definition's Published suppression is none."
    )
    for remark in published.remarks:
        say(remark)
