"""Transports: the one that a route names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from xl_scorecard.mail.eml import EmlTransport
from xl_scorecard.mail.graph import GraphTransport
from xl_scorecard.mail.outbox import Route
from xl_scorecard.mail.outlook import OutlookTransport
from xl_scorecard.mail.smtp import SmtpTransport
from xl_scorecard.mail.tokens import graph_token
from xl_scorecard.mail.transport import Transport
from xl_scorecard.model.mail import TransportKind

DRAFTS = frozenset({TransportKind.EML, TransportKind.OUTLOOK})


def make_transport(route: Route, folder: Path, say: Callable[[str], None] = lambda _: None) -> Transport:
    """Return the transport of a route; drafts go to `folder`, `say` tells a person how to sign in."""
    match route.transport:
        case TransportKind.EML:
            return EmlTransport(folder)
        case TransportKind.OUTLOOK:
            return OutlookTransport()
        case TransportKind.SMTP:
            return SmtpTransport(route.server, route.sign_in)
        case TransportKind.GRAPH:
            return GraphTransport(token=lambda: graph_token(say))
        case _:
            assert_never(route.transport)
