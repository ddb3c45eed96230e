"""Names: codes and names of a definition, found however they are typed; duplicates, strange letters, strangers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from xl_scorecard.definitions.rows import Complaints, Model, Row, Table
from xl_scorecard.definitions.values import as_text, quote
from xl_scorecard.definitions.words import character_name, code_key, latin, nearest, not_latin, suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Names(Generic[Model]):
    """The rows of a table by the key of their name. `noun` says what one is: "a source".

    `whole` is false where some name could not be read: a stranger may be that one.
    """

    noun: str
    rows: Mapping[str, Row[Model]]
    words: Mapping[str, str]
    whole: bool

    def row(self, text: str) -> Row[Model] | None:
        """Return the row that is called `text`, or None."""
        return self.rows.get(name_key(text))

    def word(self, text: str) -> str:
        """Return the name as it was declared; `text` itself where it was not."""
        return self.words.get(name_key(text), text)


def name_key(text: str) -> str:
    """Return what a name is found by: case, spaces and letters that only look Latin make no difference."""
    return code_key(latin(text))


def name_all(noun: str, table: Table[Model], field: str) -> Names[Model]:
    """Return the names that stand in a column of `table`."""
    named = [(str(getattr(row.says, field)), row) for row in table.rows]
    first: dict[str, tuple[str, Row[Model]]] = {}
    for name, row in named:
        if name:
            first.setdefault(name_key(name), (name, row))
    return Names(
        noun=noun,
        rows={key: row for key, (_, row) in first.items()},
        words={key: name for key, (name, _) in first.items()},
        whole=table.whole and all(row.sound(field) for row in table.rows),
    )


def check_letters(row: Row[Model], field: str, name: str | None = None) -> Complaints:
    """Yield a complaint where a name, by default all that stands in the field, has letters that are not Latin."""
    name = str(getattr(row.says, field)) if name is None else name
    if strangers := not_latin(name):
        told = ", ".join(map(character_name, strangers))
        letters = "a letter that is" if len(strangers) == 1 else "letters that are"
        meant = "" if not_latin(latin(name)) else f"; did you mean {latin(name)}?"
        yield row.complaint(field, f"{quote(name)} has {letters} not Latin: {told}{meant or '; use A to Z.'}")


def check_reference(row: Row[Model], field: str, *tables: Names[Any]) -> Complaints:
    """Yield a complaint where a name is none of those in `tables`, or has letters that are not Latin."""
    yield from check_name(row, field, str(getattr(row.says, field)), *tables)


def check_name(row: Row[Model], field: str, name: str, *tables: Names[Any]) -> Complaints:
    """Yield the same complaint about one of several names that stand in a field."""
    if not name or any(names.row(name) for names in tables):
        yield from check_letters(row, field, name)
        return
    known = [word for names in tables for word in names.words.values()]
    if all(names.whole for names in tables) or nearest(name, known):
        nouns = " or ".join(names.noun for names in tables)
        yield row.complaint(field, f"{quote(name)} is not {nouns}{suggest(name, known)}")


def check_unique(table: Table[Model], field: str, *, within: str = "") -> Complaints:
    """Yield a complaint for every name that stands a second time, `within` the same value of another field."""
    first: dict[tuple[str, str], Row[Model]] = {}
    for row in table.rows:
        name = str(getattr(row.says, field))
        key = (name_key(name), name_key(str(getattr(row.says, within))) if within else "")
        if not name:
            continue
        earlier = first.setdefault(key, row)
        if earlier is not row:
            yield row.complaint(field, _clash(name, str(getattr(earlier.says, field)), earlier.cell(field)))


def check_single(table: Table[Model], *fields: str) -> Complaints:
    """Yield a complaint for every row that says the same in all of `fields` as one before it."""
    first: dict[tuple[str, ...], Row[Model]] = {}
    for row in table.rows:
        if not row.sound(*fields):
            continue
        earlier = first.setdefault(tuple(name_key(as_text_of(row, field)) for field in fields), row)
        if earlier is not row:
            told = ", ".join(row.label(field) for field in fields)
            yield row.complaint(fields[0], f"the same {told} as in {earlier.cell(fields[0])}; take one of them out.")


def as_text_of(row: Row[Model], field: str) -> str:
    """Return the value of a field as text."""
    value = getattr(row.says, field)
    return as_text(value) if isinstance(value, str) else str(value)


def _clash(name: str, other: str, cell: str) -> str:
    alike = "" if name == other else f", {quote(other)}; case, spaces and look-alike letters make no difference"
    return f"{quote(name)} stands twice, also in {cell}{alike}."
