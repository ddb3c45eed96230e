"""Unlocking: a workbook behind a password, opened in memory with the password that a person gave."""

from __future__ import annotations

import io

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.sources.forms import OLE, is_locked
from xl_scorecard.sources.refusals import Refusal, refuse


def unlock(data: bytes, place: Place, password: str) -> bytes:
    """Return the workbook inside `data`, or `data` itself where it is not protected.

    Raises SourceError for another password, or where what opens such workbooks is not installed.
    """
    if not password or not data.startswith(OLE) or not is_locked(data):
        return data
    try:
        from msoffcrypto import OfficeFile  # noqa: PLC0415 (an extra)
    except ImportError:
        raise refuse(Refusal.CANNOT_UNLOCK, place) from None
    try:
        locked, plain = OfficeFile(io.BytesIO(data)), io.BytesIO()
        locked.load_key(password=password)
        locked.decrypt(plain)
    except Exception:  # noqa: BLE001 (whatever it says: it may quote what it was given)
        raise _refused(place) from None
    return plain.getvalue()


def _refused(place: Place) -> SourceError:
    return refuse(Refusal.WRONG_PASSWORD, place)
