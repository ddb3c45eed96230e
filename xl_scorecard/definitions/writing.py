"""Writing: a definition as a workbook that people can keep and change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xl_scorecard.definitions import looks
from xl_scorecard.definitions.counting_sheets import CONDITIONS
from xl_scorecard.definitions.disassembling import Fields, disassemble
from xl_scorecard.definitions.lists import add_drop_down, write_lists
from xl_scorecard.definitions.saving import save
from xl_scorecard.definitions.sheets import FIRST_ROW, HELP, LAST_ROW, LETTERS, SETTING, VALUE, Heading, Sheet
from xl_scorecard.definitions.top import finish_page, write_top
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.written import Written, typed, written
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PROSE_WIDTH = 40
LONGEST_TEXT = 32_767
SETTING_HEADINGS = (
    Heading("setting", SETTING, help="What is set. Leave these words as they are.", width=22, needed=True),
    Heading("value", VALUE, help="Write here; a cell with a list offers its words.", width=56, needed=True),
    Heading("help", HELP, help="What it does, and an example.", width=84),
)


def write_definition(definition: Definition, path: Path) -> None:
    """Write `definition` to `path` as a workbook: the same definition gives the same bytes.

    Raises WriteError where the file cannot be written, and DefinitionError where a text is none that a cell can hold.
    """
    rows = disassemble(definition)
    sheets = tuple(_shown(one, rows[one.field]) for one in SHEETS if rows[one.field] or not one.optional)
    names = [sheet.name for sheet in SHEETS]
    workbook, pen = Workbook(), Pen(file=path.name)
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        page = workbook.create_sheet(sheet.name)
        if sheet.form:
            _write_settings(page, sheet, rows[sheet.field][0], pen)
        else:
            _write_rows(page, sheet, rows[sheet.field], pen)
        finish_page(page, sheet, report=names.index(sheet.name) > names.index(CONDITIONS.name))
    write_lists(workbook, sheets)
    workbook.properties.title = definition.settings.title
    workbook.properties.creator = definition.settings.prepared_by or definition.settings.organisation
    save(workbook, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What cells of one workbook are written with; `file` is its name."""

    file: str
    painter: looks.Painter = field(default_factory=looks.Painter)


def _shown(sheet: Sheet, rows: Sequence[Fields]) -> Sheet:
    """A sheet without the rare headings that no row says anything under."""
    said = (one for one in sheet.headings if not one.rare or any(written(row[one.field]) is not None for row in rows))
    return replace(sheet, headings=tuple(said))


def _write_settings(page: Worksheet, sheet: Sheet, settings: Fields, pen: Pen) -> None:
    write_top(page, sheet, SETTING_HEADINGS, pen.painter)
    for row, heading in enumerate(sheet.headings, start=FIRST_ROW):
        _put(page, f"A{row}", heading.label, looks.setting_look(needed=heading.needed), pen)
        _put(page, f"B{row}", written(settings[heading.field]), looks.entry_look(tint=True), pen)
        _put(page, f"C{row}", heading.help, looks.SETTING_HELP, pen)
        add_drop_down(page, sheet, heading, f"B{row}")
        _fit(page, row, SETTING_HEADINGS)


def _write_rows(page: Worksheet, sheet: Sheet, rows: Sequence[Fields], pen: Pen) -> None:
    write_top(page, sheet, sheet.headings, pen.painter)
    for letter, heading in zip(LETTERS, sheet.headings, strict=False):
        entry = looks.entry_look(right=heading.number, number_format=_number_format(sheet, heading))
        pen.painter.paint(page.column_dimensions[letter], entry)
        add_drop_down(page, sheet, heading, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        for row, fields in enumerate(rows, start=FIRST_ROW):
            value = written(fields[heading.field])
            loose = sheet.name == CONDITIONS.name and heading.field == "value" and isinstance(value, str)
            look = looks.share_look(value) if heading.field == "bad_row_limit" else entry
            _put(page, f"{letter}{row}", typed(str(value)) if loose else value, look, pen)
    for row in range(FIRST_ROW, FIRST_ROW + len(rows)):
        _fit(page, row, sheet.headings)


def _fit(page: Worksheet, row: int, headings: Sequence[Heading]) -> None:
    texts = [
        (str(page[f"{letter}{row}"].value or ""), heading.width)
        for letter, heading in zip(LETTERS, headings, strict=False)
    ]
    page.row_dimensions[row].height = looks.height(texts, least=looks.ENTRY_HEIGHT)


def _put(page: Worksheet, address: str, value: Written, look: looks.Look, pen: Pen) -> None:
    cell = page[address]
    pen.painter.paint(cell, look)
    if not isinstance(value, str):
        cell.value = value
        return
    if ILLEGAL_CHARACTERS_RE.search(value) or len(value) > LONGEST_TEXT:
        sentence = (
            f"a text that no cell can hold: control characters in it, or longer than {LONGEST_TEXT:,} characters."
        )
        raise DefinitionError(sentence, place=Place(file=pen.file, sheet=page.title, cell=address))
    cell.value = value
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _number_format(sheet: Sheet, heading: Heading) -> str:
    loose = (
        heading.number or heading.width >= PROSE_WIDTH or (sheet.name == CONDITIONS.name and heading.field == "value")
    )
    return looks.GENERAL if loose else looks.TEXT
