"""Small source workbooks and the definitions that declare them, each a line or two."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.model.unit import Unit
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.sources.tables import Tables

HEADINGS = ("Child Unique ID", "Gender", "Date of Contact")
CHILD = Column(name="child", headings=("Child Unique ID", "Child ID"), type=ColumnType.ID)
GENDER = Column(name="gender", headings=("Gender",), type=ColumnType.CATEGORY, allowed=("Male", "Female"))
CONTACTED = Column(name="contacted", headings=("Date of Contact",), type=ColumnType.DATE, required=True)
Rows = Sequence[Sequence[Any]]


def write_rows(path: Path, rows: Rows, *, sheet: str = "Contacts", **others: Rows) -> Path:
    """Write one sheet, and others by their name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in {sheet: rows, **others}.items():
        page = book.create_sheet(name)
        for row in cells:
            page.append(list(row))
    book.save(path)
    book.close()
    return path


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook, and nothing else; a part that is not there begins empty."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def contacts(**fields: Any) -> Source:
    """A source of records with three columns."""
    given = {"name": "contacts", "file": "contacts.xlsx", "columns": (CHILD, GENDER, CONTACTED), "bad_row_limit": 1.0}
    return Source(**(given | fields))


def given(kind: SourceKind, **fields: Any) -> Source:
    """A source of one of the kinds with fixed headings."""
    return Source(**({"name": "given", "file": "reference.xlsx", "kind": kind, "bad_row_limit": 1.0} | fields))


def define(folder: Path, *sources: Source, reference: Reference | None = None) -> Definition:
    """A definition with two indicators (Op368 a percentage, OP411 a count) and the measure `population`."""
    return Definition(
        path=folder / "definition.xlsx",
        sha256="",
        settings=Settings(title="Scorecard", organisation="Haringey"),
        sources=sources,
        measures=(Measure(code="population", title="Population", source="population", kind=MeasureKind.GIVEN),),
        indicators=(_indicator("Op368", Unit.PERCENT), _indicator("OP411", Unit.COUNT)),
        reference=reference or Reference(),
    )


def read_contacts(folder: Path, rows: Rows, **fields: Any) -> Tables:
    """The tables of a workbook that has these rows; declared by `contacts(**fields)`."""
    write_rows(folder / "contacts.xlsx", rows)
    return read_sources(define(folder, contacts(**fields)))


def read_column(
    folder: Path, kind: ColumnType, cells: Sequence[Any], **fields: Any
) -> tuple[list[Any], Mapping[str, Problem]]:
    """One column's values, and the problems found by the name of their kind's code."""
    column = Column(name="it", headings=("It",), type=kind, **fields)
    tables = read_contacts(folder, [["Key", "It"], *(["k", cell] for cell in cells)], columns=(KEY, column))
    return list(tables.records["contacts"]["it"]), by_code(tables)


def by_code(tables: Tables) -> dict[str, Problem]:
    """Problems by their stable code."""
    return {problem.code: problem for problem in tables.problems}


def month(text: str) -> Period:
    """The period that `text` names."""
    return Period.parse(text)


def cells_of(problem: Problem) -> list[str]:
    """The addresses of a problem's places."""
    return [place.cell for place in problem.places]


WHERE = Place(file="contacts.xlsx", sheet="Contacts")
KEY = Column(name="key", headings=("Key",), type=ColumnType.TEXT)


def _indicator(code: str, unit: Unit) -> Indicator:
    return Indicator(
        code=code,
        section="All",
        title=code,
        unit=unit,
        decimals=1,
        polarity=Polarity.NONE,
        numerator="population",
        multiplier=Fraction(unit.multiplier),
    )
