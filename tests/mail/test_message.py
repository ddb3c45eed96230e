"""The message: what it says, in plain text and in HTML alike, and that the workbook says the same."""

import re
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html import unescape

import pytest
from openpyxl import load_workbook

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.disclosure.suppression import suppress
from xl_scorecard.errors import DefinitionError
from xl_scorecard.finished import open_finished
from xl_scorecard.mail.addressing import Addressee
from xl_scorecard.mail.message import Envelope, compose
from xl_scorecard.mail.page import COLOURS, html_page
from xl_scorecard.mail.plain import WIDTH, plain_text
from xl_scorecard.mail.summary import has_typed_numbers, summarise
from xl_scorecard.model.mail import MailSettings, Recipient
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import DFE
from xl_scorecard.sending import prepare

MADE = datetime(2012, 6, 1, 9, 0, tzinfo=UTC)
PROTECTION = "Child Protection"


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def addressee(**changes):
    usual = {"address": "dcs@haringey.example", "sections": (), "subject": "S", "greeting": "G", "text": "T"}
    return Addressee(**(usual | {"outside": False} | changes))


def said(card, **changes):
    return summarise(card, addressee(**changes), "scorecard-2012-05.xlsx")


def words_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("<body", 1)[1])).split())


def joined(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def prepared(built_demo):
    """All that would be sent of the demo."""
    return prepare(open_finished(built_demo / "scorecard-2012-05.xlsx"), made=MADE)


@pytest.fixture(scope="module")
def message(prepared):
    return message_from_bytes(prepared.parcels[0].message, policy=default)


@pytest.fixture(scope="module")
def workbook(built_demo):
    """Every text of the finished workbook, its figures by code and period, and its Summary's counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(built_demo / "scorecard-2012-05.xlsx")
    texts = {joined(str(cell.value)).rstrip(".") for sheet in book for row in sheet for cell in row if cell.value}
    rows = list(book["Figures"].iter_rows(min_row=4, values_only=True))
    figures = {(row[0], row[1]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    counts = next(row for row in book["Summary"].iter_rows(values_only=True) if str(row[0]).startswith("All "))
    book.close()
    return texts, figures, counts


@pytest.mark.slow
def test_plain_text_comes_first_then_html_and_the_workbook_last(message):
    types = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
    assert [part["Content-Transfer-Encoding"] for part in message.walk() if part.get_content_maintype() == "text"] == [
        "quoted-printable",
        "quoted-printable",
    ]
    assert [part.get_filename() for part in message.iter_attachments()] == ["scorecard-2012-05.xlsx"]


@pytest.mark.slow
def test_it_goes_to_one_person_and_names_nobody_else(prepared):
    for parcel in prepared.parcels:
        message = message_from_bytes(parcel.message, policy=default)
        assert message["To"] == parcel.recipient
        assert message["Cc"] is None
        assert message["Bcc"] is None
        others = {other.recipient for other in prepared.parcels} - {parcel.recipient}
        assert not [other for other in others if other.encode() in parcel.message]


@pytest.mark.slow
def test_the_attachment_is_what_was_looked_through(prepared, message):
    from hashlib import sha256

    (attachment,) = message.iter_attachments()
    assert sha256(attachment.get_content()).hexdigest() == prepared.scan.sha256
    assert prepared.scan.is_clean


@pytest.mark.slow
def test_a_note_with_somebodys_name_in_it_is_shown_to_a_person_before_it_goes(prepared):
    """As if a child were called Nine, with which a note begins."""
    finished = prepared.finished
    named = replace(finished, secrets=replace(finished.secrets, names=frozenset({"nine"})))
    (warning,) = prepare(named, made=MADE).warnings
    assert "the note on Op383 is also the name of somebody" in warning
    assert "Nine" not in warning
    assert prepared.warnings == ()


@pytest.mark.slow
def test_every_figure_is_the_workbooks(prepared, workbook):
    texts, figures, _ = workbook
    card = prepared.finished.card
    summary = summarise(card, prepared.addressees[0], "scorecard-2012-05.xlsx")
    assert (len(summary.reds), len(summary.changes), len(summary.notes)) == (1, 6, 6)
    for red in summary.reds:
        row = figures[red.code, red.period]
        assert (row["As shown"], row["Status"], row["Reason"]) == (red.shown, "Red", red.reason)
    for change in summary.changes:
        row = figures[change.code, summary.headline]
        assert change.reason.startswith(f"{row['As shown']} in {summary.headline} is ")
        assert change.word == row["Trend"]
    for text in (*(note.text for note in summary.notes), summary.problems):
        assert joined(text).rstrip(".") in texts, text


@pytest.mark.slow
def test_the_counts_are_those_of_the_summary_sheet(message, workbook):
    _, _, (_, _, red, amber, green, no_target, no_data) = workbook
    plain = message.get_body(("plain",)).get_content()
    page = words_of(message.get_body(("html",)).get_content())
    for word, number in {
        "Red": red,
        "Amber": amber,
        "Green": green,
        "No target": no_target,
        "No data": no_data,
    }.items():
        assert f"- {word}: {number}\n" in plain.replace("\r\n", "\n")
        assert f"{number} {word}" in page


def test_both_forms_say_the_same(card):
    summary = said(card)
    plain, page = joined(plain_text(summary)), words_of(html_page(summary))
    texts = [red.reason for red in summary.reds] + [change.reason for change in summary.changes]
    texts += [note.text for note in summary.notes]
    texts += [*summary.problems_told, summary.problems, summary.reply, summary.greeting, summary.text]
    assert texts
    for text in texts:
        assert joined(text) in plain
        assert joined(text) in page


def test_it_says_how_small_numbers_are_hidden_where_they_are(card):
    summary = said(suppress(card, DFE))
    assert "Numbers of cases from 1 to 5 are hidden" in joined(plain_text(summary))
    assert "Numbers of cases from 1 to 5 are hidden" in words_of(html_page(summary))
    assert "are hidden" not in joined(plain_text(said(card)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two of the 19 plans lasted long.", True),
        ("{{ scorecard.title }} of {{ scorecard.red }}", False),
        ("As of 14 May 2012", False),
    ],
)
def test_numbers_in_the_definitions_own_words_are_noticed(text, found):
    mail = MailSettings(recipients=(Recipient(address="a@x.example", text=text), Recipient(address="b@x.example")))
    assert has_typed_numbers(mail, ()) is found
    assert has_typed_numbers(mail, ("b@x.example",)) is False


def test_it_carries_period_counts_reds_changes_problems_and_how_to_reply(card):
    plain = plain_text(said(card))
    for words in (
        "May 2012",
        "- Red: 1",
        "HY64",
        "What changed",
        "Worsened",
        "Improved",
        "Data quality",
        "reply to this",
    ):
        assert words in plain


def test_plain_text_is_narrow_enough_for_any_reader(card):
    assert max(map(len, plain_text(said(card)).splitlines())) <= WIDTH


def test_a_status_is_a_word_beside_its_colour(card):
    page = html_page(said(card))
    for status, (back, ink) in COLOURS.items():
        for label in re.findall(rf"background-color:{back};color:{ink}[^>]*>([^<]*)<", page):
            assert status.value in label
    assert "Red" in words_of(page)


@pytest.mark.parametrize("status", list(COLOURS))
def test_words_on_colours_can_be_read(status):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    assert contrast(*COLOURS[status]) >= 4.5


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_page_asks_nothing_of_the_network(card):
    page = html_page(said(card))
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|https?:|url\(", page)


def test_what_people_typed_is_text_in_the_page(card):
    page = html_page(said(card, greeting='Dear <b onload="x">Ann</b> & Bo,'))
    assert "Dear &lt;b onload=&quot;x&quot;&gt;Ann&lt;/b&gt; &amp; Bo," in page


def test_a_message_about_one_section_has_that_ones_reds_only(card):
    summary = said(card, sections=("Contacts, Referrals and Assessments",))
    assert summary.reds == ()
    assert "Nothing is red." in plain_text(summary)
    assert sum(number for _, number in summary.counts) == 7
    assert said(card, sections=(PROTECTION,)).reds[0].code == "HY64"


def test_fields_of_the_template_stand_in_subject_greeting_and_text(card):
    summary = said(
        card, sections=(PROTECTION,), subject="{{ section.title }}, {{ label @ month }}", text="{{ scorecard.red }} red"
    )
    assert (summary.subject, summary.text) == ("Child Protection, May 2012", "1 red")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ scorecard.tilte }}", "did you mean scorecard.title?"),
        ("{{ indicator.value }}", "has no one thing to speak of"),
        ("{{ each indicator }}", "has no one thing to speak of"),
        ("{{ what }}", "is not a field"),
    ],
)
def test_a_field_that_cannot_be_filled_is_told_with_its_place(card, text, words):
    with pytest.raises(DefinitionError, match=re.escape(words)) as error:
        said(card, subject=text)
    assert "Mail › Subject" in str(error.value)


def test_a_subject_cannot_add_a_header(card):
    summary = said(card, subject="May\r\nBcc: everybody@elsewhere.example")
    envelope = Envelope(sender="a@b.example", recipient="c@d.example", reply_to="", made=MADE)
    message = message_from_bytes(compose(summary, envelope, b"PK"), policy=default)
    assert message["Subject"] == "May Bcc: everybody@elsewhere.example"
    assert message["Bcc"] is None


def test_a_header_is_not_broken_by_an_address(card):
    envelope = Envelope(sender="a@b.example", recipient="c@d.example\r\nBcc: x@y.example", reply_to="", made=MADE)
    with pytest.raises(ValueError, match=r"linefeed|address"):
        compose(said(card), envelope, b"PK")


def test_every_status_that_nobody_has_is_left_out(card):
    assert Status.NOT_DUE not in dict(said(card).counts)
