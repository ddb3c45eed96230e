"""The commands of month end: batch, close, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_scorecard.cli import sending
from xl_scorecard.cli.outcome import ExitCode, told
from xl_scorecard.cli.progress import watched
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import print_for_machines

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]


def batch(
    definitions: Annotated[list[Path], typer.Argument(metavar="DEFINITION...", help="One definition or more.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the scorecards.")],
    periods: Annotated[
        str | None,
        typer.Option(metavar="FROM..TO", help="Such as 2011-04..2012-05; by default the last month all sources cover."),
    ] = None,
    for_each: Annotated[
        str, typer.Option("--for-each", metavar="DIMENSION", help="One scorecard for each value, such as team.")
    ] = "",
    name: Annotated[
        str, typer.Option(metavar="PATTERN", help='By default "{name}-{period}-{part}.xlsx"; {dimension} too.')
    ] = "",
    template: Annotated[Path | None, typer.Option(help="The workbook to fill in instead of the definitions'.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="How many at a time; 0: one for each processor.")] = 0,
    time_limit: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="For each scorecard.")] = 600,
    memory_limit: Annotated[
        int, typer.Option(min=0, metavar="MEGABYTES", help="For each process (on Linux); 0: none.")
    ] = 4096,
    resume: Annotated[bool, typer.Option("--resume", help="Leave what is done, and what failed.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Leave what is done; try again what failed.")
    ] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Start no more once one has failed.")] = False,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="A Dask cluster's, such as tcp://host:8786.")] = "",
    draft: Annotated[bool, typer.Option("--send", help="Then draft the messages to their recipients.")] = False,
    send_now: Annotated[bool, typer.Option("--send-now", help="Then send them to their recipients.")] = False,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print each event as a line of JSON on stdout.")] = False,
) -> None:
    """Build many scorecards: of several months, of each team, of any number of definitions."""
    with told(as_json=as_json):
        from xl_scorecard.batch.limits import Limits
        from xl_scorecard.batch.request import Again, Request, parse_periods
        from xl_scorecard.batch.running import run_batch
        from xl_scorecard.cli.batch_progress import shown

        again = Again.RETRY if retry_failed else Again.RESUME if resume else Again.ANEW
        request = Request(
            definitions=tuple(definitions),
            out=out,
            periods=parse_periods(periods) if periods else (),
            for_each=for_each,
            pattern=name,
            template=template,
            jobs=jobs,
            limits=Limits(seconds=time_limit, memory=memory_limit),
            again=again,
            fail_fast=fail_fast,
            scheduler=scheduler,
            allow_python=allow_python,
            password=password_of(password_from),
        )
        with shown(as_json=as_json) as tell:
            result = run_batch(request, tell)
        if draft or send_now:
            shelf = sending.a_shelf(allow_python=allow_python, password=request.password)
            files = [out / one.file for one in result.outcomes if one.file]
            sending.send_batch(files, send_now=send_now, shelf=shelf, aside=as_json)
        if result.failed:
            raise typer.Exit(ExitCode.FAILED)


def close(
    definition: Annotated[Path, typer.Argument(metavar="DEFINITION", help="The definition, such as definition.xlsx.")],
    periods: Annotated[str, typer.Argument(metavar="PERIOD", help="A month, or 2010-04..2012-04 for several.")],
    correct: Annotated[str, typer.Option(metavar="WHY", help="Record other figures for a month that is closed.")] = "",
    reopen: Annotated[str, typer.Option(metavar="WHY", help="Take a closing back; what was published stays.")] = "",
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """Close a month: keep its figures in history.xlsx, for when the rows behind them are gone."""
    with told(as_json=as_json):
        from xl_scorecard.batch.closing import close as close_months
        from xl_scorecard.batch.request import parse_periods
        from xl_scorecard.cli.batch_progress import closing_json, say_closed
        from xl_scorecard.errors import RequestError
        from xl_scorecard.history.closing import Way

        if correct and reopen:
            raise RequestError("A closing is either corrected or taken back.", fix="Give --correct or --reopen.")
        way = Way.CORRECT if correct else Way.RE_OPEN if reopen else Way.CLOSE
        months, password = parse_periods(periods), password_of(password_from)
        with watched() as stages:
            recorded = close_months(
                definition,
                months,
                way=way,
                reason=correct or reopen,
                allow_python=allow_python,
                password=password,
                progress=stages,
            )
        if as_json:
            print_for_machines(closing_json(recorded))
        else:
            say_closed(recorded)


def verify(
    workbook: Annotated[Path, typer.Argument(metavar="FILE", help="A finished workbook, its manifest beside it.")],
    as_json: AsJson = False,
) -> None:
    """Say whether a finished workbook is as it was made, and whether its sources have changed since."""
    with told(as_json=as_json):
        from xl_scorecard.batch.verifying import verify as verify_workbook
        from xl_scorecard.cli.batch_progress import show_verified, verified_json

        found = verify_workbook(workbook)
        if as_json:
            print_for_machines(verified_json(found))
        else:
            show_verified(found)
        if not (found.genuine and found.current):
            raise typer.Exit(ExitCode.FAILED)


def register(app: typer.Typer) -> None:
    """Add the commands of month end to the program's."""
    for command in (batch, close, verify):
        app.command()(command)
