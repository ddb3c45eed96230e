"""SharedStrings: the workbook's table of texts; new ones are added, those that held fields are emptied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from xl_scorecard.ooxml.captions import join_fields
from xl_scorecard.ooxml.names import MAIN, Element, main, parse
from xl_scorecard.ooxml.text import attribute, text_element, unescape_text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a rich text: its <rPr> as XML, "" for none, and its text."""

    properties: str
    text: str


@dataclass(slots=True)
class SharedStrings:
    """The texts of a workbook, in the order of their index. `tail` is what follows them in the part."""

    entries: list[str]  # each <si> as XML
    texts: list[str]
    index: dict[str, int] = field(default_factory=dict)
    root_tag: str = f'<sst xmlns="{MAIN}"'
    tail: str = ""
    added: int = 0

    @classmethod
    def read(cls, content: bytes | None) -> SharedStrings:
        """Return the table in a sharedStrings part; an empty one where there is none."""
        if content is None:
            return cls([], [])
        entries: list[str] = []
        texts: list[str] = []
        index: dict[str, int] = {}
        root = parse(content)
        for number, item in enumerate(root.iterfind(main("si"))):
            text = unescape_text("".join(run.text or "" for run in item.iter(main("t")) if not _phonetic(run)))
            entries.append(_xml(item))
            texts.append(text)
            if len(item) == 1 and item[0].tag == main("t"):
                index.setdefault(text, number)
        tail = "".join(_xml(item) for item in root if item.tag != main("si"))
        return cls(entries, texts, index, _opening(root), tail)

    def copy(self) -> SharedStrings:
        """Return a table that can grow without changing this one."""
        return SharedStrings(list(self.entries), list(self.texts), dict(self.index), self.root_tag, self.tail)

    def add(self, text: str) -> int:
        """Return the index of a text, adding it when it is new."""
        found = self.index.get(text)
        if found is None:
            found = self.index[text] = len(self.entries)
            self.entries.append(f"<si>{text_element(text)}</si>")
            self.texts.append(text)
            self.added += 1
        return found

    def runs(self, number: int) -> tuple[Run, ...]:
        """Return the runs of a rich text, each field whole in the run that it begins in; () for a plain text."""
        entry = self.entries[number]
        return runs_of(parse(f'<sst xmlns="{MAIN}">{entry}</sst>'.encode())[0]) if "<r>" in entry else ()

    def add_rich(self, runs: Iterable[Run]) -> int:
        """Return the index of a rich text, adding it when it is new."""
        said = [run for run in runs if run.text]
        entry = f"<si>{''.join(f'<r>{run.properties}{text_element(run.text)}</r>' for run in said)}</si>"
        key = f"\0{entry}"  # no plain text begins so
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.entries)
            self.entries.append(entry)
            self.texts.append("".join(run.text for run in said))
            self.added += 1
        return found

    def blank(self, number: int) -> None:
        """Empty an entry that no cell shows any more."""
        self.index.pop(self.texts[number], None)
        self.entries[number], self.texts[number] = "<si><t></t></si>", ""

    def to_bytes(self, references: int) -> bytes:
        """Return the part; `references` is how many cells of the workbook show one of its texts."""
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{self.root_tag}'
        counts = f' count="{references}" uniqueCount="{len(self.entries)}">'
        return f"{head}{counts}{''.join(self.entries)}{self.tail}</sst>".encode()


def runs_of(item: Element) -> tuple[Run, ...]:
    """Return the runs of an <si> or <is>, each field whole in the run that it begins in; () for a plain text."""
    found = item.findall(main("r"))
    texts = join_fields([unescape_text(run.findtext(main("t")) or "") for run in found])
    styles = [run.find(main("rPr")) for run in found]
    return tuple(
        Run("" if style is None else _xml(style), text) for style, text in zip(styles, texts, strict=True) if text
    )


def _xml(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{MAIN}"', "", 1)


def _opening(root: Element) -> str:
    """The root's tag with its namespaces and attributes, the counts apart, left open."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items() if prefix)
    prefixes = {uri: prefix for prefix, uri in root.nsmap.items() if prefix}
    named = ((etree.QName(str(name)), str(value)) for name, value in root.attrib.items())
    others = "".join(
        f' {prefixes[name.namespace]}:{name.localname}="{attribute(value)}"' for name, value in named if name.namespace
    )
    return f'<sst xmlns="{MAIN}"{spaces}{others}'


def _phonetic(run: Element) -> bool:
    parent = run.getparent()
    return parent is not None and parent.tag == main("rPh")
