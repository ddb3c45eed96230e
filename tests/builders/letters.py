"""Messages to send, and an outbox to send them from."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from xl_scorecard.mail.outbox import Outbox, Parcel, Route
from xl_scorecard.model.mail import SignIn, TransportKind

SENDER = "performance@haringey.example"
USER, PASSWORD, TOKEN = "performance", "correct horse battery", "token-of-may"
WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@cache
def message(
    recipient: str = "dcs@haringey.example", workbook: bytes = b"PK a workbook", *, text: str = "Dear all"
) -> bytes:
    """A whole message, with lines that begin with a dot and letters outside ASCII; asked again, the same bytes."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = SENDER, recipient, "Children’s scorecard: May 2012"
    made["Date"], made["Message-ID"] = "Thu, 31 May 2012 09:00:00 +0000", f"<1.{recipient}>"
    made["Reply-To"] = "team@haringey.example"
    made.set_content(f"{text}\n.\n..\n. a dot\nNaïve £ – “quoted”\n", cte="quoted-printable")
    made.add_alternative(f"<p>{text}</p>", subtype="html", cte="quoted-printable")
    made.add_attachment(workbook, maintype=WORKBOOK[0], subtype=WORKBOOK[1], filename="scorecard-2012-05.xlsx")
    return made.as_bytes()


def parcel(recipient: str = "dcs@haringey.example", *, route: Route | None = None, **changes: Any) -> Parcel:
    """A message to be queued."""
    made = Parcel(
        run="inputs|2012-05|",
        recipient=recipient,
        workbook_sha256=sha256(b"workbook").hexdigest(),
        attachment_sha256=sha256(b"attachment").hexdigest(),
        sender=SENDER,
        title="Children's social care",
        period="2012-05",
        file="scorecard-2012-05.xlsx",
        route=route or Route(transport=TransportKind.EML),
        keep_days=90,
        message=message(recipient),
    )
    return replace(made, **changes)


def smtp_route(port: int, sign_in: SignIn = SignIn.PASSWORD, host: str = "localhost") -> Route:
    """The way to a server on this computer."""
    return Route(transport=TransportKind.SMTP, server=f"{host}:{port}", sign_in=sign_in)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        """What time it is."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def outbox_in(folder: Path, clock: Clock | None = None) -> Outbox:
    """An outbox in a folder."""
    return Outbox(folder / "outbox.sqlite", clock=clock or Clock())
