"""Excel workbooks: the visible sheets row by row, each cell with its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from sextant.evidence.documents import office_package
from sextant.evidence.material import Block, Cell, Given, Material

_MOST_COLUMNS = 60
_MOST_SHEETS = 60
_UNNAMED = re.compile(r"(sheet|tabelle|feuil|hoja|foglio|blad|table)\s*\d*", re.I)


def read(given: Given) -> Material:
    """Rows with their cells. Raises Unreadable for a password or a hostile package."""
    dated = office_package.check(given)
    with given.path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            blocks, hidden, notes = _sheets(book, given)
        finally:
            book.close()
    return Material(
        blocks=tuple(blocks), notes=tuple(notes), hidden=tuple(hidden), dated=dated,
        dated_from="Excel metadata" if dated else "",
    )  # fmt: skip


def _sheets(book: Any, given: Given) -> tuple[list[Block], list[Block], list[str]]:
    blocks: list[Block] = []
    hidden: list[Block] = []
    notes: list[str] = []
    left = given.limits.rows
    for number, sheet in enumerate(book.worksheets[:_MOST_SHEETS], start=1):
        rows = list(_rows(sheet, number, given, left))
        if sheet.sheet_state != "visible":
            hidden += rows
            continue
        if len(rows) >= left:
            notes.append(f"what follows row {left} of sheet {sheet.title} was not read")
        left = max(0, left - len(rows))
        title = "" if _UNNAMED.fullmatch(sheet.title) else sheet.title
        blocks += [Block("heading", title, f"sheet {sheet.title}"), *rows]
    return blocks, hidden, notes


def _rows(sheet: Any, table: int, given: Given, most: int) -> Iterator[Block]:
    """The rows that have something in them. A sheet's own word for its size is not believed."""
    sheet.reset_dimensions()
    numbered = sheet.iter_rows(max_col=_MOST_COLUMNS, max_row=max(most, 1), values_only=True)
    for number, values in enumerate(numbered, start=1):
        if number % 256 == 0:
            given.check_time()
        cells = [_cell(v, sheet.title, n, number) for n, v in enumerate(values, start=1)]
        while cells and not cells[-1].text:
            cells.pop()
        if cells:
            text = " ".join(c.text for c in cells if c.text)
            yield Block(
                "row", text, f"sheet {sheet.title}, row {number}", cells=tuple(cells), table=table
            )


def _cell(value: object, sheet: str, column: int, number: int) -> Cell:
    place = f"sheet {sheet}, cell {get_column_letter(column)}{number}"
    return Cell(_shown(value), place) if value is not None else Cell("")


def _shown(value: object) -> str:
    """As a person sees it, as far as that can be told without the cell's format."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
