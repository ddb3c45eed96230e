"""What commands print for people: a scorecard as a table, problems, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from xl_scorecard.cli.streams import err, out
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity, most_serious_first
from xl_scorecard.model.scorecard import Line, Scorecard, Section
from xl_scorecard.model.status import Status

if TYPE_CHECKING:
    from rich.console import Console

    from xl_scorecard.pipeline import Built
    from xl_scorecard.status.explaining import Explanation

FIRST_PROBLEMS = 10
LOOKS = {
    Status.GREEN: "#06281d on #5db59a",
    Status.AMBER: "#4a3200 on #ffe9a8",
    Status.RED: "#ffffff on #a8281e",
}


def show_demo(folder: Path, built: Built) -> None:
    """Show what the demo made, and what to open and try next."""
    show_card(built.card)
    show_problems(built.card.problems)
    definition = folder / "definition.xlsx"
    out().print(
        f"\nOpen {built.path}\n"
        f"Then change {definition} or a workbook in {folder / 'sources'}, and try:\n"
        f"  xl-scorecard build {quoted(definition)}\n"
        f"  xl-scorecard explain {quoted(definition)} {_worth_explaining(built.card)}",
        soft_wrap=True,
    )


def _worth_explaining(card: Scorecard) -> str:
    """The first red, or else the first indicator."""
    reds = (line for line in card.lines if line.headline_assessment.status is Status.RED)
    return next(iter((*reds, *card.lines))).indicator.code


def show_card(card: Scorecard) -> None:
    """Show the scorecard as a table: last full year, the month, the year to date, and how the headline stands."""
    settings, console = card.definition.settings, out()
    console.print(f"\n{settings.title}, {settings.organisation}: {card.period.label}", style="bold", soft_wrap=True)
    console.print(f"Status and trend are those of the {settings.headline.value}.\n")
    for section in card.sections:
        console.print(section_table(section, card.period))
        console.print()
    console.print(counts_sentence(card))


def section_table(section: Section, month: Period) -> Table:
    """Return one section: at most 80 columns wide, statuses as words that are also coloured."""
    from xl_scorecard.status.assessing import last_full_year

    columns = (last_full_year(month), month, month.year_to_date)
    table = Table(title=section.title, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0))
    table.add_column("Code", no_wrap=True)
    table.add_column("Indicator", ratio=1)
    for period in columns:
        table.add_column(period.label, justify="right", max_width=8)
    table.add_column("Target", justify="right", max_width=9)
    table.add_column("Status", no_wrap=True)
    table.add_column("Trend", no_wrap=True)
    for line in section.lines:
        table.add_row(*cells(line, columns))
    return table


def cells(line: Line, periods: tuple[Period, ...]) -> Iterator[str | Text]:
    """Yield what one printed row says."""
    headline = line.headline_assessment
    yield line.indicator.code
    yield line.indicator.title
    for period in periods:
        yield shown(line.assessments.get(period))
    yield headline.target_hint
    yield Text(headline.status.value, style=LOOKS.get(headline.status, "dim"))
    yield "" if headline.trend.number is None else headline.trend.value


def shown(assessment: Assessment | None) -> str:
    """Return a value as printed, "–" where there is none."""
    return assessment.shown if assessment and assessment.value is not None else "–"


def counts_sentence(card: Scorecard) -> str:
    """Return how many are green, amber and red."""
    from xl_scorecard.status.counts import summary_sentence

    return summary_sentence(card)


def show_checked(card: Scorecard) -> None:
    """Show what was read, how it stands and what was found."""
    for source in card.sources:
        left_out = sum(source.left_out.values())
        remark = f", {left_out:,} of them left out" if left_out else ""
        out().print(
            f"{Place(file=source.file, sheet=source.sheet)}: {source.rows:,} {plural('row', source.rows)}{remark}"
        )
    out().print(counts_sentence(card), soft_wrap=True)
    out().print(f"\n{problems_sentence(card.problems)}")
    show_grouped(card.problems)


def show_grouped(problems: tuple[Problem, ...]) -> None:
    """Show all problems, most serious first: what was found once for each code, with what to do, then every place."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in most_serious_first(problems):
        groups.setdefault((problem.code, problem.fix), []).append(problem)
    for (code, fix), found in groups.items():
        same = len({problem.sentence for problem in found}) == 1
        told = f" {found[0].sentence.rstrip('.')}." if same else ""
        out().print(f"\n{found[0].severity.value} {code}:{told} {fix}".rstrip(), soft_wrap=True)
        for problem in found:
            sentence = "" if same else f": {problem.sentence.rstrip('.')}"
            out().print(f"  {places_words(problem)}{sentence}", soft_wrap=True)


def places_words(problem: Problem) -> str:
    """Return the first five places of a problem, and how many more there are."""
    first, *others = problem.places or (problem.place,)
    cells = [other.cell if other.sheet == first.sheet else str(other) for other in others]
    more = problem.count - 1 - len(cells)
    ending = f" and {more:,} more" if more > 0 else ""
    return f"{', '.join([str(first), *cells])}{ending}"


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Show what was found in the data, most serious first: the first ten, then how many more."""
    tell_problems(out(), problems)


def tell_problems(console: Console, problems: tuple[Problem, ...]) -> None:
    """Print problems on `console`."""
    console.print(f"\n{problems_sentence(problems)}")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for problem in most_serious_first(problems)[:FIRST_PROBLEMS]:
        grid.add_row(f"  {problem.severity.value}", problem_words(problem))
    console.print(grid)
    more = len(problems) - FIRST_PROBLEMS
    if more > 0:
        console.print(f"  … and {more} more: see the sheet Data quality, or xl-scorecard check --json.")


def problem_words(problem: Problem) -> str:
    """Return one problem: where, how many other places have it, what was found and what to do."""
    others = f" and {problem.count - 1:,} more" if problem.count > 1 else ""
    fix = f" {problem.fix}" if problem.fix else ""
    return f"{problem.place}{others}: {problem.sentence.rstrip('.')}.{fix}"


def problems_sentence(problems: tuple[Problem, ...]) -> str:
    """Return how many problems were found, by severity: "37 problems found: 2 errors, 30 warnings, 5 notes"."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[severity]} {plural(severity.value.lower(), counts[severity])}" for severity in Severity]
    return (
        f"{len(problems)} {plural('problem', len(problems))} found: {', '.join(parts)}" if problems else "No problems."
    )


def plural(noun: str, count: int) -> str:
    """Return a noun as it stands after a number."""
    return noun if count == 1 else f"{noun}s"


def show_explanation(explanation: Explanation) -> None:
    """Show how one figure came about, a label and a text on each line."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for label, text in explanation.lines():
        table.add_row(label, text)
    out().print(table)


def say_built(built: Built) -> None:
    """Say where the finished workbook is, what it says and what was found on the way."""
    console = err()
    console.print(counts_sentence(built.card), soft_wrap=True)
    tell_problems(console, built.card.problems)
    console.print(f"\n{saved_sentence(built)}", soft_wrap=True)


def saved_sentence(built: Built) -> str:
    """Return where the finished workbook is."""
    held = built.held or "open in another program"
    beside = f" (the workbook of that name is {held})" if built.saved_beside else ""
    return f"Saved {built.path}{beside}"


def quoted(path: Path) -> str:
    """Return a path as one types it."""
    text = str(path)
    return f'"{text}"' if " " in text else text
