"""Converting: a definition from the form that it is kept in to the other."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.definitions.yaml_form import SUFFIXES
from xl_scorecard.definitions.yaml_writing import write_yaml
from xl_scorecard.errors import RequestError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place


def convert(old: Path, new: Path, *, force: bool = False) -> None:
    """Write the definition at `old` to `new`, as a workbook or as YAML by its ending; both then say the same.

    What it builds on is written into it. Files are found from the folder of `new`. Raises RequestError where `new` is
    there and `force` is off; DefinitionError and WriteError.
    """
    forms = {".xlsx": write_definition, **dict.fromkeys(SUFFIXES, write_yaml)}
    if new.suffix.casefold() not in forms:
        fix = "Give it a name that ends in .xlsx or .yaml."
        raise RequestError("A definition is a workbook or YAML.", place=Place(file=new.name), fix=fix)
    if new.exists() and not force:
        fix = "Choose another name, or overwrite it with --force."
        raise RequestError("There is such a file already.", place=Place(file=new.name), fix=fix)
    forms[new.suffix.casefold()](moved(read_definition(old), new), new)


def moved(definition: Definition, path: Path) -> Definition:
    """Return the definition as it is kept at `path`: the same files, found from another folder."""
    if path.parent.resolve() == definition.folder.resolve():
        return definition
    settings = replace(
        definition.settings,
        template=_moved(definition.settings.template, definition, path),
        published_template=_moved(definition.settings.published_template, definition, path),
    )
    sources = tuple(replace(one, file=_moved(one.file, definition, path)) for one in definition.sources)
    return replace(definition, settings=settings, sources=sources)


def _moved(file: str, definition: Definition, path: Path) -> str:
    if not file or file.startswith("/") or PureWindowsPath(file).drive:
        return file
    return Path(os.path.relpath(definition.folder / file, path.parent)).as_posix()
