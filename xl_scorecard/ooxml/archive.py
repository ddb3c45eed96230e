"""The zip file that a workbook is: members copied without being unpacked, and the same bytes for the same parts.

Python's zipfile reads well but cannot copy a member's compressed bytes, so the writing half is here.
Layout of the records: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
DEFLATED, UTF8 = 8, 0x800
FIXED_DATE = 0x21  # 1 January 1980, the earliest that a zip can hold
LOCAL_HEADER_SIZE = 30
SMALL = 4_000  # bytes; smaller parts are packed sooner than another thread is told of them
MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One member as it lies in a zip: its compressed bytes and what is needed to write them again."""

    name: str
    method: int
    checksum: int
    size: int
    data: bytes

    def unpacked(self) -> bytes:
        """Return its content."""
        return zlib.decompress(self.data, -zlib.MAX_WBITS) if self.method == DEFLATED else self.data


def pack(name: str, content: bytes, *, level: int = 6) -> Member:
    """Return `content` compressed as a member."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, DEFLATED, zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


def pack_all(contents: Mapping[str, bytes]) -> dict[str, Member]:
    """Return contents compressed as members, by name; large ones on every core, since zlib lets the others work."""
    large = sorted((name for name in contents if len(contents[name]) > SMALL), key=lambda name: -len(contents[name]))
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    if workers == 1 or len(large) < workers:
        return {name: pack(name, content) for name, content in contents.items()}
    with ThreadPoolExecutor(workers) as pool:
        shares = [pool.submit(_packed, [(name, contents[name]) for name in large[n::workers]]) for n in range(workers)]
        members = {name: pack(name, contents[name]) for name in contents.keys() - set(large)}
        return {**members, **{member.name: member for share in shares for member in share.result()}}


def _packed(contents: list[tuple[str, bytes]]) -> list[Member]:
    return [pack(name, content) for name, content in contents]


def read_members(path: Path) -> dict[str, Member]:
    """Return every member of a zip file, still compressed, in the order of its directory.

    Raises zipfile.BadZipFile when it is no zip, is cut short, or holds a name twice.
    """
    return members_of(path.read_bytes())


def members_of(content: bytes) -> dict[str, Member]:
    """Return every member of a zip file that is in memory; raises what `read_members` raises."""
    members: dict[str, Member] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            member = _member(info, content)
            if member.name in members:
                raise zipfile.BadZipFile("a part stands in it twice")
            if not info.is_dir():
                members[member.name] = member
    return members


def _member(info: zipfile.ZipInfo, content: bytes) -> Member:
    name_size, extra_size = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + LOCAL_HEADER_SIZE + name_size + extra_size
    data = content[start : start + info.compress_size]
    name = info.filename.replace("\\", "/").lstrip("/")  # some programs write "/xl/…", or "xl\\…"
    return Member(name, info.compress_type, info.CRC, info.file_size, data)


def content_hash(members: Iterable[Member]) -> str:
    """Return a hash (SHA-256) of the members' names and content, whatever packed them and in whichever order they lie.

    Two machines' builds of zlib pack the same content differently; by this their files can be compared.
    """
    digest = sha256()
    for member in sorted(members, key=lambda member: member.name):
        content = member.unpacked()
        digest.update(f"{member.name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def to_bytes(members: Iterable[Member]) -> bytes:
    """Return a zip file of the members, in their order, with a fixed date: the same members give the same bytes."""
    body, directory, count, offset = [], [], 0, 0
    for member in members:
        name = member.name.encode()
        record = struct.pack(
            "<HHHHHIIIHH",
            20,
            UTF8 if len(name) != len(member.name) else 0,
            member.method,
            0,
            FIXED_DATE,
            member.checksum,
            len(member.data),
            member.size,
            len(name),
            0,
        )
        body += [LOCAL, record, name, member.data]
        directory += [CENTRAL, struct.pack("<H", 20), record, struct.pack("<HHHII", 0, 0, 0, 0, offset), name]
        offset += LOCAL_HEADER_SIZE + len(name) + len(member.data)
        count += 1
    central = b"".join(directory)
    return b"".join([*body, central, END, struct.pack("<HHHHIIH", 0, 0, count, count, len(central), offset, 0)])
