"""A workbook behind a password: opened again before it is queued, small ones too."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from xl_scorecard.errors import MailError
from xl_scorecard.mail import encryption
from xl_scorecard.mail.encryption import encrypt, enlarged, workbook_password

msoffcrypto = pytest.importorskip("msoffcrypto", reason="the extra [encrypt] is not installed")
PASSWORD = "correct horse battery"  # noqa: S105 - no secret of anybody's


def small_workbook() -> bytes:
    """The smallest package that openpyxl opens: under the 4,080 bytes that go wrong."""
    book, plain, tight = Workbook(), io.BytesIO(), io.BytesIO()
    book.active["A1"] = 215
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if "theme" not in name:
                new.writestr(name, old.read(name).replace(b"theme/theme1.xml", b"styles.xml"))
    return tight.getvalue()


def opened(content: bytes, password: str) -> bytes:
    locked, plain = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    locked.load_key(password=password, verify_password=True)
    locked.decrypt(plain)
    return plain.getvalue()


def test_it_opens_with_the_password_to_the_same_bytes_and_not_without():
    workbook = enlarged(small_workbook())
    locked = encrypt(workbook, PASSWORD, "out.xlsx")
    assert opened(locked, PASSWORD) == workbook
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(locked, "wrong horse battery")
    assert not zipfile.is_zipfile(io.BytesIO(locked))


def test_it_is_aes_256_with_sha_512():
    locked = encrypt(enlarged(small_workbook()), PASSWORD, "out.xlsx")
    assert b'cipherAlgorithm="AES"' in locked
    assert b'keyBits="256"' in locked
    assert b'hashAlgorithm="SHA512"' in locked


def test_a_small_package_is_made_larger_and_still_opens():
    small = small_workbook()
    assert len(small) <= 4_080
    book = load_workbook(io.BytesIO(opened(encrypt(small, PASSWORD, "out.xlsx"), PASSWORD)))
    assert book.active["A1"].value == 215
    book.close()


@pytest.mark.parametrize("extra", [0, 4080, 4097, 9000])
def test_every_size_comes_back(extra):
    """Around the sizes at which msoffcrypto-tool writes what nobody can open (its issue 105)."""
    content = io.BytesIO(small_workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("pad.bin", b"")
        archive.comment = b"x" * max(0, extra - len(content.getvalue()) - 200)
    encrypt(content.getvalue(), PASSWORD, "out.xlsx")


def test_what_does_not_open_again_is_not_sent(monkeypatch):
    monkeypatch.setattr(encryption, "enlarged", lambda workbook: workbook)
    with pytest.raises(MailError, match="did not open again"):
        encrypt(b"no workbook", PASSWORD, "out.xlsx")


def test_the_password_is_the_keyrings_or_a_persons(nothing_known):
    assert workbook_password(lambda: PASSWORD) == PASSWORD
    nothing_known.set_password("xl-scorecard", "workbook-password", "from the keyring")
    assert workbook_password(lambda: PASSWORD) == "from the keyring"


@pytest.mark.parametrize("ask", [None, lambda: "", lambda: "short"])
def test_no_password_or_a_short_one_stops_it_without_telling_it(ask):
    with pytest.raises(MailError, match="no password of 8") as stop:
        workbook_password(ask)
    assert "short" not in str(stop.value)


def test_the_password_is_never_taken_from_the_environment(monkeypatch):
    monkeypatch.setenv("XL_SCORECARD_WORKBOOK_PASSWORD", PASSWORD)
    with pytest.raises(MailError):
        workbook_password(None)
