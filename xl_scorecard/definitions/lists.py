"""Lists: the drop-downs of a definition, closed ones on a hidden sheet, others drawn from the sheets themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from xl_scorecard.definitions.counting_sheets import COLUMNS, MEASURES, SOURCES
from xl_scorecard.definitions.reporting_sheets import INDICATORS
from xl_scorecard.definitions.schema import MOST_DECIMALS, MOST_MONTHS
from xl_scorecard.definitions.sheets import FIRST_ROW, LAST_ROW, OF_MEASURE, OF_SOURCE, Heading, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "Lists"
WHOLE = {"decimals": (0, MOST_DECIMALS), "history_months": (1, MOST_MONTHS)}
OFFERED = (SOURCES, MEASURES, INDICATORS)


def write_lists(workbook: Workbook, sheets: tuple[Sheet, ...]) -> None:
    """Write the closed lists on a hidden sheet, and name them and the columns that other sheets refer to.

    Named ranges have no limit of 255 characters, may hold commas ("per 1,000"), and ignore case.
    """
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    closed = [(sheet, heading) for sheet in sheets for heading in sheet.headings if heading.choices]
    for column, (sheet, heading) in enumerate(closed, start=1):
        lists.cell(1, column, f"{sheet.name}: {heading.label}")
        for row, word in enumerate(heading.choices, start=2):
            lists.cell(row, column, word)
        letter = get_column_letter(column)
        _define(workbook, _name(sheet, heading), f"{LISTS}!${letter}$2:${letter}${len(heading.choices) + 1}")
    for sheet in OFFERED:
        _define(workbook, f"offered_{sheet.field}", _filled(sheet))


def add_drop_down(page: Worksheet, sheet: Sheet, heading: Heading, cells: str) -> None:
    """Add to `cells` the drop-down of a heading, if it has one."""
    for validation in _validations(sheet, heading):
        validation.add(cells)
        page.add_data_validation(validation)


def _validations(sheet: Sheet, heading: Heading) -> Iterator[DataValidation]:
    if heading.choices:
        error = f"Choose one of the words in the list. {heading.help}"
        yield DataValidation(
            type="list",
            formula1=_name(sheet, heading),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=heading.label,
            error=error[:250],
        )
    elif heading.field in WHOLE:
        low, high = WHOLE[heading.field]
        yield DataValidation(
            type="whole",
            operator="between",
            formula1=str(low),
            formula2=str(high),
            allow_blank=sheet.form,
            showErrorMessage=True,
            errorTitle=heading.label,
            error=f"Write a whole number from {low} to {high}.",
        )
    elif heading.offers:
        yield DataValidation(type="list", formula1=_offer(sheet, heading), allow_blank=True, showErrorMessage=False)


def _offer(sheet: Sheet, heading: Heading) -> str:
    if heading.offers == OF_SOURCE:
        return _columns_of(f"${sheet.letter('source')}{FIRST_ROW}")
    if heading.offers == OF_MEASURE:
        measure = f"MATCH(${sheet.letter('measure')}{FIRST_ROW},{_span(MEASURES, 'code')},0)"
        return _columns_of(f"INDEX({_span(MEASURES, 'source')},{measure})")
    return f"offered_{heading.offers}"


def _columns_of(source: str) -> str:
    """Return a formula for the names of a source's columns, which stand together on the Columns sheet."""
    sources, top = _span(COLUMNS, "source"), f"{COLUMNS.name}!${COLUMNS.letter('name')}${FIRST_ROW - 1}"
    return f"OFFSET({top},MATCH({source},{sources},0),0,COUNTIF({sources},{source}),1)"


def _filled(sheet: Sheet) -> str:
    """Return a formula for the filled part of the column that other sheets refer to."""
    span = f"{sheet.name}!${sheet.key}${FIRST_ROW}:${sheet.key}${LAST_ROW}"
    return f"{sheet.name}!${sheet.key}${FIRST_ROW}:INDEX({span},MAX(1,COUNTA({span})))"


def _span(sheet: Sheet, field: str) -> str:
    letter = sheet.letter(field)
    return f"{sheet.name}!${letter}${FIRST_ROW}:${letter}${LAST_ROW}"


def _name(sheet: Sheet, heading: Heading) -> str:
    return f"{sheet.field}_{heading.field}"


def _define(workbook: Workbook, name: str, formula: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=formula)
