"""The risk register as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from sextant.assessment import Assessment
from sextant.reports.tables import Cell, risk_register
from sextant.reports.view import build_view

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def inert(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front.

    Spreadsheets skip leading blanks, so they do not hide a formula here either.
    """
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell


def render(assessment: Assessment) -> str:
    """RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8."""
    sheet = risk_register(build_view(assessment))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows([inert(cell) for cell in row] for row in sheet.rows)
    return "\ufeff" + out.getvalue()
