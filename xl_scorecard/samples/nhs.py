"""The NHS example: a folder with a definition, a source workbook and a template, of a trust that does not exist."""

from __future__ import annotations

from pathlib import Path

from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.samples.nhs_definition import nhs_definition
from xl_scorecard.samples.nhs_figures import monthly_sheet
from xl_scorecard.samples.nhs_template import write_template
from xl_scorecard.samples.workbooks import write_workbook

TEMPLATE = "board-template.xlsx"


def write_nhs_demo(folder: Path) -> Path:
    """Write `definition.xlsx`, `sources/ae.xlsx` and the template into `folder`; return the definition's path."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    write_workbook([monthly_sheet()], folder / "sources" / "ae.xlsx")
    write_template(folder / TEMPLATE)
    path = folder / "definition.xlsx"
    write_definition(nhs_definition(path, template=TEMPLATE), path)
    return path
