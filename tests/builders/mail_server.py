"""A real mail server on this computer (aiosmtpd), with STARTTLS and AUTH, that misbehaves as a test asks."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from typing import Any, Self

import pytest

from tests.builders.letters import PASSWORD, TOKEN, USER

WHY = "the test's mail server needs aiosmtpd"
Controller = pytest.importorskip("aiosmtpd.controller", reason=WHY).Controller
smtp = pytest.importorskip("aiosmtpd.smtp", reason=WHY)
AuthResult, LoginPassword = smtp.AuthResult, smtp.LoginPassword
SMTP = Envelope = Session = Any


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Handler:
    """Keeps what arrived. `at` maps "EHLO", "MAIL", "RCPT" or "DATA" to a reply, or to what is called there."""

    def __init__(self, **at: str | Callable[[SMTP], str | None]) -> None:
        self.at = at
        self.arrived: list[tuple[str, bytes]] = []
        self.logins: list[bytes] = []
        self.times: list[float] = []

    def _act(self, server: SMTP, where: str, usual: str) -> str:
        step = self.at.get(where, usual)
        return step if isinstance(step, str) else step(server) or usual

    async def handle_EHLO(self, server: SMTP, session: Session, _envelope: Envelope, name: str, said: list[str]) -> Any:  # noqa: N802
        """Greet."""
        session.host_name = name
        self._act(server, "EHLO", "")
        return said

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Who sends?"""
        reply = self._act(server, "MAIL", "250 OK")
        envelope.mail_from = address
        return reply

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """To whom?"""
        reply = self._act(server, "RCPT", "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept, keep, and then perhaps misbehave."""
        reply = self._act(server, "DATA", "250 OK queued as 1")
        if reply.startswith("250"):
            self.arrived.append((envelope.rcpt_tos[0], bytes(envelope.original_content or b"")))
            self.times.append(time.monotonic())
            self._act(server, "ACCEPTED", "")
        return reply

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """User and bearer token, as Microsoft documents it."""
        import base64

        said = base64.b64decode(args[1])
        self.logins.append(said)
        if said == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode():
            return AuthResult(success=True)
        await server.push("334 eyJzdGF0dXMiOiI0MDAifQ==")
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    def check(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        """Is it the right password?"""
        if not isinstance(data, LoginPassword):
            return AuthResult(success=bool(data), handled=False)
        self.logins.append(data.password)
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)


def hang_up(server: SMTP) -> None:
    """Drop the connection at once."""
    server.transport.abort()


class MailServer:
    """The server while it runs; `context` None: it offers no encryption."""

    def __init__(self, context: ssl.SSLContext | None, handler: Handler, *, auth: bool = True) -> None:
        self.handler, self.port = handler, free_port()
        options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if context else {}
        if auth and context:
            options |= {"authenticator": handler.check, "auth_required": True, "auth_require_tls": True}
        self.controller = Controller(handler, hostname="127.0.0.1", port=self.port, **options)

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()
