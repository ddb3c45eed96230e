"""Page: the message as HTML that phones, Outlook and dark screens show alike: no pictures, no script, no web address.

Tables and styles on the elements themselves are what Outlook understands; the style sheet in the head only adds dark
colours and what a narrow screen needs. A status is always a word; its colour stands behind the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from xl_scorecard.mail.summary import Red, Summary
from xl_scorecard.model.status import Status

FACE = "font-family:'Segoe UI',Calibri,Arial,sans-serif"
INK, QUIET, ACCENT, LINE, PAPER = "#1f2933", "#52606d", "#12436d", "#d5dbe1", "#ffffff"
COLOURS = {
    Status.RED: ("#a8281e", "#ffffff"),
    Status.AMBER: ("#ffe9a8", "#4a3200"),
    Status.GREEN: ("#5db59a", "#06281d"),
}
PLAIN_COLOUR = ("#e9edf1", "#1f2933")
STYLES = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper, .sheet { background-color: #16202a !important; }
  .ink { color: #edf1f5 !important; }
  .quiet { color: #b7c2cd !important; }
  .accent { color: #9cc7ee !important; }
  .line { border-color: #3b4a59 !important; }
}
@media (max-width: 480px) {
  .sheet { padding: 16px !important; }
  .count { display: inline-block !important; margin-bottom: 6px !important; }
}
"""


def html_page(summary: Summary) -> str:
    """Return the message as an HTML page."""
    body = "\n".join(
        (
            _paragraph(summary.greeting),
            *(_paragraph(text) for text in summary.text.splitlines() if text.strip()),
            _title(f"{summary.title}: {summary.period}"),
            *_standing(summary),
            *_reds(summary.reds),
            *_changes(summary),
            *_notes(summary),
            *_quality(summary),
            _paragraph(f"The workbook {summary.attachment} is attached."),
            _paragraph(summary.reply),
            _paragraph(summary.organisation, quiet=True),
        )
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(summary.subject)}</title>\n<style>{STYLES}</style>\n</head>\n"
        f'<body class="paper" style="margin:0;padding:0;background-color:{PAPER}">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td class="sheet" align="left" style="padding:24px;background-color:{PAPER}">\n'
        f'<div style="max-width:680px">\n{body}\n</div>\n</td></tr></table>\n</body>\n</html>\n'
    )


def _standing(summary: Summary) -> Iterator[str]:
    if summary.sections:
        yield _paragraph(f"This message speaks of: {', '.join(summary.sections)}.", quiet=True)
    yield _paragraph(f"How indicators stand, {summary.headline}:", quiet=True)
    labels = " ".join(f'<span class="count">{_label(f"{n} {s.value}", s)}</span>' for s, n in summary.counts)
    yield f'<p style="{FACE};font-size:16px;line-height:34px;margin:4px 0 8px">{labels}</p>'
    yield _paragraph(summary.hidden, quiet=True)


def _reds(reds: tuple[Red, ...]) -> Iterator[str]:
    yield _heading("Red")
    if not reds:
        yield _paragraph("Nothing is red.")
    for red in reds:
        yield _card(
            f"{_label(Status.RED.value, Status.RED)} {_strong(f'{red.code} {red.title}: {red.shown}')}", red.reason
        )


def _changes(summary: Summary) -> Iterator[str]:
    yield _heading("What changed")
    if summary.since:
        yield _paragraph(summary.since)
    if not summary.changes:
        yield _paragraph("Nothing got better or worse.")
    for change in summary.changes:
        yield _card(f"{_strong(change.word)}: {_words(f'{change.code} {change.title}')}", change.reason)


def _notes(summary: Summary) -> Iterator[str]:
    if summary.notes:
        yield _heading("Notes")
    for note in summary.notes:
        yield _card(_strong(f"{note.code} {note.title}"), *note.text.splitlines())


def _quality(summary: Summary) -> Iterator[str]:
    yield _heading("Data quality")
    yield _paragraph(summary.problems)
    if summary.problems_told:
        yield _bullets(summary.problems_told)


def _label(text: str, status: Status) -> str:
    """A word on its status's colour; the border keeps it a label where colours are turned off."""
    back, ink = COLOURS.get(status, PLAIN_COLOUR)
    style = f"background-color:{back};color:{ink};border:1px solid {ink};border-radius:3px;padding:2px 8px"
    return f'<span style="{FACE};font-size:15px;font-weight:600;white-space:nowrap;{style}">{escape(text)}</span>'


def _card(head: str, *texts: str) -> str:
    body = "".join(_paragraph(text, quiet=True) for text in texts if text)
    style = f"border-left:3px solid {LINE};padding:0 0 0 12px;margin:12px 0"
    return f'<div class="line" style="{style}">{_row(head)}{body}</div>'


def _row(html: str) -> str:
    return f'<p class="ink" style="{FACE};font-size:16px;line-height:26px;color:{INK};margin:0">{html}</p>'


def _strong(text: str) -> str:
    return f'<strong class="ink" style="color:{INK}">{escape(text)}</strong>'


def _words(text: str) -> str:
    return f'<span class="ink" style="color:{INK}">{escape(text)}</span>'


def _title(text: str) -> str:
    style = f"{FACE};font-size:22px;line-height:28px;color:{ACCENT};margin:24px 0 4px"
    return f'<h1 class="accent" style="{style}">{escape(text)}</h1>'


def _heading(text: str) -> str:
    style = f"{FACE};font-size:18px;line-height:24px;color:{ACCENT};margin:24px 0 4px"
    return f'<h2 class="accent" style="{style}">{escape(text)}</h2>'


def _paragraph(text: str, *, quiet: bool = False) -> str:
    name, colour = ("quiet", QUIET) if quiet else ("ink", INK)
    style = f"{FACE};font-size:16px;line-height:24px;color:{colour};margin:8px 0;overflow-wrap:anywhere"
    return f'<p class="{name}" style="{style}">{escape(text)}</p>' if text else ""


def _bullets(texts: Iterable[str]) -> str:
    style = f"{FACE};font-size:16px;line-height:24px;color:{QUIET};overflow-wrap:anywhere"
    items = "".join(f'<li class="quiet" style="{style}">{escape(text)}</li>' for text in texts)
    return f'<ul style="margin:8px 0;padding-left:20px">{items}</ul>'
