"""Which reader reads a file: by its suffix and what it begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from sextant.evidence import documents, scanners
from sextant.evidence.material import Given, Material, Reader

READERS: tuple[Reader, ...] = (*scanners.READERS, *documents.READERS)
SUFFIXES: frozenset[str] = frozenset(s for reader in READERS for s in reader.suffixes)
LARGEST: int = max(reader.max_bytes for reader in READERS)


def reader_for(name: str, head: bytes) -> Reader | None:
    """The first reader that knows the suffix and recognises the file's first bytes."""
    return next((r for r in likely_readers(name) if r.recognises(name, head)), None)


def likely_readers(name: str) -> Iterator[Reader]:
    """The readers that know the suffix, in the order in which they are asked."""
    end = name.rpartition("/")[2]
    suffix = f".{end.rpartition('.')[2].lower()}" if "." in end else ""
    return (r for r in READERS if suffix in r.suffixes)


def read_with(reader: Reader, given: Given) -> Material:
    """What the reader finds. Raises Unreadable, and whatever a parser raises on damage."""
    read: Callable[[Given], Material] = import_module(reader.module).read
    return read(given)
