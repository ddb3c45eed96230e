"""Two readers of a sheet's cells: a fast one (python-calamine) and a careful one (openpyxl); both give the same Grid.

calamine is many times faster, but it asks for memory for the whole box around all cells (a cell in XFD1048576 ends the
process) and gives error cells and never-calculated formulas as blank. openpyxl keeps only cells that exist. So the scan
of the sheet's XML decides which of them reads it first; where that one fails, the other tries, if it is safe.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import openpyxl
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.sources.grid import Cell, Fault, Grid
from xl_scorecard.sources.package import Package, Sheet
from xl_scorecard.sources.preflight import DAMAGED, SAVE_AGAIN
from xl_scorecard.sources.scan import SheetFacts, scan_sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rows = dict[int, list[Cell]]


def read_grids(package: Package, sheets: Sequence[Sheet]) -> dict[str, Grid]:
    """Return the cells of `sheets` by sheet name, opening the workbook once for each reader that is needed.

    Raises SourceError for a sheet that neither reader can read.
    """
    facts = {sheet.name: _scan(package, sheet) for sheet in sheets}
    plain = [name for name, found in facts.items() if not found.needs_care]
    rows = read_fast(package, plain)
    rows |= read_careful(package, [name for name in facts if name not in rows])
    left = [name for name, found in facts.items() if name not in rows and name not in plain and not found.reaches_far]
    rows |= read_fast(package, left)
    for name in facts:
        if name not in rows:
            raise SourceError("cannot be read.", place=Place(file=package.name, sheet=name), fix=SAVE_AGAIN)
    return {
        name: Grid(rows=with_faults(rows[name], found), facts=found, epoch_1904=package.epoch_1904)
        for name, found in facts.items()
    }


def read_fast(package: Package, names: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of those sheets that calamine can read. Never ask it for one that reaches far."""
    rows: dict[str, Rows] = {}
    if not names:
        return rows
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.data)) as workbook:
            for name in names:
                cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                rows[name] = dict(enumerate(cast("list[list[Cell]]", cells), start=1))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001, S110  # its panic is a BaseException; the careful reader is asked next
        pass
    return rows


def read_careful(package: Package, names: Sequence[str]) -> dict[str, Rows]:
    """Return the rows of those sheets that openpyxl can read; rows without a value are left out, none are padded."""
    if not names:
        return {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of parts that it does not model; nothing is saved with it
            workbook = openpyxl.load_workbook(io.BytesIO(package.data), data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001  # whatever it cannot parse ends as one sentence, without the value
        return {}
    present = set(workbook.sheetnames)
    return {name: _sparse_rows(workbook[name]) for name in names if name in present}


def _scan(package: Package, sheet: Sheet) -> SheetFacts:
    try:
        return scan_sheet(package.part(sheet.part))
    except DAMAGED:
        raise SourceError(
            "cannot be read: the file is damaged.", place=Place(file=package.name, sheet=sheet.name), fix=SAVE_AGAIN
        ) from None


def _sparse_rows(sheet: Worksheet) -> Rows:
    """Only cells that exist: `iter_rows` would make every cell of the box around them."""
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    for (number, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001  # the only sparse view there is
        value: Any = cell.value
        if value is not None:
            row = rows[number]
            row.extend([None] * (column - 1 - len(row)))
            row.append(unescape(value) if isinstance(value, str) else value)
    return dict(rows)


def with_faults(rows: Rows, facts: SheetFacts) -> Rows:
    """Return the rows with a Fault where the scan found one; neither reader tells both kinds apart."""
    places = [(place, Fault.ERROR) for place in facts.errors]
    places += [(place, Fault.NEVER_CALCULATED) for place in facts.uncalculated]
    if not places:
        return rows
    for (number, column), fault in places:
        row = rows.setdefault(number, [])
        row.extend([None] * (column - len(row)))
        row[column - 1] = fault
    return dict(sorted(rows.items()))
