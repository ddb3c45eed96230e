"""The outbox: nothing lost, nothing twice, whatever happens when."""

import sqlite3
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.letters import Clock, message, outbox_in, parcel
from xl_scorecard.errors import MailError
from xl_scorecard.mail.delivery import deliver
from xl_scorecard.mail.outbox import DAY, Outbox, Route, State, outbox_path
from xl_scorecard.mail.transport import Letter, Outcome, Result
from xl_scorecard.model.mail import SignIn, TransportKind

PEOPLE = ("a@haringey.example", "b@haringey.example")


class Faking:
    """A transport that does as it is told, and counts what arrives; "kill" stops as SIGKILL does."""

    def __init__(self, *results):
        self.results, self.arrived = list(results), Counter()

    def open(self):
        pass

    def close(self):
        pass

    def deliver(self, letter: Letter) -> Outcome:
        result = self.results.pop(0) if self.results else Result.SENT
        if isinstance(result, BaseException):
            raise result
        if result in (Result.SENT, Result.IN_DOUBT):
            self.arrived[letter.recipient] += 1
        return Outcome(result=result)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def outbox(tmp_path, clock):
    with outbox_in(tmp_path, clock) as made:
        yield made


def test_it_is_written_to_the_disk_before_anything_is_sent(outbox):
    database = outbox._database
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)
    assert database.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_only_its_owner_may_read_it(outbox):
    assert outbox.path.stat().st_mode & 0o077 == 0


def test_a_message_is_queued_once_for_a_run_a_recipient_and_a_workbook(outbox):
    first, known = outbox.queue([parcel()])
    assert (len(first), known) == (1, ())
    assert outbox.queue([parcel(recipient="DCS@Haringey.example")]) == ((), first)
    new, _ = outbox.queue([parcel(workbook_sha256="another")])
    assert len(new) == 1
    new, _ = outbox.queue([parcel(run="another")])
    assert len(new) == 1


def test_all_are_queued_or_none(outbox):
    def broken():
        yield parcel(PEOPLE[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outbox.queue(broken())
    assert outbox.entries() == ()


def test_the_bytes_come_back_as_they_were_stored(outbox):
    (entry,), _ = outbox.queue([parcel()])
    assert outbox.message(entry) == parcel().message


def test_bytes_that_changed_on_the_disk_are_not_sent(outbox):
    outbox.queue([parcel()])
    outbox._database.execute("UPDATE letters SET message = ?", (b"something else",))
    transport = Faking()
    with pytest.raises(MailError, match="gone or damaged"):
        deliver(outbox, lambda _: transport)
    assert transport.arrived == {}


def test_an_entry_says_how_it_goes(outbox):
    route = Route(transport=TransportKind.SMTP, server="relay:25", sign_in=SignIn.NONE)
    (entry,), _ = outbox.queue([parcel(route=route)])
    assert (entry.route, entry.state, entry.attempts) == (route, State.QUEUED, 0)


def test_what_is_being_sent_cannot_be_claimed_again(outbox):
    (entry,), _ = outbox.queue([parcel()])
    assert outbox.claim(entry)
    assert not outbox.claim(entry)


def test_ctrl_c_while_sending_leaves_a_doubt(outbox):
    outbox.queue([parcel(person) for person in PEOPLE])
    with pytest.raises(KeyboardInterrupt):
        deliver(outbox, lambda _: Faking(KeyboardInterrupt()))
    assert [entry.state for entry in outbox.entries()] == [State.IN_DOUBT, State.QUEUED]


def test_an_error_for_all_letters_puts_this_one_back(outbox):
    outbox.queue([parcel(person) for person in PEOPLE])
    with pytest.raises(MailError):
        deliver(outbox, lambda _: Faking(Result.SENT, MailError("The mailbox is closed.")))
    assert [entry.state for entry in outbox.entries()] == [State.SENT, State.QUEUED]


def test_only_a_doubt_can_be_resolved(outbox):
    (entry,), _ = outbox.queue([parcel()])
    with pytest.raises(MailError, match="not in doubt"):
        outbox.resolve(entry, arrived=True)


def test_every_step_is_recorded(outbox):
    outbox.queue([parcel()])
    deliver(outbox, lambda _: Faking(Result.RETRY))
    steps = outbox._database.execute("SELECT state FROM steps ORDER BY rowid").fetchall()
    assert [state for (state,) in steps] == ["queued", "sending", "retry"]


def test_bodies_are_erased_after_their_days_and_the_record_stays(outbox, clock):
    words = "Rosebud in the body"
    gone = parcel(PEOPLE[0], message=message(PEOPLE[0], text=words), keep_days=30)
    outbox.queue([gone, parcel(PEOPLE[1], keep_days=60)])
    deliver(outbox, lambda _: Faking())
    clock.sleep(30 * DAY - 1)
    assert outbox.erase_old() == 0
    clock.sleep(2)
    assert outbox.erase_old() == 1
    first, second = outbox.entries()
    with pytest.raises(MailError, match="gone or damaged"):
        outbox.message(first)
    assert outbox.message(second) == parcel(PEOPLE[1]).message
    assert (first.state, first.attachment_sha256) == (State.SENT, gone.attachment_sha256)
    outbox.close()
    files = b"".join(path.read_bytes() for path in outbox.path.parent.glob("outbox.sqlite*"))
    assert words.encode() not in files
    assert PEOPLE[0].encode() in files


@pytest.mark.parametrize("result", [Result.RETRY, Result.IN_DOUBT])
def test_what_is_not_settled_is_never_erased(outbox, clock, result):
    outbox.queue([parcel(keep_days=1)])
    deliver(outbox, lambda _: Faking(result))
    clock.sleep(1000 * DAY)
    assert outbox.erase_old() == 0
    assert outbox.message(outbox.entries()[0]) == parcel().message


def test_a_file_that_is_no_outbox_is_refused(tmp_path):
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(b"not a database at all, but long enough to look at" * 40)
    with pytest.raises(MailError, match="cannot be opened"):
        Outbox(path)


def test_it_is_in_a_folder_of_this_computer_unless_named(monkeypatch, tmp_path):
    monkeypatch.delenv("XL_SCORECARD_OUTBOX")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert outbox_path().name == "outbox.sqlite"
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "mine.sqlite"))
    assert outbox_path() == tmp_path / "mine.sqlite"


def test_a_program_that_dies_lets_go_of_the_outbox(tmp_path):
    one, two = outbox_in(tmp_path), outbox_in(tmp_path)
    lock = sqlite3.connect(one.path.with_suffix(".lock"), isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with pytest.raises(MailError, match="Another run"), two.sending():
        pass
    lock.close()
    with two.sending():
        pass
    one.close()
    two.close()


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["queue", "deliver", "killed before", "killed after", "wait"]), st.sampled_from(list(Result))
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=30, deadline=None)
def test_at_most_one_message_arrives_whatever_happens_when(tmp_path_factory, steps):
    """SIGKILL between the mark and the first byte, or between the last byte and the record; any answer; any order."""
    clock, transport = Clock(), Faking()
    folder = tmp_path_factory.mktemp("box")
    outbox = outbox_in(folder, clock)
    for step in ["queue", *steps, "deliver"]:
        if step == "queue":
            outbox.queue([parcel(person) for person in PEOPLE])
        elif step == "wait":
            clock.sleep(20_000)
        elif isinstance(step, Result) and step is not Result.DRAFTED:
            transport.results.append(step)
        elif step in ("killed before", "killed after"):
            waiting = [e for e in outbox.entries(State.QUEUED, State.RETRY) if e.due <= clock.now]
            if waiting and outbox.claim(waiting[0]):
                transport.arrived[waiting[0].recipient] += step == "killed after"
            outbox.close()
            outbox = outbox_in(folder, clock)
        else:
            deliver(outbox, lambda _: transport)
    assert all(count <= 1 for count in transport.arrived.values())
    assert {entry.recipient for entry in outbox.entries()} == set(PEOPLE)
    for entry in outbox.entries(State.SENT):
        assert transport.arrived[entry.recipient] == 1
    outbox.close()
