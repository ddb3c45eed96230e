"""One thin function a command; without arguments the menu."""

from __future__ import annotations

import atexit
import gc
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xl_scorecard.cli import excel as excel_commands
from xl_scorecard.cli import human, keeping, machine, monthend, peeking, questions, sending, templating
from xl_scorecard.cli.contents import Contents
from xl_scorecard.cli.demo import Example
from xl_scorecard.cli.outcome import ExitCode, told
from xl_scorecard.cli.progress import watched
from xl_scorecard.cli.publishing import publish_edition
from xl_scorecard.cli.secrets import AllowPython, PasswordFrom, password_of, refuse_values_elsewhere
from xl_scorecard.cli.streams import prepare_streams, print_for_machines, say
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Edition

NEW_OBJECTS = 1_000_000
QUIETLY = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""What libraries read when they are imported: numpy starts no thread a processor, pydantic seeks no plug-ins."""


class Format(StrEnum):
    """How `assess` prints the figures."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Pages(StrEnum):
    """Which sheets `build --pdf` prints."""

    BOARD = "board"
    ALL = "all"


DefinitionFile = Annotated[Path, typer.Argument(metavar="DEFINITION", help="The definition, such as definition.xlsx.")]
PeriodText = Annotated[
    str | None,
    typer.Option("--period", metavar="MONTH", help="Such as 2012-05; by default the last month all sources cover."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]

app = typer.Typer(
    name="xl-scorecard",
    cls=Contents,
    help="Turn workbooks of records into a finished scorecard. Without a command: a menu.",
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks show values
)
app.add_typer(templating.app, name="template")
app.add_typer(excel_commands.app, name="excel")
app.command()(excel_commands.refresh)
app.command()(excel_commands.doctor)
app.command("send")(sending.send)
monthend.register(app)
questions.register(app)
keeping.register(app)
peeking.register(app)


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    start_swiftly()
    prepare_streams()
    app(prog_name="xl-scorecard")


def start_swiftly() -> None:
    """Leave out what Python and libraries do for longer work than a command's: a fifth of the time of a small build.

    The collector of reference cycles looks through all objects each time so many are made, and once more at the end.
    """
    gc.set_threshold(NEW_OBJECTS)
    atexit.register(gc.freeze)
    for name, value in QUIETLY.items():
        os.environ.setdefault(name, value)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Turn workbooks of records into a finished scorecard. Without a command: a menu."""
    if version:
        from importlib.metadata import version as installed

        print_for_machines(f"{installed('xl-scorecard')}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from xl_scorecard.cli.menu import run_menu

        with told():
            run_menu()


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write it.")] = Path("scorecard-demo"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite a demo that is there, changes included.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="With buttons and a ribbon tab, so with macros.")] = False,
    example: Annotated[
        Example, typer.Option(help="Children's social care, or an NHS trust's A&E on control charts.")
    ] = Example.HARINGEY,
) -> None:
    """Write a working example that you can keep and change, and build it."""
    from xl_scorecard.cli.demo import make_demo

    with told(), watched() as stages:
        built = make_demo(folder, force=force, progress=stages, macros=excel, example=example)
    human.show_demo(folder, built)


@app.command()
def build(
    definition: DefinitionFile,
    period: PeriodText = None,
    template: Annotated[Path | None, typer.Option(help="The workbook to fill in instead of the definition's.")] = None,
    out: Annotated[Path | None, typer.Option(help="By default scorecard-<period>.xlsx beside the definition.")] = None,
    recalculate: Annotated[
        bool,
        typer.Option(
            "--recalculate", help="Have LibreOffice compute formulas: the template's, and sources' without a value."
        ),
    ] = False,
    pdf: Annotated[
        Pages | None, typer.Option(help="Print a PDF too: the board's pages (summary and reds), or all.")
    ] = None,
    edition: Annotated[
        Edition, typer.Option(help="Published: for everybody outside, small numbers hidden, in a plain workbook.")
    ] = Edition.INTERNAL,
    draft: Annotated[bool, typer.Option("--send", help="Then draft the messages to its recipients.")] = False,
    send_now: Annotated[bool, typer.Option("--send-now", help="Then send it to its recipients.")] = False,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """Build the finished workbook."""
    with told(as_json=as_json):
        from xl_scorecard import pipeline

        password = password_of(password_from)
        with watched() as stages:
            making = publish_edition if edition is Edition.PUBLISHED else pipeline.build
            built = making(
                definition,
                period=period,
                template=template,
                out=out,
                computed=recalculate,
                allow_python=allow_python,
                password=password,
                progress=stages,
            )
            printed = pipeline.print_pages(built, pdf.value) if pdf else None
        if printed:
            say(f"Printed {printed}")
        if as_json:
            print_for_machines(machine.built_json(built, stages.seconds))
        else:
            human.say_built(built)
        leave_failed_if_unusable(built.card)
        if draft or send_now:
            shelf = sending.a_shelf(allow_python=allow_python, password=password)
            publishes = edition is not Edition.PUBLISHED
            sending.send_files([built.path], publishes=publishes, send_now=send_now, shelf=shelf, aside=as_json)


@app.command()
def check(
    definition: DefinitionFile,
    accept: Annotated[
        bool, typer.Option("--accept", help="Ask to add headings that stand in the sources to the definition.")
    ] = False,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Also show what stands in the cells; on a terminal only.")
    ] = False,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """Read the definition, its sources and its template, and report what is found; write nothing but what you accept."""
    with told(as_json=as_json):
        from xl_scorecard import pipeline
        from xl_scorecard.cli import checking

        if show_values:
            refuse_values_elsewhere(as_json=as_json)
        password = password_of(password_from)
        if accept:
            checking.accept_headings(definition, password=password)
        with watched() as stages:
            card = pipeline.check(definition, allow_python=allow_python, password=password, progress=stages)
        if as_json:
            print_for_machines(machine.checked_json(card, stages.seconds))
        else:
            human.show_checked(card)
        if show_values:
            checking.show_values(definition, card.problems, password=password)
        leave_failed_if_unusable(card)


@app.command()
def assess(
    definition: DefinitionFile,
    period: PeriodText = None,
    form: Annotated[Format, typer.Option("--format", help="A table for people, or all figures.")] = Format.TABLE,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
) -> None:
    """Print the figures without making a workbook."""
    with told(as_json=form is Format.JSON):
        from xl_scorecard import pipeline

        with watched() as stages:
            card = pipeline.assess(
                definition,
                period=period,
                allow_python=allow_python,
                password=password_of(password_from),
                progress=stages,
            )
        match form:
            case Format.CSV:
                print_for_machines(machine.figures_csv(card))
            case Format.JSON:
                print_for_machines(machine.figures_json(card))
            case Format.TABLE:
                human.show_card(card)
        leave_failed_if_unusable(card)


@app.command()
def explain(
    definition: DefinitionFile,
    code: Annotated[str, typer.Argument(metavar="CODE", help="An indicator's code, such as Op410.")],
    period: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Such as 2012-05 or 2011/12; by default what the Summary counts."),
    ] = None,
    allow_python: AllowPython = False,
    password_from: PasswordFrom = "",
    as_json: AsJson = False,
) -> None:
    """Say in words how one figure came about: rows, numerator, denominator, rule, threshold, reason."""
    with told(as_json=as_json):
        from xl_scorecard import pipeline

        with watched() as stages:
            explanation = pipeline.explain(
                definition,
                code,
                period=period,
                allow_python=allow_python,
                password=password_of(password_from),
                progress=stages,
            )
        if as_json:
            print_for_machines(machine.explanation_json(explanation))
        else:
            human.show_explanation(explanation)


def leave_failed_if_unusable(card: Scorecard) -> None:
    """Leave with exit code 1 where a source passed its limit of bad rows."""
    unusable = [file for file in card.sources if not file.usable]
    for file in unusable:
        say(
            f"{Place(file=file.file, sheet=file.sheet)}: {file.bad_rows} of {file.rows} rows are bad: more than its limit."
        )
    if unusable:
        raise typer.Exit(ExitCode.FAILED)
