"""A stand-in for Microsoft 365 on this computer, over https, that follows Microsoft's documented contract.

Sign-in: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
Mail: https://learn.microsoft.com/graph/api/user-post-messages, message-send, message-post-attachments,
attachment-createuploadsession; errors and throttling: https://learn.microsoft.com/graph/throttling
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

TENANT, CLIENT, SECRET, TOKEN = "tenant-1", "client-1", "secret-of-may", "graph-token"
UNIT = 320 * 1024
SMALL = 3 * 1024 * 1024
Answer = tuple[int, Any, dict[str, str]]


@dataclass
class Draft:
    """A draft in the mailbox."""

    message: dict[str, Any]
    attachments: dict[str, bytes] = field(default_factory=dict)


class GraphServer:
    """The service while it runs. `faults` maps "token", "draft", "attach", "session", "piece" or "send" to answers
    that are given first, one after the other; "hang up" drops the connection before an answer.
    """

    def __init__(self, context: ssl.SSLContext, **faults: list[Any]) -> None:
        self.faults = faults
        self.drafts: dict[str, Draft] = {}
        self.sent: list[Draft] = []
        self.uploads: dict[str, tuple[str, str, int, bytearray]] = {}
        self.asked: list[str] = []
        self.pieces: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return lambda: service.answer(self)
                raise AttributeError(name)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.base = f"https://localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, or misbehave first."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        what, work = self._route(request, body)
        self.asked.append(what)
        fault = self.faults[what].pop(0) if self.faults.get(what) else None
        if fault == "hang up after":
            work()
        if fault in ("hang up", "hang up after"):
            request.connection.close()
            request.close_connection = True
            return
        status, content, headers = fault or work()
        data = json.dumps(content).encode() if content is not None else b""
        request.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data)), "Content-Type": "application/json"}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    def _route(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[str, Callable[[], Answer]]:
        path, method = request.path, request.command
        if path.endswith("/.well-known/openid-configuration"):
            return "discovery", self._discovery
        if path == f"/{TENANT}/oauth2/v2.0/token":
            return "token", lambda: self._token(parse_qs(body.decode()))
        if path.startswith("/upload/"):
            return "piece", lambda: self._piece(path.removeprefix("/upload/"), request, body)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return "stranger", lambda: error(401, "InvalidAuthenticationToken")
        if not path.startswith(("/v1.0/users/performance@haringey.example/", "/v1.0/me/")):
            return "mailbox", lambda: error(403, "ErrorAccessDenied")
        found = re.fullmatch(r"/v1\.0/(?:me|users/[^/]+)/messages(?:/([^/]+)(/.*)?)?", path)
        here, rest = (found[1], found[2] or "") if found else (None, "?")
        routes: dict[tuple[str, str, bool], tuple[str, Callable[[], Answer]]] = {
            ("POST", "", False): ("draft", lambda: self._draft(json.loads(body))),
            ("POST", "/attachments", True): ("attach", lambda: self._attach(here, json.loads(body))),
            ("POST", "/attachments/createUploadSession", True): (
                "session",
                lambda: self._session(here, json.loads(body)),
            ),
            ("POST", "/send", True): ("send", lambda: self._send(here)),
            ("DELETE", "", True): ("delete", lambda: (204 if self.drafts.pop(plain(here), None) else 404, None, {})),
        }
        return routes.get((method, rest, here is not None), ("unknown", lambda: error(404, "ResourceNotFound")))

    def _discovery(self) -> Answer:
        here = f"{self.base}/{TENANT}"
        return (
            200,
            {
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "token_endpoint": f"{here}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{here}/oauth2/v2.0/devicecode",
                "issuer": f"{here}/v2.0",
            },
            {},
        )

    def _token(self, said: dict[str, list[str]]) -> Answer:
        app = (said.get("client_id"), said.get("client_secret"), said.get("grant_type"))
        if app != ([CLIENT], [SECRET], ["client_credentials"]):
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215"}, {}
        if said.get("scope") != ["https://graph.microsoft.com/.default"]:
            return 400, {"error": "invalid_scope"}, {}
        return 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}, {}

    def _draft(self, message: dict[str, Any]) -> Answer:
        if not message.get("toRecipients") or message["body"]["contentType"] != "HTML":
            return error(400, "BadRequest")
        id_ = f"AAMk{len(self.asked)}="
        self.drafts[id_] = Draft(message)
        return 201, {**message, "id": id_, "isDraft": True}, {}

    def _attach(self, draft: str, item: dict[str, Any]) -> Answer:
        content = base64.b64decode(item["contentBytes"])
        if item["@odata.type"] != "#microsoft.graph.fileAttachment" or len(content) >= SMALL:
            return error(413, "ErrorMessageSizeExceeded")
        self._box(draft).attachments[item["name"]] = content
        return 201, {"id": "attachment-1", "name": item["name"]}, {}

    def _session(self, draft: str, said: dict[str, Any]) -> Answer:
        item = said["AttachmentItem"]
        if item["attachmentType"] != "file" or item["size"] < SMALL:
            return error(400, "BadRequest")
        key = f"session-{len(self.uploads)}?authtoken=secret"
        self.uploads[key] = (draft, item["name"], item["size"], bytearray())
        return 201, {"uploadUrl": f"{self.base}/upload/{key}", "nextExpectedRanges": ["0-"]}, {}

    def _piece(self, key: str, request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        draft, name, size, received = self.uploads[key]
        first, last, whole = map(
            int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers["Content-Range"]).groups()
        )
        self.pieces.append(request.headers["Content-Range"])
        fits = (
            first == len(received) and last - first + 1 == len(body) and whole == size and len(body) <= 4 * 1024 * 1024
        )
        if not fits or (last + 1 < size and len(body) % UNIT) or request.headers.get("Authorization"):
            return error(416, "ErrorInvalidRange")
        received += body
        if last + 1 < size:
            return 200, {"nextExpectedRanges": [f"{last + 1}-"]}, {}
        self._box(draft).attachments[name] = bytes(received)
        return 201, None, {"Location": f"{self.base}/attachments/1"}

    def _send(self, draft: str) -> Answer:
        self.sent.append(self.drafts.pop(plain(draft)))
        return 202, None, {}

    def _box(self, draft: str) -> Draft:
        return self.drafts[plain(draft)]


def error(status: int, code: str, **headers: str) -> Answer:
    """An error as Microsoft Graph words it; headers with underscores for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"error": {"code": code, "message": "…"}}, named


def plain(id_: str | None) -> str:
    """An id as the mailbox has it, out of an address."""
    return (id_ or "").replace("%3D", "=")
