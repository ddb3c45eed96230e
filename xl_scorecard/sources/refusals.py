"""Why a source cannot be read: stable code, sentence and fix of every reason, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place

SAVE_AGAIN = "Open it in Excel and save it again as an Excel workbook (.xlsx)."
EXPORT_AGAIN = "Copy or export it again."


def refuse(reason: Refusal, place: Place, **words: str) -> SourceError:
    """Return the error to be raised; `words` fill its sentence and fix, and never hold a cell's value."""
    sentence, fix = reason.value.sentence.format_map(words), reason.value.fix.format_map(words)
    return SourceError(sentence, place=place, fix=fix, code=reason.value.code)


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said of a refusal."""

    code: str
    sentence: str
    fix: str


class Refusal(Enum):
    """What can stop a source from being read. Codes are stable: never renumber, never reuse."""

    LOCK_FILE = Reason(
        "SRC-101",
        "is not a workbook but the mark that Excel leaves beside one while it is open.",
        "Name the workbook itself, without ~$.",
    )
    IS_A_FOLDER = Reason("SRC-102", "is a folder, not a workbook.", "Name the workbook in it.")
    NO_FOLDER = Reason(
        "SRC-103",
        "cannot be found: there is no folder “{folder}” beside the definition.",
        "Correct the file in the definition's Sources.",
    )
    NOT_FOUND = Reason(
        "SRC-104",
        "cannot be found in the folder “{folder}”.{nearest}",
        "Put it there, or correct the file in the definition's Sources.",
    )
    NO_MATCH = Reason(
        "SRC-105",
        "no workbook matches this: {found}.",
        "Put the workbooks there, or correct the file in the definition's Sources.",
    )
    CANNOT_OPEN = Reason("SRC-106", "cannot be opened.", "Close it where it is open, and check that you may read it.")
    EMPTY = Reason("SRC-110", "is empty (0 bytes).", EXPORT_AGAIN)
    PASSWORD = Reason(
        "SRC-111",
        "is protected with a password.",
        "Save a copy without one, or say where the password is with --password-from.",
    )
    WRONG_PASSWORD = Reason(
        "SRC-112", "is protected with another password than the one given.", "Ask whoever protected it."
    )
    CANNOT_UNLOCK = Reason(
        "SRC-113",
        "is protected with a password, and what opens such workbooks is not installed.",
        "Save a copy without the password, or install xl-scorecard[encrypt].",
    )
    OTHER_OFFICE_FILE = Reason("SRC-114", "is not an Excel workbook but {kind}.", SAVE_AGAIN)
    NOT_A_WORKBOOK = Reason("SRC-115", "is not an Excel workbook: it holds {kind}, whatever its name says.", SAVE_AGAIN)
    CLAIMS_ANOTHER = Reason(
        "SRC-116",
        "claims by its name to be {claimed}, and is {kind}.",
        "Ask where it comes from; then save it again in Excel, or let its name end in {ending}.",
    )
    TOO_OLD = Reason("SRC-117", "is a workbook of Excel from before 1997, or is damaged.", SAVE_AGAIN)
    INCOMPLETE = Reason("SRC-118", "is incomplete or damaged.", EXPORT_AGAIN)
    ZIP_WITHOUT_WORKBOOK = Reason("SRC-119", "is a zip file without a workbook in it.", SAVE_AGAIN)
    PROTECTED_ZIP = Reason("SRC-120", "is a zip file protected with a password.", "Save a copy without one.")
    DOUBLE_PARTS = Reason("SRC-121", "is damaged: it has two parts of one name.", SAVE_AGAIN)
    TOO_LARGE = Reason(
        "SRC-122",
        "unpacks to more than {megabytes} MB, which no list of records needs.",
        "Export only the columns and months that are needed.",
    )
    BOMB = Reason(
        "SRC-123",
        "is packed far more tightly than a workbook ever is: it may be made to do harm.",
        "Ask for a copy saved by Excel.",
    )
    ENTITIES = Reason(
        "SRC-124",
        "holds XML that defines entities, which no workbook needs: it may be made to do harm.",
        "Ask for a copy saved by Excel.",
    )
    UNSAFE_NAMES = Reason(
        "SRC-125",
        "names parts of itself as files elsewhere on the computer: it may be made to do harm.",
        "Ask for a copy saved by Excel.",
    )
    TOO_WIDE = Reason(
        "SRC-126",
        "has cells outside the 16,384 columns and 1,048,576 rows of a sheet.",
        "Ask for a copy saved by Excel, or export only the columns and months that are needed.",
    )
    LIMITS = Reason(
        "SRC-127",
        "takes more time or memory to read than any list of records needs.",
        "Save it as an Excel workbook (.xlsx) with only the sheets and rows that are needed.",
    )
    UNREADABLE = Reason("SRC-128", "cannot be read.", SAVE_AGAIN)
    LARGE_FILE = Reason(
        "SRC-129",
        "is larger than {megabytes} MB, which no list of records needs.",
        "Export only the columns and months that are needed.",
    )
    NO_WORKSHEETS = Reason("SRC-130", "has no worksheet that can be read.", SAVE_AGAIN)
    NO_SHEET = Reason(
        "SRC-131",
        "has no sheet “{wanted}”; {hint}.",
        "Correct the sheet in the definition's Sources, or its name in the workbook.",
    )
    SHEETS_ALIKE = Reason(
        "SRC-132",
        "has {count} sheets that “{wanted}” may mean.",
        "Name one of them in the definition's Sources, or say which by its position, such as #2.",
    )
    NO_TABLE = Reason(
        "SRC-133",
        "has no table or named range “{wanted}”; {hint}.",
        "Correct the table in the definition's Sources, or its name in the workbook.",
    )
    NO_TABLES_HERE = Reason(
        "SRC-134",
        "is {kind}, whose tables and named ranges are not read.",
        "Save it as an Excel workbook (.xlsx), or name the sheet instead.",
    )
    SHEET_EMPTY = Reason(
        "SRC-140",
        "the sheet is empty; expected {wanted} and the others that the definition declares.",
        "Check the sheet, or correct the headings in the definition's Columns.",
    )
    NO_HEADINGS = Reason(
        "SRC-141",
        "none of its first {rows} rows has the headings; expected {wanted} and the others that are declared.",
        "Check the sheet, or correct the headings in the definition's Columns.",
    )
    HEADING_TWICE = Reason(
        "SRC-142",
        "{cells} are both headings for “{column}”, and only one can be meant.",
        "Rename or delete one of them.",
    )
    HEADING_MISSING = Reason(
        "SRC-143",
        "no column is headed {wanted}.",
        "Correct the heading there, or add the one that stands there to {where}{accept}.",
    )
    UNKNOWN_ENCODING = Reason(
        "SRC-150",
        "is text whose characters cannot be told: {found}.",
        "Save it as CSV UTF-8, or correct the encoding in the definition's Sources.",
    )
    QUOTES = Reason(
        "SRC-151",
        "line {line} has a quotation mark that does not fit: it is not closed, or stands in the middle of a text.",
        "Correct it in that line, or export again with another delimiter.",
    )
