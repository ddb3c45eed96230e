"""Publishing on one page: the edition of a scorecard for everybody outside.

definition → assessed scorecard → small numbers hidden, earlier editions allowed for → plain template filled → cleaned →
looked through → recorded as told → finished workbook
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from xl_scorecard import pipeline
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.counts import Place as Figured
from xl_scorecard.disclosure.editions import PUBLISHED_FILE, Editions, earlier_to, from_text, record, to_text
from xl_scorecard.disclosure.leaks import Scan, refuse_blind, refuse_unless_clean, scan
from xl_scorecard.disclosure.printed import printed
from xl_scorecard.disclosure.secrets import gather_secrets
from xl_scorecard.disclosure.suppression import Suppressed, suppress_after
from xl_scorecard.errors import DefinitionError, DisclosureError, SourceError, WriteError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import SUGGESTED, Edition, Suppression
from xl_scorecard.pipeline import Built, Read
from xl_scorecard.writers.holder import holder_of
from xl_scorecard.writers.manifest import Run, manifest_path, read_manifest, write_manifest
from xl_scorecard.writers.office import recalculate
from xl_scorecard.writers.saving import save
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import finished_workbook

SHIPPED = "published.xlsx"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published edition, and how many numbers are hidden in it: `small` for what they are, `others` to protect them.

    `told_before` are figures whose small numbers earlier editions tell; hiding them now is too late.
    """

    built: Built
    small: int
    others: int
    told_before: tuple[Figured, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What people should know before it goes: which small numbers are out already."""
        return tuple(
            f"{code} in {period.label} is a small number that an earlier published edition tells; that cannot be undone."
            for code, period in self.told_before
        )


def publish(
    path: Path | str,
    *,
    period: Period | str | None = None,
    template: Path | str | None = None,
    out: Path | str | None = None,
    computed: bool = False,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Published:
    """Return the published edition, written to `out`: by default scorecard-<period>-published.xlsx.

    Raises what `pipeline.build` raises, DefinitionError where nobody has chosen how small numbers are hidden, and
    DisclosureError where anything about a person is in it.
    """
    run = Run()
    found = pipeline.read(path, computed=computed, allow_python=allow_python, password=password, progress=progress)
    card = pipeline.assess_read(found, period=period, progress=progress)
    return write_published(found, card, template=template, out=out, computed=computed, run=run, progress=progress)


def write_published(
    found: Read,
    card: Scorecard,
    *,
    template: Path | str | None = None,
    out: Path | str | None = None,
    computed: bool = False,
    run: Run | None = None,
    progress: Progress = lambda _: None,
) -> Published:
    """Return the published edition of an assessed scorecard, with its manifest beside it. Raises as `publish` does."""
    if card.part:
        raise DisclosureError(
            "Parts have no published edition: with the whole they would tell each other's small numbers.",
            place=Place(file=card.definition.path.name),
            fix="Publish the whole scorecard.",
        )
    run, folder = run or Run(), card.definition.folder
    design = choose_template(card.definition, template)
    goal = Path(out) if out else folder / f"scorecard-{card.period.code}-published.xlsx"
    pipeline.refuse_input_as_output(card.definition, design, goal)
    progress("Hiding small numbers")
    editions = read_editions(folder)
    suppressed = edition_of(card, editions)
    progress("Filling in the template")
    content = finished_workbook(suppressed.card, design)
    if computed:
        content, _ = recalculate(content, file=goal.name)
    content = clean(
        content, organisation=card.definition.settings.organisation, made=card.built, file=goal.name
    ).content
    progress("Looking through the workbook")
    secrets = gather_secrets(found.definition, found.tables)
    refuse_blind(secrets, goal.name)
    scanned = scan(content, secrets, printed(suppressed.card))
    refuse_unless_clean(scanned, content, goal.name)
    write_editions(record(editions, suppressed.card), folder)
    saved = save(content, goal)
    write_manifest(suppressed.card, workbook=saved, template=design, run=run)
    record_scan(saved, content, scanned)
    return Published(
        built=Built(
            card=suppressed.card,
            path=saved,
            saved_beside=saved != goal,
            held=holder_of(goal) if saved != goal else "",
        ),
        small=suppressed.small,
        others=suppressed.others,
        told_before=suppressed.told_before,
    )


def record_scan(workbook: Path, content: bytes, scanned: Scan) -> None:
    """Write the result of a scan into the workbook's manifest: hashes and counts, never a value. Raises WriteError."""
    result = {
        "workbook_sha256": sha256(content).hexdigest(),
        "copy_sha256": scanned.sha256,
        "parts": scanned.parts,
        "clean": scanned.is_clean,
        "found": [{"part": leak.part, "kind": leak.kind.name, "count": leak.count} for leak in scanned.leaks],
        "unreadable": list(scanned.unreadable),
        "leftovers": list(scanned.leftovers),
    }
    data = {**read_manifest(workbook), "leak_scan": result}
    save((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), manifest_path(workbook))


def edition_of(card: Scorecard, editions: Editions) -> Suppressed:
    """Return a scorecard as it is published after these editions. Raises DefinitionError."""
    mode = chosen_mode(card.definition)
    return suppress_after(card, mode, earlier_to(editions, card), edition=Edition.PUBLISHED)


def chosen_mode(definition: Definition) -> Suppression:
    """Return how small numbers are hidden in the published edition. Raises DefinitionError where nobody has chosen."""
    mode = definition.settings.published_suppression
    if mode is None:
        raise DefinitionError(
            "Nobody has chosen how small numbers are hidden in the published edition.",
            place=Place(file=definition.path.name, sheet="Settings", cell="Published suppression"),
            fix=f"Write {SUGGESTED}.",
        )
    return mode


def choose_template(definition: Definition, template: Path | str | None) -> Path:
    """Return the template to fill: the one asked for, the definition's own for publishing, or the one we ship."""
    if template:
        return Path(template)
    own = definition.settings.published_template
    return definition.folder / own if own else shipped_template(SHIPPED)


def read_editions(folder: Path) -> Editions:
    """Return what earlier editions told, kept beside the definition. Raises SourceError."""
    path = folder / PUBLISHED_FILE
    try:
        return from_text(path.read_text(encoding="utf-8")) if path.exists() else ()
    except (OSError, UnicodeDecodeError):
        raise SourceError("cannot be read.", place=Place(file=path.name), fix="Close it elsewhere.") from None


def write_editions(editions: Editions, folder: Path) -> None:
    """Keep what editions told beside the definition. Raises WriteError."""
    path = folder / PUBLISHED_FILE
    saved = save(to_text(editions).encode(), path)
    if saved != path:
        saved.unlink()
        raise WriteError(
            "is open in another program; nothing was published.", place=Place(file=path.name), fix="Close it first."
        )
