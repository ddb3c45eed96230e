"""A drawing part as text, cut where its copies differ: where objects float, and the fields in what they say.

Drawings that say only what is known here are cut; all others are left to `DrawingFollower.drawing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xl_scorecard.ooxml.anchors import Edge, moved_edges
from xl_scorecard.ooxml.drawing import INSIDE, DrawingFollower
from xl_scorecard.ooxml.markup import fields_are_whole, fill_descriptions, fill_runs, plain_text, prefix_of
from xl_scorecard.ooxml.names import DRAWING_ML, SHEET_DRAWING
from xl_scorecard.ooxml.refusal import Refusal

MARK = r"<{p}col>\d+</{p}col><{p}colOff>-?\d+</{p}colOff><{p}row>"
ANCHOR = (
    r'<{p}(?:twoCellAnchor|oneCellAnchor)(?: editAs="(?P<edit>\w+)")?><{p}from>'
    rf"{MARK}(?P<top>\d+)</{{p}}row><{{p}}rowOff>(?P<above>-?\d+)</{{p}}rowOff></{{p}}from>"
    rf"(?:<{{p}}to>{MARK}(?P<bottom>\d+)</{{p}}row><{{p}}rowOff>(?P<below>-?\d+)</{{p}}rowOff></{{p}}to>)?"
)
ANCHORS = re.compile(r"<(?:[^\s<>/]+:)?(?:twoCellAnchor|oneCellAnchor)[\s/>]")
SPEAKS = re.compile(r'textlink="[^"]|cameraTool')


@dataclass(frozen=True, slots=True)
class Anchor:
    """Between which rows an object floats, counted from 0, and what stands between their two numbers."""

    start: Edge
    end: Edge | None
    between: str
    edit: str

    @classmethod
    def of(cls, found: re.Match[str]) -> Anchor:
        """Return the anchor that was found."""
        start, edit = Edge(int(found["top"]), int(found["above"])), found["edit"] or "twoCell"
        if not found["bottom"]:
            return cls(start, None, "", edit)
        between = found.string[found.end("top") : found.start("bottom")]
        return cls(start, Edge(int(found["bottom"]), int(found["below"])), between, edit)


@dataclass(frozen=True, slots=True)
class DrawingText:
    """A drawing as text: `pieces` are around the rows of its anchors."""

    prefix: str
    drawing: str
    pieces: tuple[str, ...]
    anchors: tuple[Anchor, ...]

    @classmethod
    def of(cls, content: bytes, *, by_any: bool = False) -> DrawingText | None:
        """Return a drawing part cut at its anchors; None where it says what is not known here.

        `by_any`: whoever wrote it; otherwise only what lxml wrote.
        """
        text = plain_text(content, by_any=by_any)
        prefix = prefix_of(text, SHEET_DRAWING) if text else None
        if text is None or prefix is None or SPEAKS.search(text):
            return None
        drawing = prefix_of(text, DRAWING_ML)
        found = list(re.finditer(ANCHOR.replace("{p}", prefix), text))
        ends_found = sum(match["bottom"] is not None for match in found)
        if (len(found), ends_found) != (len(ANCHORS.findall(text)), text.count(f"<{prefix}to>")):
            return None
        if not fields_are_whole(text, drawing):
            return None
        ends = [0]
        for match in found:
            ends += (match.start("top"), match.end("bottom") if match["bottom"] else match.end("top"))
        ends.append(len(text))
        pieces = tuple(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
        return cls(prefix, drawing or "", pieces, tuple(map(Anchor.of, found)))

    def written(self, follower: DrawingFollower) -> bytes:
        """Return the part as `follower` makes it."""
        words = [self.pieces[0]]
        for anchor, piece in zip(self.anchors, self.pieces[1:], strict=True):
            words += (_rows(anchor, follower), piece)
        text = "".join(words)
        if "{{" in text:
            text = fill_descriptions(text, self.prefix, follower.filled)
            text = fill_runs(text, self.drawing, follower.filled) if self.drawing else text
        return text.encode()


def _rows(anchor: Anchor, follower: DrawingFollower) -> str:
    top, bottom = anchor.start.row, (anchor.end or anchor.start).row
    if anchor.edit != "absolute":
        if follower.here.repeats(top + 1):
            follower.refused.append(Refusal(f"A{top + 1}", INSIDE))
        stretches = anchor.edit == "twoCell"
        top, bottom = moved_edges(anchor.start, anchor.end or anchor.start, follower.here, stretches=stretches)
    return f"{top}{anchor.between}{bottom}" if anchor.end else str(top)
