"""The outbox as people see it: what went to whom, what waits, and what may have arrived."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xl_scorecard.cli.outcome import ExitCode
from xl_scorecard.cli.streams import err, out, print_for_machines, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_scorecard.mail.delivery import Delivered
    from xl_scorecard.mail.outbox import Entry, Outbox

QUESTION = "Did it arrive? [y]es, [n]o: send it again, [l]ater"


def tend_outbox(*, status: bool, retry: bool, resolve: bool, as_json: bool) -> None:
    """Ask about doubts, send what is due, show the records: in this order, what was asked for."""
    from xl_scorecard.mail.delivery import deliver
    from xl_scorecard.mail.outbox import Outbox, outbox_path
    from xl_scorecard.mail.transports import make_transport

    with Outbox(outbox_path()) as outbox:
        delivered = None
        outbox.erase_old()
        if resolve:
            ask_doubts(outbox)
        if retry:
            delivered = deliver(
                outbox,
                lambda route: make_transport(route, Path(), say),
                progress=lambda entry, state: say(f"{entry.recipient}: {state.value}"),
            )
        entries = outbox.entries()
    if status:
        report(entries, as_json=as_json)
    if delivered:
        leave_unless_sent(delivered.entries, delivered)


def ask_doubts(outbox: Outbox) -> None:
    """Ask a person about each message that may have arrived."""
    from xl_scorecard.mail.outbox import State

    with outbox.sending():
        outbox.doubt_interrupted()
    doubts = outbox.entries(State.IN_DOUBT)
    if not doubts:
        say("No message is in doubt.")
    for entry in doubts:
        say(f"{entry.file} to {entry.recipient}, {moment(entry.changed)}: {entry.remark}")
        answer = typer.prompt(QUESTION, default="l", err=True).strip().casefold()[:1]
        if answer in ("y", "n"):
            outbox.resolve(entry, arrived=answer == "y")
            say("Recorded as sent." if answer == "y" else "Queued again: xl-scorecard send --retry sends it.")


def report(entries: Sequence[Entry], *, as_json: bool, aside: bool = False) -> None:
    """Show what went to whom, when, with which hash."""
    if as_json:
        print_for_machines(f"{json.dumps([record(entry) for entry in entries], indent=2)}\n")
        return
    console = err() if aside else out()
    if not entries:
        console.print("The outbox is empty.")
    for entry in entries:
        console.print(f"{entry.recipient}: {standing(entry)}", style="bold", soft_wrap=True)
        console.print(
            f"  {entry.file} ({entry.title}, {entry.period}); sha256 {entry.attachment_sha256}", soft_wrap=True
        )
        if entry.remark:
            console.print(f"  {entry.remark}", soft_wrap=True)


def record(entry: Entry) -> dict[str, object]:
    """Return an entry as JSON has it."""
    return {
        "to": entry.recipient,
        "state": entry.state.value,
        "changed": datetime.fromtimestamp(entry.changed, tz=UTC).isoformat(timespec="seconds"),
        "file": entry.file,
        "title": entry.title,
        "period": entry.period,
        "attachment_sha256": entry.attachment_sha256,
        "message_sha256": entry.message_sha256,
        "attempts": entry.attempts,
        "by": entry.route.transport.value,
        "remark": entry.remark,
    }


def standing(entry: Entry) -> str:
    """Return where a message stands, in words."""
    from xl_scorecard.mail.outbox import State

    due = f", to be tried again after {moment(entry.due)}" if entry.state is State.RETRY and entry.due else ""
    return f"{entry.state.value}, {moment(entry.changed)}{due}"


def moment(seconds: float) -> str:
    """Return a time as a person's clock shows it."""
    return f"{datetime.fromtimestamp(seconds).astimezone():%d %b %Y %H:%M}"


def leave_unless_sent(entries: Sequence[Entry], delivered: Delivered) -> None:
    """Leave with 5 where a message was not sent, or may have been; say what to do."""
    from xl_scorecard.mail.outbox import State

    states = {entry.state for entry in (*entries, *delivered.waiting)}
    if State.IN_DOUBT in states:
        err().print("A message may have arrived. Ask the recipient, then: xl-scorecard send --resolve", soft_wrap=True)
    if states & {State.RETRY, State.QUEUED}:
        err().print("What waits is sent by: xl-scorecard send --retry", soft_wrap=True)
    if states - {State.SENT}:
        raise typer.Exit(ExitCode.MAIL)
