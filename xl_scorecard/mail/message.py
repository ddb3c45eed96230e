"""Message: the bytes that are stored, and later sent as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from xl_scorecard.mail.addressing import domain_of
from xl_scorecard.mail.page import html_page
from xl_scorecard.mail.plain import plain_text
from xl_scorecard.mail.summary import Summary

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who sends to whom, where answers go, and when it is made."""

    sender: str
    recipient: str
    reply_to: str
    made: datetime


def compose(summary: Summary, envelope: Envelope, workbook: bytes) -> bytes:
    """Return a whole message: plain text, then HTML, the workbook last. Every call gives it a Message-ID of its own."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = summary.subject
    if envelope.reply_to and envelope.reply_to != envelope.sender:
        message["Reply-To"] = envelope.reply_to
    message["Date"] = format_datetime(envelope.made)
    message["Message-ID"] = make_msgid(domain=domain_of(envelope.sender))
    message.set_content(plain_text(summary), cte="quoted-printable")
    message.add_alternative(html_page(summary), subtype="html", cte="quoted-printable")
    message.add_attachment(workbook, maintype=WORKBOOK[0], subtype=WORKBOOK[1], filename=summary.attachment)
    return message.as_bytes()
