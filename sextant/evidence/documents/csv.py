"""CSV tables: rows with cell addresses, as a spreadsheet shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sextant.evidence.documents.encoding import decoded
from sextant.evidence.material import Block, Cell, Given, Material

_SEPARATORS = (",", ";", "\t", "|")
_MOST_COLUMNS = 60
_SAMPLE = 20


def read(given: Given) -> Material:
    """The rows of the table. Raises Unreadable for binary data."""
    text = decoded(given.raw())
    if text.startswith("sep=") and "\n" in text:  # Excel's own way to name the separator
        text = text.split("\n", 1)[1]
    notes: list[str] = []
    blocks = tuple(_rows(text, given, notes))
    return Material(blocks=blocks, notes=tuple(notes))


def _separator(text: str) -> str:
    """The one that parts the first lines into the same number of cells, and into most."""

    def consistency(separator: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text[:20_000]), delimiter=separator)
        widths = [len(r) for _, r in zip(range(_SAMPLE), rows, strict=False) if r]
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=consistency)


def _rows(text: str, given: Given, notes: list[str]) -> Iterator[Block]:
    rows = csv.reader(io.StringIO(text), delimiter=_separator(text))
    for number, values in enumerate(rows, start=1):
        if number > given.limits.rows:
            notes.append(f"what follows row {given.limits.rows} was not read")
            return
        if number % 256 == 0:
            given.check_time()
        cells = tuple(
            Cell(v.strip(), f"cell {_letters(n)}{number}")
            for n, v in enumerate(values[:_MOST_COLUMNS])
        )
        if any(c.text for c in cells):
            yield Block("row", "", f"row {number}", cells=cells)


def _letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    head, tail = divmod(column, 26)
    return (chr(64 + head) if head else "") + chr(65 + tail)
