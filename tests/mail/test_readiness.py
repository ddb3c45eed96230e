"""What is missing before anything can be sent, in words."""

import pytest

from xl_scorecard.mail.credentials import credential, recall, remember
from xl_scorecard.mail.readiness import missing
from xl_scorecard.model.mail import MailSettings, Recipient, SignIn, TransportKind

READY = {"sender": "a@haringey.example", "recipients": (Recipient(address="b@haringey.example"),)}


def lacks(**changes):
    return " ".join(missing(MailSettings(**(READY | changes))))


def test_drafts_need_nothing():
    assert lacks() == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sender": ""}, "no sender"),
        ({"recipients": ()}, "nobody"),
        ({"transport": TransportKind.OUTLOOK}, "need Windows"),
        ({"transport": TransportKind.SMTP}, "no server"),
        (
            {"transport": TransportKind.SMTP, "server": "relay:587", "sign_in": SignIn.PASSWORD},
            "keyring set xl-scorecard smtp-password",
        ),
        ({"transport": TransportKind.SMTP, "server": "relay:587", "sign_in": SignIn.OAUTH2}, "graph-tenant"),
        ({"transport": TransportKind.GRAPH}, "keyring set xl-scorecard graph-client"),
    ],
)
def test_what_is_missing_is_told_with_what_to_do(changes, words):
    assert words in lacks(**changes)


def test_a_relay_needs_no_password():
    assert lacks(transport=TransportKind.SMTP, server="relay:587") == ""


def test_the_environment_comes_before_the_keyring(monkeypatch, nothing_known):
    nothing_known.set_password("xl-scorecard", "smtp-user", "from the keyring")
    assert credential("smtp-user") == "from the keyring"
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", "from the environment")
    assert credential("smtp-user") == "from the environment"


@pytest.mark.usefixtures("nothing_known")
def test_a_long_text_is_kept_in_pieces_that_windows_can_hold():
    text = "x" * 5_000 + "end"
    assert remember("token-cache", text)
    assert recall("token-cache") == text
    assert remember("token-cache", "short")
    assert recall("token-cache") == "short"


def test_a_computer_without_a_keyring_has_nothing_in_it():
    keyring = pytest.importorskip("keyring", reason="the extra [mail] is not installed")
    keyring.set_keyring(pytest.importorskip("keyring.backends.fail").Keyring())
    assert credential("smtp-user") is None
    assert not remember("token-cache", "text")
