"""Encryption: the workbook behind a password (AES-256, SHA-512), opened again and compared before it is sent.

msoffcrypto-tool writes files that nobody can open for packages of 4,080 bytes or less (its issue 105): those are made
larger first, by packing their parts without compression.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from xl_scorecard.errors import MailError
from xl_scorecard.mail.credentials import from_keyring
from xl_scorecard.model.place import Place

PASSWORD = "workbook-password"  # noqa: S105 - the name under which the keyring has it
SHORTEST = 8
SMALLEST = 4_096


def workbook_password(ask: Callable[[], str] | None) -> str:
    """Return the password from the keyring, or from a person. Raises MailError where there is none worth having."""
    password = from_keyring(PASSWORD) or (ask() if ask else "")
    if len(password) < SHORTEST:
        raise MailError(
            f"There is no password of {SHORTEST} characters or more for the workbook; nothing was sent.",
            fix=f"Store one with: keyring set xl-scorecard {PASSWORD}. Never send it by the same mail.",
        )
    return password


def encrypt(workbook: bytes, password: str, file: str) -> bytes:
    """Return the workbook behind a password. Raises MailError unless it opens again to the very same bytes."""
    try:
        from msoffcrypto import OfficeFile  # noqa: PLC0415 - an extra
        from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415
    except ImportError:
        raise MailError(
            "Encrypting needs the extra [encrypt]; nothing was sent.",
            fix='Install it: pip install "xl-scorecard[encrypt]".',
        ) from None
    plain = enlarged(workbook)
    locked, opened = io.BytesIO(), io.BytesIO()
    try:
        OOXMLFile(io.BytesIO(plain)).encrypt(password, locked)
        again = OfficeFile(io.BytesIO(locked.getvalue()))
        again.load_key(password=password, verify_password=True)
        again.decrypt(opened)
    except Exception as error:  # whatever its library raises, nothing is sent
        raise _failed(file) from error
    if opened.getvalue() != plain:
        raise _failed(file)
    return locked.getvalue()


def enlarged(workbook: bytes) -> bytes:
    """Return a package that is large enough to be encrypted; a larger one as it is."""
    if len(workbook) > SMALLEST:
        return workbook
    larger = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(larger, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info))
        if larger.tell() <= SMALLEST:
            new.comment = b" " * (SMALLEST - larger.tell())
    return larger.getvalue()


def _failed(file: str) -> MailError:
    return MailError(
        "did not open again after it was encrypted; nothing was sent.",
        place=Place(file=file),
        fix="Send it without encryption if that is allowed, and please report this.",
    )
