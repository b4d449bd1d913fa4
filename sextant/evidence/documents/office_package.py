"""Office files as what they are, ZIP archives of XML: checked before any library opens them.

Refused: passwords, archives that unpack to far more than they are, parts that overlap, and XML
that declares entities or a document type. Macros are parts that nobody reads.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

from sextant.evidence.documents.timestamps import metadata_day
from sextant.evidence.material import MEGABYTE, Given, Unreadable

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_PARTS = 5_000
_MOST_BYTES = 250 * MEGABYTE  # of all parts, unpacked
_MOST_XML = 80 * MEGABYTE  # of one part
_MOST_RATIO, _SMALL = 200, 4 * MEGABYTE
_CHUNK = 64 * 1024
_DECLARES = re.compile(b"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0[DE]", re.I)
_MODIFIED = re.compile(rb"<dcterms:modified[^>]{0,200}>([^<]{8,40})<")
_CREATED = re.compile(rb"<dcterms:created[^>]{0,200}>([^<]{8,40})<")


def check(given: Given) -> date | None:
    """Raises Unreadable unless the package may be opened. The day it says it was last changed."""
    _check_kind(given.path)
    try:
        with zipfile.ZipFile(given.path) as archive:
            _check_sizes(archive.infolist(), given.path.stat().st_size)
            for part in archive.infolist():
                given.check_time()
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_xml(archive, part)
            return _dated(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as exc:
        raise Unreadable("is damaged: its parts cannot be unpacked") from exc


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLD_FORMAT:
        raise Unreadable(
            "is protected by a password or in the old Office format; "
            "save it without a password as .docx or .xlsx"
        )


def _check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(p.file_size for p in parts)
    if any(p.flag_bits & 1 for p in parts):
        raise Unreadable("is protected by a password; save it without one")
    if len(parts) > _MOST_PARTS or unpacked > _MOST_BYTES:
        raise Unreadable("unpacks to more than may be read (a zip bomb?)")
    if sum(p.compress_size for p in parts) > size:
        raise Unreadable("has parts that overlap (a zip bomb?)")
    if any(p.file_size > max(_SMALL, _MOST_RATIO * p.compress_size) for p in parts):
        raise Unreadable("unpacks to far more than its size (a zip bomb?)")


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack what is really there, never more than was declared, and look for declarations."""
    count, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            count += len(chunk)
            if count > _MOST_XML:
                raise Unreadable("has a part that is larger than may be read")
            if _DECLARES.search(tail + chunk):
                raise Unreadable("declares XML entities or a document type, which is refused")
            tail = chunk[-16:]


def _dated(archive: zipfile.ZipFile) -> date | None:
    try:
        raw = archive.read("docProps/core.xml")
    except KeyError:
        return None
    found = _MODIFIED.search(raw) or _CREATED.search(raw)
    return metadata_day(found[1].decode("ascii", "ignore")) if found else None
