"""What the tests of the way out need: certificates, a keyring in memory, an outbox of their own."""

import ssl

import pytest

from tests.builders.mail_server import PASSWORD, USER

trustme = pytest.importorskip("trustme", reason="the certificates of the test servers need trustme")
keyring = pytest.importorskip("keyring", reason="the extra [mail] is not installed")
pytest.importorskip("aiosmtpd", reason="the test's mail server needs aiosmtpd")


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority of our own, and the file that names it."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(str(path))
    return made, path


def context_for(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture(scope="session")
def encrypted(authority):
    """What a server on this computer encrypts with."""
    return context_for(authority[0], "localhost", "127.0.0.1")


@pytest.fixture
def trusted(authority, monkeypatch):
    """This computer trusts our authority, as it would one that IT has added."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority[1]))


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch, tmp_path):
    """No credential in the environment, an empty keyring, an outbox in the test's own folder."""
    for name in ("SMTP_USER", "SMTP_PASSWORD", "SMTP_TOKEN", "GRAPH_TENANT", "GRAPH_CLIENT", "GRAPH_SECRET"):
        monkeypatch.delenv(f"XL_SCORECARD_{name}", raising=False)
    monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))
    before = keyring.get_keyring()
    kept = MemoryKeyring()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def signed_in(monkeypatch):
    """The right user name and password in the environment."""
    monkeypatch.setenv("XL_SCORECARD_SMTP_USER", USER)
    monkeypatch.setenv("XL_SCORECARD_SMTP_PASSWORD", PASSWORD)


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that forgets; as Windows' one it takes at most 1,280 letters."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        assert len(password) <= 1280
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self.kept.pop((service, username), None)
