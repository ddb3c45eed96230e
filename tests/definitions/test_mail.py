"""The sheets Mail and Recipients: read back as written, and every complaint with its cell."""

from dataclasses import replace

import openpyxl
import pytest

from tests.builders.definitions import complaints, same, small_definition, written
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.model.mail import MailSettings, Recipient, SignIn, TransportKind

MAIL = MailSettings(
    sender="performance@haringey.example",
    reply_to="team@haringey.example",
    own_domains=("haringey.example",),
    outside_domains=("partner.example", "nhs.example"),
    transport=TransportKind.SMTP,
    server="smtp.haringey.example:587",
    sign_in=SignIn.PASSWORD,
    encrypt=True,
    keep_days=30,
    subject="{{ scorecard.title }}",
    greeting="Dear Ann,",
    text="Attached.",
    reply="Ask us.",
    recipients=(
        Recipient(address="dcs@haringey.example"),
        Recipient(address="head@haringey.example", section="Referrals", greeting="Dear Bo,"),
        Recipient(address="board@partner.example", part="North"),
    ),
)


@pytest.fixture(scope="module")
def as_written(tmp_path_factory):
    """The workbook of the definition with mail."""
    return written(tmp_path_factory.mktemp("mail"), small_definition(mail=MAIL))


@pytest.fixture
def workbook(as_written, tmp_path):
    """The same with some cells changed."""

    def change(**cells):
        path = tmp_path / as_written.name
        book = openpyxl.load_workbook(as_written)
        for address, value in cells.items():
            sheet, _, cell = address.rpartition("_")
            book[sheet][cell] = value
        book.save(path)
        return path

    return change


def row_of(label):
    """Where a setting stands on the sheet Mail."""
    from xl_scorecard.definitions.mail_sheets import MAIL as SHEET

    return 5 + [heading.label for heading in SHEET.headings].index(label)


def test_it_is_read_back_as_it_was_written(workbook):
    assert same(small_definition(mail=MAIL), read_definition(workbook()))


def test_a_definition_without_mail_has_no_sheet_for_it(tmp_path):
    path = written(tmp_path)
    assert not {"Mail", "Recipients"} & set(openpyxl.load_workbook(path).sheetnames)
    assert read_definition(path).mail == MailSettings()


def test_what_is_empty_is_the_usual(workbook):
    path = workbook(
        **{f"Mail_B{row_of(label)}": None for label in ("Subject", "Greeting", "Text", "Keep days", "Sent by")}
    )
    usual = MailSettings()
    found = read_definition(path).mail
    assert (found.subject, found.greeting, found.text) == (usual.subject, usual.greeting, usual.text)
    assert (found.keep_days, found.transport) == (90, TransportKind.EML)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("Recipients_A5", "dcs@gmail.example", "in a domain that is not allowed"),
        ("Recipients_A5", "dcs@haringey.example.evil.example", "in a domain that is not allowed"),
        ("Recipients_A5", "Ann <dcs@haringey.example>", "is not one address"),
        ("Recipients_A5", "a@haringey.example; b@haringey.example", "is not one address"),
        ("Recipients_A5", "dcs@haringey.example\nBcc: x@y.example", "is not one address"),
        ("Recipients_B6", "Referals", "did you mean Referrals?"),
        (f"Mail_B{row_of('Sender')}", "performance", "is not an address"),
        (f"Mail_B{row_of('Own domains')}", "haringey", "is not a domain"),
        (f"Mail_B{row_of('Server')}", "smtp haringey", "is not a server"),
        (f"Mail_B{row_of('Server')}", None, "smtp needs one"),
        (f"Mail_B{row_of('Sent by')}", "pigeon", "is not a way to send"),
        (f"Mail_B{row_of('Keep days')}", 0, "from 1 to 3650"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_cell(workbook, cell, value, words):
    told = complaints(workbook(**{cell: value}))
    sheet, _, address = cell.rpartition("_")
    assert any(words in complaint and f"{sheet} › {address}" in complaint for complaint in told), told


def test_an_address_stands_once_for_a_section(workbook):
    told = complaints(workbook(Recipients_A6="dcs@haringey.example", Recipients_B6=None))
    assert "the same Address, Section, Part as in A5" in told[0]


def test_a_section_is_named_as_the_indicators_have_it(tmp_path):
    listed = replace(MAIL, recipients=(Recipient(address="dcs@haringey.example", section="referrals"),))
    path = written(tmp_path, small_definition(mail=listed))
    assert read_definition(path).mail.recipients[0].section == "Referrals"
