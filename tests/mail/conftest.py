"""What the tests of the way out need: certificates, a keyring in memory, an outbox of their own."""

import ssl
from importlib.util import find_spec

import pytest

from tests.builders.letters import PASSWORD, USER


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority of our own, and the file that names it."""
    trustme = pytest.importorskip("trustme", reason="the certificates of the test servers need trustme")
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(str(path))
    return made, path


@pytest.fixture(scope="session")
def certificate(authority):
    """Make what a server of some names encrypts with."""

    def make(*names):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority[0].issue_cert(*names).configure_cert(context)
        return context

    return make


@pytest.fixture(scope="session")
def encrypted(certificate):
    """What a server on this computer encrypts with."""
    return certificate("localhost", "127.0.0.1")


@pytest.fixture
def trusted(authority, monkeypatch):
    """This computer trusts our authority, as it would one that IT has added."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority[1]))


@pytest.fixture(autouse=True)
def own_outbox(monkeypatch, tmp_path):
    """No credential in the environment, and an outbox in the test's own folder."""
    for name in ("SMTP_USER", "SMTP_PASSWORD", "SMTP_TOKEN", "GRAPH_TENANT", "GRAPH_CLIENT", "GRAPH_SECRET"):
        monkeypatch.delenv(f"XL_SCORECARD_{name}", raising=False)
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))


@pytest.fixture(autouse=True)
def emptied():
    """An empty keyring instead of the person's own, where there is one at all."""
    if find_spec("keyring") is None:
        yield None
        return
    import keyring

    from tests.builders.memory_keyring import MemoryKeyring

    before, kept = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def nothing_known(emptied):
    """The empty keyring."""
    return emptied or pytest.skip("the extra [mail] is not installed")


@pytest.fixture
def signed_in(monkeypatch):
    """The right user name and password in the environment."""
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", USER)
    monkeypatch.setenv("XL_SCORECARD_SMTP_PASSWORD", PASSWORD)
