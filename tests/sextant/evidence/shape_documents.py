"""Small documents in many shapes, with what a careful assessor concludes from each of their lines
(data/shapes.yaml): made into files, read, and judged line by line."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from frameworks.loader import load
from sextant.evidence.file_reader import FileReader
from sextant.reading import reader
from sextant.records import Statement
from tests.sextant.evidence.documents.samples import pdf, typst_string, word, workbook

DATA = Path(__file__).parents[2] / "data" / "shapes.yaml"
_ANSWER = 1  # words of an answer that may stand in many rows
TODAY = date(2026, 6, 1)
SAYS = {"implemented": "yes", "partial": "part", "planned": "plan", "not_implemented": "no"}


@dataclass(frozen=True)
class Expected:
    """What a line says of one of some Subcategories ("*": whichever); "-": perhaps nothing."""

    says: frozenset[str]
    of: frozenset[str]

    def met_by(self, statements: Sequence[Statement]) -> bool:
        return "-" in self.says or any(
            said(s) in self.says and self._speaks_of(s) for s in statements
        )

    def _speaks_of(self, statement: Statement) -> bool:
        return "*" in self.of or not self.of.isdisjoint(statement.subcategories)


@dataclass(frozen=True)
class Line:
    """One line of a document, in words as they are quoted, and what it says."""

    words: str
    expected: tuple[Expected, ...] = ()

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset(says for e in self.expected for says in e.says)


@dataclass(frozen=True)
class Document:
    name: str
    file: str
    text: str
    lines: tuple[Line, ...]
    columns: int = 1
    known: frozenset[str] = frozenset()  # the words of lines that are still misread


@dataclass(frozen=True)
class Misread:
    """A line and what was read of it. `harmful`: something is told as in place that is not."""

    line: Line
    read: tuple[Statement, ...]
    harmful: bool


@lru_cache(maxsize=1)
def documents() -> tuple[Document, ...]:
    given = yaml.safe_load(DATA.read_text(encoding="utf-8"))["documents"]
    return tuple(map(_document, given))


def misread(document: Document, folder: Path) -> list[Misread]:
    """The lines of a document that are not read as meant."""
    path = folder / document.file
    path.write_bytes(_content(document))
    with FileReader(load().documents, TODAY) as file_reader:
        texts = list(file_reader.read_all({document.file: path}))
    passages = [p for t in texts for p in t.passages]
    read = _by_line(document, reader().read(passages).statements)
    wrong = []
    for line, statements in zip(document.lines, read, strict=True):
        beside = [s for s in statements if said(s) not in line.allowed]
        if beside or not all(e.met_by(statements) for e in line.expected):
            harmful = any(said(s) == "yes" for s in beside)
            wrong.append(Misread(line, tuple(statements), harmful))
    return wrong


def said(statement: Statement) -> str:
    """What a statement says, in the words of the data file."""
    if statement.policy and statement.polarity == "implemented":
        return "rule"
    return SAYS[statement.polarity]


def _document(given: dict[str, Any]) -> Document:
    text, lines = [], []
    for raw in given["lines"].splitlines():
        words, _, expected = raw.partition("=>")
        words = words.rstrip()
        if words.startswith("|") and not words.endswith("|"):
            words += " |"
        text.append(words)
        if any(c.isalnum() for c in words):
            lines.append(Line(_plain(words), tuple(_expected(expected.strip()))))
    return Document(
        given["name"], given["file"], "\n".join(text), tuple(lines), given.get("columns", 1),
        frozenset(map(_plain, given.get("misread", ()))),
    )  # fmt: skip


def _expected(text: str) -> Iterator[Expected]:
    for part in filter(None, text.split(";")):
        says, _, of = part.strip().partition(" ")
        yield Expected(frozenset(says.split("|")), frozenset(of.split("/")))


def _by_line(document: Document, statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements by the line that they are quoted from, in the order of the lines."""
    read: list[list[Statement]] = [[] for _ in document.lines]
    words = [" ".join(line.words.split()) for line in document.lines]
    last, before = 0, ("", "")
    in_rows = document.file.endswith((".csv", ".xlsx"))
    for statement in statements:
        quote, asked = _plain(statement.quote), _plain(statement.asked or statement.about)
        fits = [i for i, w in enumerate(words) if quote in w or w in quote]
        rows = [i for i, w in enumerate(words) if asked and asked in w]
        both = [i for i in fits if i in rows]
        tables = in_rows and len(quote.split()) <= _ANSWER
        fits = both or (rows if tables else fits) or fits or rows
        assert fits, (document.name, statement.quote)
        first = last if (quote, asked) == before else last + 1
        index = next((i for i in fits if i >= first), None)
        index = next((i for i in fits if i >= last), fits[0]) if index is None else index
        last, before = index, (quote, asked)
        read[index].append(statement)
    return read


def _plain(text: str) -> str:
    """Words as they are compared: without the marks of lists, tables and headings."""
    bare = text.replace("|", " ").replace('"', " ").replace(",", " ").lstrip("#-> ")
    return " ".join(bare.split())


def _content(document: Document) -> bytes:
    kind = Path(document.file).suffix
    if kind == ".xlsx":
        rows = list(csv.reader(io.StringIO(document.text)))
        return workbook({"Sheet1": rows})
    makers = {".docx": _docx, ".html": _html, ".pdf": _pdf}
    make = makers.get(kind)
    return make(document) if make else document.text.encode()


def _blocks(text: str) -> Iterator[tuple[str, Any]]:
    """(kind, words) of each line; the rows of a table together."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [c.strip() for c in line.strip("|").split("|")]
            rows += [] if set("".join(cells)) <= set("-: ") else [cells]
            continue
        if rows:
            yield "table", rows
            rows = []
        if not line.strip():
            continue
        mark, _, words = line.partition(" ")
        kind = {"#": "1", "##": "2", "-": "item"}.get(mark)
        yield (kind, words) if kind else ("text", line)


def _docx(document: Document) -> bytes:
    def build(made: Any) -> None:
        for kind, words in _blocks(document.text):
            if kind == "table":
                table = made.add_table(rows=0, cols=len(words[0]))
                for row in words:
                    for cell, said_there in zip(table.add_row().cells, row, strict=True):
                        cell.text = said_there
            elif kind in "12":
                made.add_heading(words, int(kind))
            else:
                made.add_paragraph(words, style="List Bullet" if kind == "item" else None)

    return word(build)


def _html(document: Document) -> bytes:
    made = []
    for kind, words in _blocks(document.text):
        if kind == "table":
            rows = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in words)
            made.append("<table>" + "".join(f"<tr>{r}</tr>" for r in rows) + "</table>")
        else:
            tag = {"1": "h1", "2": "h2", "item": "li"}.get(kind, "p")
            made.append(f"<{tag}>{html.escape(words)}</{tag}>")
    body = "\n".join(made)
    return f"<html><head><title>Document</title></head><body>{body}</body></html>".encode()


def _pdf(document: Document) -> bytes:
    made = [f"#set page(columns: {document.columns})"]
    for kind, words in _blocks(document.text):
        if kind == "table":
            cells = ", ".join(f"[{typst_string(c)}]" for row in words for c in row)
            made.append(f"#table(columns: {len(words[0])}, {cells})")
        else:
            before = {"1": "= ", "2": "== ", "item": "- "}.get(kind, "")
            made.append(f"{before}{typst_string(words)}")
    return pdf("\n\n".join(made))
