"""Commands that answer questions about a figure: the rows behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_scorecard.cli.outcome import told
from xl_scorecard.cli.progress import watched
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import say


def drill(
    definition: Annotated[Path, typer.Argument(metavar="DEFINITION", help="The definition, such as definition.xlsx.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="An indicator's code, such as HY64.")],
    period: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Such as 2012-05 or 2011/12; by default what the Summary counts."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="By default internal-<code>-<period>.xlsx beside the definition.")
    ] = None,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
) -> None:
    """Write the rows behind one figure, counted in and left out, to an internal workbook that works it out again."""
    with told():
        from xl_scorecard.drill.drilling import drill as drill_figure

        with watched() as stages:
            drilled = drill_figure(
                definition,
                code,
                period=period,
                out=out,
                allow_python=allow_python,
                password=password_of(password_from),
                progress=stages,
            )
        say(f"Saved {drilled.path}")
        say("It has rows about people in it: it is for internal use only, and xl-scorecard send refuses it.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(drill)
