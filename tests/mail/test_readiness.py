"""What is missing before anything can be sent, in words."""

import pytest

from tests.builders.small_folder import small_folder
from xl_scorecard.excel.doctor import Verdict, examine
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


@pytest.mark.usefixtures("nothing_known")
def test_the_doctor_says_what_a_definition_still_lacks_and_where_to_put_it(tmp_path, monkeypatch):
    recipients = (Recipient(address="ann@haringey.example"),)
    mail = MailSettings(
        sender="us@haringey.example",
        own_domains=("haringey.example",),
        transport=TransportKind.SMTP,
        server="relay.haringey.example:587",
        sign_in=SignIn.PASSWORD,
        recipients=recipients,
    )
    definition = small_folder(tmp_path, mail=mail)
    (before,) = (one for one in examine(definition) if one.name == "Mail")
    assert before.verdict is Verdict.MISSING
    assert "There is no smtp-user." in before.sentence
    assert "There is no smtp-password. Store it with: keyring set xl-scorecard smtp-password" in before.sentence
    for name in ("USER", "PASSWORD"):
        monkeypatch.setenv(f"XL_SCORECARD_SMTP_{name}", "known")
    (after,) = (one for one in examine(definition) if one.name == "Mail")
    assert after.verdict is Verdict.WORKS
