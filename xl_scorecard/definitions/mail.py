"""Mail: whether addresses, domains and sections on the sheets Mail and Recipients can be used; → MailSettings."""

from __future__ import annotations

import re

from xl_scorecard.definitions.names import check_single, name_key
from xl_scorecard.definitions.rows import Complaints, Draft, Row
from xl_scorecard.definitions.schema import MailRow, RecipientRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.definitions.words import suggest
from xl_scorecard.model.mail import MailSettings, Recipient, TransportKind

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(rf"{LABEL}(?:\.{LABEL})+")
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
SERVER = re.compile(rf"(?:{LABEL}\.)*{LABEL}(?::\d{{1,5}})?")


def check_mail(draft: Draft) -> Complaints:
    """Yield what is wrong with how the scorecard is sent."""
    for mail in draft.mail.rows:
        yield from _check_settings(mail)
    domains = [domain for row in draft.mail.rows for domain in (*row.says.own_domains, *row.says.outside_domains)]
    for recipient in draft.recipients.rows:
        yield from _check_recipient(recipient, draft, domains)
    yield from check_single(draft.recipients, "address", "section", "part")


def mail_settings(draft: Draft) -> MailSettings:
    """Return how the scorecard is sent; the usual way where the definition does not say."""
    usual = MailSettings()
    row = draft.mail.rows[0].says if draft.mail.rows else MailRow()
    return MailSettings(
        sender=row.sender,
        reply_to=row.reply_to,
        own_domains=row.own_domains,
        outside_domains=row.outside_domains,
        transport=row.transport,
        server=row.server,
        sign_in=row.sign_in,
        encrypt=row.encrypt,
        keep_days=row.keep_days,
        subject=row.subject or usual.subject,
        greeting=row.greeting or usual.greeting,
        text=row.text or usual.text,
        reply=row.reply,
        recipients=tuple(_recipient(one.says, draft) for one in draft.recipients.rows),
    )


def is_address(text: str) -> bool:
    """Is it one plain address, without a name beside it?

    >>> is_address("dcs@haringey.example"), is_address("Ann <dcs@haringey.example>"), is_address("a@b@c.uk")
    (True, False, False)
    """
    mailbox, _, domain = text.partition("@")
    dots = mailbox.startswith(".") or mailbox.endswith(".") or ".." in mailbox
    return bool(MAILBOX.fullmatch(mailbox) and DOMAIN.fullmatch(domain) and not dots)


def _recipient(row: RecipientRow, draft: Draft) -> Recipient:
    sections = {name_key(one.says.section): one.says.section for one in reversed(draft.indicators.rows)}
    return Recipient(
        address=row.address,
        section=sections.get(name_key(row.section), row.section),
        part=row.part,
        subject=row.subject,
        greeting=row.greeting,
        text=row.text,
    )


def _check_settings(row: Row[MailRow]) -> Complaints:
    mail = row.says
    for field in ("sender", "reply_to"):
        address = str(getattr(mail, field))
        if address and not is_address(address):
            yield row.complaint(field, f"{quote(address)} is not an address; write one such as team@haringey.example.")
    for field in ("own_domains", "outside_domains"):
        for domain in getattr(mail, field):
            if not DOMAIN.fullmatch(domain):
                yield row.complaint(field, f"{quote(domain)} is not a domain; write one such as haringey.example.")
    if mail.server and not SERVER.fullmatch(mail.server):
        yield row.complaint(
            "server", f"{quote(mail.server)} is not a server; write one such as smtp.haringey.example:587."
        )
    if mail.transport is TransportKind.SMTP and not mail.server and "server" in row.raw.cells:
        yield row.complaint("server", f"{row.label('server')} is empty; smtp needs one.")


def _check_recipient(row: Row[RecipientRow], draft: Draft, domains: list[str]) -> Complaints:
    if not row.sound("address"):
        return
    address, section = row.says.address, row.says.section
    if not is_address(address):
        yield row.complaint("address", f"{quote(address)} is not one address; write one such as dcs@haringey.example.")
    elif address.partition("@")[2].casefold() not in {domain.casefold() for domain in domains}:
        fix = "add it to Own domains or Outside domains on the sheet Mail, if it may go there."
        yield row.complaint("address", f"{quote(address)} is in a domain that is not allowed; {fix}")
    titles = dict.fromkeys(one.says.section for one in draft.indicators.rows)
    if section and name_key(section) not in map(name_key, titles):
        yield row.complaint("section", f"{quote(section)} is not a section{suggest(section, titles)}")
