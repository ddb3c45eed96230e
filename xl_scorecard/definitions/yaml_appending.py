"""YAML appending: rows added to the lists of a definition in YAML, comments and layout kept."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_scorecard.definitions.yaml_form import yaml
from xl_scorecard.ooxml.putting import Put

Said = Mapping[str, Put]
WIDTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlAdditions:
    """What is to be written into one list: new entries by key, and changes by a line that the entry stands on.

    An entry that says the same under all of its `keys` as one that is there is not added again.
    """

    list: str
    keys: tuple[str, ...] = ()
    rows: Sequence[Said] = ()
    changes: Mapping[int, Said] = field(default_factory=dict)


def append_yaml(text: str, additions: Iterable[YamlAdditions]) -> tuple[str, dict[str, int]]:
    """Return a definition with what is to be added, and how many entries each list got."""
    form = yaml()
    form.width, form.preserve_quotes, form.allow_unicode = WIDTH, True, True
    form.indent(mapping=2, sequence=4, offset=2)
    root = form.load(text)
    added = {one.list: _add(root, one) for one in additions}
    written = io.StringIO()
    form.dump(root, written)
    return written.getvalue(), {name: count for name, count in added.items() if count}


def _add(root: Any, wanted: YamlAdditions) -> int:
    entries = root.get(wanted.list)
    if entries is None:
        entries = root[wanted.list] = []
    for entry in entries:
        for line in _lines(entry) & wanted.changes.keys():
            entry.update(wanted.changes[line])
    there = [_key(entry, wanted.keys) for entry in entries]
    fresh = [row for row in wanted.rows if not wanted.keys or _key(row, wanted.keys) not in there]
    entries.extend(dict(row) for row in fresh)
    return len(fresh)


def _lines(entry: Any) -> set[int]:
    """The lines, from 1, on which an entry and its values begin."""
    return {entry.lc.line + 1, *(entry.lc.value(key)[0] + 1 for key in entry)}


def _key(entry: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [str(entry.get(key, "")).strip() for key in keys]
