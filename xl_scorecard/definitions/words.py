"""Words: names compared as people mean them, closed lists, and the nearest valid word."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from xl_scorecard.model.polarity import Polarity

Member = TypeVar("Member", bound=Enum)

CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһѵ", "ABESIJKMHOPCTYXaesijopcyxhv", strict=True))
GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονκ", "ABEZHIKMNOPTYXovk", strict=True))
LOOK_ALIKES = str.maketrans(CYRILLIC | GREEK)
TOLD_AT_MOST = 8


def code_key(text: str) -> str:
    """Return what two codes or names have in common when they mean the same: NFKC, case folded, no spaces.

    >>> code_key("OP 411") == code_key("Op411")
    True
    """
    if text.isascii():  # most are, and this is many times as fast
        return "".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if not (letter.isspace() or _is_invisible(letter)))


def visible(text: str) -> str:
    """Return `text` without characters that nobody sees, and with single spaces."""
    seen = text if text.isascii() else "".join(letter for letter in text if not _is_invisible(letter))
    return " ".join(seen.split())


def not_latin(text: str) -> tuple[str, ...]:
    """Return the letters of `text` that are not Latin, each once, in order.

    >>> not_latin("Ор368")
    ('О', 'р')
    """
    letters = dict.fromkeys(letter for letter in text if letter.isalpha())
    return tuple(letter for letter in letters if "LATIN" not in unicodedata.name(letter, ""))


def latin(text: str) -> str:
    """Return `text` with Cyrillic and Greek letters replaced by the Latin ones that look the same.

    >>> latin("Ор368")
    'Op368'
    """
    return text.translate(LOOK_ALIKES)


def character_name(letter: str) -> str:
    """Return a letter with its name in words: "О (Cyrillic capital letter O)"."""
    script, _, rest = unicodedata.name(letter, "UNKNOWN CHARACTER").partition(" ")
    kind, letter_word, name = rest.partition("LETTER ")
    return f"{letter} ({script.capitalize()} {(kind + letter_word).lower()}{name})"


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known word that is most like `text`, or "" where none is."""
    words = {code_key(word): word for word in known}
    found = difflib.get_close_matches(code_key(latin(text)), words, n=1)
    return words[found[0]] if found else ""


def suggest(text: str, known: Iterable[str], *, where: str = "") -> str:
    """Return how to go on after an unknown word: "; did you mean HIGH?", or what there is to choose from.

    `where` says what the choice is: "the sources are".
    """
    words = tuple(dict.fromkeys(known))
    if near := nearest(text, words):
        return f"; did you mean {near}?"
    if not words:
        return "."
    told = ", ".join(words[:TOLD_AT_MOST]) + (" …" if len(words) > TOLD_AT_MOST else "")
    return f"; {where or 'use one of'} {told}."


def word_of(member: Enum) -> str:
    """Return the word that analysts write for a member of a closed list.

    >>> word_of(Polarity.HIGH)
    'HIGH'
    """
    return member.name if isinstance(member, Polarity) else str(member.value)


def member_of(text: str, members: Iterable[Member]) -> Member | None:
    """Return the member that `text` names by its word or its name, ignoring case, spaces and thousands commas."""
    wanted = _member_key(text)
    for member in members:
        if wanted in (_member_key(word_of(member)), _member_key(member.name)):
            return member
    return None


def _member_key(text: str) -> str:
    return code_key(text).replace(",", "").replace("_", "")


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
