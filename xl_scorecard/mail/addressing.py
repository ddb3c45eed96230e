"""Addressing: who gets a scorecard: those on its list, in the domains that are allowed, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xl_scorecard.errors import DisclosureError, RequestError
from xl_scorecard.model.mail import MailSettings, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One address that gets one message. Empty `sections`: it speaks of all; `outside`: not in the organisation."""

    address: str
    sections: tuple[str, ...]
    subject: str
    greeting: str
    text: str
    outside: bool


def address_to(
    mail: MailSettings, *, part: str = "", only: Sequence[str] = (), suppressed: bool = False
) -> tuple[Addressee, ...]:
    """Return who gets the scorecard of `part` ("" for the whole), `only` those asked for; one entry an address.

    Raises DisclosureError naming every address that it must not go to, RequestError where there is nobody.
    """
    listed: dict[str, list[Recipient]] = {}
    for recipient in mail.recipients:
        if recipient.part.casefold() == part.casefold():
            listed.setdefault(recipient.address.casefold(), []).append(recipient)
    wanted = [address.strip().casefold() for address in only]
    strangers = [address for address, key in zip(only, wanted, strict=True) if key not in listed]
    if strangers:
        raise _refused(strangers, "not on the definition's sheet Recipients", "Add them there, or leave them out.")
    chosen = {key: rows for key, rows in listed.items() if not wanted or key in wanted}
    if not chosen:
        what = f"the part {part}" if part else "the scorecard"
        raise RequestError(
            f"There is nobody to send {what} to.", fix="Add addresses to the definition's sheet Recipients."
        )
    addressees = tuple(_addressee(mail, rows) for rows in chosen.values())
    _refuse_domains(mail, addressees)
    _refuse_unsuppressed(addressees, part=part, suppressed=suppressed)
    return addressees


def by_audience(
    mail: MailSettings, *, part: str = "", only: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those who get the scorecard of `part` inside the organisation, and those outside who may; `only` of these."""
    listed = dict.fromkeys(one.address for one in mail.recipients if one.part.casefold() == part.casefold())
    wanted = tuple(only) or tuple(listed)
    outside = tuple(
        one for one in wanted if domain_of(one) in _folded(mail.outside_domains) - _folded(mail.own_domains)
    )
    return tuple(one for one in wanted if one not in outside), outside


def _addressee(mail: MailSettings, rows: Sequence[Recipient]) -> Addressee:
    """Several rows of one address become one message: about all sections where one row is about all."""
    sections = () if any(not row.section for row in rows) else tuple(dict.fromkeys(row.section for row in rows))
    first = rows[0]
    return Addressee(
        address=first.address,
        sections=sections,
        subject=first.subject or mail.subject,
        greeting=first.greeting or mail.greeting,
        text=first.text or mail.text,
        outside=domain_of(first.address) not in _folded(mail.own_domains),
    )


def domain_of(address: str) -> str:
    """Return what stands behind the @, folded.

    >>> domain_of("DCS@Haringey.Example")
    'haringey.example'
    """
    return address.rpartition("@")[2].casefold()


def _refuse_domains(mail: MailSettings, addressees: Sequence[Addressee]) -> None:
    allowed = _folded((*mail.own_domains, *mail.outside_domains))
    strangers = [one.address for one in addressees if domain_of(one.address) not in allowed]
    if strangers:
        raise _refused(
            strangers, "in a domain that is not allowed", "Allow it on the definition's sheet Mail, if it may."
        )


def _refuse_unsuppressed(addressees: Sequence[Addressee], *, part: str, suppressed: bool) -> None:
    outside = [one.address for one in addressees if one.outside]
    if outside and not suppressed:
        fix = (
            "Parts have no published edition: with the whole they would tell each other's numbers. Send that of the whole."
            if part
            else "Choose Published suppression on the sheet Settings, and send the definition: then they get the published "
            "edition. Or send inside only, with --to."
        )
        raise _refused(outside, "outside the organisation, and small numbers are not suppressed", fix)


def _refused(addresses: Sequence[str], why: str, fix: str) -> DisclosureError:
    verb = "is" if len(addresses) == 1 else "are"
    return DisclosureError(f"{', '.join(addresses)} {verb} {why}. Nothing was sent.", fix=fix)


def _folded(domains: Sequence[str]) -> set[str]:
    return {domain.casefold() for domain in domains}
