"""eml: drafts in a folder. Outlook opens one as a message still to be sent (X-Unsent), as other mail programs do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from xl_scorecard.errors import MailError
from xl_scorecard.mail.transport import Letter, Outcome, Result
from xl_scorecard.model.place import Place

UNSENT = b"X-Unsent: 1\r\n"
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9@._-]+")


@dataclass(frozen=True, slots=True)
class EmlTransport:
    """Writes each letter into a folder, over a draft of the same name."""

    folder: Path

    def open(self) -> None:
        """Make the folder."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable() from error

    def deliver(self, letter: Letter) -> Outcome:
        """Write the draft; the remark is its file's name."""
        path = self.folder / draft_name(letter)
        try:
            path.write_bytes(UNSENT + letter.content)
        except OSError as error:
            raise self._unwritable() from error
        return Outcome(result=Result.DRAFTED, remark=path.name)

    def close(self) -> None:
        """Nothing is held."""

    def _unwritable(self) -> MailError:
        return MailError("cannot be written to.", place=Place(file=self.folder.name), fix="Choose another with --out.")


def draft_name(letter: Letter) -> str:
    """Return the file name of a draft: the workbook's, and whom it goes to.

    >>> draft_name(Letter(sender="", recipient="dcs@haringey.example", content=b"", name="scorecard-2012-05"))
    'scorecard-2012-05_dcs@haringey.example.eml'
    """
    return f"{NOT_IN_NAMES.sub('-', letter.name)}_{NOT_IN_NAMES.sub('-', letter.recipient)}.eml"
