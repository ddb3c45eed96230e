"""Commands for the person who writes a definition: what the program sees in a file, and what a code means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_scorecard.cli import human, machine
from xl_scorecard.cli.outcome import ExitCode, told
from xl_scorecard.cli.streams import out, print_for_machines, say
from xl_scorecard.errors import RequestError, SourceError

if TYPE_CHECKING:
    from xl_scorecard.sources.peeking import Peeked, PeekedSheet

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(peek)
    app.command()(problem)


def peek(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook, such as referrals.xlsx, or a CSV file.")],
    sheet: Annotated[
        str, typer.Option(metavar="NAME", help="One sheet: its name, a pattern, or #2 for the second.")
    ] = "",
    add_to: Annotated[
        Path | None, typer.Option("--add-to", metavar="DEFINITION", help="Write rows for it there, to be looked over.")
    ] = None,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Also show headings and names that may be a person's; on a terminal.")
    ] = False,
    password_from: Annotated[
        str, typer.Option("--password-from", metavar="WHERE", help="ask, env:NAME, or a file with the password in it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what the program sees in a workbook: sheets, headings, kinds of columns, problems; never a value."""
    with told():
        from xl_scorecard.cli.secrets import password_of, refuse_values_elsewhere
        from xl_scorecard.sources.peeking import peek as peek_into
        from xl_scorecard.sources.peeking import with_values

        if show_values:
            refuse_values_elsewhere(as_json=as_json)
        try:
            found = peek_into(file, sheet, password=password_of(password_from))
        except SourceError as error:
            if not as_json:
                raise
            say(str(error))
            print_for_machines(_json({"file": file.name, "refused": machine.refusal_data(error)}))
            raise typer.Exit(ExitCode.UNREADABLE) from None
        if add_to:
            _add(found, file, add_to)
        if as_json:
            print_for_machines(_json(peeked_data(found)))
        else:
            show_peeked(with_values(found) if show_values else found)


def problem(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As check prints it, such as SRC-014.")],
    as_json: AsJson = False,
) -> None:
    """Say what a code means, what to do, and how it may look."""
    with told(as_json=as_json):
        from xl_scorecard.sources.catalogue import explain_code

        explained = explain_code(code)
        if as_json:
            print_for_machines(_json(asdict(explained)))
            return
        console = out()
        console.print(f"{explained.code} ({explained.severity})", style="bold")
        for label, text in (("It means", explained.meaning), ("To do", explained.fix), ("Example", explained.example)):
            console.print(f"{label}: {text}", soft_wrap=not sys.stdout.isatty())


def peeked_data(found: Peeked) -> dict[str, object]:
    """Return what was seen, as JSON holds it."""
    return {
        "file": found.file,
        "format": found.form.value,
        "macros": found.extras.macros,
        "links": found.extras.links,
        "embedded": found.extras.embedded,
        "other_sheets": found.others,
        "sheets": [_sheet_data(sheet) for sheet in found.sheets],
    }


def _sheet_data(sheet: PeekedSheet) -> dict[str, object]:
    return {
        "name": sheet.shown,
        "position": sheet.position,
        "hidden": sheet.hidden,
        "rows": sheet.rows,
        "non_empty_cells": sheet.non_empty_cells,
        "cells": sheet.cells,
        "headings_row": sheet.headings_row or None,
        "columns": [
            {
                "letter": column.letter,
                "heading": column.shown,
                "type": column.guess.type.value,
                "kinds": list(column.guess.kinds),
                "filled": column.filled,
            }
            for column in sheet.columns
        ],
        "tables": list(sheet.tables),
        "problems": [machine.problem_data(one) for one in sheet.problems],
    }


def show_peeked(found: Peeked) -> None:
    """Show what was seen."""
    console = out()
    console.print(f"{found.file}: {found.form.value}{''.join(_extras(found))}", style="bold", soft_wrap=True)
    for sheet in found.sheets:
        _show_sheet(sheet)
    if found.others:
        console.print(f"\n{found.others} more {human.plural('sheet', found.others)}.")


def _extras(found: Peeked) -> Iterator[str]:
    if found.extras.macros:
        yield ", with macros (never run)"
    if found.extras.links:
        yield f", with {found.extras.links} {human.plural('link', found.extras.links)} to other workbooks"
    if found.extras.embedded:
        yield f", with {found.extras.embedded} embedded {human.plural('file', found.extras.embedded)}"


def _show_sheet(sheet: PeekedSheet) -> None:
    from rich.table import Table

    console = out()
    name = f"{sheet.position}  {sheet.shown or 'the text'}{' (hidden)' if sheet.hidden else ''}"
    headings = f"headings in row {sheet.headings_row}, " if sheet.headings_row else ""
    rows = f"{sheet.rows:,} {human.plural('row', sheet.rows)}"
    console.print(f"\n{name}", style="bold", soft_wrap=True)
    console.print(f"{headings}{rows}, {sheet.non_empty_cells:,} cells that are not empty", soft_wrap=True)
    if sheet.tables:
        console.print(f"Tables and named ranges: {', '.join(sheet.tables)}", soft_wrap=True)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for one in sheet.columns:
        seen = "; ".join(one.guess.kinds) or "nothing"
        grid.add_row(f"  {one.letter}", one.shown, one.guess.type.value, f"{one.filled:,}", seen)
    console.print(grid)
    human.show_grouped(sheet.problems)


def _add(found: Peeked, file: Path, definition: Path) -> None:
    from xl_scorecard.definitions.amending import add_source
    from xl_scorecard.sources.proposing import propose

    proposed = [one for sheet in found.sheets if (one := propose(sheet, file, definition))]
    if not proposed:
        raise RequestError(
            "None of its sheets has headings that a definition could declare.", fix="Write a heading over each column."
        )
    added = [add_source(definition, *one) for one in proposed]
    say(f"Added to {definition.name}: {', '.join(added)}. Look it over; the definition as it was is beside it.")


def _json(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
