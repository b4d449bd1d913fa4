"""A ZIP of clients, unpacked where nobody else reads: every entry is checked, then its real bytes.

An archive that looks like an attack is refused whole. What Sextant does not read is passed over.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sextant.batch.finding import SUFFIXES as PROFILES
from sextant.batch.finding import find_profiles
from sextant.errors import InputError, OutputError, Problem
from sextant.evidence.readers import SUFFIXES
from sextant.ui.uploads import MAX_FILE_BYTES, MAX_TOTAL_BYTES, MEGABYTE

MAX_ZIP_BYTES = MAX_TOTAL_BYTES
MAX_ENTRIES = 5_000
MAX_UNPACKED = 250 * MEGABYTE
MAX_RATIO, SMALL = 200, 4 * MEGABYTE  # a file may unpack to SMALL bytes whatever its ratio
MAX_DEPTH, PART_BYTES = 12, 200
_DIRECTORY_BYTES = MAX_ENTRIES * 512  # the list of entries; a longer one is not even read
_CHUNK = 64 * 1024
_END, _END_LENGTH, _COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR_64, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_ENCRYPTED = 0x41
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the standard library raises over broken archives, as random damage shows.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, RuntimeError,
    ValueError, IndexError, OverflowError,
)  # fmt: skip
_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
_CLUTTER = re.compile(r"^(?:\..*|~\$.*|__MACOSX|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


@dataclass(frozen=True)
class Unpacked:
    """What is there now: `profiles` and `others` as paths below the folder; `passed_over` names
    files of kinds that are not read."""

    profiles: tuple[str, ...]
    files: int
    passed_over: tuple[str, ...]


def unpack(source: IO[bytes], shown: str, folder: Path) -> Unpacked:
    """Unpack to `folder`, which is made new; nothing of it is left when the archive is refused.

    `shown` names the archive in problems. Raises InputError, OutputError.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
        return _unpack(source, folder)
    except _RefusedError as refused:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError([Problem(shown, str(refused))]) from refused
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise OutputError(f"{shown}: cannot be unpacked: {error.strerror or error}") from error


class _RefusedError(Exception):
    """Why an archive is refused, in words for the person who brought it."""


def _unpack(source: IO[bytes], folder: Path) -> Unpacked:
    size = source.seek(0, os.SEEK_END)
    _check_directory(source, size)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [e for e in archive.infolist() if not e.orig_filename.endswith(("/", "\\"))]
            _check_entries(archive.infolist(), size)
            places = _places(entries)
            passed = tuple(_write_all(archive, places, folder))
    except _DAMAGED as error:
        raise _RefusedError("is damaged: it cannot be unpacked") from error
    found = find_profiles(folder)
    if not found.profiles:
        raise _RefusedError(
            "has no profile: none of its YAML files has `organization:`. Put each client's "
            "profile.yaml with its evidence into a folder of its own"
        )
    return Unpacked(found.profiles, len(places) - len(passed), passed)


def _check_directory(source: IO[bytes], size: int) -> None:
    """The end record says how long the list of entries is, before any of it is read."""
    if size > MAX_ZIP_BYTES:
        raise _RefusedError(f"is larger than {MAX_ZIP_BYTES // MEGABYTE} MB")
    start = max(0, size - _END_LENGTH - _COMMENT - _LOCATOR_LENGTH)
    source.seek(start)
    tail = source.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise _RefusedError("is not a ZIP archive")
    if _LOCATOR_64 in tail[max(0, at - _LOCATOR_LENGTH) : at]:
        raise _RefusedError(
            "is a ZIP64 archive, which so small a one need not be; make a plain ZIP"
        )
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY_BYTES:
        raise _RefusedError(f"has more than {MAX_ENTRIES:,} entries; use the command line")


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """What can be known without unpacking; what the entries say is believed only against them."""
    if len(entries) > MAX_ENTRIES:
        raise _RefusedError(f"has more than {MAX_ENTRIES:,} entries; use the command line")
    for entry in entries:
        _check_entry(entry)
    if sum(e.compress_size for e in entries) > size:
        raise _RefusedError("has entries that overlap (a zip bomb?)")
    if sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise _RefusedError(_TOO_MUCH)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = _shown(entry.orig_filename)
    if entry.flag_bits & _ENCRYPTED:
        raise _RefusedError(f"{name} is encrypted; make the ZIP without a password")
    if stat.S_IFMT(entry.external_attr >> 16) not in _KINDS:
        raise _RefusedError(f"{name} is a link or a device, which are not followed")
    if entry.compress_type not in _METHODS:
        raise _RefusedError(f"{name} is packed by a method other than deflate")
    if entry.file_size > MAX_FILE_BYTES:
        raise _RefusedError(f"{name} is larger than {MAX_FILE_BYTES // MEGABYTE} MB")
    if entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size):
        raise _RefusedError(f"{name} unpacks to far more than its size (a zip bomb?)")


def _places(entries: list[zipfile.ZipInfo]) -> dict[tuple[str, ...], zipfile.ZipInfo]:
    """Each file by the parts of its path, all of them below the folder and different."""
    places: dict[tuple[str, ...], zipfile.ZipInfo] = {}
    seen: set[tuple[str, ...]] = set()
    for entry in entries:
        parts = _parts(entry.orig_filename)
        if any(_CLUTTER.match(part) for part in parts):
            continue
        same = tuple(part.casefold() for part in parts)
        if same in seen:
            raise _RefusedError(f"{_shown('/'.join(parts))} is in it twice")
        seen.add(same)
        places[parts] = entry
    for same in seen:
        if any(same[:length] in seen for length in range(1, len(same))):
            raise _RefusedError(f"{_shown('/'.join(same))} lies below a file")
    return places


def _parts(name: str) -> tuple[str, ...]:
    """The parts of an entry's path, composed as people type them; old programs write '\\'."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain):
        raise _RefusedError(f"{_shown(name)} has an absolute path")
    parts = tuple(part for part in plain.split("/") if part not in ("", "."))
    if ".." in parts:
        raise _RefusedError(f"{_shown(name)} leads out of the archive")
    if not parts or any(not part.isprintable() for part in parts):
        raise _RefusedError(f"{_shown(name)} has characters that no name should have")
    if len(parts) > MAX_DEPTH or any(len(part.encode()) > PART_BYTES for part in parts):
        raise _RefusedError(f"{_shown(name)} has too long a path")
    return parts


def _write_all(
    archive: zipfile.ZipFile, places: dict[tuple[str, ...], zipfile.ZipInfo], folder: Path
) -> Iterator[str]:
    """Write what is read by Sextant; yields the names of the rest."""
    total = 0
    for parts, entry in places.items():
        if Path(parts[-1]).suffix.lower() not in SUFFIXES | PROFILES:
            yield "/".join(parts)
            continue
        total += _write(archive, entry, folder.joinpath(*parts), MAX_UNPACKED - total)


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, room: int) -> int:
    """The bytes that are really there, counted as they come."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    with archive.open(entry) as stream, path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            count += len(chunk)
            if count > min(room, MAX_FILE_BYTES):
                raise _RefusedError(_TOO_MUCH)
            file.write(chunk)
    return count


def _shown(name: str) -> str:
    kept = "".join(c if c.isprintable() else "?" for c in name)
    return kept if len(kept) <= 120 else f"{kept[:117]}..."


_TOO_MUCH = (
    f"unpacks to more than {MAX_UNPACKED // MEGABYTE} MB in all, or "
    f"{MAX_FILE_BYTES // MEGABYTE} MB a file; use the command line"
)
