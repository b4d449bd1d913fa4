"""Evidence files: found, limited, read. A file that cannot be read costs only itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from frameworks.schema import DocumentKinds
from sextant.errors import InputError, Problem
from sextant.evidence.material import HEAD, MEGABYTE, Given, Limits, Material, Reader, Unreadable
from sextant.evidence.passages import Voice, passages_of, voice_of
from sextant.evidence.readers import SUFFIXES, read_with, reader_for
from sextant.records import EvidenceFile, Passage

MAX_FILES = 500


@dataclass(frozen=True)
class EvidenceText:
    """One file: what is recorded of it, and its passages (none when it was skipped)."""

    record: EvidenceFile
    passages: tuple[Passage, ...] = ()
    proves: tuple[str, ...] = ()  # Subcategories that the document shows by being there
    material: Material = Material()


def find(paths: Iterable[Path], folder: Path | None = None) -> tuple[tuple[str, Path], ...]:
    """(shown name, path) of every file named, folders walked, in a stable order.

    `folder`: where given, nothing outside it is taken. Raises InputError for what is missing or
    outside.
    """
    found: dict[Path, str] = {}
    problems: list[Problem] = []
    for path in paths:
        full = folder / path if folder else path
        if folder and not full.resolve().is_relative_to(folder.resolve()):
            problems.append(Problem(str(path), "lies outside the profile's folder"))
        elif not full.exists():
            problems.append(Problem(str(path), "evidence file or folder not found"))
        else:
            base = folder or (full if full.is_dir() else full.parent)
            for file in _walk(full):
                found.setdefault(file, file.relative_to(base).as_posix())
    if problems:
        raise InputError(problems)
    return tuple((name, path) for path, name in list(found.items())[:MAX_FILES])


def _walk(path: Path) -> Iterator[Path]:
    """Regular files at or below `path`; links and hidden files are passed over."""
    if path.is_file():
        yield path
        return
    for child in sorted(path.iterdir()):
        if child.name.startswith(".") or child.is_symlink():
            continue
        yield from _walk(child)


def read(
    name: str,
    path: Path,
    kinds: DocumentKinds,
    beside: Mapping[str, Path] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> EvidenceText:
    """Read one file. Never raises for its contents: a bad file is a record that says why."""
    size, digest = 0, ""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            reader = _reader(name, file.read(HEAD), size)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        material = _material(reader, Given(name, path, limits, beside or {}))
    except Unreadable as exc:
        record = EvidenceFile(source=name, sha256=digest, size=size, skipped=str(exc))
        return EvidenceText(record)
    except OSError as exc:
        reason = f"cannot be read: {exc.strerror}"
        return EvidenceText(EvidenceFile(source=name, sha256="", size=size, skipped=reason))
    return _understood(EvidenceFile(source=name, sha256=digest, size=size), material, kinds)


def _reader(name: str, head: bytes, size: int) -> Reader:
    """Who reads it. Raises Unreadable when it is empty, of an unknown kind or too large."""
    if not size:
        raise Unreadable("is empty")
    reader = reader_for(name, head)
    if reader is None:
        suffix = Path(name).suffix.lower()
        if suffix in SUFFIXES:
            raise Unreadable(f"is no {suffix} file of a kind that is known")
        raise Unreadable(
            f"is not read: {suffix or 'this kind of file'} is not a kind that is known"
        )
    if size > reader.max_bytes:
        raise Unreadable(f"is larger than {reader.max_bytes // MEGABYTE} MB")
    return reader


def _material(reader: Reader, given: Given) -> Material:
    try:
        return read_with(reader, given)
    except (Unreadable, OSError):
        raise
    except Exception as exc:  # whatever a parser raises on a damaged file
        raise Unreadable(f"is damaged, or no {reader.title} at all") from exc


def _understood(record: EvidenceFile, material: Material, kinds: DocumentKinds) -> EvidenceText:
    """The file as passages in its own voice, with what its reader says of it."""
    voice = voice_of(record.source, material.blocks, kinds)
    if material.reliability:
        voice = Voice(material.reliability)
    passages = tuple(passages_of(record.source, material.blocks, voice))
    said = (passages, material.statements, material.mentions, material.findings, material.notes)
    empty = not any(said)
    done = record.model_copy(
        update={"reliability": voice.reliability, "skipped": "is empty" if empty else ""}
    )
    return EvidenceText(done, passages, voice.proves, material)
