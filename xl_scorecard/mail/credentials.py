"""Credentials: from the computer's own keyring or the environment; never in a file of ours, a log or a command line."""

from __future__ import annotations

import os

from xl_scorecard.errors import MailError

SERVICE = "xl-scorecard"
CHUNK = 1000  # Windows keeps at most 2,560 bytes, in two bytes a letter, under one name


def credential(name: str) -> str | None:
    """Return what the environment (XL_SCORECARD_SMTP_PASSWORD for "smtp-password") or the keyring holds, or None."""
    return os.environ.get(variable(name)) or from_keyring(name)


def need(name: str, what: str) -> str:
    """Return a credential. Raises MailError, saying where to put it, when it is nowhere."""
    found = credential(name)
    if not found:
        raise MailError(f"There is no {what}.", fix=how_to_set(name))
    return found


def how_to_set(name: str) -> str:
    """Return what to do about a missing credential."""
    return f"Store it with: keyring set {SERVICE} {name} (or set {variable(name)} in the environment)."


def variable(name: str) -> str:
    """Return the name of the environment variable of a credential.

    >>> variable("smtp-password")
    'XL_SCORECARD_SMTP_PASSWORD'
    """
    return f"{SERVICE}-{name}".replace("-", "_").upper()


def from_keyring(name: str) -> str | None:
    """Return what the keyring holds, None where it holds nothing or there is no keyring."""
    try:
        import keyring  # noqa: PLC0415 - an extra
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, name)
    except (KeyringError, OSError):
        return None


def remember(name: str, text: str) -> bool:
    """Keep a long text in the keyring, in pieces; return whether that was possible."""
    try:
        import keyring  # noqa: PLC0415 - an extra
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return False
    pieces = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    try:
        for number, piece in enumerate([*pieces, "."]):
            keyring.set_password(SERVICE, f"{name}-{number}", piece)
    except (KeyringError, OSError):
        return False
    return True


def recall(name: str) -> str:
    """Return the long text that was kept, "" where there is none."""
    pieces: list[str] = []
    while (piece := from_keyring(f"{name}-{len(pieces)}")) and piece != ".":
        pieces.append(piece)
    return "".join(pieces)
