"""Printed lines to blocks: headings by size and weight, paragraphs by gaps, tables by columns.

A page knows no paragraphs, only lines with a place on it. Nothing here knows PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sextant.evidence.material import Block, row
from sextant.evidence.text import is_bullet, strip_bullet

_LARGER, _BOLD = 1.12, 600  # a heading's size over the body's, and the weight of bold type
_GAP, _LOOSE = 1.35, 1.9  # line spacing over the usual one, or over the size, at a paragraph's end
_HEADING_LENGTH, _HEADING_WORDS = 100, 14
_REPEATED = 0.5  # a line on more than this share of the pages is a running header or footer
_EDGE = 3  # lines at the top and at the bottom that may be one
_COLUMN = 4.0  # points by which a column's cells may differ
_PAGE_NUMBER = re.compile(r"\W*\w{0,8}\W*\d{1,4}(?:\W+[^\W\d]{0,4}\W*\d{1,4})?\W*")
_SENTENCE_END = (".", "!", "?", ":", ";")


@dataclass(frozen=True)
class Run:
    """Words without a wide gap, and where they begin, in points from the left."""

    left: float
    text: str


@dataclass(frozen=True)
class Line:
    """One printed line; `bottom` and `size` in points, bottom of the page is 0."""

    page: int
    number: int
    cells: tuple[Run, ...]
    bottom: float
    size: float
    weight: int = 400

    @property
    def text(self) -> str:
        """The words of the line; what a wide gap parts is still one line."""
        return " ".join(c.text for c in self.cells)

    @property
    def place(self) -> str:
        return f"page {self.page}, line {self.number}"


@dataclass
class _Open:
    """The paragraph or table row being put together."""

    lines: list[Line] = field(default_factory=list)
    row: list[Run] = field(default_factory=list)
    heading: Block | None = None

    def block(self) -> Block:
        first, *others = (line.text for line in self.lines)
        text = _joined([strip_bullet(first), *others])
        return Block("text", text, self.lines[0].place, item=is_bullet(first))


def laid_out(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The blocks of all pages in order, running headers and footers left out."""
    running = _running(pages)
    lines = [
        line
        for page in pages
        for line in page
        if not _at_edge(line, page)
        or (_outline(line) not in running and not _is_page_number(line, page))
    ]
    tables = 0
    for is_row, group in groupby(_pieces(lines), key=lambda p: bool(p.row)):
        if is_row:
            tables += 1
            yield from _rows(list(group), tables)
        else:
            yield from (p.heading or p.block() for p in group)


def _pieces(lines: Sequence[Line]) -> Iterator[_Open]:
    """Headings, paragraphs and table rows, put together from their lines."""
    body, spacing = _body(lines), _spacing(lines)
    current = _Open()
    for line in lines:
        if current.lines and _continues(line, current, body, spacing):
            if current.row:
                _add_to_row(line, current)
            else:
                current.lines.append(line)
            continue
        if current.lines:
            yield current
        current = _Open([line], list(line.cells) if len(line.cells) > 1 else [])
        if _is_heading(line, body):
            current.heading = Block("heading", line.text, line.place)
    if current.lines:
        yield current


def _continues(line: Line, current: _Open, body: tuple[float, int], spacing: float) -> bool:
    if current.heading or _is_heading(line, body):
        return False
    if current.row:
        return _continues_row(line, current)
    return not _begins(line, current.lines[-1], spacing)


def _rows(pieces: Sequence[_Open], table: int) -> Iterator[Block]:
    """The rows of one table, each cell under the column that it is nearest to."""
    columns = [c.left for c in max((p.row for p in pieces), key=len)]
    for piece in pieces:
        cells = [""] * len(columns)
        for cell in piece.row:
            nearest = min(range(len(columns)), key=lambda n: abs(columns[n] - cell.left))
            cells[nearest] = _joined([cells[nearest], cell.text]) if cells[nearest] else cell.text
        yield row(cells, piece.lines[0].place, table)


def _outline(line: Line) -> tuple[str, int]:
    """The line without its numbers, and its height on the page: "Page 3 of 9" is the same on every
    page."""
    return re.sub(r"\d+", "#", line.text).strip(), round(line.bottom)


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    return len(page) > 2 and line in (page[0], page[-1]) and bool(_PAGE_NUMBER.fullmatch(line.text))


def _at_edge(line: Line, page: Sequence[Line]) -> bool:
    return line in page[:_EDGE] or line in page[-_EDGE:]


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    if len(pages) < 3:
        return frozenset()
    seen = Counter(
        outline
        for page in pages
        for outline in {_outline(line) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    return frozenset(o for o, n in seen.items() if n > max(2, _REPEATED * len(pages)))


def _body(lines: Iterable[Line]) -> tuple[float, int]:
    """Size and weight of most of the text."""
    sizes: Counter[tuple[float, int]] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2, line.weight] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else (10.0, 400)


def _spacing(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of a paragraph."""
    steps = Counter(
        round((a.bottom - b.bottom) * 2) / 2
        for a, b in zip(lines, lines[1:], strict=False)
        if a.page == b.page and 0 < a.bottom - b.bottom < 3 * max(a.size, 1.0)
    )
    return steps.most_common(1)[0][0] if steps else 0.0


def _is_heading(line: Line, body: tuple[float, int]) -> bool:
    text = line.text
    if len(line.cells) > 1 or len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS:
        return False
    if text.endswith((".", ",", ";", "?")) or not any(c.isalpha() for c in text):
        return False
    size, weight = body
    bolder = line.weight >= _BOLD > weight
    return line.size > size * _LARGER or (bolder and not is_bullet(text) and line.size >= size)


def _begins(line: Line, before: Line, spacing: float) -> bool:
    """Whether the line starts a new paragraph."""
    if is_bullet(line.text) or len(line.cells) > 1:
        return True
    if line.page != before.page:
        return before.text.endswith(_SENTENCE_END) or line.text[:1].isupper()
    step = before.bottom - line.bottom
    if step < 0:  # another column, or a text box further up
        return before.text.endswith(_SENTENCE_END)
    usual = spacing or line.size * _GAP
    return step > max(usual * _GAP, line.size * _GAP) or step > line.size * _LOOSE


def _continues_row(line: Line, current: _Open) -> bool:
    """Whether the line holds second lines of the cells of the row above."""
    if not current.row or line.page != current.lines[-1].page:
        return False
    step = current.lines[-1].bottom - line.bottom
    if not 0 <= step <= line.size * _GAP or is_bullet(line.text):
        return False
    if any(_column(cell, current.row) is None for cell in line.cells):
        return False
    starts_anew = _column(line.cells[0], current.row) == 0 and len(line.cells) > 1
    ended = current.row[0].text.endswith(("?", ".")) and line.cells[0].left == current.row[0].left
    return not starts_anew and not ended


def _column(cell: Run, row: Sequence[Run]) -> int | None:
    near = (i for i, other in enumerate(row) if abs(other.left - cell.left) <= _COLUMN)
    return next(near, None)


def _add_to_row(line: Line, current: _Open) -> None:
    for cell in line.cells:
        column = _column(cell, current.row)
        if column is not None:
            held = current.row[column]
            current.row[column] = Run(held.left, _joined([held.text, cell.text]))
    current.lines.append(line)


def _joined(lines: Iterable[str]) -> str:
    """One text; a word that was parted at a line's end is put together again."""
    text = ""
    for line in lines:
        if text.endswith(("\u00ad", "\ufffe", "\u0002")):
            text = text[:-1] + line
        elif text.endswith("-") and line[:1].islower() and not text.endswith(" -"):
            text += line
        else:
            text += ("\n" if text else "") + line
    return text
