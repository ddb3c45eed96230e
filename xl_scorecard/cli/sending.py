"""send: drafts, or messages, of finished workbooks; and what became of those that were sent before."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_scorecard.cli.outbox import leave_unless_sent, report, standing, tend_outbox
from xl_scorecard.cli.outcome import ExitCode, told
from xl_scorecard.cli.progress import watched
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import err, out, print_for_machines, say
from xl_scorecard.model.mail import TransportKind
from xl_scorecard.model.suppression import Edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from xl_scorecard.finished import Shelf
    from xl_scorecard.sending import Prepared

Workbooks = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[DEFINITION|FILES]...", help="A definition, or finished workbooks with their manifests."),
]


def send(
    files: Workbooks = None,
    period: Annotated[str | None, typer.Option(metavar="MONTH", help="Such as 2012-05.")] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="ADDRESS", help="Only these of the definition's recipients.")
    ] = None,
    folder: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where drafts go.")] = None,
    by: Annotated[TransportKind | None, typer.Option("--by", help="Instead of what the definition says.")] = None,
    send_now: Annotated[bool, typer.Option("--send-now", help="Send; without it, only drafts are made.")] = False,
    edition: Annotated[
        Edition | None,
        typer.Option(help="The same for all; by default internal for those inside, published for those outside."),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="Show what went to whom, when, and what waits.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Send what waits in the outbox and is due.")] = False,
    resolve: Annotated[bool, typer.Option("--resolve", help="Ask about each message that may have arrived.")] = False,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")] = False,
) -> None:
    """Draft, or send, the finished workbook to its recipients."""
    from xl_scorecard.errors import RequestError

    with told(as_json=as_json):
        if status or retry or resolve:
            tend_outbox(status=status, retry=retry, resolve=resolve, as_json=as_json)
            return
        if not files:
            raise RequestError("There is nothing to send.", fix="Name a definition or finished workbooks.")
        send_files(
            files,
            period=period,
            edition=edition,
            to=to or (),
            folder=folder,
            by=by,
            send_now=send_now,
            shelf=a_shelf(allow_python=allow_python, password=password_of(password_from)),
            as_json=as_json,
        )


def a_shelf(*, allow_python: bool, password: str) -> Shelf:
    """Return what sources are read with, once for each definition."""
    from xl_scorecard.finished import Shelf

    return Shelf(allow_python=allow_python, password=password)


def send_files(
    files: Sequence[Path],
    *,
    period: str | None = None,
    edition: Edition | None = None,
    publishes: bool = False,
    to: Sequence[str] = (),
    folder: Path | None = None,
    by: TransportKind | None = None,
    send_now: bool = False,
    shelf: Shelf | None = None,
    as_json: bool = False,
    aside: bool = False,
) -> None:
    """Prepare all, show who gets what, then draft or send. Nothing goes out where one of them is refused.

    Where finished workbooks were just built, `publishes` builds a published edition for those outside too. `aside`: stdout
    belongs to another's JSON.
    """
    from xl_scorecard.finished import Shelf, open_editions
    from xl_scorecard.sending import prepare

    ask, now, shelf, prepared = ask_password if sys.stdin.isatty() else None, datetime.now(UTC), shelf or Shelf(), []
    with watched() as stages:
        for file in files:
            opened = open_editions(
                file, period=period, edition=edition, only=to, publishes=publishes, shelf=shelf, progress=stages
            )
            prepared += [prepare(one, by=by, ask=ask, made=now, progress=stages) for one in opened]
    if not as_json:
        for one in prepared:
            show_prepared(one, err() if aside else out())
    if send_now:
        send_prepared(prepared, as_json=as_json, aside=aside)
    else:
        draft_prepared(prepared, folder, as_json=as_json)


def send_batch(files: Sequence[Path], *, send_now: bool, shelf: Shelf | None = None, aside: bool = False) -> None:
    """Draft or send those scorecards of a batch that have recipients; say which have none."""
    from xl_scorecard.sending import addressed

    wanted = addressed(files)
    for file in files:
        if file not in wanted:
            say(f"{file.name}: nobody on the sheet Recipients gets it.")
    if wanted:
        send_files(wanted, publishes=True, send_now=send_now, shelf=shelf, aside=aside)


def ask_password() -> str:
    """Return the workbook's password, typed twice and not shown."""
    typed: str = typer.prompt("Password for the workbook", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def show_prepared(prepared: Prepared, console: Console) -> None:
    """Show exactly who would get what."""
    card = prepared.finished.card
    published = ", published edition" if card.edition is Edition.PUBLISHED else ""
    title = f"{card.definition.settings.title}, {card.period.label}{published}"
    console.print(f"{prepared.finished.path.name}: {title}", style="bold")
    locked = ", behind a password" if prepared.encrypted else ""
    console.print(f"  attached: {prepared.size / 1024:,.0f} KB{locked}; sha256 {prepared.scan.sha256[:16]}…")
    console.print(f"  looked through: {prepared.scan.parts} parts, nothing about a person found")
    if prepared.removed:
        console.print(f"  taken out of the copy: {', '.join(prepared.removed)}")
    for warning in prepared.warnings:
        console.print(f"  Warning: {warning}", soft_wrap=True)
    for addressee, subject in zip(prepared.addressees, prepared.subjects, strict=True):
        about = f" (about {', '.join(addressee.sections)})" if addressee.sections else ""
        console.print(f"  to {addressee.address}{about}: {subject}", soft_wrap=True)


def draft_prepared(prepared: Sequence[Prepared], folder: Path | None, *, as_json: bool) -> None:
    """Make the drafts, and say what is still missing before they could be sent."""
    from xl_scorecard.mail.readiness import missing
    from xl_scorecard.sending import draft

    drafted = draft(prepared, folder)
    if as_json:
        drafts = [{"to": recipient, "draft": remark} for recipient, remark in drafted.drafts]
        print_for_machines(f"{json.dumps({'sent': False, 'where': drafted.where, 'drafts': drafts}, indent=2)}\n")
    else:
        for recipient, remark in drafted.drafts:
            say(f"Draft for {recipient}: {remark}")
        say(f"{drafted.sentence} --send-now sends.")
        lacks = (sentence for one in prepared for sentence in missing(one.finished.card.definition.mail))
        for lack in dict.fromkeys(lacks):
            say(f"Before --send-now: {lack}")
    if drafted.failed:
        raise typer.Exit(ExitCode.MAIL)


def send_prepared(prepared: Sequence[Prepared], *, as_json: bool, aside: bool = False) -> None:
    """Queue every message, then send; leave with 5 where one was not sent, or may not have been."""
    from xl_scorecard.errors import RequestError
    from xl_scorecard.mail.delivery import deliver
    from xl_scorecard.mail.outbox import Outbox, State, outbox_path
    from xl_scorecard.mail.transports import DRAFTS as DRAFTING
    from xl_scorecard.mail.transports import make_transport

    parcels = [parcel for one in prepared for parcel in one.parcels]
    if any(parcel.route.transport in DRAFTING for parcel in parcels):
        raise RequestError(
            "eml and outlook make drafts only; a person sends them.",
            fix="Leave out --send-now, or choose smtp or graph on the definition's sheet Mail or with --by.",
        )
    with Outbox(outbox_path()) as outbox:
        new, known = outbox.queue(parcels)
        again = [entry for entry in known if entry.state in (State.QUEUED, State.RETRY)]
        for entry in known:
            if entry not in again:
                say(f"{entry.recipient} has had this workbook queued before ({standing(entry)}); not sent again.")
        chosen = {entry.id for entry in (*new, *again)}
        delivered = deliver(
            outbox,
            lambda route: make_transport(route, Path(), say),
            only=chosen,
            progress=lambda entry, state: say(f"{entry.recipient}: {state.value}"),
        )
        entries = {entry.id: entry for entry in outbox.entries()}
    told_of = [entries[entry.id] for entry in (*new, *known)]
    report(told_of, as_json=as_json, aside=aside)
    leave_unless_sent(told_of, delivered)
