"""Locating the definition that an open workbook was made from. The workbook knows its file name, never a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xl_scorecard.errors import RequestError
from xl_scorecard.excel.folders import state_folder
from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.model.place import Place

USUAL = "definition.xlsx"


def locate(book: str, folder: Path | None, bindings: Bindings, *, given: Path | None = None) -> Path:
    """Return the definition: the one given, beside the workbook, a folder above, or where it was last time.

    Raises RequestError with where it was looked for.
    """
    if given is not None:
        return given
    name = bindings.source or USUAL
    found = next((path for path in _candidates(book, folder, name) if path.is_file()), None)
    if found is None:
        raise RequestError(
            f"The definition {name} is not where this workbook is, nor in the folder above.",
            place=Place(file=book),
            fix=f'Put it there, or say once where it is: xl-scorecard refresh "{book}" --definition PATH.',
        )
    return found


def remember(book: str, definition: Path) -> None:
    """Keep where a workbook's definition is, in the user's own folder."""
    known = _known()
    if known.get(book) == str(definition.resolve()):
        return
    with suppress(OSError):
        state_folder().mkdir(parents=True, exist_ok=True)
        entries = {**known, book: str(definition.resolve())}
        _memory().write_text(json.dumps(entries, indent=1, ensure_ascii=False), encoding="utf-8")


def _candidates(book: str, folder: Path | None, name: str) -> Iterator[Path]:
    if folder is not None:
        yield folder / name
        yield folder.parent / name
    if book in (known := _known()):
        yield Path(known[book])


def _memory() -> Path:
    return state_folder() / "definitions.json"


def _known() -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(_memory().read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(book): str(path) for book, path in found.items()}
    return {}
