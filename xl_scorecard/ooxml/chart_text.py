"""A chart part as text, cut where it refers to cells: its copies are joined from pieces, not parsed and written again.

Charts that say only what is known here are cut; all others are left to `ChartFollower.chart`, which knows everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xl_scorecard.ooxml.charts import ChartFollower, Content, areas_alone, number_text
from xl_scorecard.ooxml.formulas import areas, parse_formula
from xl_scorecard.ooxml.markup import as_text, fields_are_whole, fill_runs, meant, plain_text, prefix_of
from xl_scorecard.ooxml.names import CHART, DRAWING_ML

REFERENCE = (
    r"<{p}(?P<kind>num|str)Ref><{p}f>(?P<formula>[^<]*)</{p}f>(?:<{p}(?P=kind)Cache>"
    r"(?:<{p}formatCode>(?P<code>[^<]*)</{p}formatCode>)?"
    r'(?:<{p}ptCount val="\d+"/>)?(?:<{p}pt idx="\d+"(?: formatCode="[^"]*")?><{p}v>[^<]*</{p}v></{p}pt>)*'
    r"</{p}(?P=kind)Cache>)?</{p}(?P=kind)Ref>"
)
FORMULAS = re.compile(r"<(?:[^\s<>/]+:)?(?:f|sqref)[\s/>]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it stands: its whole text, "num" or "str", its formula, and the format of its values if it has."""

    whole: str
    kind: str
    formula: str
    code: str | None


@dataclass(frozen=True, slots=True)
class ChartText:
    """A chart as text: `pieces` are around its references, `prefix` and `drawing` what their elements begin with."""

    prefix: str
    drawing: str
    pieces: tuple[str, ...]
    references: tuple[Reference, ...]

    @classmethod
    def of(cls, content: bytes, *, by_any: bool = False) -> ChartText | None:
        """Return a chart part cut at its references; None where it says what is not known here.

        `by_any`: whoever wrote it; otherwise only what lxml wrote.
        """
        text = plain_text(content, by_any=by_any)
        prefix = prefix_of(text, CHART) if text else None
        if text is None or prefix is None:
            return None
        drawing = prefix_of(text, DRAWING_ML)
        found = list(re.finditer(REFERENCE.replace("{p}", prefix), text))
        if len(found) != len(FORMULAS.findall(text)) or not fields_are_whole(text, drawing):
            return None
        ends = [0, *(place for match in found for place in match.span()), len(text)]
        pieces = tuple(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
        references = tuple(Reference(match[0], match["kind"], match["formula"], match["code"]) for match in found)
        return cls(prefix, drawing or "", pieces, references)

    def written(self, follower: ChartFollower) -> bytes | None:
        """Return the part as `follower` makes it; None where a reference is not to areas alone."""
        known: dict[tuple[str, str], tuple[str, str]] = {}
        words = [self._filled(self.pieces[0], follower)]
        for reference, piece in zip(self.references, self.pieces[1:], strict=True):
            said = self._said(reference, follower, known)
            if said is None:
                return None
            words += (said, self._filled(piece, follower))
        return "".join(words).encode()

    def _filled(self, piece: str, follower: ChartFollower) -> str:
        items = follower.here.sheet.items
        return fill_runs(piece, self.drawing, lambda text: follower.fill(text, items)) if "{{" in piece else piece

    def _said(
        self, reference: Reference, follower: ChartFollower, known: dict[tuple[str, str], tuple[str, str]]
    ) -> str | None:
        formula, here = parse_formula(meant(reference.formula)), follower.here
        moved = follower.moves.formula(formula, here=here, items=here.sheet.items, grow=True)
        same = moved == "".join(map(str, formula))
        if same and not any(follower.changes(area) for area in areas(formula)):
            return reference.whole
        kind, p = reference.kind, self.prefix
        if (kind, moved) not in known:
            found = areas_alone(parse_formula(moved))
            if not found:
                return None
            read = follower.lookup if kind == "num" else follower.shown
            points = self._points([value for area in found for value in read(area)], numbers=kind == "num")
            known[kind, moved] = points, follower.number_format(found[0]) if kind == "num" else ""
        points, display = known[kind, moved]
        text = reference.formula if same else as_text(moved)
        code = self._code(reference, display)
        return f"<{p}{kind}Ref><{p}f>{text}</{p}f><{p}{kind}Cache>{code}{points}</{p}{kind}Cache></{p}{kind}Ref>"

    def _code(self, reference: Reference, display: str) -> str:
        if reference.code is None:
            return ""
        return f"<{self.prefix}formatCode>{as_text(display) or reference.code}</{self.prefix}formatCode>"

    def _points(self, values: Sequence[Content], *, numbers: bool) -> str:
        p = self.prefix
        words = [f'<{p}ptCount val="{len(values)}"/>']
        for index, value in enumerate(values):
            if value is not None and not (numbers and isinstance(value, str)):
                text = as_text(value) if isinstance(value, str) else number_text(value)
                words.append(f'<{p}pt idx="{index}"><{p}v>{text}</{p}v></{p}pt>')
        return "".join(words)
