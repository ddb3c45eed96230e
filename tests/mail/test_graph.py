"""Microsoft 365 as its documentation has it: token, draft, attachment, upload in pieces, send, busy, broken."""

import pytest

from tests.builders.graph_server import CLIENT, SECRET, TENANT, TOKEN, UNIT, GraphServer, error
from tests.builders.letters import Clock, message, outbox_in, parcel
from xl_scorecard.errors import MailError
from xl_scorecard.mail import tokens
from xl_scorecard.mail.delivery import deliver
from xl_scorecard.mail.graph import GraphTransport
from xl_scorecard.mail.outbox import Route, State
from xl_scorecard.model.mail import TransportKind

pytest.importorskip("msal", reason="the extra [mail] is not installed")
ROUTE = Route(transport=TransportKind.GRAPH)
BUSY = error(429, "ApplicationThrottled", Retry_After="7")


@pytest.fixture
def service(encrypted, trusted, monkeypatch):  # noqa: ARG001
    """Start the service with faults; this computer is set up for it, app-only."""
    running = []

    def start(**faults):
        server = GraphServer(encrypted, **faults).__enter__()
        running.append(server)
        for name, value in {"TENANT": TENANT, "CLIENT": CLIENT, "SECRET": SECRET, "AUTHORITY": server.base}.items():
            monkeypatch.setenv(f"XL_SCORECARD_GRAPH_{name}", value)
        monkeypatch.setenv("XL_SCORECARD_GRAPH_ENDPOINT", f"{server.base}/v1.0")
        return server

    yield start
    for server in running:
        server.__exit__()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def outbox(tmp_path, clock):
    with outbox_in(tmp_path, clock) as made:
        yield made


def send(outbox, workbook=b"PK a workbook", slept=None):
    recipient = "dcs@haringey.example"
    outbox.queue([parcel(recipient, route=ROUTE, message=message(recipient, workbook))])
    return again(outbox, slept)


def again(outbox, slept=None):
    waits = [] if slept is None else slept
    return deliver(outbox, lambda _: GraphTransport(sleep=waits.append))


def state_of(outbox):
    return outbox.entries()[0].state


def test_a_small_workbook_is_attached_at_once_and_sent(service, outbox):
    server = service()
    assert send(outbox).is_done
    (sent,) = server.sent
    assert sent.message["toRecipients"] == [{"emailAddress": {"address": "dcs@haringey.example"}}]
    assert sent.message["subject"] == "Children’s scorecard: May 2012"
    assert sent.message["replyTo"] == [{"emailAddress": {"address": "team@haringey.example"}}]
    assert sent.message["internetMessageId"] == "<1.dcs@haringey.example>"
    assert sent.attachments == {"scorecard-2012-05.xlsx": b"PK a workbook"}
    assert server.asked == ["discovery", "token", "draft", "attach", "send"]
    assert server.drafts == {}


@pytest.mark.slow
def test_a_large_workbook_goes_up_in_pieces(service, outbox):
    server, workbook = service(), bytes(range(256)) * 40_000
    assert send(outbox, workbook).is_done
    assert server.sent[0].attachments == {"scorecard-2012-05.xlsx": workbook}
    assert server.pieces == [
        f"bytes {start}-{min(start + 10 * UNIT, len(workbook)) - 1}/{len(workbook)}"
        for start in range(0, len(workbook), 10 * UNIT)
    ]


@pytest.mark.parametrize("where", ["draft", "attach"])
def test_busy_waits_as_long_as_it_is_told(service, outbox, where):
    server, slept = service(**{where: [BUSY, error(503, "ServiceUnavailable", Retry_After="3")]}), []
    assert send(outbox, slept=slept).is_done
    assert slept == [7, 3]
    assert len(server.sent) == 1


def test_busy_in_the_middle_of_a_piece_sends_that_piece_again(service, outbox):
    server, slept, workbook = service(piece=[BUSY]), [], b"x" * (4 * 1024 * 1024)
    assert send(outbox, workbook, slept).is_done
    assert server.sent[0].attachments["scorecard-2012-05.xlsx"] == workbook
    assert slept == [7]


def test_busy_for_long_is_tried_again_later(service, outbox, clock):
    server = service(draft=[error(429, "ApplicationThrottled", Retry_After="900")])
    send(outbox)
    (entry,) = outbox.entries()
    assert (entry.state, entry.due - clock.now) == (State.RETRY, 900)
    clock.sleep(901)
    assert again(outbox).is_done
    assert len(server.sent) == 1


@pytest.mark.parametrize("fault", [BUSY, error(503, "ServiceUnavailable")])
def test_busy_at_send_was_not_sent_and_leaves_no_draft(service, outbox, clock, fault):
    server = service(send=[fault])
    send(outbox)
    assert (state_of(outbox), server.sent, server.drafts) == (State.RETRY, [], {})
    clock.sleep(100)
    assert again(outbox).is_done
    assert len(server.sent) == 1


@pytest.mark.parametrize(
    "fault", [error(500, "InternalServerError"), error(504, "GatewayTimeout"), "hang up", "hang up after"]
)
def test_no_clear_answer_to_send_is_in_doubt_and_never_sent_again(service, outbox, clock, fault):
    server = service(send=[fault])
    send(outbox)
    before = len(server.sent)
    assert state_of(outbox) is State.IN_DOUBT
    clock.sleep(100_000)
    again(outbox)
    assert (state_of(outbox), len(server.sent)) == (State.IN_DOUBT, before)


@pytest.mark.parametrize("where", ["draft", "attach"])
def test_broken_before_send_is_tried_again_later(service, outbox, clock, where):
    server = service(**{where: [error(500, "InternalServerError")]})
    send(outbox)
    assert (state_of(outbox), server.drafts) == (State.RETRY, {})
    clock.sleep(61)
    assert again(outbox).is_done


def test_what_the_service_refuses_for_good_has_failed(service, outbox):
    service(draft=[error(400, "ErrorInvalidRecipients")])
    send(outbox)
    (entry,) = outbox.entries()
    assert (entry.state, entry.remark) == (State.FAILED, "400 ErrorInvalidRecipients")


def test_a_mailbox_that_we_may_not_use_stops_the_run(service, outbox):
    server = service(draft=[error(403, "ErrorAccessDenied")])
    with pytest.raises(MailError, match="does not let us send"):
        send(outbox)
    assert (state_of(outbox), server.sent) == (State.QUEUED, [])


def test_a_wrong_secret_stops_the_run_and_is_not_told(service, outbox, monkeypatch):
    service()
    monkeypatch.setenv("XL_SCORECARD_GRAPH_SECRET", "wrong secret")
    with pytest.raises(MailError, match="refuses the sign-in \\(invalid_client\\)") as stop:
        send(outbox)
    assert "wrong secret" not in str(stop.value)
    assert state_of(outbox) is State.QUEUED


def test_missing_credentials_say_where_to_put_them(outbox):
    with pytest.raises(MailError, match="keyring set xl-scorecard graph-tenant"):
        send(outbox)


def test_an_untrusted_certificate_cannot_be_ignored(service, outbox, monkeypatch):
    server = service()
    monkeypatch.delenv("SSL_CERT_FILE")
    outbox.queue([parcel(route=ROUTE)])
    with pytest.raises(MailError, match="does not trust"):
        deliver(outbox, lambda _: GraphTransport(token=lambda: TOKEN))
    assert (state_of(outbox), server.sent) == (State.QUEUED, [])


def test_the_sign_in_too_needs_a_trusted_certificate(service, outbox, monkeypatch):
    service()
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(MailError, match="sign-in cannot be reached"):
        send(outbox)


def test_plain_http_is_refused(monkeypatch, outbox):
    monkeypatch.setenv("XL_SCORECARD_GRAPH_ENDPOINT", "http://localhost:1/v1.0")
    outbox.queue([parcel(route=ROUTE)])
    with pytest.raises(MailError, match="only spoken to over https"):
        deliver(outbox, lambda _: GraphTransport(token=lambda: TOKEN))


def test_a_person_signs_in_once_by_a_code_and_is_remembered(monkeypatch, nothing_known):
    """msal's own part is a stand-in here: what we do around it is tested, Microsoft's page has not been seen by us."""
    said, flows = [], []

    class Application:
        def __init__(self, client, token_cache, **_):
            self.client, self.cache = client, token_cache

        def get_accounts(self):
            return ["ann"] if '"RefreshToken": "kept"' in self.cache.serialize() else []

        def acquire_token_silent(self, _scopes, account):
            return {"access_token": f"silent for {account}"}

        def initiate_device_flow(self, scopes):
            flows.append(scopes)
            return {"message": "Open https://microsoft.com/devicelogin and type ABC"}

        def acquire_token_by_device_flow(self, _flow):
            self.cache.text, self.cache.has_state_changed = '{"RefreshToken": "kept"}' + " " * 3000, True
            return {"access_token": "typed"}

    class Cache:
        def __init__(self):
            self.text, self.has_state_changed = "{}", False

        def deserialize(self, text):
            self.text = text

        def serialize(self):
            return self.text

    monkeypatch.setattr("msal.PublicClientApplication", Application)
    monkeypatch.setattr("msal.SerializableTokenCache", Cache)
    monkeypatch.setenv("XL_SCORECARD_GRAPH_TENANT", TENANT)
    monkeypatch.setenv("XL_SCORECARD_GRAPH_CLIENT", CLIENT)
    assert tokens.graph_token(said.append) == "typed"
    assert said == ["Open https://microsoft.com/devicelogin and type ABC"]
    assert tokens.graph_token(said.append) == "silent for ann"
    assert len(flows) == 1
    assert len(nothing_known.kept) > 3  # in pieces that Windows' keyring can hold
