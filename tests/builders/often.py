"""How often a costly property is tried."""

from __future__ import annotations

from hypothesis import settings

SHARE = 4


def often(count: int) -> int:
    """`count` with --hypothesis-profile=many, as in the gate; a quarter of it in the fast tests."""
    return count if settings.get_current_profile_name() == "many" else max(count // SHARE, 2)
