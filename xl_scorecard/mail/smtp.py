"""smtp: a mail server: a relay, one with a password, or XOAUTH2; always encrypted, with a certificate that is trusted.

`smtplib` says too little about when a connection broke, so MAIL, RCPT and DATA are said one by one: before the text of
a message is sent nothing can have arrived; from its first byte to the server's answer it may have (RFC 5321, 4.2.5).
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from xl_scorecard.errors import MailError
from xl_scorecard.mail import credentials
from xl_scorecard.mail.tokens import smtp_token
from xl_scorecard.mail.transport import Letter, Outcome, Result
from xl_scorecard.model.mail import SignIn
from xl_scorecard.model.place import Place

STARTTLS_PORT, TLS_PORT = 587, 465
SIGN_IN_FIRST = frozenset({530, 535})
TIMEOUT = 60.0
LINE_ENDS = re.compile(rb"\r\n|\r|\n")


@dataclass(slots=True)
class SmtpTransport:
    """One connection to one server; opened again where the server closed it between two letters."""

    server: str
    sign_in: SignIn = SignIn.NONE
    timeout: float = TIMEOUT
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    client: smtplib.SMTP | None = field(default=None, init=False)

    def open(self) -> None:
        """Connect, encrypt, sign in. Raises MailError where any of it fails: nothing is sent in the clear."""
        host, port = host_and_port(self.server)
        place = Place(file=self.server)
        try:
            self.client = self._connect(host, port)
        except ssl.SSLCertVerificationError:
            raise MailError(
                "shows a certificate that this computer does not trust; nothing was sent.",
                place=place,
                fix="Check the server's name. Your organisation's own certificate is added to this computer by IT, "
                "or named in SSL_CERT_FILE; it cannot be ignored.",
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"cannot be reached ({_kind(error)}).", place=place, fix="Check server and port.") from None
        self._sign_in(self.client, place)

    def deliver(self, letter: Letter) -> Outcome:
        """Hand one letter over, to its one recipient."""
        client = self._alive()
        try:
            refusal = _begin(client, letter)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(
                result=Result.RETRY, remark=f"the connection broke before the message was sent ({_kind(error)})"
            )
        if refusal:
            self._reset(client)
            return refusal
        try:
            client.send(stuffed(letter.content))
            code, words = client.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(
                result=Result.IN_DOUBT, remark=f"the connection broke before the server answered ({_kind(error)})"
            )
        return (
            Outcome(result=Result.SENT, remark=_said(code, words))
            if code == 250
            else self._refused(client, code, words)
        )

    def close(self) -> None:
        """Say goodbye."""
        if self.client:
            try:
                self.client.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
        self.client = None

    def _connect(self, host: str, port: int) -> smtplib.SMTP:
        context = self.context()
        if port == TLS_PORT:
            return smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=context)
        client = smtplib.SMTP(host, port, timeout=self.timeout)
        client.ehlo_or_helo_if_needed()
        if not client.has_extn("starttls"):
            client.close()
            raise MailError(
                "does not encrypt (it offers no STARTTLS); nothing was sent.",
                place=Place(file=self.server),
                fix="Ask for the encrypted port, most often 587 or 465.",
            )
        try:
            client.starttls(context=context)
        except (smtplib.SMTPException, OSError):
            client.close()
            raise
        client.ehlo_or_helo_if_needed()
        return client

    def _sign_in(self, client: smtplib.SMTP, place: Place) -> None:
        if self.sign_in is SignIn.NONE:
            return
        try:
            if self.sign_in is SignIn.PASSWORD:
                user = credentials.need("smtp-user", "user name for the mail server")
                client.login(user, credentials.need("smtp-password", "password for the mail server"))
            else:
                _say_token(client, credentials.need("smtp-user", "user name for the mail server"), smtp_token())
        except smtplib.SMTPAuthenticationError:
            self._drop()
            raise MailError(
                "refuses the user name or the password; nothing was sent.",
                place=place,
                fix=credentials.how_to_set("smtp-password"),
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise MailError(f"does not let us sign in ({_kind(error)}); nothing was sent.", place=place) from None
        except MailError:
            self.close()
            raise

    def _alive(self) -> smtplib.SMTP:
        """The connection, made anew where the server has closed it meanwhile."""
        try:
            if self.client and self.client.noop()[0] == 250:
                return self.client
        except (smtplib.SMTPException, OSError):
            pass
        self._drop()
        self.open()
        if self.client is None:  # pragma: no cover - open() raises
            raise MailError("is not connected.", place=Place(file=self.server))
        return self.client

    def _refused(self, client: smtplib.SMTP, code: int, words: bytes) -> Outcome:
        self._reset(client)
        return refusal_of(code, words)

    def _reset(self, client: smtplib.SMTP) -> None:
        try:
            client.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self.client:
            self.client.close()
        self.client = None


def host_and_port(server: str) -> tuple[str, int]:
    """Return host and port of a server as written.

    >>> host_and_port("smtp.haringey.example"), host_and_port("relay:25")
    (('smtp.haringey.example', 587), ('relay', 25))
    """
    host, _, port = server.partition(":")
    return host, int(port) if port else STARTTLS_PORT


def stuffed(content: bytes) -> bytes:
    r"""Return a message as it goes over the wire: CRLF, leading dots doubled, the final dot.

    >>> stuffed(b".a")
    b'..a\r\n.\r\n'
    """
    lines = LINE_ENDS.sub(b"\r\n", content)
    body = re.sub(rb"(?m)^\.", b"..", lines)
    return (body if body.endswith(b"\r\n") else body + b"\r\n") + b".\r\n"


def refusal_of(code: int, words: bytes) -> Outcome:
    """Return what a server's refusal means: 4xx for now, anything else for good."""
    result = Result.RETRY if 400 <= code < 500 else Result.FAILED
    return Outcome(result=result, remark=_said(code, words))


def _begin(client: smtplib.SMTP, letter: Letter) -> Outcome | None:
    """Say MAIL, RCPT and DATA; return the refusal, if any."""
    options = [f"size={len(letter.content)}"] if client.has_extn("size") else []
    for code, words in (_said_by(client.mail, letter.sender, options), _said_by(client.rcpt, letter.recipient, [])):
        if code in SIGN_IN_FIRST:
            raise MailError("wants us to sign in first; nothing was sent.", fix="Set Sign in on the sheet Mail.")
        if code not in (250, 251):
            return refusal_of(code, words)
    code, words = client.docmd("DATA")
    return None if code == 354 else refusal_of(code, words)


def _said_by(command: Callable[..., tuple[int, bytes]], address: str, options: list[str]) -> tuple[int, bytes]:
    return command(address, options)


def _say_token(client: smtplib.SMTP, user: str, token: str) -> None:
    """AUTH XOAUTH2, as Microsoft and Google document it: user and bearer token between control-A signs."""
    words = base64.b64encode(f"user={user}\x01auth=Bearer {token}\x01\x01".encode()).decode()
    code, answer = client.docmd("AUTH", f"XOAUTH2 {words}")
    if code == 334:  # the server explains its refusal in base64, and waits for an empty line
        code, answer = client.docmd("")
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, answer)


def _said(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace').strip()}"[:300]


def _kind(error: BaseException) -> str:
    return type(error).__name__ if not isinstance(error, OSError) else (error.strerror or type(error).__name__)
