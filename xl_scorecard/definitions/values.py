"""Values: what stands in one place of a definition, turned into what it means, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from pathlib import PureWindowsPath
from typing import NoReturn, TypeVar

from xl_scorecard.definitions.words import member_of, suggest, visible, word_of
from xl_scorecard.model.suppression import NONE, Suppression, parse_suppression

Raw = str | int | float | bool | date | None
Member = TypeVar("Member", bound=Enum)
Value = TypeVar("Value")

QUOTED_AT_MOST = 60
DECIMAL = r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})"
THOUSANDS = r"[+-]?\d{1,3}(?:,\d{3}){1,8}(?:\.\d{1,30})?"
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
YES = ("yes", "y", "true")
NO = ("no", "n", "false")


class RefusedError(ValueError):
    """What stands there cannot be used; the message is the sentence that people read."""


class EmptyError(RefusedError):
    """Nothing stands where something must."""


def as_text(value: Raw) -> str:
    """Return `value` as text without surrounding space: 123.0 as "123", a date as "2012-05-01", nothing as ""."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def quote(value: Raw) -> str:
    """Return `value` in quotation marks, on one line, cut short where it is long."""
    text = " ".join(as_text(value).split())
    return f'"{text[:QUOTED_AT_MOST]}…"' if len(text) > QUOTED_AT_MOST else f'"{text}"'


def as_name(value: Raw) -> str:
    """Return a code or a name: text with single spaces and nothing invisible in it."""
    return visible(as_text(value))


def must(read: Callable[[Raw], Value | None]) -> Callable[[Raw], Value]:
    """Return a reader like `read` that raises EmptyError where nothing stands."""

    def read_something(value: Raw) -> Value:
        found = read(value)
        return _empty() if found is None or found in ("", ()) else found

    return read_something


def as_parts(value: Raw) -> tuple[str, ...]:
    """Return the parts of a list: separated by line breaks, where there are any, otherwise by semicolons."""
    text = value.replace("\r\n", "\n") if isinstance(value, str) else as_text(value)
    parts = text.split("\n") if "\n" in text else text.split(";")
    return tuple(part.strip() for part in parts if part.strip())


def as_file(value: Raw) -> str:
    """Return the path of a file with forward slashes, so that a folder may move between systems.

    Paths of a Windows drive or share stay as they are.
    """
    text = as_text(value)
    windows = PureWindowsPath(text)
    return text if windows.drive or windows.root else text.replace("\\", "/")


def word_among(members: Iterable[Member], noun: str, *, blank: Member | None = None) -> Callable[[Raw], Member]:
    """Return a reader of a closed list; `noun` says what the words are ("a polarity"), `blank` what nothing means."""
    choice = tuple(members)

    def read(value: Raw) -> Member:
        text = as_text(value)
        if not text:
            return blank if blank is not None else _empty()
        member = member_of(text, choice)
        if member is None:
            raise RefusedError(f"{quote(text)} is not {noun}{suggest(text, map(word_of, choice))}")
        return member

    return read


def words_among(members: Iterable[Member], noun: str) -> Callable[[Raw], tuple[Member, ...]]:
    """Return a reader of a list of words of a closed list."""
    read_one = word_among(members, noun)
    return lambda value: tuple(read_one(part) for part in as_parts(value))


def if_any(read: Callable[[Raw], Value]) -> Callable[[Raw], Value | None]:
    """Return a reader like `read` for which nothing is None."""
    return lambda value: read(value) if as_text(value) else None


def as_yes_no(value: Raw) -> bool:
    """Return whether it says yes; nothing is no."""
    word = as_text(value).casefold()
    if word in ("", *YES, *NO):
        return word in YES
    raise RefusedError(f"{quote(value)} is neither Yes nor No{suggest(word, ('Yes', 'No'))}")


def as_number(value: Raw) -> Fraction | None:
    """Return an exact number: 16.3, "1,234.5", "1/3", "14%" as 14; nothing as None."""
    text = as_text(value).replace("\u2212", "-").replace("\u00a0", " ")
    if not text:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fraction(repr(value))
    bare = text.removesuffix("%").strip()
    if re.fullmatch(THOUSANDS, bare):
        return Fraction(bare.replace(",", ""))
    if re.fullmatch(DECIMAL, bare):
        return Fraction(bare)
    if found := re.fullmatch(rf"({DECIMAL}) ?/ ?({DECIMAL})", text):
        return _ratio(text, Fraction(found[1]), Fraction(found[2]))
    raise RefusedError(f"{quote(value)} is not a number{_number_meant(bare)}")


def as_whole(lowest: int, highest: int, *, blank: int | None = None) -> Callable[[Raw], int]:
    """Return a reader of whole numbers from `lowest` to `highest`; `blank` is what nothing means."""

    def read(value: Raw) -> int:
        text = as_text(value)
        if not text:
            return blank if blank is not None else _empty()
        if re.fullmatch(r"[+-]?\d{1,9}", text) and lowest <= int(text) <= highest:
            return int(text)
        raise RefusedError(f"{quote(value)} is not a whole number from {lowest} to {highest}.")

    return read


def as_share(blank: float) -> Callable[[Raw], float]:
    """Return a reader of shares: "5%" and 0.05 are the same; `blank` is what nothing means."""

    def read(value: Raw) -> float:
        number = as_number(value)
        if number is None:
            return blank
        share = number / 100 if as_text(value).endswith("%") else number
        if 0 <= share <= 1:
            return float(share)
        bare = share == number and 1 < share <= 100
        meant = f"; did you mean {as_text(value)}%?" if bare else "; write one such as 5%."
        raise RefusedError(f"{quote(value)} is not a share of the rows{meant}")

    return read


def as_level(blank: Fraction) -> Callable[[Raw], Fraction]:
    """Return a reader of confidence levels in per cent, above 50 and below 100; `blank` is what nothing means."""

    def read(value: Raw) -> Fraction:
        number = as_number(value)
        if number is None:
            return blank
        if 50 < number < 100:
            return number
        raise RefusedError(f"{quote(value)} is not a confidence level; write one in per cent such as 95 or 99.8.")

    return read


def as_suppression(value: Raw) -> Suppression:
    """Return how small numbers are hidden; nothing is not at all."""
    text = as_text(value)
    try:
        return parse_suppression(text) if text else NONE
    except ValueError as error:
        raise RefusedError(f"{quote(text)} {error}.") from None


def as_day(text: str) -> date | None:
    """Return the day that `text` names, day before month: "24/12/2012", "2012-12-24", "24 December 2012"; or None."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    return None


def as_days(value: Raw) -> tuple[date, ...]:
    """Return the days listed, in the order written."""
    return tuple(_day_or_refuse(part) for part in as_parts(value))


def _day_or_refuse(text: str) -> date:
    day = as_day(text)
    if day is None:
        raise RefusedError(f"{quote(text)} is not a day; write days such as 24/12/2012, with a semicolon between two.")
    return day


def _ratio(text: str, numerator: Fraction, denominator: Fraction) -> Fraction:
    if denominator == 0:
        raise RefusedError(f"{quote(text)} divides by zero.")
    return numerator / denominator


def _number_meant(text: str) -> str:
    if re.fullmatch(r"[+-]?\d{1,30},\d{1,2}", text):
        return f"; did you mean {text.replace(',', '.')}?"
    return "; write one such as 14 or 16.3."


def _empty() -> NoReturn:
    raise EmptyError("Nothing stands here.")
