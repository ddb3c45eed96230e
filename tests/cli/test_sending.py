"""`xl-scorecard send` on the demo: drafts, refusals, a real mail server, and what became of it."""

import hashlib
import json
import shutil
import sqlite3
import ssl
import time
from email import message_from_bytes
from email.policy import default
from random import Random

import openpyxl
import pytest

from tests.builders.leaking import PATCHED, add_part
from tests.builders.letters import PASSWORD, USER
from xl_scorecard.ooxml.package import Package
from xl_scorecard.writers.manifest import manifest_path
from xl_scorecard.writers.shipped import shipped_template

FINISHED = "scorecard-2012-05.xlsx"
PEOPLE = ["director@haringey.example", "first.response@haringey.example", "safeguarding@haringey.example"]


@pytest.fixture(autouse=True)
def own_outbox(monkeypatch, tmp_path):
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))


@pytest.fixture
def finished(demo_copy):
    """The demo's finished workbook, with its manifest beside it."""
    return demo_copy / FINISHED


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Start a mail server that this computer trusts, and know the password for it."""
    trustme = pytest.importorskip("trustme", reason="the certificates of the test servers need trustme")
    from tests.builders.mail_server import Handler, MailServer

    authority, running = trustme.CA(), []
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", USER)
    monkeypatch.setenv("XL_SCORECARD_SMTP_PASSWORD", PASSWORD)

    def start(**at):
        running.append(MailServer(context, Handler(**at)).__enter__())
        return running[-1]

    yield start
    for one in running:
        one.__exit__()


def rebuilt_for(demo, run, **settings):
    """Build the demo again with other settings on its sheet Mail."""
    book = openpyxl.load_workbook(demo / "definition.xlsx")
    page = book["Mail"]
    rows = {row[0].value: row[1] for row in page.iter_rows(min_row=5)}
    for label, value in settings.items():
        rows[label.replace("_", " ")].value = value
    book.save(demo / "definition.xlsx")
    assert run("build", demo / "definition.xlsx").code == 0
    return demo / FINISHED


def tampered(finished, change):
    """The finished workbook changed behind our back, its manifest saying that it was built so."""
    package = Package.read(finished)
    change(package)
    finished.write_bytes(package.to_bytes())
    path = manifest_path(finished)
    manifest = json.loads(path.read_text("utf-8"))
    manifest["output"]["sha256"] = hashlib.sha256(finished.read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return finished


def a_child(demo):
    """The id of a child in the demo's records."""
    book = openpyxl.load_workbook(demo / "sources" / "plans.xlsx", read_only=True)
    ids = [row[0] for row in book.active.iter_rows(min_row=5, max_row=9, values_only=True)]
    book.close()
    return next(str(id_).strip() for id_ in ids if id_)


def test_without_send_now_it_makes_drafts_and_says_who_would_get_what(finished, run, tmp_path):
    ended = run("send", finished, "--out", tmp_path / "drafts")
    assert ended.code == 0, ended.err
    for person in PEOPLE:
        assert person in ended.out
    drafts = sorted((tmp_path / "drafts").iterdir())
    assert [path.name for path in drafts] == [f"scorecard-2012-05_{person}.eml" for person in PEOPLE]
    message = message_from_bytes(drafts[0].read_bytes(), policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", PEOPLE[0])
    assert not (tmp_path / "outbox.sqlite").exists()


@pytest.mark.slow
def test_a_definition_is_built_afresh(demo_copy, run):
    (demo_copy / FINISHED).unlink()
    ended = run("send", demo_copy / "definition.xlsx", "--to", PEOPLE[0], "--json")
    assert ended.code == 0, ended.err
    said = json.loads(ended.out)
    assert (said["sent"], [draft["to"] for draft in said["drafts"]]) == (False, [PEOPLE[0]])
    assert (demo_copy / FINISHED).exists()
    assert len(list((demo_copy / "drafts").iterdir())) == 1


@pytest.mark.slow
def test_build_can_draft_at_once_and_its_json_stays_alone(demo_copy, run):
    ended = run("build", demo_copy / "definition.xlsx", "--send", "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)
    assert PEOPLE[0] in ended.err
    assert len(list((demo_copy / "drafts").iterdir())) == 3


@pytest.mark.slow
def test_the_menu_drafts(demo_copy, run, monkeypatch):
    answers = iter(["5", str(demo_copy / "definition.xlsx"), "0"])
    monkeypatch.setattr("builtins.input", lambda _="": next(answers))
    assert run().code == 0
    assert len(list((demo_copy / "drafts").iterdir())) == 3


@pytest.mark.slow
def test_the_scan_joins_the_manifest(finished, run):
    run("send", finished)
    scan = json.loads(manifest_path(finished).read_text("utf-8"))["leak_scan"]
    assert (scan["clean"], scan["found"], scan["unreadable"]) == (True, [], [])
    assert scan["workbook_sha256"] == hashlib.sha256(finished.read_bytes()).hexdigest()
    assert scan["parts"] > 50


def test_an_address_that_is_not_listed_is_four_and_named(finished, run):
    ended = run("send", finished, "--to", "ann@haringey.example")
    assert (ended.code, ended.out) == (4, "")
    assert "ann@haringey.example" in ended.err
    assert not (finished.parent / "drafts").exists()


@pytest.mark.parametrize("place", ["a pivot table's cache", pytest.param("custom XML", marks=pytest.mark.slow)])
def test_a_child_in_the_workbook_is_four_and_nothing_is_drafted(finished, run, place):
    child = a_child(finished.parent)
    tampered(finished, lambda package: PATCHED[place](package, child))
    ended = run("send", finished)
    assert (ended.code, ended.out) == (4, "")
    assert "must not leave" in " ".join(ended.err.split())
    assert child.casefold() not in ended.err.casefold()
    assert not (finished.parent / "drafts").exists()


@pytest.mark.slow
def test_the_clean_twin_is_drafted(finished, run):
    tampered(finished, lambda package: PATCHED["custom XML"](package, "North team"))
    ended = run("send", finished)
    assert ended.code == 0, ended.err
    assert "custom XML" in ended.out


@pytest.mark.slow
def test_a_workbook_with_macros_goes_as_a_plain_one_of_that_name(demo_copy, run):
    template = shipped_template("scorecard.xlsm")
    assert run("build", demo_copy / "definition.xlsx", "--template", template).code == 0
    ended = run("send", demo_copy / "scorecard-2012-05.xlsm", "--to", PEOPLE[0])
    assert ended.code == 0, ended.err
    assert "macros" in ended.out
    (draft,) = (demo_copy / "drafts").iterdir()
    (attachment,) = message_from_bytes(draft.read_bytes(), policy=default).iter_attachments()
    assert attachment.get_filename() == FINISHED
    package = Package.of(attachment.get_content())
    assert "xl/vbaProject.bin" not in package.names()
    assert b"macroEnabled" not in package.content("[Content_Types].xml")


@pytest.mark.slow
@pytest.mark.parametrize(("megabytes", "code"), [(21, 4), (15, 0)])
def test_a_workbook_too_large_for_mail_is_four_and_a_large_one_goes(finished, run, megabytes, code):
    picture = b"\x89PNG\r\n\x1a\n" + Random(1).randbytes(megabytes * 1024 * 1024)
    name = "xl/media/large.png"
    tampered(finished, lambda p: add_part(p, "xl/worksheets/sheet1.xml", name, "image", picture, "image/png"))
    ended = run("send", finished, "--to", PEOPLE[0])
    assert ended.code == code, ended.err
    assert ("mail takes 20 MB" in " ".join(ended.err.split())) is (code == 4)
    assert (finished.parent / "drafts").exists() is (code == 0)


@pytest.mark.slow
def test_a_child_in_a_note_of_the_message_is_four(demo_copy, run):
    child = a_child(demo_copy)
    rebuilt_for(demo_copy, run, Greeting=f"Dear all, as to {child}:")
    ended = run("send", demo_copy / FINISHED)
    assert ended.code == 4
    assert child not in ended.err


def test_a_workbook_changed_since_it_was_built_is_two(finished, run):
    package = Package.read(finished)
    package.replace("xl/worksheets/sheet1.xml", package.content("xl/worksheets/sheet1.xml") + b" ")
    finished.write_bytes(package.to_bytes())
    ended = run("send", finished)
    assert ended.code == 2
    assert "was changed since it was built" in " ".join(ended.err.split())


@pytest.mark.slow
def test_sources_changed_since_it_was_built_are_two(finished, run):
    source = finished.parent / "sources" / "reviews.xlsx"
    book = openpyxl.load_workbook(source)
    book.active["A1"] = "Another title"
    book.save(source)
    ended = run("send", finished)
    assert ended.code == 2
    assert "have changed since" in " ".join(ended.err.split())


def test_a_finished_workbook_without_its_manifest_is_two(finished, run):
    manifest_path(finished).unlink()
    ended = run("send", finished)
    assert ended.code == 2
    assert "no manifest beside it" in " ".join(ended.err.split())


@pytest.mark.slow
def test_one_refusal_stops_all_of_them(finished, run, tmp_path):
    other = shutil.copytree(finished.parent, tmp_path / "other") / FINISHED
    manifest_path(other).unlink()
    assert run("send", finished, other).code == 2
    assert not (finished.parent / "drafts").exists()


@pytest.mark.slow
def test_sending_needs_a_way_that_sends(finished, run):
    ended = run("send", finished, "--send-now")
    assert ended.code == 2
    assert "make drafts only" in " ".join(ended.err.split())


def test_nothing_named_is_two(run):
    assert run("send").code == 2


@pytest.mark.slow
def test_sent_once_reported_and_never_again(demo_copy, run, server):
    mail = server()
    finished = rebuilt_for(demo_copy, run, Sent_by="smtp", Server=f"localhost:{mail.port}", Sign_in="password")
    ended = run("send", finished, "--send-now", "--json")
    assert ended.code == 0, ended.err
    assert [entry["state"] for entry in json.loads(ended.out)] == ["sent"] * 3
    again = run("send", demo_copy / "definition.xlsx", "--send-now")
    assert again.code == 0, again.err
    assert again.err.count("not sent again") == 3
    assert [person for person, _ in mail.handler.arrived] == PEOPLE
    status = json.loads(run("send", "--status", "--json").out)
    attached = message_from_bytes(mail.handler.arrived[0][1], policy=default).get_payload()[-1].get_payload(decode=True)
    assert status[0]["attachment_sha256"] == hashlib.sha256(attached).hexdigest()
    assert (status[0]["to"], status[0]["file"]) == (PEOPLE[0], FINISHED)


@pytest.mark.slow
def test_in_doubt_is_five_until_a_person_says(demo_copy, run, server, monkeypatch):
    mail = server(ACCEPTED=lambda session: session.transport.abort())
    finished = rebuilt_for(demo_copy, run, Sent_by="smtp", Server=f"localhost:{mail.port}", Sign_in="password")
    ended = run("send", finished, "--to", PEOPLE[0], "--send-now")
    assert ended.code == 5
    assert "send --resolve" in " ".join(ended.err.split())
    assert run("send", finished, "--to", PEOPLE[0], "--send-now").code == 5
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "y")
    resolved = run("send", "--resolve", "--status")
    assert (resolved.code, "sent," in resolved.out) == (0, True)
    assert len(mail.handler.arrived) == 1


@pytest.mark.slow
def test_not_now_is_sent_by_a_later_retry(demo_copy, run, server, tmp_path):
    mail = server(RCPT="451 later")
    finished = rebuilt_for(demo_copy, run, Sent_by="smtp", Server=f"localhost:{mail.port}", Sign_in="password")
    assert run("send", finished, "--to", PEOPLE[0], "--send-now").code == 5
    assert run("send", "--retry").code == 5  # not due yet
    mail.handler.at.clear()
    with sqlite3.connect(tmp_path / "outbox.sqlite") as outbox:
        outbox.execute("UPDATE letters SET due = 0")
    outbox.close()
    ended = run("send", "--retry", "--status")
    assert ended.code == 0, ended.err
    assert [person for person, _ in mail.handler.arrived] == [PEOPLE[0]]


@pytest.mark.slow
def test_a_wrong_password_is_five_and_what_waits_is_told(demo_copy, run, server, monkeypatch):
    mail = server()
    monkeypatch.setenv("XL_SCORECARD_SMTP_PASSWORD", "wrong horse battery")
    finished = rebuilt_for(demo_copy, run, Sent_by="smtp", Server=f"localhost:{mail.port}", Sign_in="password")
    ended = run("send", finished, "--send-now")
    assert (ended.code, mail.handler.arrived) == (5, [])
    assert "wrong horse" not in ended.err + ended.out
    assert {entry["state"] for entry in json.loads(run("send", "--status", "--json").out)} == {"queued"}


@pytest.mark.slow
def test_looking_at_the_outbox_erases_what_was_kept_long_enough(demo_copy, run, server, tmp_path):
    mail, old = server(), time.time() - 31 * 86_400
    settings = {"Sent_by": "smtp", "Server": f"localhost:{mail.port}", "Sign_in": "password", "Keep_days": 30}
    finished = rebuilt_for(demo_copy, run, **settings)
    assert run("send", finished, "--to", PEOPLE[0], "--send-now").code == 0
    with sqlite3.connect(tmp_path / "outbox.sqlite") as outbox:
        outbox.execute("UPDATE letters SET changed = ?", (old,))
    (entry,) = json.loads(run("send", "--status", "--json").out)
    assert (entry["to"], entry["state"]) == (PEOPLE[0], "sent")
    assert outbox.execute("SELECT message FROM letters").fetchall() == [(None,)]
    outbox.close()


def test_an_empty_outbox_says_so(run):
    assert "empty" in run("send", "--status").out


@pytest.mark.slow
def test_encrypted_where_the_definition_says_so(demo_copy, run, monkeypatch):
    msoffcrypto = pytest.importorskip("msoffcrypto", reason="the extra [encrypt] is not installed")
    keyring = pytest.importorskip("keyring", reason="the extra [mail] is not installed")
    monkeypatch.setattr(keyring, "get_password", lambda _service, name: "correct horse" if "workbook" in name else None)
    finished = rebuilt_for(demo_copy, run, Encrypt="Yes")
    ended = run("send", finished, "--to", PEOPLE[0])
    assert ended.code == 0, ended.err
    assert "behind a password" in ended.out
    (draft,) = (demo_copy / "drafts").iterdir()
    message = message_from_bytes(draft.read_bytes(), policy=default)
    (attachment,) = message.iter_attachments()
    assert attachment.get_content().startswith(b"\xd0\xcf\x11\xe0")
    assert b"correct horse" not in draft.read_bytes()
    assert "correct horse" not in ended.out + ended.err + manifest_path(finished).read_text("utf-8")
    assert msoffcrypto


@pytest.mark.slow
def test_no_password_to_encrypt_with_is_five(demo_copy, run, monkeypatch):
    keyring = pytest.importorskip("keyring", reason="the extra [mail] is not installed")
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    ended = run("send", rebuilt_for(demo_copy, run, Encrypt="Yes"))
    assert ended.code == 5
    assert "workbook-password" in ended.err


@pytest.mark.slow
def test_a_batch_drafts_those_parts_that_somebody_gets(demo_copy, run, tmp_path):
    out = tmp_path / "teams"
    ended = run("batch", demo_copy / "definition.xlsx", "--out", out, "--for-each", "team", "--jobs", "1", "--send")
    assert ended.code == 0, ended.err
    (draft,) = (out / "drafts").iterdir()
    message = message_from_bytes(draft.read_bytes(), policy=default)
    assert message["To"] == "safeguarding.north@haringey.example"
    assert "Safeguarding North" in message["Subject"]
    assert ended.err.count("nobody on the sheet Recipients") == len(list(out.glob("scorecard-*.xlsx"))) - 1
