"""A process of its own that reads one workbook with a parser that may ask for any memory, loop, or end the process.

It is started as a file by `limited.py` and imports nothing of the package. On stdin: a pickled request, then the bytes
of the workbook. On stdout: pickled messages. Its standard error is thrown away: parsers quote what they choke on.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import pickle
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Message = tuple[str, Any]
ROWS_AT_ONCE = 2_000
ERROR, NEVER_CALCULATED = ("error",), ("formula",)


def main() -> None:
    """Read what is asked for, and write messages until ("done", None)."""
    request = pickle.load(sys.stdin.buffer)  # noqa: S301 (the request comes from the process that started this one)
    limit(request["memory"], request["seconds"])
    data = sys.stdin.buffer.read()
    read = {"list": list_sheets, "calamine": read_with_calamine, "openpyxl": read_with_openpyxl}[request["task"]]
    for message in read(data, request["sheets"]):
        pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    pickle.dump(("done", None), sys.stdout.buffer)
    sys.stdout.buffer.flush()


def limit(memory: int, seconds: int) -> None:
    """Set the limits of this process, where the system has them."""
    try:
        import resource  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return
    wanted = (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0))
    for name, value in wanted:
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))


def list_sheets(data: bytes, _: list[str]) -> Iterator[Message]:
    """Yield name and hiddenness of each worksheet."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 (after the limits)

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    yield "sheets", [(sheet.name, sheet.visible != SheetVisibleEnum.Visible) for sheet in sheets]


def read_with_calamine(data: bytes, names: list[str]) -> Iterator[Message]:
    """Yield the rows of sheets, a few thousand at a time."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 (after the limits)

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in names:
        sheet = book.get_sheet_by_name(name)
        yield "sheet", (name, {"merged": sheet.merged_cell_ranges or []})
        if sheet.start is None:
            continue
        rows = iter(sheet.iter_rows())
        number = 1
        while some := list(itertools.islice(rows, ROWS_AT_ONCE)):
            yield "block", (number, sheet.start[1], some)
            number += len(some)


def read_with_openpyxl(data: bytes, names: list[str]) -> Iterator[Message]:
    """Yield the cells of sheets that exist, and what is hidden; twice read, to find formulas without a value."""
    import openpyxl  # noqa: PLC0415 (after the limits)
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 (the same)

    words: dict[str, str] = {}
    warnings.simplefilter("ignore")
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
    for name in names:
        sheet = values[name]
        yield "sheet", (name, facts_of(sheet))
        rows: defaultdict[int, list[tuple[int, Any]]] = defaultdict(list)
        written = formulas[name]._cells  # noqa: SLF001 (the only view of the cells that exist)
        for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 (the same)
            value: Any = cell.value
            if value is None and cell.data_type != "str" and written[row, column].data_type == "f":
                value = NEVER_CALCULATED
            elif cell.data_type == "e":
                value = ERROR
            elif cell.data_type == "n" and isinstance(value, int | float) and cell.number_format != "General":
                value = ("number", value, cell.number_format)
            if isinstance(value, str):
                if value not in words:
                    words[value] = unescape(value)
                value = words[value]
            rows[row].append((column - 1, value))
        found = list(rows.items())
        for start in range(0, len(found), ROWS_AT_ONCE):
            yield "rows", found[start : start + ROWS_AT_ONCE]


def facts_of(sheet: Any) -> dict[str, Any]:
    """Return what is hidden, filtered and merged on a sheet of openpyxl."""
    hidden = [(c.min, c.max) for c in sheet.column_dimensions.values() if c.hidden and c.min and c.max]
    return {
        "hidden_rows": [number for number, row in sheet.row_dimensions.items() if row.hidden],
        "hidden_columns": hidden,
        "filtered": bool(sheet.auto_filter.filterColumn),
        "merged": [((a.min_row - 1, a.min_col - 1), (a.max_row - 1, a.max_col - 1)) for a in sheet.merged_cells.ranges],
    }


if __name__ == "__main__":
    main()
