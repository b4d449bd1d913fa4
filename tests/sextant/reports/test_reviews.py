"""The trail of reviews in every report: the person's verdict beside what was found."""

from __future__ import annotations

import io

import openpyxl
import pypdf

from sextant.assessment import Assessment
from sextant.reports import html, markdown, pdf, xlsx

SAID = ("Partly in place", "Ann Lee", "Seen on site", "Rejected: No risk here")


def test_every_format_shows_the_trail(full: Assessment) -> None:
    pages = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf.render(full))).pages)
    for text in (html.render(full), markdown.render(full), " ".join(pages.split())):
        for words in SAID:
            assert words in text
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(full)))
    rows = list(book["Reviews"].iter_rows(values_only=True))
    assert rows[1][1:6] == (
        "PR.AA-03 Multi-factor sign-in", "Partly in place", "Changed", "In place", "Ann Lee",
    )  # fmt: skip


def test_a_trail_whose_seals_do_not_fit_is_told(full: Assessment) -> None:
    assert "The trail is not whole" in html.render(full)


def test_without_reviews_nothing_is_said_of_them(nearly_empty: Assessment) -> None:
    assert "Reviews" not in html.render(nearly_empty)
    assert "Reviews" not in markdown.render(nearly_empty)
    assert "Reviews" not in openpyxl.load_workbook(io.BytesIO(xlsx.render(nearly_empty))).sheetnames
