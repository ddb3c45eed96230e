"""outlook: drafts in classic Outlook on Windows, shown to a person who reads, changes and sends them.

Nothing is sent from here: sending is a click in Outlook. Tested with a stand-in for Outlook's objects; what Outlook
itself does with them has not been seen by us.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from xl_scorecard.errors import MailError
from xl_scorecard.mail.transport import Letter, Outcome, Result

MAIL_ITEM, HTML_FORMAT = 0, 2  # Outlook's olMailItem and olFormatHTML


def outlook_application() -> Any:
    """Return the running Outlook, or start it. Raises MailError where there is none."""
    try:
        from win32com.client import Dispatch  # noqa: PLC0415 - Windows only
    except ImportError:
        raise MailError(
            "Outlook can be used on Windows only, with the extra [excel] installed.",
            fix="Use eml: open the drafts with your own mail program.",
        ) from None
    try:
        return Dispatch("Outlook.Application")
    except Exception:  # noqa: BLE001 - COM's own errors; all of them mean that Outlook does not answer
        raise MailError(
            "Outlook does not answer. The new Outlook cannot be used; the classic one can.",
            fix="Open classic Outlook and try again, or use eml.",
        ) from None


@dataclass(slots=True)
class OutlookTransport:
    """Makes a draft of each letter in Outlook, saves it and shows it."""

    connect: Callable[[], Any] = outlook_application
    application: Any = field(default=None, init=False)

    def open(self) -> None:
        """Find Outlook."""
        self.application = self.connect()

    def deliver(self, letter: Letter) -> Outcome:
        """Show the draft."""
        message = message_from_bytes(letter.content, _class=EmailMessage, policy=SMTP)
        try:
            self._draft(message, letter)
        except Exception:  # noqa: BLE001 - COM's own errors
            return Outcome(result=Result.FAILED, remark="Outlook refused the draft.")
        return Outcome(result=Result.DRAFTED, remark="shown in Outlook, and saved among its drafts")

    def close(self) -> None:
        """Leave Outlook open: a person is working in it."""
        self.application = None

    def _draft(self, message: EmailMessage, letter: Letter) -> None:
        item, page = self.application.CreateItem(MAIL_ITEM), message.get_body(("html",))
        item.To = letter.recipient
        item.Subject = str(message["Subject"])
        item.BodyFormat = HTML_FORMAT
        item.HTMLBody = page.get_content() if page else ""
        if message["Reply-To"]:
            item.ReplyRecipients.Add(str(message["Reply-To"]))
        with tempfile.TemporaryDirectory() as folder:
            for attachment in message.iter_attachments():
                path = Path(folder) / str(attachment.get_filename())
                path.write_bytes(attachment.get_content())
                item.Attachments.Add(str(path))
            item.Save()
        item.Display(False)  # noqa: FBT003 - Outlook's own parameter: do not wait for the person
