"""The workbook: risk register, roadmap, controls and questions. Text is never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from sextant.assessment import Assessment
from sextant.reports import tables
from sextant.reports.figures import moment
from sextant.reports.tables import Sheet
from sextant.reports.view import build_view

_LONGEST = 32_767  # characters in a cell; a longer text would be refused
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _write(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, (title, width) in enumerate(zip(sheet.header, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, formats["header"])
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
                page.write_string(row, column, text, formats["text"])
            else:
                page.write_number(row, column, cell, formats["number"])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)


def render(assessment: Assessment) -> bytes:
    """The workbook's bytes; the same assessment gives the same bytes."""
    view = build_view(assessment)
    sheets = [tables.risk_register, tables.roadmap, tables.controls, tables.questions]
    if view.method.reviews.entries:
        sheets.append(tables.reviews)
    title = f"{view.title}: {view.organization}"
    return workbook(title, assessment.meta.generated_at, [sheet(view) for sheet in sheets])


def workbook(title: str, made: str, sheets: Iterable[Sheet]) -> bytes:
    """Sheets as a workbook; `made` is its date, ISO 8601. The same input gives the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _PLAIN) as book:
        book.set_properties({"title": title[:255], "created": moment(made)})
        formats = {
            "header": book.add_format(
                {"bold": True, "bg_color": "#15303F", "font_color": "#FFFFFF", "text_wrap": True,
                 "valign": "top"}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
        }  # fmt: skip
        for sheet in sheets:
            _write(book, sheet, formats)
    return out.getvalue()
