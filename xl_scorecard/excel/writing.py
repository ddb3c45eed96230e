"""Writing into the open workbook: in blocks, remembering how it was, so that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import zip_longest
from time import sleep
from typing import TYPE_CHECKING

from xl_scorecard.excel.blocks import Block, cover, joined, looks
from xl_scorecard.excel.changes import SheetChanges
from xl_scorecard.excel.contents import for_excel, needs_apostrophe
from xl_scorecard.excel.engine import is_busy
from xl_scorecard.excel.filters import clearing
from xl_scorecard.excel.headers import set_header
from xl_scorecard.excel.sight import Cell, SeenCell, SeenSheet
from xl_scorecard.layout.bindings import SHEET
from xl_scorecard.ooxml.references import cell_name

if TYPE_CHECKING:
    import xlwings

TRIES = 20
PAUSE = 1.0  # seconds
TIP = "Open this page"


class NotTakenBackError(Exception):
    """Excel refused to take back what was written: the workbook is neither as it was nor as it should be."""


class Writer:
    """Writes into an open workbook; `take_back` leaves it as it was."""

    def __init__(self, book: xlwings.Book) -> None:
        self._sheets = book.sheets
        self._steps: list[Callable[[], object]] = []
        self.headers_refused = False

    def change(self, changes: SheetChanges) -> None:
        """Change what is to change on a sheet; a sheet on which nothing does is not even looked up."""
        steps = (
            (changes.seen.filters and (changes.cells or changes.rows), self.clear_filters),
            (changes.rows, self.insert_rows),
            (changes.cells, self.write),
            (changes.displays, self.show),
            (changes.heights, self.raise_rows),
            (changes.links, self.link),
            (changes.headers, self.head),
            (changes.descriptions, self.describe),
        )
        for needed, step in steps:
            if needed:
                step(changes)

    def clear_filters(self, changes: SheetChanges) -> None:
        """Show the rows that filters hide: Excel would fill only those it shows, and in the wrong order."""
        sheet = self._sheets[changes.name]
        for found in changes.seen.filters:
            for clear, back in clearing(sheet, found):
                self._do(clear, back=back)

    def insert_rows(self, changes: SheetChanges) -> None:
        """Insert the rows that lists lack; they look like their neighbours."""
        sheet, hidden = self._sheets[changes.name], self._sheets[SHEET]
        if changes.follow:
            follower = hidden.range((changes.follow[0], 2))
            follow = partial(setattr, follower, "formula")
            self._steps.append(partial(follow, follower.formula))
        for rows in changes.rows:
            last = rows.at + len(rows.like) - 1
            area = sheet.range(f"{rows.at}:{last}")
            insert = partial(area.insert, "down", copy_origin="format_from_left_or_above")
            self._do(insert, back=partial(_delete_rows, sheet, rows.at, last))
            for like, target in looks(rows.like, rows.at):
                sheet.range(like).copy()
                sheet.range(target).paste("formats")
        if changes.follow:
            follow(changes.follow[1])

    def write(self, changes: SheetChanges) -> None:
        """Write the cells of a sheet."""
        sheet = self._sheets[changes.name]

        def may_write(cell: Cell) -> bool:
            return cell in changes.owned or _is_harmless(changes.seen.at(cell))

        for block in cover(changes.cells, may_write):
            before = _contents(block, {}, changes.seen)
            after = _contents(block, changes.cells, changes.seen)
            self._do(partial(_put, sheet, block, after), back=partial(_put, sheet, block, before))

    def show(self, changes: SheetChanges) -> None:
        """Give cells the number format of the figure in them."""
        sheet = self._sheets[changes.name]
        for display in sorted({wanted for wanted, _ in changes.displays.values()}):
            before = {cell: was for cell, (wanted, was) in changes.displays.items() if wanted == display}
            for address in _together(before):
                self._do(partial(_show, sheet, address, display), back=partial(_show_again, sheet, before))

    def raise_rows(self, changes: SheetChanges) -> None:
        """Give rows the height that the text in them needs."""
        sheet = self._sheets[changes.name]
        for height, before in sorted(set(changes.heights.values())):
            rows = (row for row, wanted in changes.heights.items() if wanted == (height, before))
            for address in joined(f"A{row}" for row in rows):
                set_height = partial(setattr, sheet.range(address), "row_height")
                self._do(partial(set_height, height), back=partial(set_height, before))

    def link(self, changes: SheetChanges) -> None:
        """Let links go to other places in the workbook. A new one takes a link's look, so theirs is copied."""
        sheet, new = self._sheets[changes.name], [cell for cell in changes.links if cell not in changes.seen.links]
        for cell, target in changes.links.items():
            before = changes.seen.links.get(cell)
            back = partial(_point, sheet, cell, before) if before else _nothing
            self._do(partial(_point, sheet, cell, target), back=back)
        for column in sorted({column for _, column in new}):
            like = [cell for cell in changes.seen.links if cell[1] == column][:1]
            for address in joined(cell_name(*cell) for cell in new if like and cell[1] == column):
                sheet.range(like[0]).copy()
                sheet.range(address).paste("formats")

    def head(self, changes: SheetChanges) -> None:
        """Set printed headers and footers; Excel refuses where no printer is set up, which is no reason to stop."""
        sheet = self._sheets[changes.name]
        for name, (text, before) in changes.headers.items():
            put = partial(set_header, sheet, name)
            try:
                self._do(partial(put, text, before), back=partial(put, before, text))
            except Exception as error:
                if is_busy(error):
                    raise
                self._steps.pop()
                self.headers_refused = True

    def describe(self, changes: SheetChanges) -> None:
        """Give charts and pictures alternative texts that say what they now show."""
        shapes = self._sheets[changes.name].shapes
        for name, (text, before) in changes.descriptions.items():
            describe = partial(setattr, shapes[name].api, "AlternativeText")
            self._do(partial(describe, text), back=partial(describe, before))

    def remember(self, texts: list[str], before: list[str]) -> None:
        """Write what the workbook remembers: one cell each, since Excel refuses long texts in a block."""
        sheet = self._sheets[SHEET]
        for row, (text, was) in enumerate(zip_longest(texts, before, fillvalue=""), start=1):
            if text != was:
                self._do(partial(_put_text, sheet, row, text), back=partial(_put_text, sheet, row, was))

    def write_cell(self, sheet: str, cell: Cell, text: str, before: SeenCell) -> None:
        """Write one text."""
        block = Block(top=cell[0], left=cell[1], bottom=cell[0], right=cell[1])
        put = partial(_put, self._sheets[sheet], block)
        self._do(partial(put, [[for_excel(text)]]), back=partial(put, [[_handed(before)]]))

    def _do(self, step: Callable[[], object], *, back: Callable[[], object]) -> None:
        """Do a step that `back` takes back; one that Excel was too busy to hear has done nothing."""
        self._steps.append(back)
        try:
            step()
        except Exception as error:
            if is_busy(error):
                self._steps.pop()
            raise

    def take_back(self) -> None:
        """Undo every step, the last first, trying each a few times. Raises NotTakenBackError."""
        refused = [step for step in reversed(self._steps) if not _tried(step)]
        self._steps = []
        if refused:
            raise NotTakenBackError


def _tried(step: Callable[[], object]) -> bool:
    """Did it work, after a few tries? A busy Excel is waited for: somebody may be typing."""
    for _ in range(TRIES):
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whatever Excel says, the next step must be tried too
            sleep(PAUSE if is_busy(error) else 0)
        else:
            return True
    return False


def _nothing() -> None:
    """Take nothing back: a link that was not there leads somewhere, from a cell that is empty again."""


def _is_harmless(seen: SeenCell) -> bool:
    """May a cell that is not ours be written again as it stands?"""
    return seen.is_plain and not (isinstance(seen.content, str) and seen.content and needs_apostrophe(seen.content))


def _contents(block: Block, cells: Mapping[Cell, SeenCell], seen: SeenSheet) -> list[list[object]]:
    return [[_handed(cells.get(cell) or seen.at(cell)) for cell in row] for row in block.cells()]


def _handed(seen: SeenCell) -> object:
    return seen.formula or for_excel(seen.content)


def _put(sheet: xlwings.Sheet, block: Block, rows: list[list[object]]) -> None:
    """One message with the whole block: xlwings' own conversions would send a hundred more, and only dates need them."""
    area = sheet.range(block.address)
    if any(isinstance(content, date) for row in rows for content in row):
        area.value = rows
    else:
        area.raw_value = [["" if content is None else content for content in row] for row in rows]


def _show(sheet: xlwings.Sheet, address: str, display: str) -> None:
    sheet.range(address).number_format = display


def _show_again(sheet: xlwings.Sheet, displays: Mapping[Cell, str]) -> None:
    """Give cells the number formats that they had."""
    for display in sorted(set(displays.values())):
        for address in _together(cell for cell, had in displays.items() if had == display):
            _show(sheet, address, display)


def _together(cells: Iterable[Cell]) -> Iterator[str]:
    """Yield the addresses of these cells, of many at once."""
    return joined(block.address for block in cover(list(cells), lambda _: False))


def _put_text(sheet: xlwings.Sheet, row: int, text: str) -> None:
    sheet.range((row, 1)).raw_value = for_excel(text) if text else ""


def _point(sheet: xlwings.Sheet, cell: Cell, target: str) -> None:
    """Let a cell's link go to a place in the workbook."""
    area = sheet.range(cell)
    try:
        links = area.api.Hyperlinks
        if links.Count:
            links(1).SubAddress = target
        else:
            links.Add(Anchor=area.api, Address="", SubAddress=target, ScreenTip=TIP)
    except AttributeError:
        area.add_hyperlink(f"#{target}", str(area.value or ""), TIP)


def _delete_rows(sheet: xlwings.Sheet, first: int, last: int) -> None:
    sheet.range(f"{first}:{last}").delete("up")
