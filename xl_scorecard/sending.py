"""Sending on one page.

definition (built afresh) or finished workbook (checked against its manifest) → looked through → cleaned copy → looked
through again → encrypted if asked → one message a recipient, looked through too → drafts, or the outbox
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.internal import refuse_internal
from xl_scorecard.disclosure.leaks import Scan, refuse_blind, refuse_people, refuse_text, refuse_unless_clean, scan
from xl_scorecard.disclosure.printed import printed
from xl_scorecard.disclosure.secrets import Secrets, gather_secrets
from xl_scorecard.errors import DefinitionError, DisclosureError, RequestError
from xl_scorecard.layout.notes import keep_notes
from xl_scorecard.mail.addressing import Addressee, address_to
from xl_scorecard.mail.eml import EmlTransport
from xl_scorecard.mail.encryption import encrypt, workbook_password
from xl_scorecard.mail.message import Envelope, compose
from xl_scorecard.mail.outbox import Parcel, Route
from xl_scorecard.mail.outlook import OutlookTransport
from xl_scorecard.mail.plain import plain_text
from xl_scorecard.mail.summary import Summary, summarise
from xl_scorecard.mail.transport import Letter, Result, Transport
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.mail import MailSettings, TransportKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import Edition
from xl_scorecard.publishing import edition_of, read_editions, write_published
from xl_scorecard.sources.splitting import split_tables
from xl_scorecard.writers.manifest import Json, exact_text, manifest_path, read_manifest
from xl_scorecard.writers.notes import staff_notes
from xl_scorecard.writers.remembering import read_bindings
from xl_scorecard.writers.saving import save

DRAFTS = "drafts"
LARGEST = 20 * 1024 * 1024
CHANGED = "Build it again, and send what was built: notes that were typed into it are kept."
Progress = Callable[[str], None]
Ask = Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished workbook with the scorecard that it shows, its manifest, and what must not be in it."""

    path: Path
    content: bytes
    card: Scorecard
    manifest: Json
    secrets: Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that would be sent: who gets what. `removed` was taken out of the copy; `warnings` are for a person."""

    finished: Finished
    scan: Scan
    removed: tuple[str, ...]
    warnings: tuple[str, ...]
    size: int
    encrypted: bool
    addressees: tuple[Addressee, ...]
    subjects: tuple[str, ...]
    parcels: tuple[Parcel, ...]

    def letters(self) -> tuple[Letter, ...]:
        """The messages, as a transport takes them."""
        name = self.finished.path.stem
        return tuple(Letter(sender=p.sender, recipient=p.recipient, content=p.message, name=name) for p in self.parcels)


@dataclass(slots=True)
class Shelf:
    """What was read for one run of `send`: many workbooks of one definition read its sources once.

    `allow_python`: the functions that definitions name may be run.
    """

    allow_python: bool = False
    read: dict[Path, tuple[pipeline.Read, Secrets]] = field(default_factory=dict)

    def take(self, definition: Path, progress: Progress) -> tuple[pipeline.Read, Secrets]:
        """Return a definition with its tables, split by its dimensions, and what they say about people."""
        key = definition.resolve()
        if key not in self.read:
            found = pipeline.read(definition, allow_python=self.allow_python, progress=progress)
            secrets = gather_secrets(found.definition, found.tables)
            split = split_tables(found.definition, found.tables)
            self.read[key] = replace(found, tables=split), secrets
        return self.read[key]


def open_finished(
    path: Path,
    *,
    period: str | None = None,
    edition: Edition = Edition.INTERNAL,
    shelf: Shelf | None = None,
    progress: Progress = lambda _: None,
) -> Finished:
    """Return the finished workbook to send: the one at `path` with its manifest, or one built afresh of a definition.

    Raises RequestError where a finished workbook is not what its manifest says, DisclosureError for one that is internal
    only (the rows behind a figure), and whatever `pipeline.build` raises.
    """
    shelf = shelf or Shelf()
    if path.is_file():
        refuse_internal(path.read_bytes(), file=path.name)
    if is_finished(path):
        return _with_manifest(path, period, shelf, progress)
    found, secrets = shelf.take(path, progress)
    card = pipeline.assess_read(found, period=period, progress=progress)
    progress("Filling in the template")
    built = write_published(found, card).built if edition is Edition.PUBLISHED else pipeline.write(card)
    return Finished(
        path=built.path,
        content=built.path.read_bytes(),
        card=built.card,
        manifest=read_manifest(built.path),
        secrets=secrets,
    )


def is_published(card: Scorecard) -> bool:
    """Is it an edition for everybody outside, with its small numbers hidden?"""
    return card.edition is Edition.PUBLISHED and card.suppression.hides


def is_finished(path: Path) -> bool:
    """Is it a finished workbook of ours, not a definition?"""
    try:
        return manifest_path(path).exists() or read_bindings(path) is not None
    except (BadZipFile, OSError, EOFError):
        return False


def prepare(
    finished: Finished,
    *,
    only: Sequence[str] = (),
    by: TransportKind | None = None,
    ask: Ask | None = None,
    made: datetime,
    progress: Progress = lambda _: None,
) -> Prepared:
    """Return what goes to whom, every byte of it looked through; the scan joins the workbook's manifest.

    `ask` asks a person for the workbook's password. Raises DisclosureError, MailError or DefinitionError.
    """
    card, mail, file = finished.card, finished.card.definition.mail, finished.path.name
    part = card.part.value if card.part else ""
    if not mail.sender:
        raise DefinitionError("There is no sender.", place=Place(file=card.definition.path.name, sheet="Mail"))
    refuse_blind(finished.secrets, file)
    addressees = address_to(mail, part=part, only=only, suppressed=is_published(card))
    progress("Looking through the workbook")
    allowed = printed(card)
    refuse_people(scan(finished.content, finished.secrets, allowed), file)
    copy = clean(finished.content, organisation=card.definition.settings.organisation, made=card.built, file=file)
    scanned = scan(copy.content, finished.secrets, allowed)
    record_scan(finished, scanned)
    refuse_unless_clean(scanned, copy.content, file)
    _refuse_large(copy.content, file)
    attached = encrypt(copy.content, workbook_password(ask), file) if mail.encrypt else copy.content
    progress("Writing the messages")
    attachment = finished.path.with_suffix(".xlsx").name  # no macro leaves, so no name that promises some
    summaries = [summarise(card, one, attachment, reply=mail.reply) for one in addressees]
    for one, summary in zip(addressees, summaries, strict=True):
        words = f"{summary.subject}\n{plain_text(summary)}"
        refuse_text(words, f"The message to {one.address}", finished.secrets, allowed)
    route = _route(mail, by)
    parcels = [
        _parcel(finished, one.address, summary, Attached(attached, scanned.sha256), route, made)
        for one, summary in zip(addressees, summaries, strict=True)
    ]
    return Prepared(
        finished=finished,
        scan=scanned,
        removed=copy.removed,
        warnings=_warnings(finished.secrets),
        size=len(attached),
        encrypted=mail.encrypt,
        addressees=addressees,
        subjects=tuple(summary.subject for summary in summaries),
        parcels=tuple(parcels),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The drafts that were made: for whom, and where each is. `failed` counts those that were refused."""

    where: str
    drafts: tuple[tuple[str, str], ...]
    failed: int = 0

    @property
    def sentence(self) -> str:
        """As people are told."""
        made = len(self.drafts) - self.failed
        return f"{made} {'draft' if made == 1 else 'drafts'} in {self.where}. Nothing was sent."


def draft(prepared: Sequence[Prepared], folder: Path | None = None) -> Drafted:
    """Make the drafts: in Outlook where the definition says so, otherwise files in `folder`, by default drafts/."""
    folder = folder or prepared[0].finished.path.parent / DRAFTS
    outlook = all(p.route.transport is TransportKind.OUTLOOK for one in prepared for p in one.parcels)
    transport: Transport = OutlookTransport() if outlook else EmlTransport(folder)
    transport.open()
    try:
        outcomes = [(letter, transport.deliver(letter)) for one in prepared for letter in one.letters()]
    finally:
        transport.close()
    return Drafted(
        where="Outlook" if outlook else str(folder),
        drafts=tuple((letter.recipient, outcome.remark) for letter, outcome in outcomes),
        failed=sum(outcome.result is not Result.DRAFTED for _, outcome in outcomes),
    )


def draft_message(path: Path, *, progress: Progress = lambda _: None) -> str:
    """Draft the messages of a definition, or of a finished workbook; return what was drafted, in a sentence."""
    finished = open_finished(path, progress=progress)
    return draft([prepare(finished, made=datetime.now(UTC), progress=progress)]).sentence


def addressed(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return those of a batch's finished workbooks that somebody gets; most often only some parts have recipients."""
    parts: dict[Path, set[str]] = {}
    found = []
    for file in files:
        manifest = read_manifest(file)
        definition = (file.parent / str(manifest["definition"]["file"])).resolve()
        if definition not in parts:
            parts[definition] = {one.part.casefold() for one in read_definition(definition).mail.recipients}
        if str((manifest.get("part") or {}).get("value", "")).casefold() in parts[definition]:
            found.append(file)
    return tuple(found)


def run_of(manifest: Json) -> str:
    """Return what names a run: what the workbook was made from. The same inputs again are the same run."""
    part = manifest.get("part") or {}
    return "|".join(map(str, (manifest.get("inputs"), manifest.get("period"), part.get("value", ""))))


def record_scan(finished: Finished, scanned: Scan) -> None:
    """Write the result of the scan into the workbook's manifest: hashes and counts, never a value."""
    result = {
        "workbook_sha256": sha256(finished.content).hexdigest(),
        "copy_sha256": scanned.sha256,
        "parts": scanned.parts,
        "clean": scanned.is_clean,
        "found": [{"part": leak.part, "kind": leak.kind.name, "count": leak.count} for leak in scanned.leaks],
        "unreadable": list(scanned.unreadable),
        "leftovers": list(scanned.leftovers),
    }
    data = {**finished.manifest, "leak_scan": result}
    save((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), manifest_path(finished.path))


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


def _refuse_large(content: bytes, file: str) -> None:
    if len(content) > LARGEST:
        raise DisclosureError(
            f"is {len(content) / 1024**2:.0f} MB; mail takes {LARGEST // 1024**2} MB. Nothing was sent.",
            place=Place(file=file),
            fix="Take pictures out of the template, or show fewer months.",
        )


@dataclass(frozen=True, slots=True)
class Attached:
    """What is attached, and the hash of the copy that was looked through."""

    content: bytes
    copy_sha256: str


def _parcel(
    finished: Finished, address: str, summary: Summary, attached: Attached, route: Route, made: datetime
) -> Parcel:
    card, mail = finished.card, finished.card.definition.mail
    envelope = Envelope(sender=mail.sender, recipient=address, reply_to=mail.reply_to, made=made)
    return Parcel(
        run=run_of(finished.manifest),
        recipient=address,
        workbook_sha256=attached.copy_sha256,
        attachment_sha256=sha256(attached.content).hexdigest(),
        sender=mail.sender,
        title=card.definition.settings.title,
        period=card.period.code,
        file=finished.path.name,
        route=route,
        keep_days=mail.keep_days,
        message=compose(summary, envelope, attached.content),
    )


def _route(mail: MailSettings, by: TransportKind | None) -> Route:
    transport = by or mail.transport
    if transport is TransportKind.SMTP:
        if not mail.server:
            raise DefinitionError(
                "There is no mail server.", fix="Write it on the definition's sheet Mail, under Server."
            )
        return Route(transport=transport, server=mail.server, sign_in=mail.sign_in)
    return Route(transport=transport)


def _warnings(secrets: Secrets) -> tuple[str, ...]:
    if not secrets.unidentified:
        return ()
    names = ", ".join(secrets.unidentified)
    return (f"No column of {names} is declared id, name or date of birth: nothing could be looked for from there.",)
