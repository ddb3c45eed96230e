"""The templates that come with the program, found in a checkout and in an installed package alike."""

from __future__ import annotations

from pathlib import Path

from xl_scorecard.errors import TemplateError
from xl_scorecard.model.place import Place

PACKAGE = Path(__file__).parent.parent
FOLDERS = (PACKAGE / "workbook_templates", PACKAGE.parent / "workbook_templates")


def shipped_template(name: str = "scorecard.xlsx") -> Path:
    """Return the path of a template that comes with the program; raises TemplateError when there is none so named."""
    found = next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
    if found is None:
        raise TemplateError(
            "is not among the templates that come with the program.",
            place=Place(file=name),
            fix="Install xl-scorecard again, or name a template of your own with --template.",
        )
    return found
