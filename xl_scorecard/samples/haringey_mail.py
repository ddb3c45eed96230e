"""The example's mail: whom the report of May 2012 goes to. The domain is reserved for examples: nothing arrives."""

from __future__ import annotations

from xl_scorecard.model.mail import MailSettings, Recipient
from xl_scorecard.samples.seed import Seed

DOMAIN = "haringey.example"


def haringey_mail(seed: Seed) -> MailSettings:
    """Return drafts for the director, and for the head of service of each section, and one team's own for its head."""
    first, second = dict.fromkeys(line.section for line in seed.lines.values())
    return MailSettings(
        sender=f"performance@{DOMAIN}",
        own_domains=(DOMAIN,),
        reply=f"Questions and corrections: reply to this message, or write to performance@{DOMAIN}.",
        recipients=(
            Recipient(address=f"director@{DOMAIN}", greeting="Dear Director,"),
            Recipient(address=f"first.response@{DOMAIN}", section=first),
            Recipient(address=f"safeguarding@{DOMAIN}", section=second),
            Recipient(address=f"safeguarding.north@{DOMAIN}", part="Safeguarding North"),
        ),
    )
