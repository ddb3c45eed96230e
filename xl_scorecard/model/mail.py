"""MailSettings: whom a scorecard goes to, what the message says, and how it is sent; Recipient: one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TransportKind(Enum):
    """How a message leaves; the value is what analysts write.

    EML: drafts in a folder. OUTLOOK: drafts that Outlook shows. SMTP: a mail server. GRAPH: Microsoft 365.
    """

    EML = "eml"
    OUTLOOK = "outlook"
    SMTP = "smtp"
    GRAPH = "graph"


class SignIn(Enum):
    """How we sign in to a mail server: NONE for a relay that knows this computer, PASSWORD, or OAUTH2 (XOAUTH2)."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105 - a word on a form, no password
    OAUTH2 = "oauth2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One address. Empty `section`: the message speaks of all of them; `part` is that of a scorecard of one part.

    `subject`, `greeting` and `text` stand instead of the usual ones.
    """

    address: str
    section: str = ""
    part: str = ""
    subject: str = ""
    greeting: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How a scorecard is sent. The organisation's `own_domains` and `outside_domains` are all that it may go to.

    Texts may hold fields of the template: `{{ scorecard.period }}`. `server` is host or host:port. `keep_days` is how
    long sent messages are kept; their record stays.
    """

    sender: str = ""
    reply_to: str = ""
    own_domains: tuple[str, ...] = ()
    outside_domains: tuple[str, ...] = ()
    transport: TransportKind = TransportKind.EML
    server: str = ""
    sign_in: SignIn = SignIn.NONE
    encrypt: bool = False
    keep_days: int = 90
    subject: str = "{{ scorecard.title }}: {{ scorecard.period }}"
    greeting: str = "Dear colleague,"
    text: str = "The {{ scorecard.title }} for {{ scorecard.period }} is attached."
    reply: str = ""
    recipients: tuple[Recipient, ...] = ()
