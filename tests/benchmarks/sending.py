"""How long looking through an outgoing workbook takes, beside openpyxl merely reading it in the same run.

One command: python tests/benchmarks/run.py (or this file alone)
"""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import load_workbook
from rich.console import Console
from rich.table import Table

from xl_scorecard import pipeline
from xl_scorecard.cli.demo import make_demo
from xl_scorecard.disclosure.cleaning import clean
from xl_scorecard.disclosure.leaks import scan
from xl_scorecard.disclosure.printed import printed
from xl_scorecard.disclosure.secrets import gather_secrets

ROUNDS = 7


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        built = make_demo(Path(folder) / "demo", force=False, progress=lambda _: None)
        found = pipeline.read(built.card.definition.path)
        content, card = built.path.read_bytes(), built.card
        secrets, allowed = gather_secrets(found.definition, found.tables), printed(card)
        ours, copies, theirs = [], [], []
        for _ in range(ROUNDS):
            ours.append(seconds_of(lambda: scan(content, secrets, allowed)))
            copies.append(seconds_of(lambda: clean(content, organisation="A", made=card.built, file="a")))
            theirs.append(seconds_of(lambda: load_workbook(io.BytesIO(content)).close()))
    known = len(secrets.ids) + len(secrets.births)
    table = Table(
        "What", "seconds (median)", title=f"{len(content) / 1024:,.0f} KB looked through for {known:,} values"
    )
    table.add_row("ours: every part looked through", f"{median(ours):.3f}")
    table.add_row("ours: the cleaned copy", f"{median(copies):.3f}")
    table.add_row("openpyxl: reading its cells", f"{median(theirs):.3f}")
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    table.add_row("looking through ÷ reading (median of pairs)", f"{ratio:.2f}")
    Console().print(table)


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
