"""The review file as an Excel workbook: written with lists to choose from, read back row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from sextant.assessment import Assessment
from sextant.errors import InputError, Problem
from sextant.evidence.documents import office_package
from sextant.evidence.material import Given, Unreadable
from sextant.records import DECISIONS, LEVELS, AssessmentState, Status
from sextant.review_file import ReviewFile, read, sheets
from sextant.yaml_source import ListNode, MappingNode, Node, ScalarNode

MOST_BYTES = 5 * 1024 * 1024
_MOST_ROWS = 2_000
_MOST_COLUMNS = 20
_CHOICES = {
    "decision": DECISIONS, "status": get_args(Status), "likelihood": LEVELS, "impact": LEVELS,
}  # fmt: skip
_WIDTHS = {"title": 36, "why": 60, "reason": 50, "by": 20}
_FILLED_IN = ("decision", "status", "likelihood", "impact", "by", "reason")


def to_xlsx(published: Assessment, machine: AssessmentState) -> bytes:
    """The workbook to fill in. Text is never a formula."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, plain) as book:
        text = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bg_color": "#15303F", "font_color": "#FFFFFF"})
        entry = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1"})
        for name, keys, rows in sheets(published, machine):
            page = book.add_worksheet(name)
            page.freeze_panes(1, 2)
            for column, key in enumerate(keys):
                page.set_column(column, column, _WIDTHS.get(key, 16))
                page.write_string(0, column, key, head)
                for row, values in enumerate(rows, 1):
                    style = entry if key in _FILLED_IN else text
                    page.write_string(row, column, values.get(key, ""), style)
                if key in _CHOICES and rows:
                    choices = {"validate": "list", "source": list(_CHOICES[key])}
                    page.data_validation(1, column, len(rows), column, choices)
    return out.getvalue()


def from_xlsx(raw: bytes, name: str, by: str = "") -> ReviewFile:
    """The decisions of a workbook. `by`: the reviewer where a row names none.

    Raises InputError with every problem; the line is the row's number.
    """
    import openpyxl

    _check(raw, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for sheet in book.worksheets:
            key = sheet.title.strip().casefold()
            if key in ("ratings", "risks"):
                rows = ListNode(list(_rows(sheet)), 1, 1)
                entries[key] = (ScalarNode(key, 1, 1), rows)
        book.close()
    except (ValueError, KeyError, zipfile.BadZipFile, OSError, TypeError) as exc:
        raise InputError([Problem(name, "is damaged: it cannot be read as a workbook")]) from exc
    if not entries:
        raise InputError([Problem(name, "has no sheet named Ratings or Risks")])
    return read(MappingNode(entries, 1, 1), name, by)


def _check(raw: bytes, name: str) -> None:
    """Refused unless it may be opened, as any office file that comes from outside."""
    if len(raw) > MOST_BYTES:
        raise InputError([Problem(name, "is too large for a review")])
    with TemporaryDirectory(prefix="sextant-") as folder:
        path = Path(folder) / "review.xlsx"
        path.write_bytes(raw)
        try:
            office_package.check(Given(name, path))
        except Unreadable as exc:
            raise InputError([Problem(name, str(exc))]) from exc


def _rows(sheet: Any) -> Iterator[MappingNode]:
    """Each row under the header as a mapping of its filled cells, the header's words as keys."""
    sheet.reset_dimensions()
    numbered = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
    keys: list[str] = []
    for number, values in enumerate(numbered, start=1):
        cells = ["" if v is None else str(v).strip() for v in values]
        if number == 1:
            keys = [c.casefold().replace(" ", "_") for c in cells]
            continue
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for column, (key, cell) in enumerate(zip(keys, cells, strict=False), start=1):
            if key and cell:
                scalar = ScalarNode(cell, number, column, text_line=number)
                entries[key] = (ScalarNode(key, 1, column), scalar)
        if entries:
            yield MappingNode(entries, number, 1)
