"""The demo: a working example in a folder of its own."""

from __future__ import annotations

import shutil
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    from xl_scorecard.pipeline import Built, Progress

TEMPLATE = "scorecard-template.xlsx"
WITH_MACROS = "scorecard-template.xlsm"


class Example(StrEnum):
    """Which worked example: children's social care in Haringey, or A&E in a made-up NHS trust."""

    HARINGEY = "haringey"
    NHS = "nhs"


def make_demo(
    folder: Path, *, force: bool, progress: Progress, macros: bool = False, example: Example = Example.HARINGEY
) -> Built:
    """Return the demo, built in `folder`: definition, sources, template and finished workbook.

    `macros`: with the template that has buttons and a ribbon tab.
    Raises RequestError where a definition is there already and `force` is off; WriteError.
    """
    refuse_if_there(folder, force=force)
    progress("Writing the example's workbooks")
    try:
        template = WITH_MACROS if macros else TEMPLATE
        definition = _write_nhs(folder) if example is Example.NHS else _write_example(folder, template)
    except OSError as error:
        raise WriteError(
            f"The demo cannot be written here ({error.strerror or type(error).__name__}).",
            place=Place(file=str(folder)),
            fix="Choose a folder that you may write in, and close its workbooks.",
        ) from error
    from xl_scorecard import pipeline

    return pipeline.build(definition, progress=progress)


def refuse_if_there(folder: Path, *, force: bool) -> None:
    """Raise RequestError where the folder holds a definition, which a person may have changed."""
    definition = folder / "definition.xlsx"
    if definition.exists() and not force:
        raise RequestError(
            "A demo is here already, and you may have changed it.",
            place=Place(file=str(definition)),
            fix="Build it with `xl-scorecard build`, or overwrite it with `xl-scorecard demo --force`.",
        )


def _write_nhs(folder: Path) -> Path:
    from xl_scorecard.samples.nhs import write_nhs_demo

    folder.mkdir(parents=True, exist_ok=True)
    return write_nhs_demo(folder)


def _write_example(folder: Path, template: str) -> Path:
    from xl_scorecard.samples.haringey import write_demo
    from xl_scorecard.writers.shipped import shipped_template

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shipped_template(f"scorecard{Path(template).suffix}"), folder / template)
    return write_demo(folder, template=template)
