"""Blueprint: the fields of a template and where they stand; all that the layout knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_scorecard.layout.field import Each, Field, Piece

CODES = ([("indicator", "code")], [("indicator", "link")])


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCell:
    """A cell with fields in it. `name` is its address; `per_cent`: its number format multiplies by a hundred.

    `general`: its number format is General, so that it takes the one of the figure in it. `runs`, of a rich text: how many
    of the pieces are in each of its runs.
    """

    name: str
    row: int
    column: int
    pieces: tuple[Piece, ...]
    per_cent: bool = False
    general: bool = False
    runs: tuple[int, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that print something."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Field))

    @property
    def tells_code(self) -> bool:
        """Does it hold an indicator's code and nothing else, as a text or as a link?"""
        return len(self.pieces) == 1 and [(field.noun, field.name) for field in self.fields] in CODES

    @property
    def directive(self) -> Each | None:
        """The directive in it, if any."""
        return next((piece for piece in self.pieces if isinstance(piece, Each)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBlueprint:
    """A sheet of the template: its name as designed, its fields by row, and its last row that holds anything.

    `headers` has the texts of headers and footers that hold fields, by the name of their element; `captions` those in
    its drawings and charts, by the place of the part and of the text in it.
    """

    name: str
    last_row: int
    rows: Mapping[int, tuple[FieldCell, ...]]
    headers: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A template's sheets in order, and the name of its file for messages."""

    file: str
    sheets: tuple[SheetBlueprint, ...]
