"""Readiness: what this computer still lacks before a definition's messages can be sent; for `doctor` and for drafts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import assert_never

from xl_scorecard.mail.credentials import credential, how_to_set
from xl_scorecard.model.mail import MailSettings, SignIn, TransportKind


def missing(mail: MailSettings) -> tuple[str, ...]:
    """Return a sentence for everything that is missing; () when all is there. No password is shown or tried."""
    return tuple(_missing(mail))


def _missing(mail: MailSettings) -> Iterator[str]:
    if not mail.sender:
        yield "There is no sender on the definition's sheet Mail."
    if not mail.recipients:
        yield "There is nobody on the definition's sheet Recipients."
    if mail.encrypt and find_spec("msoffcrypto") is None:
        yield 'Encrypting needs: pip install "xl-scorecard[encrypt]".'
    match mail.transport:
        case TransportKind.EML:
            return
        case TransportKind.OUTLOOK:
            if sys.platform != "win32" or find_spec("win32com") is None:
                yield 'Outlook drafts need Windows, classic Outlook, and: pip install "xl-scorecard[excel]".'
        case TransportKind.SMTP:
            yield from _for_smtp(mail)
        case TransportKind.GRAPH:
            yield from _for_microsoft(("graph-tenant", "graph-client"))
        case _:
            assert_never(mail.transport)


def _for_smtp(mail: MailSettings) -> Iterator[str]:
    if not mail.server:
        yield "There is no server on the definition's sheet Mail."
    match mail.sign_in:
        case SignIn.NONE:
            return
        case SignIn.PASSWORD:
            yield from _credentials(("smtp-user", "smtp-password"))
        case SignIn.OAUTH2:
            yield from _credentials(("smtp-user",))
            if not credential("smtp-token"):
                yield from _for_microsoft(("graph-tenant", "graph-client"))
        case _:
            assert_never(mail.sign_in)


def _for_microsoft(names: tuple[str, ...]) -> Iterator[str]:
    if find_spec("msal") is None:
        yield 'Microsoft 365 needs: pip install "xl-scorecard[mail]".'
    yield from _credentials(names)


def _credentials(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if not credential(name):
            yield f"There is no {name}. {how_to_set(name)}"
