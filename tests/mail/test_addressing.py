"""Who may get a scorecard: those on the list, in the domains that are allowed."""

import pytest

from xl_scorecard.errors import DisclosureError, RequestError
from xl_scorecard.mail.addressing import address_to
from xl_scorecard.model.mail import MailSettings, Recipient

OWN = ("haringey.example",)
DCS, HEAD, BOARD = "dcs@haringey.example", "head@haringey.example", "board@partner.example"


def mail(*recipients, **changes):
    return MailSettings(**({"own_domains": OWN, "recipients": recipients} | changes))


def test_one_message_an_address_even_where_it_stands_twice():
    listed = mail(
        Recipient(address=DCS, section="A"), Recipient(address=DCS.upper(), section="B"), Recipient(address=HEAD)
    )
    assert [(one.address, one.sections) for one in address_to(listed)] == [(DCS, ("A", "B")), (HEAD, ())]


def test_an_address_that_gets_the_whole_gets_no_less():
    listed = mail(Recipient(address=DCS, section="A"), Recipient(address=DCS))
    assert address_to(listed)[0].sections == ()


def test_own_words_stand_instead_of_the_usual_ones():
    listed = mail(Recipient(address=DCS, greeting="Dear Ann,"), Recipient(address=HEAD), greeting="Dear all,")
    assert [one.greeting for one in address_to(listed)] == ["Dear Ann,", "Dear all,"]


def test_a_part_goes_to_those_who_get_that_part():
    listed = mail(Recipient(address=DCS), Recipient(address=HEAD, part="North"))
    assert [one.address for one in address_to(listed)] == [DCS]
    assert [one.address for one in address_to(listed, part="north")] == [HEAD]
    with pytest.raises(RequestError, match="nobody to send the part South to"):
        address_to(listed, part="South")


def test_only_those_asked_for():
    listed = mail(Recipient(address=DCS), Recipient(address=HEAD))
    assert [one.address for one in address_to(listed, only=[" HEAD@haringey.example "])] == [HEAD]


@pytest.mark.parametrize("stranger", ["ann@haringey.example", "ann@gmail.example", "Ann <ann@haringey.example>"])
def test_whoever_is_not_on_the_list_is_refused_by_name(stranger):
    with pytest.raises(DisclosureError, match="not on the definition's sheet Recipients") as refusal:
        address_to(mail(Recipient(address=DCS)), only=[DCS, stranger])
    assert stranger in str(refusal.value)
    assert DCS not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    ["dcs@haringey.example.evil.example", "dcs@sub.haringey.example", "dcs@xharingey.example", "dcs@haringey.exampIe"],
)
def test_a_domain_that_only_looks_allowed_is_refused_by_name(address):
    with pytest.raises(DisclosureError, match="in a domain that is not allowed") as refusal:
        address_to(mail(Recipient(address=DCS), Recipient(address=address)))
    assert address in str(refusal.value)


def test_one_forbidden_address_stops_all_of_them():
    with pytest.raises(DisclosureError, match="Nothing was sent"):
        address_to(mail(Recipient(address=DCS), Recipient(address="x@gmail.example")))


def test_outside_the_organisation_only_with_small_numbers_suppressed():
    listed = mail(Recipient(address=DCS), Recipient(address=BOARD), outside_domains=("partner.example",))
    with pytest.raises(DisclosureError, match=f"{BOARD} is outside the organisation"):
        address_to(listed)
    assert [one.outside for one in address_to(listed, suppressed=True)] == [False, True]
    assert [one.address for one in address_to(listed, only=[DCS])] == [DCS]


def test_nobody_is_told():
    with pytest.raises(RequestError, match="nobody to send the scorecard to"):
        address_to(mail())
