"""Tokens: Microsoft's sign-in, by msal: as a person who signed in once (delegated), or as the program (app-only)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xl_scorecard.errors import MailError
from xl_scorecard.mail import credentials

AUTHORITY = "https://login.microsoftonline.com"
GRAPH_SCOPE, SMTP_SCOPE = "https://graph.microsoft.com/Mail.ReadWrite", "https://outlook.office.com/SMTP.Send"
GRAPH_SEND = "https://graph.microsoft.com/Mail.Send"
GRAPH_APP, SMTP_APP = "https://graph.microsoft.com/.default", "https://outlook.office365.com/.default"
CACHE = "token-cache"
Say = Callable[[str], None]


def graph_token(say: Say = lambda _: None) -> str:
    """Return a token for Microsoft Graph. Raises MailError. `say` tells a person how to sign in, if they must."""
    return _token([GRAPH_SCOPE, GRAPH_SEND], [GRAPH_APP], say)


def smtp_token(say: Say = lambda _: None) -> str:
    """Return a token for SMTP: one that is given as "smtp-token", or Microsoft's. Raises MailError."""
    return credentials.credential("smtp-token") or _token([SMTP_SCOPE], [SMTP_APP], say)


def app_only() -> bool:
    """Do we sign in as the program, with a secret, instead of as a person?"""
    return bool(credentials.credential("graph-secret"))


def _token(person: list[str], program: list[str], say: Say) -> str:
    try:
        import msal  # noqa: PLC0415 - an extra
        import requests  # noqa: PLC0415 - msal brings it
    except ImportError:
        raise MailError(
            "Signing in to Microsoft 365 needs the extra [mail].", fix='Install it: pip install "xl-scorecard[mail]".'
        ) from None
    tenant = credentials.need("graph-tenant", "Microsoft 365 tenant")
    client = credentials.need("graph-client", "application (client) id")
    base = credentials.credential("graph-authority") or AUTHORITY
    common: dict[str, Any] = {"authority": f"{base}/{tenant}", "instance_discovery": base == AUTHORITY}
    try:
        secret = credentials.credential("graph-secret")
        if secret:
            answer = msal.ConfidentialClientApplication(
                client, client_credential=secret, **common
            ).acquire_token_for_client(scopes=program)
        else:
            answer = _as_person(msal, client, common, person, say)
    except (ValueError, requests.RequestException) as error:
        raise MailError(
            f"Microsoft's sign-in cannot be reached ({type(error).__name__}).",
            fix="Check tenant, network and proxy.",
        ) from None
    return _accepted(answer)


def _as_person(msal: Any, client: str, common: dict[str, Any], scopes: list[str], say: Say) -> Any:
    """Silently where somebody signed in before; otherwise by a code that is typed on Microsoft's own page."""
    cache = msal.SerializableTokenCache()
    cache.deserialize(credentials.recall(CACHE) or "{}")
    application = msal.PublicClientApplication(client, token_cache=cache, **common)
    account = next(iter(application.get_accounts()), None)
    answer = application.acquire_token_silent(scopes, account=account) if account else None
    if not answer:
        flow = application.initiate_device_flow(scopes=scopes)
        if "message" not in flow:
            return flow
        say(flow["message"])
        answer = application.acquire_token_by_device_flow(flow)
    if cache.has_state_changed:
        credentials.remember(CACHE, cache.serialize())
    return answer


def _accepted(answer: Any) -> str:
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not token:
        why = answer.get("error", "no reason given") if isinstance(answer, dict) else "no answer"
        raise MailError(
            f"Microsoft refuses the sign-in ({why}); nothing was sent.",
            fix="Check tenant, client and secret, and what an administrator has consented to.",
        )
    return str(token)
