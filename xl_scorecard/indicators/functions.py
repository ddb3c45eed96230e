"""Functions: measures that the list lacks, worked out by Python functions that a definition names.

They are another person's code: loaded only where the run was told that they may be.
"""

from __future__ import annotations

import importlib.util
import math
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from xl_scorecard.errors import DefinitionError, RequestError
from xl_scorecard.indicators.amounts import Amount
from xl_scorecard.indicators.workings import Functions, Workings
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place

Function = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a function made of the tables, by month; months add up, or the last is kept."""

    values: Mapping[int, Fraction]
    adds_up: bool

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return their sum, or the last month's; missing where the function gave nothing for one of them."""
        del period
        wanted = months if self.adds_up else months[-1:]
        if any(month not in self.values for month in wanted):
            return Amount(missing="not given by its function")
        return Amount(value=sum((self.values[month] for month in wanted), Fraction(0)))


def load_functions(definition: Definition, *, allowed: bool) -> Functions:
    """Return the functions that a definition names, by those names.

    Raises RequestError where there are any and they are not `allowed`, DefinitionError where one is not there.
    """
    names = dict.fromkeys(one.function for one in definition.measures if one.kind is MeasureKind.PYTHON)
    if names and not allowed:
        raise RequestError(
            f"The definition names Python functions ({', '.join(names)}), which are not run unless you say so.",
            place=Place(file=definition.path.name, sheet="Measures"),
            fix="If you trust whoever wrote them, run the same command with --allow-python.",
        )
    return {name: _load(definition, name) for name in names}


def made_by_function(measure: Measure, workings: Workings) -> Made:
    """Return what a PYTHON measure's function makes of the tables. Raises DefinitionError."""
    function, place = workings.functions.get(measure.function), Place(file=measure.function.partition(":")[0])
    if function is None:
        sentence = f'The function "{measure.function}" was not loaded.'
        raise DefinitionError(sentence, place=place, fix="Python functions run with --allow-python only.")
    frames = {name: frame.copy() for name, frame in workings.tables.records.items()}
    try:
        values = dict(_months(pd.Series(function(frames))))
    except Exception as error:  # noqa: BLE001 - whatever it raises may quote a person's value
        line = _line(error, place.file)
        sentence = f"The function {measure.function.partition(':')[2]} stopped{line} ({type(error).__name__})."
        fix = "It takes the tables by source and returns a pandas Series of numbers by month; mend it."
        raise DefinitionError(sentence, place=place, fix=fix) from None
    return Made(values=values, adds_up=measure.accumulation is Accumulation.FLOW)


def _load(definition: Definition, name: str) -> Function:
    """From the folder of the definition, or of one that it builds on, and from nowhere else."""
    file, _, function = name.partition(":")
    path, place = (definition.folder / file).resolve(), Place(file=file)
    inside = any(path.is_relative_to(folder.resolve()) for folder in (definition.folder, *definition.bases))
    if not function or not inside or not path.is_file():
        fix = "Write file.py:function, the file in the folder of the definition."
        raise DefinitionError(f'"{name}" names no function that is there.', place=place, fix=fix)
    spec = importlib.util.spec_from_file_location(f"xl_scorecard_functions_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise DefinitionError("This is not a Python file.", place=place, fix="Name one that ends in .py.")
    module = importlib.util.module_from_spec(spec)
    writing, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001 - whatever the file does wrong is one sentence
        sentence = f"This file cannot be loaded{_line(error, file)} ({type(error).__name__})."
        raise DefinitionError(sentence, place=place, fix="Mend it.") from None
    finally:
        sys.dont_write_bytecode = writing
    found: Function | None = getattr(module, function, None)
    if not callable(found):
        raise DefinitionError(f"There is no function {function} in it.", place=place, fix="Check its name.")
    return found


def _months(series: pd.Series[Any]) -> Iterator[tuple[int, Fraction]]:
    for index, value in series.items():
        if not (value is None or (isinstance(value, float) and math.isnan(value))):
            yield _month(index), _exact(value)


def _month(index: Any) -> int:
    if isinstance(index, pd.Period | pd.Timestamp):
        return index.year * 12 + index.month - 1
    period = Period.parse(str(index))
    if period.kind is not PeriodKind.MONTH:
        raise ValueError("not a month")
    return period.last


def _exact(value: Any) -> Fraction:
    if isinstance(value, Fraction | Decimal):
        return Fraction(value)
    return Fraction(str(int(value))) if float(value).is_integer() else Fraction(repr(float(value)))


def _line(error: Exception, file: str) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(file)]
    return f" in line {lines[-1]}" if lines else ""
