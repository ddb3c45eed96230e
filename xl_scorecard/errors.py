"""What stops a scorecard.

ScorecardError            .place and .fix: where, and what would be right
├── DefinitionError       the definition cannot be used; .complaints has all of them
├── SourceError           a source workbook cannot be read, or too many of its rows are bad
├── TemplateError         the template cannot be read or asks for something unknown; .complaints has all of them
├── RequestError          what was asked for is not there: a period without data, an unknown indicator
├── WriteError            the finished workbook cannot be written
├── DisclosureError       something must not leave the organisation
└── MailError             a message cannot be sent
"""

from __future__ import annotations

from xl_scorecard.model.place import Place


class ScorecardError(Exception):
    """Something stops this scorecard. The sentence never quotes a person's value."""

    def __init__(self, sentence: str, *, place: Place | None = None, fix: str = "") -> None:
        self.sentence = sentence
        self.place = place or Place()
        self.fix = fix
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        return f"{where}{self.sentence}{f' {self.fix}' if self.fix else ''}"


class CollectedError(ScorecardError):
    """Several complaints, told together."""

    def __init__(
        self, sentence: str, *, complaints: tuple[ScorecardError, ...] = (), place: Place | None = None, fix: str = ""
    ) -> None:
        self.complaints = complaints
        super().__init__(sentence, place=place, fix=fix)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {complaint}" for complaint in self.complaints)])


class DefinitionError(CollectedError):
    """The definition cannot be used."""


class SourceError(CollectedError):
    """A source workbook cannot be read (`code` says why), or too many of its rows are bad (`unusable`)."""

    def __init__(
        self,
        sentence: str,
        *,
        complaints: tuple[ScorecardError, ...] = (),
        place: Place | None = None,
        fix: str = "",
        unusable: bool = False,
        code: str = "",
    ) -> None:
        self.unusable = unusable
        self.code = code
        super().__init__(sentence, complaints=complaints, place=place, fix=fix)


class TemplateError(CollectedError):
    """The template cannot be read, or asks for something unknown."""


class RequestError(ScorecardError):
    """What was asked for is not there: a period without data, an unknown indicator."""


class WriteError(ScorecardError):
    """The finished workbook cannot be written."""


class DisclosureError(ScorecardError):
    """Something must not leave the organisation."""


class MailError(ScorecardError):
    """A message cannot be sent."""
