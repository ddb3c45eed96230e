"""Permission to read what a definition names: to run its Python functions, and to open sources behind a password.

The first is given with the command, or by the user when asked; the second with the command only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_scorecard.excel.telling import Teller
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.measure import MeasureKind


class NotAllowedError(Exception):
    """The user was asked whether functions may be run, and said no: no source was read, and none of them run."""

    def __init__(self) -> None:
        super().__init__("The Python functions were not run, so no figure was worked out.")


@dataclass(slots=True, kw_only=True)
class Permission:
    """May functions be run? `given`: the command says so, or not; None: there was no command, so `teller` asks.

    An answer holds for one click and for the definition as it then is, its functions included. It is kept nowhere, nor
    is `password`, which opens source workbooks that are protected.
    """

    given: bool | None
    teller: Teller
    password: str = field(default="", repr=False)
    _agreed: str = field(default="", init=False)

    def covers(self, definition: Definition) -> bool:
        """Return whether the functions that a definition names may be run. Raises NotAllowedError for a "No"."""
        files = function_files(definition)
        if self.given is not None or not files:
            return bool(self.given)
        if self._agreed != definition.sha256:
            if not self.teller.ask(question(definition.path.name, files)):
                raise NotAllowedError
            self._agreed = definition.sha256
        return True

    @property
    def option(self) -> str:
        """Return what a command has to say for the same functions to be run; "" where none may be, or there are none."""
        return " --allow-python" if self.given or self._agreed else ""


def function_files(definition: Definition) -> tuple[str, ...]:
    """Return the names of the files with the Python functions that a definition names."""
    functions = (one.function for one in definition.measures if one.kind is MeasureKind.PYTHON)
    return tuple(dict.fromkeys(function.partition(":")[0] for function in functions))


def question(definition: str, files: tuple[str, ...]) -> str:
    """Return what the user is asked before functions are run.

    >>> print(question("definition.xlsx", ("more.py",)))
    definition.xlsx has figures worked out by Python functions, in more.py.
    <BLANKLINE>
    This file is a program: it can do anything on this computer that you can do. Run it only if you trust whoever wrote it.
    <BLANKLINE>
    Run it now?
    """
    several = len(files) > 1
    them = "them" if several else "it"
    return (
        f"{definition} has figures worked out by Python functions, in {', '.join(files)}.\n\n"
        f"{'These files are programs: they' if several else 'This file is a program: it'} can do anything on this "
        f"computer that you can do. Run {them} only if you trust whoever wrote {them}.\n\nRun {them} now?"
    )
