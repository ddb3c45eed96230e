"""A keyring that forgets; as Windows' one it takes at most 1,280 letters."""

from __future__ import annotations

import pytest

backend = pytest.importorskip("keyring.backend", reason="the extra [mail] is not installed")


class MemoryKeyring(backend.KeyringBackend):
    """Keeps passwords as long as a test runs."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password, or None."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        assert len(password) <= 1280
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        self.kept.pop((service, username), None)
