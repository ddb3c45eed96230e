"""graph: Microsoft 365 by its own interface: a draft, its attachment (in pieces where it is large), then send.

Contract: Microsoft Graph v1.0, "Create message", "Add attachment" (under 3 MB), "createUploadSession" (pieces that are
multiples of 320 KiB), "message: send" (202 and no body), "throttling" (429 and Retry-After).
"""

from __future__ import annotations

import base64
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import quote

from xl_scorecard.errors import MailError
from xl_scorecard.mail import credentials
from xl_scorecard.mail.tokens import app_only, graph_token
from xl_scorecard.mail.transport import Letter, Outcome, Result

ENDPOINT = "https://graph.microsoft.com/v1.0"
SMALL = 3 * 1024 * 1024
PIECE = 10 * 320 * 1024
TRIES, LONGEST_WAIT, TIMEOUT = 5, 120.0, 60.0
BUSY = frozenset({429, 503})
STOPPING = frozenset({401, 403})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answered; status 0 where no answer came, `reached` whether it can have heard the question."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    after: float | None = None
    reached: bool = True

    @property
    def words(self) -> str:
        """The server's own words."""
        error = self.body.get("error")
        code = error.get("code", "") if isinstance(error, dict) else ""
        return f"{self.status or 'no answer'} {code}".strip()


@dataclass(slots=True)
class GraphTransport:
    """Sends from the mailbox of the letter's sender; drafts that could not be sent are deleted."""

    token: Callable[[], str] = graph_token
    sleep: Callable[[float], None] = time.sleep
    endpoint: str = ""
    signed: str = field(default="", init=False, repr=False)

    def open(self) -> None:
        """Sign in."""
        self.endpoint = self.endpoint or credentials.credential("graph-endpoint") or ENDPOINT
        self.signed = self.token()

    def deliver(self, letter: Letter) -> Outcome:
        """Make the draft, attach the workbook, send."""
        message = message_from_bytes(letter.content, _class=EmailMessage, policy=SMTP)
        box = self._mailbox(letter)
        made = self._ask("POST", f"{box}/messages", draft_of(message, letter))
        draft = str(made.body.get("id", ""))
        if made.status != 201 or not draft:
            return self._not_sent(made)
        here = f"{box}/messages/{quote(draft, safe='')}"
        for attachment in message.iter_attachments():
            attached = self._attach(here, str(attachment.get_filename()), attachment.get_content())
            if attached.status not in (200, 201):
                self._ask("DELETE", here)
                return self._not_sent(attached)
        return self._send(here)

    def close(self) -> None:
        """Forget the token."""
        self.signed = ""

    def _mailbox(self, letter: Letter) -> str:
        who = f"users/{quote(letter.sender, safe='@')}" if app_only() else "me"
        return f"{self.endpoint}/{who}"

    def _attach(self, here: str, name: str, content: bytes) -> Reply:
        if len(content) < SMALL:
            return self._ask("POST", f"{here}/attachments", attachment_of(name, content))
        item = {"AttachmentItem": {"attachmentType": "file", "name": name, "size": len(content)}}
        session = self._ask("POST", f"{here}/attachments/createUploadSession", item)
        url = str(session.body.get("uploadUrl", ""))
        if session.status not in (200, 201) or not url:
            return session
        reply = session
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            span = {"Content-Range": f"bytes {start}-{start + len(piece) - 1}/{len(content)}"}
            reply = self._ask("PUT", url, piece, headers=span, signed=False)  # the address is a secret of its own
            if reply.status not in (200, 201):
                return reply
        return reply

    def _send(self, here: str) -> Outcome:
        """Asked once: where no clear answer comes, it may have been sent."""
        reply = self._once("POST", f"{here}/send", b"", {"Content-Length": "0"}, signed=True)
        if reply.status == 202:
            return Outcome(result=Result.SENT, remark=reply.words)
        if not reply.reached or reply.status in BUSY or 400 <= reply.status < 500:
            self._ask("DELETE", here)
            return self._not_sent(reply)
        return Outcome(result=Result.IN_DOUBT, remark=f"no clear answer to “send” ({reply.words})")

    def _not_sent(self, reply: Reply) -> Outcome:
        """What a refusal means. Raises MailError where it holds for every letter."""
        if reply.status in STOPPING:
            raise MailError(
                f"Microsoft 365 does not let us send ({reply.words}); this message was not sent.",
                fix="Sign in again, or have an administrator check permissions and mailbox.",
            )
        passing = reply.status in BUSY or reply.status == 0 or reply.status >= 500
        return Outcome(result=Result.RETRY if passing else Result.FAILED, remark=reply.words, after=reply.after)

    def _ask(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        signed: bool = True,
    ) -> Reply:
        """Ask, and ask again after as long as a busy server says; never used for sending."""
        content = json.dumps(body).encode() if isinstance(body, Mapping) else body
        typed = {"Content-Type": "application/json"} if isinstance(body, Mapping) else {}
        reply = self._once(method, url, content, {**typed, **(headers or {})}, signed=signed)
        for number in range(1, TRIES):
            if reply.status not in BUSY and reply.status != 504:
                break
            wait = reply.after if reply.after is not None else 2.0**number
            if wait > LONGEST_WAIT:
                break
            self.sleep(wait)
            reply = self._once(method, url, content, {**typed, **(headers or {})}, signed=signed)
        return reply

    def _once(self, method: str, url: str, content: bytes | None, headers: Mapping[str, str], *, signed: bool) -> Reply:
        if not url.startswith("https://"):
            raise MailError("Microsoft 365 is only spoken to over https.", fix="Check graph-endpoint.")
        request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))  # noqa: S310 - https
        if signed:
            request.add_header("Authorization", f"Bearer {self.signed}")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT, context=ssl.create_default_context()) as answer:  # noqa: S310
                return Reply(status=answer.status, body=_json(answer.read()))
        except urllib.error.HTTPError as error:
            return Reply(status=error.code, body=_json(error.read()), after=_after(error.headers.get("Retry-After")))
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise MailError(
                    "Microsoft 365 shows a certificate that this computer does not trust; nothing was sent.",
                    fix="Ask your IT whether a proxy stands in between.",
                ) from None
            return Reply(status=0, reached=not isinstance(error.reason, ConnectionRefusedError))
        except (OSError, ValueError):
            return Reply(status=0)


def draft_of(message: EmailMessage, letter: Letter) -> dict[str, Any]:
    """Return the draft of a stored message: subject, HTML, recipient, answers."""
    page = message.get_body(("html",))
    draft: dict[str, Any] = {
        "subject": str(message["Subject"]),
        "body": {"contentType": "HTML", "content": page.get_content() if page else ""},
        "toRecipients": [{"emailAddress": {"address": letter.recipient}}],
    }
    if message["Message-ID"]:
        draft["internetMessageId"] = str(message["Message-ID"])
    if message["Reply-To"]:
        draft["replyTo"] = [{"emailAddress": {"address": str(message["Reply-To"])}}]
    return draft


def attachment_of(name: str, content: bytes) -> dict[str, str]:
    """Return a small attachment."""
    return {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": name,
        "contentType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "contentBytes": base64.b64encode(content).decode(),
    }


def _json(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _after(text: str | None) -> float | None:
    return float(text) if text and text.isdecimal() else None
