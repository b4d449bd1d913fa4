"""What passes between a file and its reader: limits in, blocks or Statements out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a reader of documents that runs on its own needs none of the records
    from sextant.records import Finding, Mention, Reliability, Statement

MEGABYTE = 1024 * 1024
HEAD = 64 * 1024  # bytes shown to `Reader.recognises`


class Unreadable(Exception):  # noqa: N818 - an outcome, told to the user, and no fault
    """A file that cannot be read. The words complete "The file ...": "is empty"."""


@dataclass(frozen=True)
class Limits:
    """How much of one file is read. What lies beyond is left out and said, never silently."""

    text: int = 5_000_000  # characters
    pages: int = 500
    rows: int = 20_000
    depth: int = 3  # files within files
    seconds: float = 30.0


@dataclass(frozen=True)
class Given:
    """One file as its reader gets it."""

    name: str
    path: Path
    limits: Limits = Limits()
    beside: Mapping[str, Path] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def raw(self) -> bytes:
        """All bytes; their number was checked before."""
        return self.path.read_bytes()

    def check_time(self) -> None:
        """Raises Unreadable once the time for this file is used up."""
        if time.monotonic() - self.began > self.limits.seconds:
            raise Unreadable(f"took longer than {self.limits.seconds:.0f} seconds to read")


BlockKind = Literal["heading", "text", "row", "answer"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table, and where it is when that is not where its row is."""

    text: str
    place: str = ""


@dataclass(frozen=True)
class Block:
    """A heading, a piece of text, a table's row, or an answer with its question in `context`.

    `place` is where a person finds it: "line 12", "page 3, line 2", "sheet Access, row 7". Readers
    hand tables back row by row, `cells` filled and empty ones kept; which column is the question
    and which the answer is found for all kinds of files in one place (tables.py).
    """

    kind: BlockKind
    text: str
    place: str
    context: str = ""
    cells: tuple[Cell, ...] = ()
    table: int = 0  # which table of the file a row belongs to
    asked: bool = False  # the context is a question, or a control to be answered for
    item: bool = False  # of a list
    around: str = ""  # the paragraph of which it is one line, where each line says something


def row(texts: Iterable[str], place: str, table: int = 0) -> Block:
    """A table's row whose cells are all at one place."""
    return Block("row", "", place, cells=tuple(Cell(t.strip()) for t in texts), table=table)


@dataclass(frozen=True)
class Enclosed:
    """A file within a file: an attachment."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Material:
    """What a reader found in one file. Everything is optional."""

    blocks: tuple[Block, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    reliability: Reliability | None = None  # None: judged by the file's name and first heading
    dated: date | None = None
    dated_from: str = ""  # where the date was found, in words: "PDF metadata"
    notes: tuple[str, ...] = ()  # what was left out, in words: "pages 501 to 620 were not read"
    told: tuple[str, ...] = ()  # what is in it beside its statements, in words: nothing left out
    hidden: tuple[Block, ...] = ()  # text that a person who opens the file does not see
    enclosed: tuple[Enclosed, ...] = ()  # read by their own readers, as files of their own


@dataclass(frozen=True)
class Reader:
    """One kind of file. `module` has `read(given: Given) -> Material`."""

    title: str  # "PDF", "Nessus report"
    suffixes: frozenset[str]  # lower case, with the dot
    module: str
    max_bytes: int = 20 * MEGABYTE
    recognises: Callable[[str, bytes], bool] = lambda name, head: True
    confined: bool = False  # a complicated parser: it runs in a process of its own (confinement.py)
