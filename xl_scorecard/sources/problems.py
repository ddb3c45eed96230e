"""Every kind of Problem that reading a source can find: stable code, severity, sentence and fix, in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity

SHOWN_PLACES = 5


class Collector:
    """Problems of one sheet while its rows are read one by one: the same kind in the same words becomes one."""

    def __init__(self, where: Place, *, silent: frozenset[Kind] = frozenset()) -> None:
        self.where = where
        self.silent = silent
        self._cells: dict[tuple[Kind, tuple[tuple[str, str], ...]], list[str]] = {}

    def add(self, kind: Kind, cell: str, **words: str) -> None:
        """Take note of one cell, by its address; kinds that are `silent` are nothing odd here."""
        cells = self._cells.setdefault((kind, tuple(words.items())), []) if kind not in self.silent else [cell]
        if cells[-1:] != [cell]:
            cells.append(cell)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One Problem for each kind and words, in the order found."""
        found = self._cells.items()
        return tuple(make_problem(kind, self.where, cells, words=dict(words)) for (kind, words), cells in found)


def make_problem(
    kind: Kind,
    where: Place,
    cells: Sequence[str] = (),
    *,
    words: Mapping[str, str] | None = None,
    count: int | None = None,
) -> Problem:
    """Return one Problem for all `cells` (addresses, in order) of the sheet `where`; `words` fill its sentence and fix.

    `count` is given where it is not the number of cells.
    """
    places = tuple(Place(file=where.file, sheet=where.sheet, cell=cell) for cell in cells[:SHOWN_PLACES])
    rule, known = kind.value, words or {}
    return Problem(
        code=rule.code,
        severity=rule.severity,
        place=places[0] if places else where,
        sentence=rule.sentence.format_map(known),
        fix=rule.fix.format_map(known),
        count=count if count is not None else max(len(cells), 1),
        places=places or (where,),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one cell: its kind and, where the sentence says so, what stands there by type ("text")."""

    kind: Kind
    found: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said of a kind; `{column}` is the declared heading. A sentence names kinds, never a cell's value."""

    code: str
    severity: Severity
    sentence: str
    fix: str


class Kind(Enum):
    """What can be wrong with a sheet, a row or a cell. Codes are stable: never renumber, never reuse."""

    HIDDEN_SHEET = Rule("SRC-001", Severity.NOTE, "the sheet is hidden; it was read", "Show it, or name another sheet.")
    HIDDEN_ROWS = Rule(
        "SRC-002",
        Severity.NOTE,
        "hidden rows; they were read and count",
        "If they should not count, delete them, or write “row is hidden” under Leave out rows where in the "
        "definition's Sources.",
    )
    HIDDEN_COLUMNS = Rule(
        "SRC-003", Severity.NOTE, "hidden columns that the definition uses; they were read", "Show them to check them."
    )
    FILTERED = Rule(
        "SRC-004",
        Severity.NOTE,
        "a filter is on; rows that it hides were read and count",
        "Clear the filter to see what was read.",
    )
    HEADING_MISSING = Rule(
        "SRC-005",
        Severity.WARNING,
        "no column is headed “{column}”{nearest}; it is empty for every row",
        "Add the heading that stands in the sheet to {where}{accept}, or correct it in the sheet.",
    )
    HEADING_NOT_LATIN = Rule(
        "SRC-006",
        Severity.WARNING,
        "a heading has a letter that is not Latin ({letters}); read as “{column}”",
        "Type “{column}” again over the heading.",
    )
    TITLE_ROWS = Rule("SRC-007", Severity.NOTE, "rows above the headings; they were passed over", "No need to act.")
    HEADING_SPELLED = Rule(
        "SRC-008",
        Severity.NOTE,
        "a heading in other capitals, spaces or signs than declared; read as “{column}”",
        "No need to act, or type “{column}” over it.",
    )
    MERGED = Rule(
        "SRC-009",
        Severity.WARNING,
        "“{column}”: cells merged over several rows; only the first row of each has the value",
        "Unmerge them, or say Yes under Fill down in the definition's Columns if the value is meant for all of them.",
    )
    NOTHING_THERE = Rule(
        "SRC-026", Severity.WARNING, "the sheet is empty: none of its cells holds anything", "Name another sheet."
    )
    NO_HEADINGS_SEEN = Rule(
        "SRC-027",
        Severity.WARNING,
        "no row looks like headings; without headings no column can be told from another",
        "Write a heading over each column, in one row.",
    )
    HIDDEN_UNKNOWN = Rule(
        "SRC-028",
        Severity.WARNING,
        "the definition leaves out hidden rows, and in this form of file they cannot be told; all rows count",
        "Save it as an Excel workbook (.xlsx).",
    )
    CALCULATED = Rule(
        "SRC-029",
        Severity.NOTE,
        "formulas that were never calculated; LibreOffice calculated them, as --recalculate asks",
        "Open the workbook in Excel and save it, so that everyone sees the same.",
    )
    NO_ROWS = Rule(
        "SRC-010",
        Severity.ERROR,
        "no rows were read: there are headings but nothing under them",
        "Check that the extract is complete, and that the definition names the right sheet.",
    )
    TOO_MANY_BAD_ROWS = Rule(
        "SRC-011",
        Severity.ERROR,
        "{bad} of {rows} rows have a required cell that is empty or wrong, more than the {limit} allowed: "
        "figures from it cannot be relied on",
        "Correct the cells named in its other problems, or raise the limit in the definition's Sources.",
    )
    TOTAL_ROWS = Rule(
        "SRC-012",
        Severity.NOTE,
        "a total row among the records; it was left out",
        "No need to act if it is a total; if it is a record, take the word “total” out of its first cell.",
    )
    MONTHS_WITHOUT_ROWS = Rule(
        "SRC-013",
        Severity.WARNING,
        "no row with “{column}” in {months}, which the definition says the source covers",
        "Check that the extract is complete, or change the months that it covers in the definition's Sources.",
    )
    LATER_THAN_COVERED = Rule(
        "SRC-014",
        Severity.NOTE,
        "rows with “{column}” later than {covers}, the last month that the definition says the source covers",
        "Change the month in the definition's Sources when the later months are complete.",
    )
    LEFT_OUT = Rule(
        "SRC-015",
        Severity.NOTE,
        "rows that the definition leaves out ({rule})",
        "No need to act if that is meant.",
    )
    BLANK_ROWS = Rule("SRC-016", Severity.NOTE, "blank rows among the others; they were passed over", "No need to act.")
    NOT_ALL_SEEN = Rule(
        "SRC-017",
        Severity.NOTE,
        "as this file is written, hidden rows, filters, errors such as #N/A and leading zeros that only a number format "
        "shows cannot be seen; an error is read as empty",
        "Open it in Excel and save it as an Excel workbook (.xlsx) to have them checked.",
    )
    MACROS = Rule("SRC-018", Severity.NOTE, "the workbook holds macros; they were not run", "No need to act.")
    LINKS = Rule(
        "SRC-019",
        Severity.NOTE,
        "the workbook has links to other workbooks; what they last showed was read",
        "Open it in Excel, update the links and save it if they may have changed.",
    )
    REQUIRED_BLANK = Rule(
        "SRC-020",
        Severity.WARNING,
        "“{column}”: empty, but every row needs it; the row does not count",
        "Fill it in.",
    )
    ERROR_CELL = Rule(
        "SRC-021",
        Severity.WARNING,
        "“{column}”: an error such as #N/A; read as missing",
        "Correct the formula, or empty the cell.",
    )
    NEVER_CALCULATED = Rule(
        "SRC-022",
        Severity.WARNING,
        "“{column}”: a formula that was never calculated; read as missing",
        "Open the workbook in Excel and save it, or build with --recalculate.",
    )
    MISSING_SYMBOL = Rule(
        "SRC-023",
        Severity.NOTE,
        "“{column}”: a symbol for “not available” or “hidden”; read as missing, never as zero",
        "No need to act if that is meant.",
    )
    FILLED_DOWN = Rule(
        "SRC-024", Severity.NOTE, "“{column}”: empty; read as what stands above it, as declared", "No need to act."
    )
    JOIN_INCOMPLETE = Rule(
        "SRC-025",
        Severity.WARNING,
        "“{column}”: made of {parts}, and one of them is empty; read as missing",
        "Fill in what is empty.",
    )
    ID_TRIMMED = Rule(
        "SRC-030",
        Severity.NOTE,
        "“{column}”: spaces or invisible characters in an id; they were removed",
        "Remove them where the records are kept, so that the id matches elsewhere too.",
    )
    ID_TOO_LONG = Rule(
        "SRC-031",
        Severity.WARNING,
        "“{column}”: an id of more than 15 digits stored as a number; Excel has changed its last digits",
        "Export the column as text.",
    )
    ID_NOT_WHOLE = Rule(
        "SRC-032", Severity.WARNING, "“{column}”: a number with decimals, as an id", "Export the column as text."
    )
    NOT_AN_ID = Rule(
        "SRC-033",
        Severity.WARNING,
        "“{column}”: a date, a time or true/false, not an id; read as missing",
        "Export the column as text.",
    )
    ID_NOT_LATIN = Rule(
        "SRC-034",
        Severity.WARNING,
        "“{column}”: a letter in an id that is not Latin ({letters}); it is another id than the one it looks like",
        "Type the id again with the keys of a Latin keyboard, where the records are kept.",
    )
    DATE_AS_TEXT = Rule(
        "SRC-040",
        Severity.NOTE,
        "“{column}”: a date kept as text; read with the day first",
        "Store it as a date (Data, Text to Columns, Date: DMY).",
    )
    DATE_AS_SERIAL = Rule(
        "SRC-041",
        Severity.NOTE,
        "“{column}”: a bare number; read as Excel's number for a date",
        "Format the column as a date and check it.",
    )
    DATE_IMPOSSIBLE = Rule(
        "SRC-042",
        Severity.WARNING,
        "“{column}”: a date that does not exist; read as missing",
        "Correct it; a date is written with the day first, such as 14/05/2012.",
    )
    DATE_OUT_OF_RANGE = Rule(
        "SRC-043",
        Severity.WARNING,
        "“{column}”: a date before March 1900 or after 2199; read as missing",
        "Correct it, or leave the cell empty.",
    )
    NOT_A_DATE = Rule(
        "SRC-044",
        Severity.WARNING,
        "“{column}”: {found}, not a date; read as missing",
        "Enter a date such as 14/05/2012, or leave the cell empty.",
    )
    TIME_DROPPED = Rule(
        "SRC-045", Severity.NOTE, "“{column}”: a date with a time of day; only the date is used", "No need to act."
    )
    NUMBER_AS_TEXT = Rule(
        "SRC-050", Severity.NOTE, "“{column}”: a number kept as text; read as a number", "Store it as a number."
    )
    NOT_A_NUMBER = Rule(
        "SRC-051",
        Severity.WARNING,
        "“{column}”: {found}, not a number; read as missing",
        "Enter a number such as 1,234.5, or leave the cell empty.",
    )
    NOT_WHOLE = Rule(
        "SRC-052",
        Severity.WARNING,
        "“{column}”: a number with decimals where whole numbers are declared; read as missing",
        "Correct it, or declare the column as a number.",
    )
    PERCENT_MIXED = Rule(
        "SRC-053",
        Severity.WARNING,
        "“{column}”: percentages such as 25.6 stand beside percentages such as 0.256; read as missing",
        "Write all of them in one way.",
    )
    PERCENT_SMALL = Rule(
        "SRC-054",
        Severity.WARNING,
        "“{column}”: a percentage below 1; read as it stands, so that 0.256 is 0.256 %, not 25.6 %",
        "If a share of 1 is meant, write it as a percentage: 25.6.",
    )
    NOT_YES_OR_NO = Rule(
        "SRC-060",
        Severity.WARNING,
        "“{column}”: neither yes nor no; read as missing",
        "Enter Yes or No, or leave the cell empty.",
    )
    NOT_ALLOWED = Rule(
        "SRC-061",
        Severity.WARNING,
        "“{column}”: not one of the values that the definition allows; read as missing",
        "Correct it, or add the value to the allowed ones in the definition's Columns.",
    )
    NOT_UNIQUE = Rule(
        "SRC-062",
        Severity.WARNING,
        "“{column}”: stands in an earlier row too, and should stand once; both rows count",
        "Delete the row that is there twice, or say No under Unique in the definition's Columns.",
    )
    TOO_SMALL = Rule(
        "SRC-063",
        Severity.WARNING,
        "“{column}”: below {limit}, the lowest that the definition allows; read as missing",
        "Correct it, or change the minimum in the definition's Columns.",
    )
    TOO_LARGE = Rule(
        "SRC-064",
        Severity.WARNING,
        "“{column}”: above {limit}, the highest that the definition allows; read as missing",
        "Correct it, or change the maximum in the definition's Columns.",
    )
    ROW_TOO_LONG = Rule(
        "SRC-065",
        Severity.WARNING,
        "more cells in a row than there are headings; what follows a delimiter inside a text is in the wrong column",
        "Export it again with quotation marks around texts, or with another delimiter.",
    )
    CODE_NOT_LATIN = Rule(
        "SRC-070",
        Severity.WARNING,
        "“{column}”: a letter that is not Latin ({letters}){read_as}",
        "Type the code again with the keys of a Latin keyboard.",
    )
    CODE_UNKNOWN = Rule(
        "SRC-071",
        Severity.WARNING,
        "“{column}”: not a code that the definition has{nearest}; the row is not used",
        "Correct the code, or add it to the definition.",
    )
    NOT_A_PERIOD = Rule(
        "SRC-072",
        Severity.WARNING,
        "“{column}”: not a period; the row is not used",
        "Enter a month such as 2012-05 or May 2012, or a year such as 2012/13.",
    )
    PERIOD_MAYBE_YEAR = Rule(
        "SRC-073",
        Severity.WARNING,
        "“{column}”: a month, but perhaps a year was meant: Excel makes a date of 2010/11, and 2010-11 is a month; "
        "read as {period}",
        "If the year is meant, type it with an apostrophe before it: '2010/11.",
    )
    REPEATED = Rule(
        "SRC-074",
        Severity.WARNING,
        "a second figure for the same code and period (and comparator); the first is used",
        "Delete one of them.",
    )
    NO_FIGURE = Rule(
        "SRC-075", Severity.NOTE, "“{column}”: empty; the row is not used", "No need to act if that is meant."
    )
    SAME_AGAIN = Rule(
        "SRC-076",
        Severity.NOTE,
        "a second figure for the same code and period, the same as the first",
        "No need to act.",
    )
    NO_PERIOD_HEADED = Rule(
        "SRC-077",
        Severity.NOTE,
        "columns whose headings are no periods; they were passed over",
        "No need to act if they hold no figures; otherwise name them in the definition's Columns.",
    )
    NOT_IN_OTHER = Rule(
        "SRC-080",
        Severity.WARNING,
        "“{column}”: not among “{other}” of {source}",
        "Check that both extracts are of the same day, and that the id is the same in both.",
    )
    BEFORE_OTHER = Rule(
        "SRC-081", Severity.WARNING, "“{column}” is before “{other}”", "Correct the wrong one of the two dates."
    )
    OVERLAP = Rule(
        "SRC-082",
        Severity.WARNING,
        "begins (“{column}”) before another row with the same “{each}” has ended (“{other}”)",
        "Enter the end of the earlier one, or delete the row that is there twice.",
    )
    IN_FUTURE = Rule(
        "SRC-083",
        Severity.NOTE,
        "“{column}”: a date in the future",
        "Correct it, or give the definition's Columns a maximum if such dates are meant.",
    )
    HALF_MONTH = Rule(
        "SRC-084",
        Severity.WARNING,
        "half as many rows with “{column}” as in the month before, or fewer, in {months}: "
        "the extract may be old or cut short",
        "Compare it with the system that it comes from, and export it again.",
    )
