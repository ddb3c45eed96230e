"""What `check` asks and shows beyond its report: headings to accept, and values for whoever sits at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xl_scorecard.cli.streams import err, out, say

if TYPE_CHECKING:
    from xl_scorecard.model.problem import Problem
    from xl_scorecard.sources.accepting import Suggestion


def accept_headings(path: Path, *, password: str) -> None:
    """Ask of each likely heading whether to add it to the definition, and add those that are wanted.

    Raises DefinitionError, RequestError and WriteError.
    """
    from xl_scorecard.definitions.amending import add_headings
    from xl_scorecard.definitions.reading import read_definition
    from xl_scorecard.sources.accepting import suggest_headings

    suggestions = suggest_headings(read_definition(path), password=password)
    if not suggestions:
        say("No heading in the sources looks like one that is missing.")
        return
    accepted = [one for one in suggestions if _is_wanted(one)]
    if accepted:
        kept = add_headings(path, [(one.column.place, one.heading) for one in accepted])
        say(f"Added to {path.name}; as it was before it is kept as {kept.name}.")


def _is_wanted(one: Suggestion) -> bool:
    heading = f"is headed “{one.shown}”" if one.shown else "has a heading that is not shown, as it may be a name"
    err().print(f"{one.place} {heading}.", soft_wrap=True)
    return typer.confirm(f"Read it as “{one.column.headings[0]}” ({one.column.place})?", default=False, err=True)


def show_values(path: Path, problems: tuple[Problem, ...], *, password: str) -> None:
    """Show what stands in the first places of each problem, for the person at the terminal only."""
    from xl_scorecard.definitions.reading import read_definition
    from xl_scorecard.sources.showing import values_at

    console = out()
    console.print("\nWhat stands there, for your eyes only:", style="bold")
    places = [place for one in problems for place in one.places]
    for place, value in values_at(read_definition(path), places, password=password):
        console.print(f"  {place}: {value}", soft_wrap=True)
