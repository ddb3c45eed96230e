"""Drafts: .eml files, and Outlook's through a stand-in for its objects."""

import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.builders.letters import message
from xl_scorecard.errors import MailError
from xl_scorecard.mail.eml import EmlTransport, draft_name
from xl_scorecard.mail.outlook import OutlookTransport, outlook_application
from xl_scorecard.mail.transport import Letter, Result

LETTER = Letter(
    sender="performance@haringey.example", recipient="dcs@haringey.example", content=message(), name="scorecard-2012-05"
)


def test_a_draft_is_the_stored_message_marked_as_unsent(tmp_path):
    transport = EmlTransport(tmp_path / "new" / "drafts")
    transport.open()
    outcome = transport.deliver(LETTER)
    transport.close()
    written = (tmp_path / "new" / "drafts" / outcome.remark).read_bytes()
    assert outcome.result is Result.DRAFTED
    assert written == b"X-Unsent: 1\r\n" + LETTER.content
    assert message_from_bytes(written, policy=default)["X-Unsent"] == "1"


@pytest.mark.parametrize(
    "recipient", ["../../etc/x@haringey.example", "a/b@haringey.example", "a b@haringey.example", "é@haringey.example"]
)
def test_a_drafts_name_stays_in_its_folder(recipient):
    name = draft_name(Letter(sender="", recipient=recipient, content=b"", name="../scorecard"))
    assert Path(name).name == name
    assert "/" not in name


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(MailError, match="cannot be written to"):
        EmlTransport(tmp_path / "file" / "drafts").open()


class Attachments:
    def __init__(self):
        self.added = {}

    def Add(self, path):  # noqa: N802 - Outlook's name
        self.added[Path(path).name] = Path(path).read_bytes()


class Recipients:
    def __init__(self):
        self.added = []

    def Add(self, address):  # noqa: N802 - Outlook's name
        self.added.append(address)


class Item:
    """Outlook's MailItem, as far as we use it."""

    def __init__(self):
        self.Attachments, self.ReplyRecipients, self.calls = Attachments(), Recipients(), []

    def Save(self):  # noqa: N802 - Outlook's name
        self.calls.append("Save")

    def Display(self, modal):  # noqa: N802 - Outlook's name
        self.calls.append(f"Display {modal}")

    def Send(self):  # noqa: N802 - Outlook's name
        raise AssertionError("nothing is ever sent from here")


class Outlook:
    def __init__(self, item=None):
        self.made, self.item = [], item

    def CreateItem(self, kind):  # noqa: N802 - Outlook's name
        self.made.append((kind, self.item or Item()))
        return self.made[-1][1]


def test_outlook_shows_a_draft_and_sends_nothing():
    outlook = Outlook()
    transport = OutlookTransport(connect=lambda: outlook)
    transport.open()
    outcome = transport.deliver(LETTER)
    transport.close()
    ((kind, item),) = outlook.made
    assert (outcome.result, kind, item.calls) == (Result.DRAFTED, 0, ["Save", "Display False"])
    assert (item.To, item.Subject, item.BodyFormat) == ("dcs@haringey.example", "Children’s scorecard: May 2012", 2)
    assert "Dear all" in item.HTMLBody
    assert item.ReplyRecipients.added == ["team@haringey.example"]
    assert item.Attachments.added == {"scorecard-2012-05.xlsx": b"PK a workbook"}


def test_a_draft_that_outlook_refuses_has_failed():
    class Broken(Item):
        def Save(self):  # noqa: N802 - Outlook's name
            raise OSError("COM says no")

    transport = OutlookTransport(connect=lambda: Outlook(Broken()))
    transport.open()
    assert transport.deliver(LETTER).result is Result.FAILED


def test_without_outlook_it_says_what_else_can_be_done(monkeypatch):
    for name in ("win32com", "win32com.client"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MailError, match="Use eml"):
        outlook_application()
