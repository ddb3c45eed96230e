"""A real mail server on this computer, with STARTTLS and AUTH, and every row of the outbox's table."""

import os
import re
import signal
import subprocess
import sys
from email import message_from_bytes

import pytest

from tests.builders.letters import PASSWORD, TOKEN, USER, Clock, message, outbox_in, parcel, smtp_route
from tests.builders.mail_server import Handler, MailServer, free_port, hang_up
from xl_scorecard.errors import MailError
from xl_scorecard.mail.delivery import Pace, deliver
from xl_scorecard.mail.outbox import Outbox, State
from xl_scorecard.mail.smtp import SmtpTransport, stuffed
from xl_scorecard.mail.transport import Letter, Result
from xl_scorecard.model.mail import SignIn

PEOPLE = ("dcs@haringey.example", "first.response@haringey.example")


def connect(route):
    return SmtpTransport(route.server, route.sign_in, timeout=5)


def sent_from(outbox, server, *people, sign_in=SignIn.PASSWORD):
    """Queue for these people and send."""
    outbox.queue([parcel(person, route=smtp_route(server.port, sign_in)) for person in people])
    return deliver(outbox, connect)


def states(outbox):
    return [entry.state for entry in outbox.entries()]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def outbox(tmp_path, clock):
    with outbox_in(tmp_path, clock) as made:
        yield made


@pytest.mark.usefixtures("trusted", "signed_in")
def test_accepted_is_sent_and_the_queued_bytes_are_the_sent_bytes(outbox, encrypted):
    with MailServer(encrypted, Handler()) as server:
        delivered = sent_from(outbox, server, *PEOPLE)
    assert delivered.is_done
    assert states(outbox) == [State.SENT, State.SENT]
    assert server.handler.arrived == [(person, message(person)) for person in PEOPLE]
    assert outbox.entries()[0].remark == "250 OK queued as 1"


@pytest.mark.usefixtures("trusted", "signed_in")
@pytest.mark.parametrize(
    ("at", "reply"),
    [("RCPT", "451 greylisted"), ("DATA", "452 mailbox full"), ("MAIL", "421 too busy"), ("RCPT", "450 later")],
)
def test_not_now_is_tried_again_later_with_the_same_bytes(outbox, clock, encrypted, at, reply):
    with MailServer(encrypted, Handler(**{at: reply})) as server:
        sent_from(outbox, server, PEOPLE[0])
        (entry,) = outbox.entries()
        assert (entry.state, entry.remark) == (State.RETRY, reply)
        server.handler.at.clear()
        assert deliver(outbox, connect).waiting == (entry,)  # not due yet
        assert server.handler.arrived == []
        clock.sleep(61)
        assert deliver(outbox, connect).is_done
    assert server.handler.arrived == [(PEOPLE[0], message(PEOPLE[0]))]


@pytest.mark.usefixtures("trusted", "signed_in")
def test_each_try_waits_longer_and_the_last_has_failed(outbox, clock, encrypted):
    waits = []
    with MailServer(encrypted, Handler(RCPT="451 later")) as server:
        sent_from(outbox, server, PEOPLE[0])
        while (entry := outbox.entries()[0]).state is State.RETRY:
            waits.append(entry.due - clock.now)
            clock.now = entry.due
            deliver(outbox, connect)
    assert waits == [60, 300, 900, 3600, 14400]
    assert states(outbox) == [State.FAILED]


@pytest.mark.usefixtures("trusted", "signed_in")
@pytest.mark.parametrize(
    ("at", "reply"), [("RCPT", "550 no such person"), ("DATA", "554 refused by policy"), ("MAIL", "552 too large")]
)
def test_never_has_failed_and_the_next_letter_goes_on(outbox, encrypted, at, reply):
    with MailServer(encrypted, Handler(**{at: reply})) as server:
        sent_from(outbox, server, PEOPLE[0])
        server.handler.at.clear()
        sent_from(outbox, server, PEOPLE[1])
    assert [(entry.state, entry.remark[:3]) for entry in outbox.entries()] == [
        (State.FAILED, reply[:3]),
        (State.SENT, "250"),
    ]


@pytest.mark.usefixtures("trusted", "signed_in")
def test_dropped_after_accepting_is_in_doubt_and_never_sent_again_by_itself(outbox, clock, encrypted):
    with MailServer(encrypted, Handler(ACCEPTED=hang_up)) as server:
        sent_from(outbox, server, PEOPLE[0])
        assert states(outbox) == [State.IN_DOUBT]
        server.handler.at.clear()
        clock.sleep(100_000)
        deliver(outbox, connect)
        sent_from(outbox, server, PEOPLE[0])
    assert states(outbox) == [State.IN_DOUBT]
    assert len(server.handler.arrived) == 1


@pytest.mark.usefixtures("trusted", "signed_in")
@pytest.mark.parametrize("at", ["MAIL", "RCPT"])
def test_dropped_before_the_text_is_tried_again(outbox, clock, encrypted, at):
    with MailServer(encrypted, Handler(**{at: hang_up})) as server:
        sent_from(outbox, server, PEOPLE[0])
        assert states(outbox) == [State.RETRY]
        server.handler.at.clear()
        clock.sleep(61)
        deliver(outbox, connect)
    assert states(outbox) == [State.SENT]
    assert len(server.handler.arrived) == 1


@pytest.mark.usefixtures("trusted", "signed_in")
def test_dropped_once_the_text_was_read_and_before_it_was_accepted_is_in_doubt_too(outbox, clock, encrypted):
    with MailServer(encrypted, Handler(DATA=hang_up)) as server:
        sent_from(outbox, server, PEOPLE[0])
        server.handler.at.clear()
        clock.sleep(100_000)
        deliver(outbox, connect)
    assert states(outbox) == [State.IN_DOUBT]
    assert len(server.handler.arrived) <= 1


@pytest.mark.usefixtures("trusted", "signed_in")
def test_a_person_resolves_a_doubt_either_way(outbox, encrypted):
    with MailServer(encrypted, Handler(ACCEPTED=hang_up)) as server:
        for person in PEOPLE:
            sent_from(outbox, server, person)
        server.handler.at.clear()
        first, second = outbox.entries(State.IN_DOUBT)
        outbox.resolve(first, arrived=True)
        outbox.resolve(second, arrived=False)
        deliver(outbox, connect)
    assert states(outbox) == [State.SENT, State.SENT]
    assert [person for person, _ in server.handler.arrived] == [*PEOPLE, PEOPLE[1]]


@pytest.mark.usefixtures("trusted", "signed_in")
def test_a_server_that_hangs_up_between_two_letters_is_called_again(outbox, encrypted):
    handler = Handler()
    with MailServer(encrypted, handler) as server:
        outbox.queue([parcel(person, route=smtp_route(server.port)) for person in PEOPLE])
        transport = connect(smtp_route(server.port))

        def cut(_entry, _state):
            transport.client.sock.close()

        assert deliver(outbox, lambda _: transport, progress=cut).is_done
    assert [person for person, _ in handler.arrived] == list(PEOPLE)


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_stops_the_run_and_nothing_is_sent(outbox, encrypted, monkeypatch):
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", USER)
    monkeypatch.setenv("XL_SCORECARD_SMTP_PASSWORD", "wrong horse")
    with MailServer(encrypted, Handler()) as server, pytest.raises(MailError, match="refuses the user name") as stop:
        sent_from(outbox, server, *PEOPLE)
    assert "wrong horse" not in str(stop.value)
    assert states(outbox) == [State.QUEUED, State.QUEUED]
    assert server.handler.arrived == []


@pytest.mark.usefixtures("trusted")
def test_a_missing_password_says_where_to_put_it(outbox, encrypted):
    with (
        MailServer(encrypted, Handler()) as server,
        pytest.raises(MailError, match="keyring set xl-scorecard smtp-user"),
    ):
        sent_from(outbox, server, PEOPLE[0])
    assert states(outbox) == [State.QUEUED]


@pytest.mark.usefixtures("trusted")
def test_a_relay_that_wants_a_password_stops_the_run(outbox, encrypted):
    with MailServer(encrypted, Handler()) as server, pytest.raises(MailError, match="wants us to sign in"):
        sent_from(outbox, server, *PEOPLE, sign_in=SignIn.NONE)
    assert states(outbox) == [State.QUEUED, State.QUEUED]


@pytest.mark.usefixtures("trusted")
def test_a_relay_that_knows_this_computer_needs_no_password(outbox, encrypted):
    with MailServer(encrypted, Handler(), auth=False) as server:
        assert sent_from(outbox, server, PEOPLE[0], sign_in=SignIn.NONE).is_done


@pytest.mark.usefixtures("trusted", "signed_in")
def test_no_starttls_stops_the_run_before_a_password_is_said(outbox):
    with MailServer(None, Handler()) as server, pytest.raises(MailError, match="offers no STARTTLS"):
        sent_from(outbox, server, PEOPLE[0])
    assert server.handler.logins == []
    assert states(outbox) == [State.QUEUED]


@pytest.mark.usefixtures("signed_in")
def test_an_untrusted_certificate_cannot_be_ignored(outbox, encrypted):
    with MailServer(encrypted, Handler()) as server, pytest.raises(MailError, match="does not trust"):
        sent_from(outbox, server, PEOPLE[0])
    assert server.handler.logins == []
    assert states(outbox) == [State.QUEUED]


@pytest.mark.usefixtures("trusted", "signed_in")
def test_a_certificate_of_another_name_is_not_trusted(outbox, certificate):
    other = certificate("mail.elsewhere.example")
    with MailServer(other, Handler()) as server, pytest.raises(MailError, match="does not trust"):
        sent_from(outbox, server, PEOPLE[0])
    assert server.handler.logins == []


def test_there_is_no_way_to_turn_verification_off():
    context = SmtpTransport("localhost:1").context()
    assert context.verify_mode.name == "CERT_REQUIRED"
    assert context.check_hostname


def test_a_server_that_is_not_there_stops_the_run(outbox):
    outbox.queue([parcel(route=smtp_route(free_port()))])
    with pytest.raises(MailError, match="cannot be reached"):
        deliver(outbox, connect)
    assert states(outbox) == [State.QUEUED]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("token", [TOKEN, "stale"])
def test_xoauth2_says_user_and_token_and_a_refusal_stops_the_run(outbox, encrypted, monkeypatch, token):
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", USER)
    monkeypatch.setenv("XL_SCORECARD_SMTP_TOKEN", token)
    with MailServer(encrypted, Handler()) as server:
        if token == TOKEN:
            assert sent_from(outbox, server, PEOPLE[0], sign_in=SignIn.OAUTH2).is_done
        else:
            with pytest.raises(MailError, match="refuses the user name"):
                sent_from(outbox, server, PEOPLE[0], sign_in=SignIn.OAUTH2)
            assert states(outbox) == [State.QUEUED]


@pytest.mark.usefixtures("trusted", "signed_in")
def test_no_more_than_thirty_a_minute(outbox, encrypted):
    passing = Clock(0)
    pace = Pace(clock=passing, sleep=passing.sleep)
    with MailServer(encrypted, Handler()) as server:
        people = [f"p{n}@haringey.example" for n in range(61)]
        outbox.queue([parcel(person, route=smtp_route(server.port)) for person in people])
        deliver(outbox, connect, pace=pace)
    assert len(server.handler.arrived) == 61
    assert passing.now == 120


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (b"a\r\n.b\r\n", b"a\r\n..b\r\n.\r\n"),
        (b".", b"..\r\n.\r\n"),
        (b"a\nb", b"a\r\nb\r\n.\r\n"),
        (b"", b"\r\n.\r\n"),
    ],
)
def test_lines_and_dots_are_as_smtp_wants_them(said, meant):
    assert stuffed(said) == meant


def test_the_credentials_show_nowhere(capfd, trusted, signed_in, outbox, encrypted):  # noqa: ARG001
    with MailServer(encrypted, Handler(DATA="554 no")) as server:
        sent_from(outbox, server, PEOPLE[0])
    printed = capfd.readouterr()
    stored = (outbox.path).read_bytes() + outbox.path.with_name("outbox.sqlite-wal").read_bytes()
    assert PASSWORD not in printed.out + printed.err
    assert PASSWORD.encode() not in stored


CHILD = """
import sys
from pathlib import Path
from xl_scorecard.mail.delivery import deliver
from xl_scorecard.mail.outbox import Outbox
from xl_scorecard.mail.smtp import SmtpTransport
with Outbox(Path(sys.argv[1])) as outbox:
    deliver(outbox, lambda route: SmtpTransport(route.server, route.sign_in, timeout=10))
"""


@pytest.mark.usefixtures("trusted", "signed_in")
@pytest.mark.parametrize(
    ("point", "state", "arrived"),
    [("EHLO", State.QUEUED, 0), ("RCPT", State.IN_DOUBT, 0), ("ACCEPTED", State.IN_DOUBT, 1)],
)
def test_killed_while_sending_there_is_never_a_second_message(tmp_path, encrypted, point, state, arrived):
    child = []

    def kill(_server):
        os.kill(child[0].pid, signal.SIGKILL)
        child[0].wait()

    path = tmp_path / "outbox.sqlite"
    with MailServer(encrypted, Handler(**{point: kill})) as server, Outbox(path) as outbox:
        outbox.queue([parcel(route=smtp_route(server.port))])
        child.append(subprocess.Popen([sys.executable, "-c", CHILD, str(path)]))
        assert child[0].wait(timeout=60) == -signal.SIGKILL
        with outbox.sending():
            outbox.doubt_interrupted()
        assert (states(outbox), len(server.handler.arrived)) == ([state], arrived)
        server.handler.at.clear()
        deliver(outbox, connect)
        assert len(server.handler.arrived) == (1 if state is State.QUEUED else arrived)


@pytest.mark.usefixtures("trusted", "signed_in")
def test_two_programs_do_not_send_from_one_outbox_at_once(tmp_path, encrypted):
    path = tmp_path / "outbox.sqlite"
    with MailServer(encrypted, Handler()) as server, Outbox(path) as one, Outbox(path) as two:
        one.queue([parcel(route=smtp_route(server.port))])
        with one.sending(), pytest.raises(MailError, match="Another run is sending"):
            deliver(two, connect)
        assert deliver(two, connect).is_done
    assert len(server.handler.arrived) == 1


@pytest.mark.usefixtures("trusted", "signed_in")
def test_what_arrives_is_a_message_that_any_program_reads(encrypted):
    with MailServer(encrypted, Handler()) as server:
        transport = connect(smtp_route(server.port))
        transport.open()
        outcome = transport.deliver(Letter(sender="a@b.example", recipient="c@d.example", content=message(), name="x"))
        transport.close()
    assert outcome.result is Result.SENT
    arrived = message_from_bytes(server.handler.arrived[0][1])
    assert [part.get_content_type() for part in arrived.walk()][1:4] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert re.fullmatch(r"<1\.dcs@haringey\.example>", arrived["Message-ID"])
