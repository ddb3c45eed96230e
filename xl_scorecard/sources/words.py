"""Words as people type them: invisible characters, odd spaces, and letters that only look Latin."""

from __future__ import annotations

import re
import unicodedata

QUOTES = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—−", '\'\'\'\'\'"""""""------')
LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅавекмнорстухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABEKMHOPCTYXIJSabekmhopctyxijshdqwABEZHIKMNOPTYXaikvoptux",
)
BREAKS = re.compile(r"\r\n?")


def clean(text: str) -> str:
    r"""Return `text` without invisible characters, with plain spaces, and nothing around it.

    >>> clean("\ufeffab\u200bc\xa0d ")
    'abc d'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    visible = (character for character in BREAKS.sub("\n", text) if _is_visible(character))
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in visible).strip()


def heading_key(text: str) -> str:
    r"""Return what is compared when a heading or a sheet's name is looked for: case, spaces and quotes do not matter.

    >>> heading_key("Child’s  Unique\nID") == heading_key("child's unique id")
    True
    """
    plain = clean(unicodedata.normalize("NFKC", text)).translate(QUOTES)
    return "".join(plain.translate(LOOK_ALIKES).casefold().split())


def code_key(text: str) -> str:
    """Return what is compared when a code is looked for; letters that look Latin are taken for Latin ones.

    >>> code_key("OP 411"), code_key("Ор368")
    ('op411', 'op368')
    """
    return heading_key(text)


def strangers(text: str) -> str:
    """Return the names of the letters in `text` that are not Latin, "" for none.

    >>> strangers("Ор368"), strangers("Op368")
    ('CYRILLIC CAPITAL LETTER O, CYRILLIC SMALL LETTER ER', '')
    """
    if text.isascii():
        return ""
    letters = [c for c in dict.fromkeys(unicodedata.normalize("NFKC", text)) if c.isalpha() and not c.isascii()]
    names = [unicodedata.name(letter, "a letter without a name") for letter in letters]
    return ", ".join(name for name in names if not name.startswith("LATIN"))


def _is_visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf")
