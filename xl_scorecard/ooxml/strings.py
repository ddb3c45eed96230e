"""SharedStrings: the workbook's table of texts; new ones are added, those that held fields are emptied."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from xl_scorecard.ooxml.names import MAIN, Element, main, parse
from xl_scorecard.ooxml.text import text_element, unescape_text


@dataclass(slots=True)
class SharedStrings:
    """The texts of a workbook, in the order of their index."""

    entries: list[str]  # each <si> as XML
    texts: list[str]
    index: dict[str, int] = field(default_factory=dict)
    root_tag: str = f'<sst xmlns="{MAIN}"'
    added: int = 0

    @classmethod
    def read(cls, content: bytes | None) -> SharedStrings:
        """Return the table in a sharedStrings part; an empty one where there is none."""
        if content is None:
            return cls([], [])
        entries: list[str] = []
        texts: list[str] = []
        index: dict[str, int] = {}
        for number, item in enumerate(parse(content).iterfind(main("si"))):
            text = unescape_text("".join(run.text or "" for run in item.iter(main("t")) if not _phonetic(run)))
            entries.append(etree.tostring(item, encoding="unicode", with_tail=False).replace(f' xmlns="{MAIN}"', "", 1))
            texts.append(text)
            if len(item) == 1 and item[0].tag == main("t"):
                index.setdefault(text, number)
        return cls(entries, texts, index)

    def copy(self) -> SharedStrings:
        """Return a table that can grow without changing this one."""
        return SharedStrings(list(self.entries), list(self.texts), dict(self.index))

    def add(self, text: str) -> int:
        """Return the index of a text, adding it when it is new."""
        found = self.index.get(text)
        if found is None:
            found = self.index[text] = len(self.entries)
            self.entries.append(f"<si>{text_element(text)}</si>")
            self.texts.append(text)
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
        return f"{head}{counts}{''.join(self.entries)}</sst>".encode()


def _phonetic(run: Element) -> bool:
    parent = run.getparent()
    return parent is not None and parent.tag == main("rPh")
