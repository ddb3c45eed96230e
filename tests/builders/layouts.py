"""Random layouts: a template with rows that repeat, and everything that points at them, drawn by hypothesis.

Only what inserting rows by hand means too: a range that ends on a row that repeats grows on purpose here and does not
there, so none does; a reference from a row that repeats to another row is fixed ($), one to its own row is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

LISTS = {"indicator": 9, "problem": 6, "source": 4}
"""How many items the seed's scorecard has of some lists."""
FIELDS = {"indicator": "indicator.code", "problem": "problem.code", "source": "source.name"}
SECTIONS = (7, 9)
"""How many indicators its sections have."""
LETTERS = "BCDEF"


@dataclass(frozen=True)
class Group:
    """Adjacent rows that repeat together: the first, how many, for which list, how many copies.

    A section's block has its heading in the first row and its indicators in the last, which repeats within it.
    """

    first: int
    height: int
    noun: str
    copies: int

    @property
    def rows(self) -> range:
        return range(self.first, self.first + self.height)

    def fields(self) -> Iterator[tuple[int, str]]:
        """What stands in column A of its rows."""
        if self.noun == "section":
            yield from ((self.first, "section.title"), (self.rows[-1], "indicator.code"))
            return
        yield self.first, f"each {self.noun}, at most {self.copies}"
        yield from ((row, FIELDS[self.noun]) for row in self.rows[1:])

    def steps(self) -> Iterator[list[Any]]:
        """What a person does to expand it."""
        yield from _copied(self.first, self.height, self.copies)
        if self.noun == "section":
            for place, count in reversed(list(enumerate(SECTIONS))):
                yield from _copied(self.rows[-1] + place * self.height, 1, count)


def _copied(first: int, height: int, copies: int) -> Iterator[list[Any]]:
    below = first + height
    if copies > 1:
        yield ["insert", "Card", below, (copies - 1) * height]
    yield from (["copy", "Card", first, below - 1, below + copy * height] for copy in range(copies - 1))


@dataclass(frozen=True)
class Layout:
    """A template on two sheets; `rules` are ranges with a formula, `charts` and `names` ranges."""

    last: int
    groups: tuple[Group, ...]
    card: dict[str, str]
    other: dict[str, str]
    merges: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    charts: tuple[str, ...]
    area: str

    def steps(self) -> list[list[Any]]:
        """What a person does, from the bottom up so that the rows above stay where they are."""
        return [step for group in reversed(self.groups) for step in group.steps()]

    def write(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(path, {"in_memory": True})
        card, other = book.add_worksheet("Card"), book.add_worksheet("Other")
        bold = book.add_format({"bold": True})
        for group in self.groups:
            for row, field in group.fields():
                card.write(row - 1, 0, f"{{{{ {field} }}}}")
        for merge in self.merges:
            card.merge_range(merge, "merged")
        for sheet, cells in ((card, self.card), (other, self.other)):
            for cell, content in cells.items():
                sheet.write(cell, content)
        for where, formula in self.rules:
            card.conditional_format(where, {"type": "formula", "criteria": formula, "format": bold})
        for number, name in enumerate(self.names):
            book.define_name(f"Name{number}", f"=Card!{name}")
        for number, values in enumerate(self.charts):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": f"=Card!{values}"})
            other.insert_chart(20 * number, 8, chart)
        card.print_area(self.area)
        book.close()
        return path


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Draw a layout."""
    groups, row = [], draw(st.integers(1, 3))
    block = draw(st.booleans())
    nouns = draw(st.permutations(["section", "problem", "source"] if block else list(LISTS)))
    for noun in nouns[: draw(st.integers(1, 3))]:
        height = draw(st.integers(2, 3) if noun == "section" else st.integers(1, 2))
        copies = len(SECTIONS) if noun == "section" else draw(st.integers(2, LISTS[noun]) | st.just(1))
        groups.append(Group(row + 1, height, noun, copies))
        row += height + draw(st.integers(1, 2))
    rows = Rows(tuple(groups), last=row + 1)
    card = {f"{c}{r}": draw(rows.contents(r)) for r in range(1, rows.last + 1) for c in LETTERS if draw(st.booleans())}
    merges = tuple(draw(rows.merges()))
    for merge in merges:
        card = {cell: content for cell, content in card.items() if not within(cell, merge)}
    other = {f"{c}{r}": f"={draw(rows.outside('Card!'))}" for r in (1, 2) for c in "BC" if draw(st.booleans())}
    fixed = st.lists(fixed_range(rows), max_size=2).map(tuple)
    return Layout(
        last=rows.last,
        groups=rows.groups,
        card=card,
        other=other,
        merges=merges,
        rules=tuple(draw(st.lists(rows.rules(), max_size=2))),
        names=draw(fixed),
        charts=draw(st.lists(fixed_range(rows, column=True), max_size=2).map(tuple)),
        area=f"A1:F{rows.last}",
    )


def within(cell: str, area: str) -> bool:
    """Does a cell lie in an area?"""
    (left, top), (right, bottom) = ((end[0], int(end[1:])) for end in area.split(":"))
    return left <= cell[0] <= right and top <= int(cell[1:]) <= bottom


@dataclass(frozen=True)
class Rows:
    """The rows of a layout, and what may stand in them."""

    groups: tuple[Group, ...]
    last: int

    def group(self, row: int) -> Group | None:
        return next((group for group in self.groups if row in group.rows), None)

    @property
    def still(self) -> list[int]:
        """The rows that do not repeat."""
        return [row for row in range(1, self.last + 1) if self.group(row) is None]

    def contents(self, row: int) -> st.SearchStrategy[Any]:
        group = self.group(row)
        formula = self.inside(row, group) if group else self.outside("")
        return st.one_of(
            st.integers(0, 9), st.sampled_from(["word", "two words"]), formula.map(lambda text: f"={text}")
        )

    def outside(self, sheet: str) -> st.SearchStrategy[str]:
        """A formula outside the rows that repeat, with any dollars."""
        return st.one_of(
            self.cell(st.integers(1, self.last + 3)).map(lambda text: f"{sheet}{text}"),
            spread(self).map(lambda text: f"SUM({sheet}{text})"),
            self.whole().map(lambda text: f"COUNTA({sheet}{text})"),
            st.tuples(spread(self), self.cell(st.sampled_from(self.still))).map(
                lambda two: f"SUM({sheet}{two[0]})*{sheet}{two[1]}"
            ),
        )

    def inside(self, row: int, group: Group) -> st.SearchStrategy[str]:
        """A formula in a row that repeats: its own rows without a dollar, the others with one."""
        near = [row] if group.noun == "section" else list(group.rows)
        own = st.builds(lambda d, c, r: f"{d}{c}{r}", dollar(), letters(), st.sampled_from(near))
        far = st.builds(lambda d, c, r: f"{d}{c}${r}", dollar(), letters(), st.sampled_from(self.still))
        above = [r for r in self.still if r < group.first]
        below = [r for r in self.still if r > group.first]
        column = st.sampled_from(LETTERS)
        running = st.builds(lambda c, r: f"SUM({c}${r}:{c}{row})", column, st.sampled_from(above or [1]))
        rest = st.builds(lambda c, r: f"SUM({c}{row}:{c}${r})", column, st.sampled_from(below))
        over = spread(self, fixed=True, but=group).map(lambda text: f"SUM({text})")
        lone = st.sampled_from([r for g in self.groups for r in g.rows if g is not group] or self.still)
        other = st.builds(lambda c, r: f"{c}${r}", column, lone)
        choices = [own, far, over, other, rest, st.builds(lambda a, b: f"{a}+{b}", own, far), st.just("Other!$B$1")]
        return st.one_of(*choices, *([running] if above else []))

    def cell(self, rows: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
        return st.builds(lambda d, c, e, r: f"{d}{c}{e}{r}", dollar(), letters(), dollar(), rows)

    def whole(self) -> st.SearchStrategy[str]:
        columns = st.builds(lambda a, b: ":".join(sorted((a, b))), letters(), letters())
        bottoms = st.sampled_from([r for r in self.still if r > 1])
        rows = bottoms.flatmap(lambda bottom: st.integers(1, bottom).map(lambda top: f"{top}:{bottom}"))
        return st.one_of(columns, rows)

    def merges(self) -> st.SearchStrategy[list[str]]:
        """Across within a row, in column pairs that nothing else merges; or down over whole groups, in column H."""
        across = st.sampled_from(range(1, self.last + 1)).map(lambda row: f"E{row}:F{row}")
        down = st.tuples(st.sampled_from(self.still), st.sampled_from(self.still)).filter(lambda two: two[0] < two[1])
        downs = down.map(lambda two: [f"H{two[0]}:H{two[1]}"])
        return st.tuples(st.lists(across, max_size=2, unique=True), st.one_of(st.just([]), downs)).map(
            lambda two: two[0] + two[1]
        )

    def rules(self) -> st.SearchStrategy[tuple[str, str]]:
        """A rule over one row that repeats, or over a stretch that begins and ends outside."""
        inside = st.sampled_from([(g, r) for g in self.groups for r in g.rows]).flatmap(
            lambda two: self.rule_inside(two[1]).map(lambda formula: (f"B{two[1]}:F{two[1]}", formula))
        )
        top, bottom = self.still[0], self.still[-1]
        over = self.cell_of(top).map(lambda text: (f"B{top}:F{bottom}", f"=B{top}>{text}"))
        return st.one_of(inside, over)

    def rule_inside(self, row: int) -> st.SearchStrategy[str]:
        far = st.builds(lambda c, r: f"${c}${r}", letters(), st.sampled_from(self.still))
        own = st.builds(lambda d, c: f"{d}{c}{row}", dollar(), letters())
        over = fixed_range(self).map(lambda text: f"COUNTIF({text},B{row})")
        return st.one_of(st.builds(lambda a, b: f"={a}>{b}", own, far), st.builds(lambda a, b: f"={a}>{b}", own, over))

    def cell_of(self, row: int) -> st.SearchStrategy[str]:
        far = st.builds(lambda c, r: f"${c}${r}", letters(), st.sampled_from(self.still))
        return st.one_of(st.builds(lambda c: f"${c}{row}", letters()), far)


@st.composite
def spread(draw: st.DrawFn, rows: Rows, *, fixed: bool = False, but: Group | None = None, column: bool = False) -> str:
    """A range that ends on no row that repeats, and does not begin on one of the group `but`."""
    bottom = draw(st.sampled_from([r for r in rows.still if r > 1]))
    top = draw(st.sampled_from([r for r in range(1, bottom + 1) if but is None or r not in but.rows]))
    left, right = sorted((draw(letters()), draw(letters())))
    one, two = ("$", "$") if fixed else (draw(dollar()), draw(dollar()))
    return f"{left}{one}{top}:{left if column else right}{two}{bottom}"


def fixed_range(rows: Rows, *, column: bool = False) -> st.SearchStrategy[str]:
    """The same with every dollar."""
    return spread(rows, fixed=True, column=column).map(lambda text: ":".join(f"${end}" for end in text.split(":")))


def dollar() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "$"])


def letters() -> st.SearchStrategy[str]:
    return st.sampled_from(LETTERS)
