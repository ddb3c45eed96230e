"""Suppression: a scorecard without its small numbers, and without what they could be worked out from.

Everything that is judged of figures (status, trend, control chart, interval, projection, rank, reasons) is judged anew, of
the figures as they are shown: what is made of shown figures alone tells nothing that they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xl_scorecard.disclosure.counts import Counts, Place, count_up
from xl_scorecard.disclosure.masking import VALUE, Mask, shown_figures
from xl_scorecard.disclosure.secondary import Choice, Earlier, choose
from xl_scorecard.disclosure.wording import Wording
from xl_scorecard.errors import DisclosureError
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.figure import Series
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.source import SourceFile
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import Edition, Suppression
from xl_scorecard.status.assessing import assess_series
from xl_scorecard.status.commentary import NOTE_CODES

NEAREST = 100
TOLD_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A scorecard as it is shown; how many numbers are hidden, `small` for what they are, the others to protect those.

    `told_before` are figures with a small number that earlier editions tell: hiding it now is too late.
    """

    card: Scorecard
    small: int
    others: int
    told_before: tuple[Place, ...] = ()


def suppress(card: Scorecard, mode: Suppression, *, edition: Edition = Edition.INTERNAL) -> Scorecard:
    """Return a scorecard as it may be shown. One whose mode hides nothing stays as it is, but for its edition."""
    return suppress_after(card, mode, Earlier(), edition=edition).card


def suppress_after(card: Scorecard, mode: Suppression, earlier: Earlier, *, edition: Edition) -> Suppressed:
    """Return a scorecard as it may be shown to people who have earlier editions too."""
    if not mode.hides or card.suppression.hides:
        return Suppressed(card=replace(card, edition=edition), small=0, others=0)
    counts = count_up(card)
    choice = choose(card, counts, mode, earlier)
    if choice.out:
        _refuse_unless_told(card, counts, mode, earlier, choice)
    return Suppressed(
        card=replace(show_without(card, counts, choice, mode), edition=edition),
        small=len(choice.small),
        others=len(choice.hidden) - len(choice.small),
        told_before=tuple(place for one in choice.out for place in counts.places.get(one, [])[:1]),
    )


def _refuse_unless_told(card: Scorecard, counts: Counts, mode: Suppression, earlier: Earlier, choice: Choice) -> None:
    """Fails closed: where no hiding is known to be enough, nothing is shown, unless it is earlier editions that tell."""
    alone = choose(card, counts, mode, Earlier(hidden=earlier.hidden)).out if earlier.shown else choice.out
    unprotected = choice.out & alone
    if not unprotected:
        return
    places = [place for one in unprotected for place in counts.places.get(one, [])[:1]]
    told = ", ".join(f"{code} in {period.label}" for code, period in places[:TOLD_AT_MOST]) or "What is left of a whole"
    raise DisclosureError(
        f"Small numbers cannot be hidden well enough: {told}. Nothing was written.",
        fix="Leave that indicator out of this scorecard, and please report this.",
    )


def show_without(card: Scorecard, counts: Counts, choice: Choice, mode: Suppression) -> Scorecard:
    """Return a scorecard without what was chosen to be hidden, judged anew of what is left."""
    mask = Mask(card, counts, choice, mode)
    wording = Wording(card, counts, mask)
    judged = assess_series(
        card.definition,
        _reference(card, wording),
        tuple(_series(mask, wording, line) for line in card.lines),
        period=card.period,
        problems=tuple(_problems(card, wording)),
        files=tuple(_source(file) for file in card.sources),
        built=card.built,
    )
    lines = {line.indicator.code: _line(line, mode) for line in judged.lines}
    return replace(
        card,
        definition=replace(card.definition, reference=Reference(), rebases=_rebases(card, wording)),
        sections=tuple(
            replace(section, lines=tuple(lines[line.indicator.code] for line in section.lines))
            for section in card.sections
        ),
        problems=judged.problems,
        sources=judged.sources,
        changes=None,
        suppression=mode,
    )


def _series(mask: Mask, wording: Wording, line: Line) -> Series:
    shown = shown_figures(mask, line)
    code = line.indicator.code
    return Series(
        indicator=line.indicator,
        figures={
            period: replace(figure, remark=wording.checked(figure.remark, code), missing=figure.missing)
            for period, figure in shown.items()
        },
    )


def _reference(card: Scorecard, wording: Wording) -> Reference:
    """Benchmarks as they are; notes without those that speak of a hidden number."""
    return Reference(
        benchmarks=tuple(benchmark for line in card.lines for benchmark in line.benchmarks),
        notes=tuple(
            replace(note, text=wording.checked(note.text, note.indicator))
            for line in card.lines
            for note in _notes(line)
        ),
    )


def _rebases(card: Scorecard, wording: Wording) -> tuple[Rebase, ...]:
    return tuple(replace(one, reason=wording.checked(one.reason, one.indicator)) for one in card.definition.rebases)


def _notes(line: Line) -> Iterator[Note]:
    """Those of the definition, and those that staff typed instead."""
    notes: Mapping[Period, Note] = {note.period: note for note in reversed(line.notes)}
    typed = {
        period: assessment.note
        for period, assessment in line.assessments.items()
        if assessment.note is not None and assessment.note.period == period
    }
    cleared = {period for period, assessment in line.assessments.items() if assessment.note is None and period in notes}
    return (note for period, note in {**notes, **typed}.items() if period not in cleared)


def _line(line: Line, mode: Suppression) -> Line:
    hidden = [period.label for period, one in line.assessments.items() if VALUE in one.figure.hidden]
    return replace(
        line, assessments={period: _assessment(one, mode, hidden) for period, one in line.assessments.items()}
    )


def _assessment(assessment: Assessment, mode: Suppression, hidden: Sequence[str]) -> Assessment:
    if VALUE in assessment.figure.hidden:
        reason = f"Hidden ({mode.symbol}): it is made of 1 to {mode.threshold} cases, or would tell such a number."
        return replace(assessment, status=Status.SUPPRESSED, reason=reason, trend_reason="", long_trend_reason="")
    return replace(
        assessment,
        trend_reason=_not_shown(assessment.trend_reason, hidden),
        long_trend_reason=_not_shown(assessment.long_trend_reason, hidden),
    )


def _not_shown(text: str, hidden: Sequence[str]) -> str:
    """There is a figure for a hidden period; it is not shown."""
    for label in hidden:
        text = text.replace(f"There is no figure for {label}", f"No figure is shown for {label}")
    return text


def _problems(card: Scorecard, wording: Wording) -> Iterator[Problem]:
    """What was found and where, but not in which cell, nor how often.

    What is found of notes says the figures that they are held against: it is found anew, of those that are shown.
    """
    return (_problem(problem, wording) for problem in card.problems if problem.code not in NOTE_CODES)


def _problem(problem: Problem, wording: Wording) -> Problem:
    return replace(
        problem,
        place=replace(problem.place, cell=""),
        sentence=wording.uncounted(problem.sentence),
        fix=wording.uncounted(problem.fix),
        count=0,
        places=(),
    )


def _source(file: SourceFile) -> SourceFile:
    """Numbers of rows to the nearest hundred: with all but one month shown, they would tell that one."""
    left_out = sum(file.left_out.values())
    return replace(
        file,
        rows=_nearest(file.rows),
        left_out={"to the nearest hundred": _nearest(left_out)} if left_out else {},
        bad_rows=_nearest(file.bad_rows),
        parts=tuple(replace(part, rows=_nearest(part.rows)) for part in file.parts),
    )


def _nearest(rows: int) -> int:
    return (rows + NEAREST // 2) // NEAREST * NEAREST
