"""Summary: what a message says, in no particular form; plain text and HTML are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_scorecard.disclosure.wording import numbers_in
from xl_scorecard.errors import DefinitionError
from xl_scorecard.layout.card_fields import problems_sentence
from xl_scorecard.layout.catalogue import printer
from xl_scorecard.layout.complaints import complaint
from xl_scorecard.layout.context import context_of
from xl_scorecard.layout.field import Field, split_fields
from xl_scorecard.mail.addressing import Addressee
from xl_scorecard.model.mail import MailSettings
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity, most_serious_first
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.counts import improved, reds, status_counts, worsened

PROBLEMS_TOLD = 5
FIELD = re.compile(r"\{\{.*?\}\}")
FILLED_ALONE = frozenset({"scorecard", "section", "label"})
DEFAULT_REPLY = "Questions and corrections: reply to this message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Red:
    """An indicator that is red, with its figure, its target and the reason why."""

    code: str
    title: str
    shown: str
    target: str
    period: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An indicator that got better or worse, with the words why."""

    code: str
    title: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What staff say about an indicator."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything that a message says.

    `counts` has statuses that some indicator has; `since` heads the changes; `hidden` is how small numbers are hidden.
    """

    subject: str
    greeting: str
    text: str
    title: str
    organisation: str
    period: str
    headline: str
    sections: tuple[str, ...]
    counts: tuple[tuple[Status, int], ...]
    reds: tuple[Red, ...]
    changes: tuple[Change, ...]
    since: str
    notes: tuple[Remark, ...]
    problems: str
    problems_told: tuple[str, ...]
    reply: str
    attachment: str
    hidden: str = ""


def summarise(card: Scorecard, addressee: Addressee, attachment: str, *, reply: str = "") -> Summary:
    """Return what the message to `addressee` says. Raises DefinitionError for a field that it cannot fill."""
    lines = tuple(_lines(card, addressee.sections))
    codes = {line.indicator.code for line in lines}
    counts = status_counts(lines)
    return Summary(
        subject=" ".join(fill(addressee.subject, card, addressee.sections, "Subject").split()),
        greeting=fill(addressee.greeting, card, addressee.sections, "Greeting"),
        text=fill(addressee.text, card, addressee.sections, "Text"),
        title=card.definition.settings.title,
        organisation=card.definition.settings.organisation,
        period=card.period.label,
        headline=card.headline.label if card.headline else "",
        sections=addressee.sections,
        counts=tuple((status, counts[status]) for status in Status if counts[status]),
        reds=tuple(_red(line) for line in reds(card) if line.indicator.code in codes),
        changes=tuple(_change(line) for line in (*worsened(card), *improved(card)) if line.indicator.code in codes),
        since=card.changes.sentence if card.changes else "",
        notes=tuple(_notes(card, lines)),
        problems=problems_sentence(card),
        problems_told=tuple(map(problem_words, _told(card.problems))),
        reply=fill(reply, card, addressee.sections, "Questions") or DEFAULT_REPLY,
        attachment=attachment,
        hidden=card.suppression.sentence if card.suppression.hides else "",
    )


def fill(text: str, card: Scorecard, sections: Sequence[str], label: str) -> str:
    """Return a text with its fields filled; those of a section are the first one's that the message speaks of."""
    place = Place(file=card.definition.path.name, sheet="Mail", cell=label)
    titles = [section.title for section in card.sections]
    context = context_of(card, {"section": titles.index(sections[0])} if sections and sections[0] in titles else {})
    try:
        pieces = split_fields(text)
    except ValueError as error:
        raise DefinitionError(f"a field {error}.", place=place) from None
    words = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
            continue
        wrong = complaint(piece)
        if not wrong and not (isinstance(piece, Field) and piece.noun in FILLED_ALONE):
            wrong = "has no one thing to speak of in a message; use a field of the scorecard or of the section"
        if wrong or not isinstance(piece, Field):
            raise DefinitionError(f"{{{{ {piece.text} }}}} {wrong}.".replace("?.", "?"), place=place)
        words.append(printer(piece)(context).shown)
    return "".join(words).strip()


def has_typed_numbers(mail: MailSettings, only: Sequence[str]) -> bool:
    """Are there numbers in what is typed for the recipients, `only` these where given? Fields, days and years are none."""
    wanted = {address.casefold() for address in only}
    rows = [one for one in mail.recipients if not wanted or one.address.casefold() in wanted]
    own = (text for one in rows for text in (one.subject, one.greeting, one.text))
    texts = (FIELD.sub(" ", text) for text in (mail.subject, mail.greeting, mail.text, mail.reply, *own))
    return any(True for text in texts for _ in numbers_in(text))


def _lines(card: Scorecard, sections: Sequence[str]) -> Iterator[Line]:
    return (line for section in card.sections if not sections or section.title in sections for line in section.lines)


def _red(line: Line) -> Red:
    headline = line.headline_assessment
    return Red(
        code=line.indicator.code,
        title=line.indicator.title.rstrip("."),
        shown=headline.shown,
        target=headline.target_hint,
        period=headline.period.label,
        reason=headline.reason,
    )


def _change(line: Line) -> Change:
    headline = line.headline_assessment
    word = DirectionOfTravel(headline.trend).value
    return Change(
        code=line.indicator.code, title=line.indicator.title.rstrip("."), word=word, reason=headline.trend_reason
    )


def _notes(card: Scorecard, lines: Sequence[Line]) -> Iterator[Remark]:
    """Those of the month reported, and of the headline's own period."""
    for line in lines:
        texts = dict.fromkeys(n.text for n in line.notes if n.period in (card.period, line.headline))
        for text in texts:
            yield Remark(code=line.indicator.code, title=line.indicator.title.rstrip("."), text=text)


def _told(problems: tuple[Problem, ...]) -> Sequence[Problem]:
    serious = [p for p in most_serious_first(problems) if p.severity is not Severity.NOTE]
    return serious[:PROBLEMS_TOLD]


def problem_words(problem: Problem) -> str:
    """Return a problem in one line: where, and what was found."""
    others = f" and {problem.count - 1:,} more" if problem.count > 1 else ""
    return f"{problem.place}{others}: {problem.sentence.rstrip('.')}."
