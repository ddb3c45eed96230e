"""Plain: the message as text, which every reader can show and every screen reader reads in order."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from xl_scorecard.mail.summary import Summary

WIDTH = 72


def plain_text(summary: Summary) -> str:
    """Return the message as plain text."""
    paragraphs = [
        summary.greeting,
        summary.text,
        _heading(f"{summary.title}: {summary.period}"),
        *_standing(summary),
        *_list("Red", [f"{red.code} {red.title}. {red.reason}" for red in summary.reds], "Nothing is red."),
        *_changed(summary),
        *_list("Notes", [f"{note.code} {note.title}: {note.text}" for note in summary.notes]),
        *_list("Data quality", [summary.problems, *summary.problems_told]),
        f"The workbook {summary.attachment} is attached.",
        summary.reply,
        summary.organisation,
    ]
    return "\n\n".join(_wrapped(paragraph) for paragraph in paragraphs if paragraph) + "\n"


def _standing(summary: Summary) -> Iterator[str]:
    if summary.sections:
        yield f"This message speaks of: {', '.join(summary.sections)}."
    counts = "\n".join(f"- {status.value}: {number}" for status, number in summary.counts)
    yield f"How indicators stand, {summary.headline}:\n{counts}"
    yield summary.hidden


def _changed(summary: Summary) -> Iterator[str]:
    changes = [f"{change.word}: {change.code} {change.title}. {change.reason}" for change in summary.changes]
    since = [summary.since] if summary.since else []
    yield from _list("What changed", [*since, *changes], "Nothing got better or worse.")


def _heading(text: str) -> str:
    return f"{text}\n{'=' * min(len(text), WIDTH)}"


def _list(title: str, items: Iterable[str], none: str = "") -> Iterator[str]:
    lines = [f"- {item}" for item in items] or ([none] if none else [])
    if lines:
        yield "\n".join((title, "-" * len(title), *lines))


def _wrapped(paragraph: str) -> str:
    return "\n".join(
        textwrap.fill(line, WIDTH, subsequent_indent="  " if line.startswith("- ") else "", break_on_hyphens=False)
        for line in paragraph.splitlines()
    )
