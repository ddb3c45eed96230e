"""Sending on one page.

definition (built afresh) or finished workbook (checked against its manifest) → looked through → cleaned copy → looked
through again → encrypted if asked → one message a recipient, looked through too → drafts, or the outbox
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.leaks import Scan, refuse_blind, refuse_people, refuse_text, refuse_unless_clean, scan
from xl_scorecard.disclosure.matching import may_name
from xl_scorecard.disclosure.printed import printed
from xl_scorecard.errors import DefinitionError, DisclosureError
from xl_scorecard.finished import Finished, Shelf, is_published, open_editions
from xl_scorecard.mail.addressing import Addressee, address_to
from xl_scorecard.mail.eml import EmlTransport
from xl_scorecard.mail.encryption import encrypt, workbook_password
from xl_scorecard.mail.message import Envelope, compose
from xl_scorecard.mail.outbox import Parcel, Route
from xl_scorecard.mail.outlook import OutlookTransport
from xl_scorecard.mail.plain import plain_text
from xl_scorecard.mail.summary import Summary, has_typed_numbers, summarise
from xl_scorecard.mail.transport import Letter, Result, Transport
from xl_scorecard.model.mail import MailSettings, TransportKind
from xl_scorecard.model.place import Place
from xl_scorecard.publishing import record_scan
from xl_scorecard.writers.manifest import Json, read_manifest

DRAFTS = "drafts"
LARGEST = 20 * 1024 * 1024
Progress = Callable[[str], None]
Ask = Callable[[], str]


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


def prepare(
    finished: Finished,
    *,
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
    addressees = address_to(mail, part=part, only=finished.only, suppressed=is_published(card))
    progress("Looking through the workbook")
    allowed = printed(card)
    refuse_people(scan(finished.content, finished.secrets, allowed), file)
    copy = clean(finished.content, organisation=card.definition.settings.organisation, made=card.built, file=file)
    scanned = scan(copy.content, finished.secrets, allowed)
    record_scan(finished.path, finished.content, scanned)
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
        warnings=tuple(_warnings(finished, summaries)),
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


def draft_message(
    path: Path, *, allow_python: bool = False, password: str = "", progress: Progress = lambda _: None
) -> str:
    """Draft the messages of a definition, or of a finished workbook; return what was drafted, in a sentence."""
    now, shelf = datetime.now(UTC), Shelf(allow_python=allow_python, password=password)
    editions = open_editions(path, shelf=shelf, progress=progress)
    return draft([prepare(one, made=now, progress=progress) for one in editions]).sentence


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


def _warnings(finished: Finished, summaries: Sequence[Summary]) -> Iterator[str]:
    """What only a person can judge, for whoever reads the drafts."""
    yield from finished.remarks
    if finished.secrets.unidentified:
        names = ", ".join(finished.secrets.unidentified)
        yield f"No column of {names} is declared id, name or date of birth: nothing could be looked for from there."
    if finished.card.suppression.hides and has_typed_numbers(finished.card.definition.mail, finished.only):
        yield (
            "There are numbers in the definition's own words to these people (sheets Mail and Recipients): nobody but you "
            "can say whether they tell one that is hidden."
        )
    named = sorted(set(_naming(finished, summaries)))
    if named:
        yield (
            f"A word in {', '.join(named)} is also the name of somebody in the sources. It may be chance: read it before "
            "it goes."
        )


def _naming(finished: Finished, summaries: Sequence[Summary]) -> Iterator[str]:
    """Where people typed a word that is somebody's name: never which word."""
    own = printed(finished.card)
    for summary in summaries:
        for note in summary.notes:
            if may_name(note.text, finished.secrets, own):
                yield f"the note on {note.code}"
        if may_name(f"{summary.greeting}\n{summary.text}", finished.secrets, own):
            yield "the message's own words"
