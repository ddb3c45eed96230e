"""Commands for the person who designs a template: check it, and see which fields there are."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_scorecard.cli.outcome import told
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of
from xl_scorecard.cli.streams import out, print_for_machines

if TYPE_CHECKING:
    from xl_scorecard.layout.describing import DescribedSheet

EXAMPLES_OF = ("HY64", "England")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]
Definition = Annotated[Path | None, typer.Option("--definition", metavar="DEFINITION", help="Fill it with these data.")]

app = typer.Typer(help="Help with designing a template.", no_args_is_help=True)


@app.command("check")
def check_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The template, such as my-scorecard.xlsx.")],
    definition: Definition = None,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """List every field of a template with its place, what repeats and why, and what is refused."""
    with told(as_json=as_json):
        from xl_scorecard.layout.describing import describe
        from xl_scorecard.writers.template import read_template
        from xl_scorecard.writers.trying import try_template

        design = read_template(file)
        try_template(design)
        blueprint = design.blueprint
        sheets = describe(blueprint)
        password = password_of(password_from) if definition else ""
        names = _sheet_names(file, definition, allow_python=allow_python, password=password) if definition else ()
        if as_json:
            data = {"sheets": [asdict(sheet) for sheet in sheets], "makes": list(names)}
            print_for_machines(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n")
        else:
            _show(file, sheets, names)


@app.command("fields")
def list_fields(
    definition: Definition = None,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """List every field that a template may hold, with an example of what it prints."""
    with told(as_json=as_json):
        from xl_scorecard.layout.examples import shortened

        if definition is None:
            found = _demo_examples()
        else:
            found = _own_examples(definition, allow_python=allow_python, password=password_of(password_from))
        if as_json:
            print_for_machines(f"{json.dumps(dict(found), ensure_ascii=False, indent=2)}\n")
            return
        for field, example in found:
            out().print(f"{{{{ {field} }}}}".ljust(40), shortened(example))


def _show(file: Path, sheets: tuple[DescribedSheet, ...], names: tuple[str, ...]) -> None:
    console = out()
    for sheet in sheets:
        console.print(f"\n{sheet.name}{f' ({sheet.copied})' if sheet.copied else ''}", style="bold")
        for sentence in sheet.repeats:
            console.print(f"  {sentence}")
        for cell, field in sheet.fields:
            console.print(f"    {cell:<6} {{{{ {field} }}}}")
    if names:
        console.print(f"\nWith this definition it makes {len(names)} sheets: {', '.join(names)}.")
    console.print(f"\n{file.name} can be filled.")


def _sheet_names(file: Path, definition: Path, *, allow_python: bool, password: str) -> tuple[str, ...]:
    from xl_scorecard import pipeline
    from xl_scorecard.layout.planning import lay_out
    from xl_scorecard.writers.template import read_template

    card = pipeline.assess(definition, allow_python=allow_python, password=password)
    plan = lay_out(card, read_template(file).blueprint)
    return tuple(sheet.name for sheet in plan.sheets)


def _own_examples(definition: Path, *, allow_python: bool, password: str) -> list[tuple[str, str]]:
    from xl_scorecard import pipeline
    from xl_scorecard.layout.examples import examples

    card = pipeline.assess(definition, allow_python=allow_python, password=password)
    line = next(card.lines)
    comparator = line.benchmarks[0].comparator if line.benchmarks else EXAMPLES_OF[1]
    return list(examples(card, line.indicator.code, comparator))


def _demo_examples() -> list[tuple[str, str]]:
    from xl_scorecard.samples.fields import demo_examples

    return demo_examples()
