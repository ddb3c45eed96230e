"""The leak scan: every part of an outgoing workbook is looked through; what cannot be looked through is refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from xl_scorecard.disclosure.matching import Kind, Matcher
from xl_scorecard.disclosure.printed import Printed
from xl_scorecard.disclosure.secrets import Secrets
from xl_scorecard.errors import DisclosureError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.contents import Blob, Piece, Standing, contents
from xl_scorecard.ooxml.leftovers import find_leftovers

PERSONAL = frozenset({Kind.ID, Kind.NAME, Kind.BIRTH, Kind.SHEET})
BIRTHS_IN_A_PART = 3
TOLD_AT_MOST = 8
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)
ASCII_TEXT = re.compile(rb"[\x20-\x7e]{4,}")
WIDE_TEXT = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
CERTAIN_PATH = re.compile(
    r"[A-Za-z]:[\\/][\w .-]{2,}[\\/][\w .-]{3,}|\\\\[\w.-]{3,}\\[\w.$-]{3,}|file:/|/(?:home|Users)/\w{2,}/",
    re.IGNORECASE,
)
"""In a photograph's bytes, b:\\K is chance; a path of two steps is none."""
PARTS = (
    ("pivotCache", "a pivot table's cache"),
    ("externalLinks", "the cache of a link to another workbook"),
    ("chart", "a chart"),
    ("threadedComments", "a comment"),
    ("comments", "a note"),
    ("customXml", "custom XML"),
    ("docProps", "the document's properties"),
    ("sharedStrings", "the texts of its sheets"),
    ("worksheets", "a sheet"),
    ("drawings", "a drawing"),
    ("embeddings", "an embedded file"),
    ("tables", "a table"),
    ("connections", "a data connection"),
    ("workbook.xml", "the list of sheets and names"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """What one part holds: how many different values of a kind, never the values."""

    part: str
    kind: Kind
    count: int

    @property
    def sentence(self) -> str:
        """As people are told."""
        many = f" ({self.count} different ones)" if self.count > 1 else ""
        return f"{part_in_words(self.part)} ({self.part}) holds {self.kind.value}{many}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in the file of this hash, whose `parts` were all looked through.

    `unreadable` are parts that nobody can look through; `leftovers` are links, macros, hidden sheets and the like.
    """

    sha256: str
    parts: int
    leaks: tuple[Leak, ...] = ()
    unreadable: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[Leak, ...]:
        """What was found about people."""
        return tuple(leak for leak in self.leaks if leak.kind in PERSONAL)

    @property
    def is_clean(self) -> bool:
        """May it leave?"""
        return not (self.leaks or self.unreadable or self.leftovers)


def scan(content: bytes, secrets: Secrets, printed: Printed) -> Scan:
    """Return what was found in a workbook's bytes; a file that cannot be read is itself a finding."""
    digest, matcher = sha256(content).hexdigest(), Matcher(secrets, printed)
    found: dict[tuple[str, Kind], set[object]] = defaultdict(set)
    parts, unreadable = set(), []
    try:
        for piece in contents(content):
            parts.add(piece.part)
            if isinstance(piece, Blob) and not piece.is_picture:
                unreadable.append(piece.part)
            for kind, value in _found(matcher, piece):
                found[piece.part, kind].add(value)
        leftovers = find_leftovers(content)
    except UNREADABLE:
        return Scan(sha256=digest, parts=len(parts), unreadable=("a part that cannot be read",))
    leaks = [Leak(part=part, kind=kind, count=len(values)) for (part, kind), values in found.items()]
    return Scan(
        sha256=digest,
        parts=len(parts),
        leaks=tuple(leak for leak in leaks if leak.kind is not Kind.BIRTH or leak.count >= BIRTHS_IN_A_PART),
        unreadable=tuple(unreadable),
        leftovers=leftovers,
    )


def scan_text(text: str, where: str, secrets: Secrets, printed: Printed) -> tuple[Leak, ...]:
    """Return what is found about people in a text that goes with the workbook, such as the message."""
    matcher = Matcher(secrets, printed)
    found: dict[Kind, set[object]] = defaultdict(set)
    for line in text.splitlines():
        for kind, value in matcher.find(Piece(where, Standing.WORDS, line)):
            found[kind].add(value)
    leaks = (Leak(part=where, kind=kind, count=len(values)) for kind, values in found.items())
    return tuple(leak for leak in leaks if leak.kind is not Kind.BIRTH or leak.count >= BIRTHS_IN_A_PART)


def refuse_text(text: str, where: str, secrets: Secrets, printed: Printed) -> None:
    """Raise DisclosureError where a text that goes with the workbook holds anything about people."""
    leaks = scan_text(text, where, secrets, printed)
    if leaks:
        raise DisclosureError(
            f"{where} must not leave: it holds {leaks[0].kind.value}. Nothing was sent.",
            fix="Take it out of the definition's texts or notes, and send again.",
        )


def refuse_blind(secrets: Secrets, file: str) -> None:
    """Raise DisclosureError where no source says which of its columns tell who a person is: nothing can be looked for."""
    if secrets.unidentified and not (secrets.ids or secrets.names or secrets.births):
        raise DisclosureError(
            "cannot be looked through: no column of its sources is declared id, name or date of birth.",
            place=Place(file=file),
            fix="Declare them on the definition's sheet Columns, also those that no measure uses.",
        )


def refuse_people(scanned: Scan, file: str) -> None:
    """Raise DisclosureError where the scan found anything about people."""
    if scanned.people:
        raise _refusal(file, [leak.sentence for leak in scanned.people])


def refuse_unless_clean(scanned: Scan, content: bytes, file: str) -> None:
    """Raise DisclosureError unless the scan is of these very bytes and found nothing."""
    if scanned.sha256 != sha256(content).hexdigest():
        raise DisclosureError("is not the file that was looked through.", place=Place(file=file), fix="Send it again.")
    if not scanned.is_clean:
        unreadable = [f"{part} cannot be looked through" for part in scanned.unreadable]
        raise _refusal(file, [*(leak.sentence for leak in scanned.leaks), *unreadable, *scanned.leftovers])


def part_in_words(part: str) -> str:
    """Return what people call a part.

    >>> part_in_words("xl/pivotCache/pivotCacheRecords1.xml")
    "a pivot table's cache"
    """
    last = part.rpartition(" › ")[2]
    return next((words for sign, words in PARTS if sign in last), "a part")


def _refusal(file: str, found: Iterable[str]) -> DisclosureError:
    told = list(found)
    more = f"; and {len(told) - TOLD_AT_MOST} more" if len(told) > TOLD_AT_MOST else ""
    sentence = f"must not leave: {'; '.join(told[:TOLD_AT_MOST])}{more}. Nothing was sent."
    fix = "Take it out of the template (or out of the notes), build again, and send again."
    return DisclosureError(sentence, place=Place(file=file), fix=fix)


def _found(matcher: Matcher, piece: Piece | Blob) -> Iterator[tuple[Kind, object]]:
    if isinstance(piece, Piece):
        yield from matcher.find(piece)
        return
    for text in _texts(piece.content):
        for kind, value in matcher.find(Piece(piece.part, Standing.OTHER, text)):
            if kind is not Kind.PATH or CERTAIN_PATH.search(text):
                yield kind, value


def _texts(content: bytes) -> Iterator[str]:
    """What can be read in bytes that are no XML: runs of letters, one byte or two to a letter."""
    yield from (found.decode("ascii") for found in ASCII_TEXT.findall(content))
    yield from (found.decode("utf-16-le") for found in WIDE_TEXT.findall(content))
