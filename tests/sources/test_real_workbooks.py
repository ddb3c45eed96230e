"""Real workbooks that other tools choked on, or that Excel saved: each meets the rule of its group."""

import csv
import io
import json
import subprocess
import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import openpyxl
import pytest

from tests.builders.readers import careful_grid, cells_of_grid, last_grid
from xl_scorecard.errors import SourceError
from xl_scorecard.sources.book import open_book
from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.grid import Fault
from xl_scorecard.sources.readers import read_fast

pytestmark = pytest.mark.slow

MOST_SECONDS, MOST_MEGABYTES = 30, 1024
READ_WHOLE = ("plain", "silent-loss-in-read_only", "needs-fallback-reader")
READ_OR_REFUSED = ("must-refuse-with-reason", "legacy-must-refuse", "slow-or-roundtrip-fail")
READER = """
import json, resource, sys, time
from pathlib import Path
from xl_scorecard.errors import SourceError
from xl_scorecard.sources.peeking import peek
for line in sys.stdin:
    began, told = time.monotonic(), {"file": line.strip()}
    try:
        sheets = peek(Path(line.strip())).sheets
        told["cells"] = sum(sheet.non_empty_cells for sheet in sheets)
        told["existing"] = sum(sheet.cells for sheet in sheets)
        told["said"] = all(sheet.problems for sheet in sheets if not sheet.non_empty_cells)
    except SourceError as error:
        told["refused"] = [error.code, str(error), error.fix]
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told |= {"seconds": time.monotonic() - began, "megabytes": memory / 1024}
    print(json.dumps(told), flush=True)
"""


@pytest.fixture(scope="module")
def rows(shared):
    with (shared / "workbooks" / "manifest.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def told(shared, rows):
    """What one process tells of every file, one after the other: it has to live through all of them."""
    files = [str(shared / "workbooks" / row["file"]) for row in rows]
    done = subprocess.run(
        [sys.executable, "-c", READER], input="\n".join(files), capture_output=True, text=True, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == files, f"the process ended: {done.stderr[-500:]}"
    return dict(zip([row["file"] for row in rows], answers, strict=True))


def test_every_file_meets_the_rule_of_its_group(rows, told, shared, capsys):
    broken = defaultdict(list)
    for row in rows:
        for rule, met in rules(row, told[row["file"]], shared / "workbooks" / row["file"]).items():
            if not met:
                broken[rule].append(row["file"])
    with capsys.disabled():
        print(f"\n{table(rows, told)}")  # noqa: T201 (a table for whoever looks)
    assert not broken


def rules(row, answer, path):
    """Each rule that a file has to meet, and whether it does."""
    met = {
        "within 30 seconds": answer["seconds"] < MOST_SECONDS,
        "within 1 GB": answer["megabytes"] < MOST_MEGABYTES,
        "never nothing unsaid": answer.get("said", True),
    }
    if "refused" in answer:
        code, sentence, fix = answer["refused"]
        met["refused in one sentence with a code and a fix"] = bool(code and fix) and "\n" not in sentence
        met["read"] = row["group"] in READ_OR_REFUSED
    elif row["non_empty_cells"]:
        met["read whole"] = counts_agree(int(row["non_empty_cells"]), answer, path)
    return met


def counts_agree(listed, answer, path):
    """The list counts cells that exist in some files, and none in Strict workbooks; else openpyxl judges."""
    return listed in (answer["cells"], answer["existing"]) or not listed or answer["cells"] >= count_with_openpyxl(path)


def count_with_openpyxl(path):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    except Exception:
        return 0
    return sum(cell.value not in (None, "") for sheet in book.worksheets for cell in sheet._cells.values())


def table(rows, told):
    """Groups, how many files of each were read and refused, with which codes, and the slowest."""
    lines = [f"{'group':<26}{'files':>6}{'read':>6}{'refused':>9}{'slowest':>9}  codes"]
    groups = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(told[row["file"]])
    for group, answers in groups.items():
        codes = Counter(answer["refused"][0] for answer in answers if "refused" in answer)
        slowest = max(answer["seconds"] for answer in answers)
        listed = ", ".join(f"{code} ({count})" for code, count in sorted(codes.items()))
        read = len(answers) - codes.total()
        lines.append(f"{group:<26}{len(answers):>6}{read:>6}{codes.total():>9}{slowest:>8.1f}s  {listed}")
    most = max(answer["megabytes"] for answer in told.values())
    return "\n".join([*lines, f"most memory of any process: {most:.0f} MB"])


TRIMS = {"calamine__tests__issue_174.xlsx", "phpspreadsheet__tests__data__Reader__XLSX__issue.2246a.xlsx"}
"""calamine takes spaces from the ends of texts, and openpyxl does not."""
UNDER_MERGED = {"phpspreadsheet__tests__data__Reader__XLSX__HiddenMergeCellsTest.xlsx"}
"""openpyxl forgets what stands under merged cells."""
BEFORE_MARCH_1900 = {"date_1904_02.xlsx", "format19.xlsx"}
"""Dates that no reader agrees on, and that no record can have."""


def test_our_reader_and_the_careful_one_see_the_same_cells_in_every_workbook_that_both_can_read(rows, shared):
    _compare(rows, shared, careful_grid, UNDER_MERGED | BEFORE_MARCH_1900, at_least=200)


def test_our_reader_and_calamine_see_the_same_cells_but_for_faults(rows, shared):
    _compare(rows, shared, last_grid, TRIMS | BEFORE_MARCH_1900, at_least=200)


def _compare(rows, shared, read, differing, *, at_least):
    compared, different = 0, set()
    for row in rows:
        path = shared / "workbooks" / row["file"]
        for ours, theirs in _grids(path, read):
            compared += 1
            if not _alike(ours, theirs, faults=theirs.sees_all):
                different.add(path.name)
    assert different == differing
    assert compared >= at_least


def _grids(path: Path, read):
    try:
        book = open_book(path)
    except SourceError:
        return
    if book.package is None or path.stem.endswith("poc-shared-strings"):
        return
    fast = read_fast(book.package, book.sheets)
    for sheet in book.sheets:
        if sheet.position in fast:
            try:
                yield fast[sheet.position], read(book, sheet)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise


def _alike(ours, theirs, *, faults):
    first, second = cells_of_grid(ours), cells_of_grid(theirs)
    if not faults:
        second = {place: cell for place, cell in second.items() if not isinstance(first.get(place), Fault)}
        first = {place: cell for place, cell in first.items() if not isinstance(cell, Fault)}
        return first == second
    return first == second and _told(ours.facts) == _told(theirs.facts)


def _told(facts: SheetFacts):
    columns = {number for some in facts.hidden_columns for number in some}
    return facts.hidden_rows, columns, facts.filtered, sorted(map(str, facts.merged))
