"""What a browser hands over: limits and safe names.

A name that a person gave never becomes a path: it is only shown, reduced to letters, digits, '.',
'_' and '-', and files are written under numbers and hashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.evidence.readers import LARGEST, SUFFIXES

if TYPE_CHECKING:
    from sextant.intake import EvidenceReference

MEGABYTE = 1024 * 1024
MAX_FILES = 40
MAX_FILE_BYTES = min(LARGEST, 20 * MEGABYTE)
MAX_TOTAL_BYTES = 60 * MEGABYTE
NAME_LENGTH, SUFFIX_LENGTH = 80, 12
# Letters and digits of any script may be shown; signs that mean something to a path may not.
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Upload:
    """One file; `name` is safe to show and is no path."""

    name: str
    content: bytes


def safe_name(given: str, stem: str = "evidence") -> str:
    """The last part of a name, with nothing in it but letters, digits, '.', '_' and '-'.

    `stem` stands in where nothing else is left.
    """
    last = re.split(r"[/\\]", given.rstrip("/\\"))[-1]
    plain = unicodedata.normalize("NFC", last)
    front, dot, end = plain.rpartition(".")
    front, end = (front, _UNSAFE.sub("", end)[:SUFFIX_LENGTH]) if dot else (plain, "")
    front = _UNSAFE.sub("-", front).strip("-._")[:NAME_LENGTH]
    return (front or stem) + (f".{end}" if end else "")


def added(held: Sequence[Upload], given: Iterable[tuple[str, bytes]]) -> tuple[
    tuple[Upload, ...], tuple[str, ...]
]:  # fmt: skip
    """The files held with those given, and why each of the others was refused."""
    files, refused = [*held], []
    for name, content in given:
        safe = safe_name(name)
        if reason := _refusal(safe, content, files):
            refused.append(f"{safe}: {reason}")
        elif not any(f.content == content and f.name == safe for f in files):
            files.append(Upload(_unique(safe, {f.name for f in files}), content))
    return tuple(files), tuple(refused)


def _refusal(name: str, content: bytes, held: Sequence[Upload]) -> str:
    if Path(name).suffix.lower() not in SUFFIXES:
        return f"is not read; only {', '.join(sorted(SUFFIXES))}"
    if not content.strip():
        return "is empty"
    if len(content) > MAX_FILE_BYTES:
        return f"larger than {MAX_FILE_BYTES // MEGABYTE} MB"
    if len(held) >= MAX_FILES:
        return f"more than {MAX_FILES} files; use the command line for so many"
    if sum(len(f.content) for f in held) + len(content) > MAX_TOTAL_BYTES:
        return f"more than {MAX_TOTAL_BYTES // MEGABYTE} MB in all; use the command line"
    return ""


def _unique(name: str, taken: Collection[str]) -> str:
    path, number, unique = Path(name), 2, name
    while unique in taken:
        unique, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return unique


def by_shown_name(
    references: Iterable[EvidenceReference], evidence: Sequence[Upload]
) -> Mapping[str, Upload]:
    """Each file under the path by which the profile names it, else under its own name.

    A file stands for a path that ends in its name, unless several paths do.
    """
    ends = Counter(safe_name(r.path) for r in references)
    paths = {safe_name(r.path): r.path for r in references}
    return {paths[f.name] if ends[f.name] == 1 else f.name: f for f in evidence}
