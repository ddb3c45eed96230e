"""The finished workbook to be sent: one that is there, checked against its manifest, or one built afresh of a definition.

Inside the organisation goes the internal edition, outside it the published one; parts have no published edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

from xl_scorecard import pipeline
from xl_scorecard.disclosure.internal import refuse_internal
from xl_scorecard.disclosure.secrets import Secrets, gather_secrets
from xl_scorecard.errors import RequestError
from xl_scorecard.layout.notes import keep_notes
from xl_scorecard.mail.addressing import address_to, by_audience
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import Edition
from xl_scorecard.publishing import edition_of, read_editions, write_published
from xl_scorecard.sources.splitting import split_tables
from xl_scorecard.writers.manifest import Json, exact_text, manifest_path, read_manifest
from xl_scorecard.writers.notes import staff_notes
from xl_scorecard.writers.remembering import read_bindings

CHANGED = "Build it again, and send what was built: notes that were typed into it are kept."
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished workbook with the scorecard that it shows, its manifest, and what must not be in it.

    `only`: the addresses that it is for, out of the definition's; () for all of them. `remarks` came up as it was built.
    """

    path: Path
    content: bytes
    card: Scorecard
    manifest: Json
    secrets: Secrets
    only: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """What was read for one run of `send`: many workbooks of one definition read its sources once.

    `allow_python` and `password` are for reading them, as `pipeline.read` has them.
    """

    allow_python: bool = False
    password: str = field(default="", repr=False)
    read: dict[Path, tuple[pipeline.Read, Secrets]] = field(default_factory=dict)

    def take(self, definition: Path, progress: Progress) -> tuple[pipeline.Read, Secrets]:
        """Return a definition with its tables, split by its dimensions, and what they say about people."""
        key = definition.resolve()
        if key not in self.read:
            found = pipeline.read(definition, allow_python=self.allow_python, password=self.password, progress=progress)
            secrets = gather_secrets(found.definition, found.tables)
            split = split_tables(found.definition, found.tables)
            self.read[key] = replace(found, tables=split), secrets
        return self.read[key]


def open_editions(
    path: Path,
    *,
    period: str | None = None,
    edition: Edition | None = None,
    only: Sequence[str] = (),
    publishes: bool = False,
    shelf: Shelf | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[Finished]:
    """Yield what goes out of a definition: the internal edition for those inside, the published one for those outside.

    `edition`: that one only, for everybody. A finished workbook goes as it is, but where `publishes`: then those outside
    get a published edition that is built beside it. Whoever may not get theirs is refused by name before one is built.
    Raises what `open_finished` raises, and DisclosureError.
    """
    shelf = shelf or Shelf()
    _refuse_internal(path)
    if edition or (is_finished(path) and not publishes):
        finished = open_finished(path, period=period, edition=edition, shelf=shelf, progress=progress)
        yield replace(finished, only=tuple(only))
    elif is_finished(path):
        yield from _with_outside(
            open_finished(path, period=period, shelf=shelf, progress=progress), only, shelf, progress
        )
    else:
        yield from _each_theirs(path, period, only, shelf, progress)


def _each_theirs(
    definition: Path, period: str | None, only: Sequence[str], shelf: Shelf, progress: Progress
) -> Iterator[Finished]:
    found, _ = shelf.take(definition, progress)
    inside, outside = by_audience(found.definition.mail, only=only)
    _refuse_any(found.definition, inside, outside)
    if inside or not outside:
        yield replace(open_finished(definition, period=period, shelf=shelf, progress=progress), only=inside)
    if outside:
        yield replace(_published(definition, period, shelf, progress), only=outside)


def _with_outside(finished: Finished, only: Sequence[str], shelf: Shelf, progress: Progress) -> Iterator[Finished]:
    """Of a part, or of a published edition, there is no other edition."""
    card = finished.card
    inside, outside = by_audience(card.definition.mail, only=only)
    if card.part or card.edition is Edition.PUBLISHED or not outside:
        yield replace(finished, only=tuple(only))
        return
    _refuse_any(card.definition, inside, outside)
    if inside:
        yield replace(finished, only=inside)
    beside = finished.path.with_name(f"{finished.path.stem}-published.xlsx")
    yield replace(_published(card.definition.path, card.period.code, shelf, progress, out=beside), only=outside)


def _refuse_any(definition: Definition, inside: Sequence[str], outside: Sequence[str]) -> None:
    """Raise DisclosureError where somebody may not get theirs: outside only with small numbers hidden."""
    mode = definition.settings.published_suppression
    if inside:
        address_to(definition.mail, only=inside)
    if outside:
        address_to(definition.mail, only=outside, suppressed=mode is not None and mode.hides)


def open_finished(
    path: Path,
    *,
    period: str | None = None,
    edition: Edition | None = None,
    shelf: Shelf | None = None,
    progress: Progress = lambda _: None,
) -> Finished:
    """Return the finished workbook to send: the one at `path` with its manifest, or one built afresh of a definition.

    Raises RequestError where a finished workbook is not what its manifest says, DisclosureError for one that is internal
    only (the rows behind a figure), and whatever `pipeline.build` raises.
    """
    shelf = shelf or Shelf()
    _refuse_internal(path)
    if is_finished(path):
        return _with_manifest(path, period, shelf, progress)
    if edition is Edition.PUBLISHED:
        return _published(path, period, shelf, progress)
    found, secrets = shelf.take(path, progress)
    card = pipeline.assess_read(found, period=period, progress=progress)
    progress("Filling in the template")
    return _built(pipeline.write(card), secrets)


def _published(
    definition: Path, period: str | None, shelf: Shelf, progress: Progress, *, out: Path | None = None
) -> Finished:
    found, secrets = shelf.take(definition, progress)
    card = pipeline.assess_read(found, period=period, progress=progress)
    published = write_published(found, card, out=out, progress=progress)
    return replace(_built(published.built, secrets), remarks=published.remarks)


def _built(built: pipeline.Built, secrets: Secrets) -> Finished:
    return Finished(
        path=built.path,
        content=built.path.read_bytes(),
        card=built.card,
        manifest=read_manifest(built.path),
        secrets=secrets,
    )


def _refuse_internal(path: Path) -> None:
    if path.is_file():
        refuse_internal(path.read_bytes(), file=path.name)


def is_published(card: Scorecard) -> bool:
    """Is it an edition for everybody outside, with its small numbers hidden?"""
    return card.edition is Edition.PUBLISHED and card.suppression.hides


def is_finished(path: Path) -> bool:
    """Is it a finished workbook of ours, not a definition?"""
    try:
        return manifest_path(path).exists() or read_bindings(path) is not None
    except (BadZipFile, OSError, EOFError):
        return False


def _with_manifest(path: Path, period: str | None, shelf: Shelf, progress: Progress) -> Finished:
    try:
        content = path.read_bytes()
    except OSError:
        raise RequestError("cannot be read.", place=Place(file=path.name), fix="Check its name.") from None
    manifest = read_manifest(path)
    place = Place(file=path.name)
    if sha256(content).hexdigest() != manifest["output"].get("sha256"):
        raise RequestError("was changed since it was built.", place=place, fix=CHANGED)
    if period and pipeline.parse_period(period).code != manifest.get("period"):
        raise RequestError(f"is for {manifest.get('period')}, not for the period asked for.", place=place)
    found, secrets = shelf.take(path.parent / str(manifest["definition"]["file"]), progress)
    card = _card_of(path, manifest, found, progress)
    return Finished(path=path, content=content, card=card, manifest=manifest, secrets=secrets)


def _card_of(path: Path, manifest: Json, found: pipeline.Read, progress: Progress) -> Scorecard:
    """The scorecard worked out again from the same definition and sources: the same figures, or nothing is sent."""
    hashes = {source.name: source.sha256 for source in found.tables.files}
    same = found.definition.sha256 == manifest["definition"]["sha256"]
    if not same or hashes != {source["name"]: source["sha256"] for source in manifest["sources"]}:
        raise RequestError(
            "was built from a definition or sources that have changed since.", place=Place(file=path.name), fix=CHANGED
        )
    said = manifest.get("part")
    part = Part(dimension=said["dimension"], value=said["value"]) if said else None
    card = pipeline.assess_read(found, period=str(manifest["period"]), part=part, progress=progress)
    card = _as_edition(card, str(manifest.get("edition", Edition.INTERNAL.value)))
    if _figures(card) != {(f["code"], f["period"]): f["value"] for f in manifest["figures"]}:
        raise RequestError("shows other figures than its sources give now.", place=Place(file=path.name), fix=CHANGED)
    return card if is_published(card) else keep_notes(card, staff_notes(path), file=path.name)


def _as_edition(card: Scorecard, edition: str) -> Scorecard:
    if edition == Edition.PUBLISHED.value:
        return edition_of(card, read_editions(card.definition.folder)).card
    return pipeline.as_shown(card)


def _figures(card: Scorecard) -> dict[tuple[str, str], str | None]:
    return {
        (line.indicator.code, period.code): None
        if assessment.status is Status.SUPPRESSED
        else exact_text(assessment.value)
        for line in card.lines
        for period, assessment in line.assessments.items()
    }
