"""Evidence files: found, limited, decoded. A file that cannot be read costs only itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from frameworks.schema import DocumentKinds
from sextant.errors import InputError, Problem
from sextant.evidence.passages import read_text, voice_of
from sextant.records import EvidenceFile, Passage

MAX_BYTES = 5 * 1024 * 1024
MAX_FILES = 500
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text"})


@dataclass(frozen=True)
class EvidenceText:
    """One file: what is recorded of it, and its passages (none when it was skipped)."""

    record: EvidenceFile
    passages: tuple[Passage, ...] = ()
    proves: tuple[str, ...] = ()  # Subcategories that the document shows by being there


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


def read(name: str, path: Path, kinds: DocumentKinds) -> EvidenceText:
    """Read one file. Never raises for its contents: a bad file is a record that says why."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        reason = f"{path.suffix or 'this kind of file'} is not read yet: Markdown and text only"
        return EvidenceText(EvidenceFile(source=name, sha256="", size=0, skipped=reason))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            reason = f"larger than {MAX_BYTES // 1024 // 1024} MB"
            return EvidenceText(EvidenceFile(source=name, sha256="", size=size, skipped=reason))
        raw = path.read_bytes()
    except OSError as exc:
        reason = f"cannot be read: {exc.strerror}"
        return EvidenceText(EvidenceFile(source=name, sha256="", size=0, skipped=reason))
    digest = hashlib.sha256(raw).hexdigest()
    text = _decode(raw)
    if text is None or "\0" in text:
        reason = "is not text (binary data)"
        return EvidenceText(EvidenceFile(source=name, sha256=digest, size=len(raw), skipped=reason))
    voice = voice_of(name, text, kinds)
    record = EvidenceFile(
        source=name, sha256=digest, size=len(raw), reliability=voice.reliability,
        skipped="" if text.strip() else "is empty",
    )  # fmt: skip
    return EvidenceText(record, tuple(read_text(name, text, voice)), voice.proves)


def _decode(raw: bytes) -> str | None:
    """UTF-8 or UTF-16 by their marks, else UTF-8, else Windows-1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")  # type: ignore[assignment]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
