"""Commands for whoever keeps the definition: the year turns, notes come in, a definition changes its form."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xl_scorecard.cli.outcome import told
from xl_scorecard.cli.progress import watched
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import out as console
from xl_scorecard.cli.streams import print_for_machines, say

DefinitionFile = Annotated[Path, typer.Argument(metavar="DEFINITION", help="The definition, such as definition.xlsx.")]

notes = typer.Typer(help="Ask owners for notes, and collect what they write.", no_args_is_help=True)
definitions = typer.Typer(help="Help with a definition.", no_args_is_help=True)


def new_year(
    definition: DefinitionFile,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help="Such as 2013/14; by default that of the next month.")
    ] = None,
    password_from: PasswordFrom = "",
) -> None:
    """Add the rows that the new year needs, to be filled in; what was there is kept in a copy."""
    with told():
        from xl_scorecard.errors import RequestError
        from xl_scorecard.model.period import PeriodKind
        from xl_scorecard.new_year import turn_year
        from xl_scorecard.pipeline import parse_period

        wanted = parse_period(year) if year else None
        if wanted and wanted.kind is not PeriodKind.YEAR:
            raise RequestError("That is not a financial year.", fix="Give one such as 2013/14.")
        turned = turn_year(definition, wanted, password=password_of(password_from))
        for (file, sheet), count in turned.added.items():
            say(f"{file} › {sheet}: {count} {'row' if count == 1 else 'rows'} to fill in for {turned.year}.")
        for backup in turned.backups:
            say(f"As it was: {backup}")


@notes.command()
def request(
    definition: DefinitionFile,
    period: Annotated[
        str | None, typer.Option(metavar="MONTH", help="Such as 2012-05; by default the last month all sources cover.")
    ] = None,
    due: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DAY", help="When they are wanted back."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="By default notes-<month> beside the definition.")] = None,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
) -> None:
    """Write a small workbook for each owner of indicators, reds first, to write notes in and send back."""
    with told():
        from xl_scorecard import pipeline
        from xl_scorecard.commentary.requesting import request_notes

        with watched() as stages:
            card = pipeline.assess(
                definition,
                period=period,
                allow_python=allow_python,
                password=password_of(password_from),
                progress=stages,
            )
        folder = out or definition.parent / f"notes-{card.period.code}"
        for made in request_notes(card, folder, due=due.date() if due else None):
            console().print(f"{made.path}: {made.indicators} indicators, {made.reds} red", soft_wrap=True)


@notes.command()
def collect(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that notes request made.")],
    definition: Annotated[
        Path | None, typer.Option(metavar="DEFINITION", help="By default the one beside the folder.")
    ] = None,
) -> None:
    """Read what owners wrote, and write it into the definition; what was there is kept in a copy."""
    with told():
        from xl_scorecard.commentary.collecting import collect_notes

        found = collect_notes(folder, definition)
        notes = "note" if found.added == 1 else "notes"
        say(f"{found.definition.name}: {found.added} {notes} added, {found.changed} changed.")
        if found.backup:
            say(f"As it was: {found.backup}")
        for name in found.empty:
            say(f"Nothing was written in {name}.")


@definitions.command()
def convert(
    old: Annotated[Path, typer.Argument(metavar="A", help="The definition as it is.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="Its other form: .xlsx or .yaml.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite B.")] = False,
) -> None:
    """Write a definition in its other form, workbook or YAML; both then say the same."""
    with told():
        from xl_scorecard.definitions.converting import convert as convert_definition

        convert_definition(old, new, force=force)
        say(f"Saved {new}")


def schema() -> None:
    """Print the JSON Schema that editors complete and check a definition in YAML with."""
    with told():
        from xl_scorecard.definitions.json_schema import json_schema

        print_for_machines(json_schema())


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(new_year)
    app.command()(schema)
    app.add_typer(notes, name="notes")
    app.add_typer(definitions, name="definition")
