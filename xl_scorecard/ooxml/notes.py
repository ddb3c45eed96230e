"""Notes on cells follow them: the comments part, with a note for every copy of its cell, and threads.

The boxes in which notes are shown are in a VML part of their own, see `vml`.
"""

from __future__ import annotations

import copy
import uuid

from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.references import parse_area
from xl_scorecard.ooxml.worksheet import IDENTITIES, REVISION_IDENTITY

THREAD = "tc="


def follow_notes(root: Element, here: Placement) -> None:
    """comments: move each note with its cell, and make one for every copy of it."""
    for parent in root.iterfind(main("commentList")):
        for note in list(parent):
            cell = parse_area(note.get("ref", ""))
            if cell is None:
                continue
            for place, (row, _, _) in enumerate(here.copies(cell.top, cell.top)):
                twin = copy.deepcopy(note) if place else note
                twin.set("ref", str(cell.with_rows(row, row)))
                if place and twin.get(REVISION_IDENTITY):
                    twin.set(REVISION_IDENTITY, identity(here.sheet.name, twin.get("ref", "")))
                if place:
                    parent.append(twin)
        parent[:] = sorted(parent, key=_place)


def identity(*words: str) -> str:
    """Return an id made from words, as Excel writes one."""
    return f"{{{str(uuid.uuid5(IDENTITIES, '|'.join(words))).upper()}}}"


def follow_threads(root: Element, here: Placement) -> None:
    """ThreadedComments: each comment and each answer goes with its cell."""
    for comment in root:
        cell = parse_area(comment.get("ref", ""))
        found = here.find(cell.top, here.sheet.items) if cell else []
        if cell and found:
            comment.set("ref", str(cell.with_rows(found[0], found[0])))


def note_cells(root: Element) -> list[tuple[int, str, bool]]:
    """Return where the notes of a comments part stand: row, cell, and whether a thread of comments is behind it."""
    authors = [author.text or "" for author in root.iterfind(f"{main('authors')}/{main('author')}")]
    found = []
    for note in root.iterfind(f"{main('commentList')}/{main('comment')}"):
        cell = parse_area(note.get("ref", ""))
        author = int(note.get("authorId", 0))
        if cell:
            threaded = author < len(authors) and authors[author].startswith(THREAD)
            found.append((cell.top, note.get("ref", ""), threaded))
    return found


def _place(note: Element) -> tuple[int, int]:
    cell = parse_area(note.get("ref", ""))
    return (cell.top, cell.left) if cell else (0, 0)
