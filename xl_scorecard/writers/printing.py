"""The board pack: which sheets of a finished workbook are printed, and their PDF beside it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import Edition
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part
from xl_scorecard.writers.office import print_pages
from xl_scorecard.writers.remembering import bindings_of
from xl_scorecard.writers.saving import save


class Pack(Enum):
    """Which sheets go into the PDF: those before the indicators' pages and the pages of the reds, or all."""

    BOARD = "board"
    ALL = "all"


def print_workbook(workbook: Path, card: Scorecard, pack: Pack) -> Path:
    """Write the PDF of a finished workbook beside it; return where. Raises WriteError.

    Of a published edition, which remembers nothing, every sheet is printed.
    """
    content = workbook.read_bytes()
    package = Package.of(content)
    bindings = bindings_of(package)
    if bindings:
        sheets = pack_sheets(bindings, card, pack)
    elif card.edition is Edition.PUBLISHED:
        sheets = [entry.name for entry in list_sheets(package, workbook_part(package))]
    else:
        raise WriteError("was not made by xl-scorecard.", place=Place(file=workbook.name), fix="Build it first.")
    return save(print_pages(content, sheets, file=workbook.name), workbook.with_suffix(".pdf"))


def pack_sheets(bindings: Bindings, card: Scorecard, pack: Pack) -> list[str]:
    """Return the names of the sheets to print, in order.

    The board's are the sheets that stand before the first indicator's page, and the pages of red indicators.
    """
    if pack is Pack.ALL:
        return [sheet.name for sheet in bindings.sheets]
    reds = {line.indicator.code for line in card.lines if line.headline_assessment.status is Status.RED}
    first = next((n for n, sheet in enumerate(bindings.sheets) if "indicator" in sheet.items), len(bindings.sheets))
    pages = [s.name for s in bindings.sheets if "indicator" in s.items and bindings.codes[s.items["indicator"]] in reds]
    return [*(sheet.name for sheet in bindings.sheets[:first]), *pages]
