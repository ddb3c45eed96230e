"""Cleaning: the copy of a finished workbook that is mailed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xl_scorecard.disclosure.leaks import UNREADABLE
from xl_scorecard.errors import DisclosureError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.anonymising import anonymise
from xl_scorecard.ooxml.checking import opens_with
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.stripping import StillUsed, strip
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The mailed copy, and what was taken out of it, in words."""

    content: bytes
    removed: tuple[str, ...]


def clean(content: bytes, *, organisation: str, made: datetime, file: str) -> Cleaned:
    """Return a workbook without macros, buttons, links, connections and hidden sheets, in the organisation's name.

    Raises DisclosureError where it cannot be read, or where a visible sheet needs a hidden one.
    """
    try:
        package = Package.of(content)
        removed, needed = strip(package)
        _refuse_needed(package, needed, file)
        anonymise(package, organisation, made)
        copy = package.to_bytes()
        names = [entry.name for entry in list_sheets(package, workbook_part(package))]
        opens = opens_with(copy, names)
    except UNREADABLE as problem:
        raise _unreadable(file) from problem
    if not opens:
        raise _unreadable(file)
    return Cleaned(content=copy, removed=removed)


def _refuse_needed(package: Package, needed: tuple[StillUsed, ...], file: str) -> None:
    if not needed:
        return
    titles = {entry.part: entry.name for entry in list_sheets(package, workbook_part(package))}
    where = titles.get(needed[0].part, needed[0].part)
    raise DisclosureError(
        f"the sheet “{needed[0].sheet}” is hidden, so it must not leave, but “{where}” takes something from it.",
        place=Place(file=file),
        fix="Unhide it in the template, or put what is needed on a sheet that people see.",
    )


def _unreadable(file: str) -> DisclosureError:
    return DisclosureError(
        "cannot be looked through, so it is not sent.",
        place=Place(file=file),
        fix="Build it again; if that does not help, save the template again in Excel.",
    )
