"""PDF: headings, paragraphs, lists and tables with page and line; what cannot be read is said."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from sextant.evidence.material import Limits
from tests.sextant.evidence.conftest import Read
from tests.sextant.evidence.documents.samples import pdf

POLICY = """
= Information Security Policy
Last reviewed: 14 March 2023. Owner: Jane Doe.

== 3.1 Access control
All staff must use multi-factor authentication for remote access, whatever the device is and
wherever they are.

- Passwords are at least twelve characters long.
- Accounts of leavers are disabled within one working day.

*Backups* \\
Backups are taken nightly.

#table(columns: 3, [Question], [Answer], [Comment],
  [Do you have a firewall?], [No], [Planned for Q3],
  [Are backups tested?], [], [every quarter])
"""


def test_pages_become_headings_paragraphs_items_and_answers(read: Read) -> None:
    (text,) = read("x.pdf", pdf(POLICY))
    places = {p.text.split("\n")[0][:20]: p.locator for p in text.passages}
    assert places["All staff must use m"] == "page 1, line 4, under “3.1 Access control”"
    assert places["Passwords are at lea"].startswith("page 1, line ")
    assert places["Backups are taken ni"].endswith("under “Backups”")
    asked = {p.asked: p.text for p in text.passages if p.asked}
    assert asked == {
        "Do you have a firewall?": "No\n\nPlanned for Q3",
        "Are backups tested?": "every quarter",
    }


def test_lines_of_a_paragraph_are_one_passage(read: Read) -> None:
    (text,) = read("x.pdf", pdf("Backups are taken every night " + "and kept safe " * 40 + "."))
    assert len(text.passages) == 1
    assert "\n" in text.passages[0].text


def test_running_headers_and_footers_are_no_text(read: Read) -> None:
    page = "#set page(header: [Acme, internal], footer: context counter(page).display())\n"
    words = ("One.", "Two.", "Three.", "Four.")
    (text,) = read("x.pdf", pdf(page + "#pagebreak()\n".join(words)))
    assert [p.text for p in text.passages] == list(words)
    assert [p.locator.split(",")[0] for p in text.passages] == [f"page {n}" for n in (1, 2, 3, 4)]


def test_a_page_without_text_is_said_and_a_scan_is_not_read(read: Read) -> None:
    blank = "#pagebreak()\n#rect()"
    (text,) = read("x.pdf", pdf("Backups are tested." + blank))
    assert text.record.notes == ("page 2 is without text (pictures, or a scan)",)
    (scan,) = read("x.pdf", pdf("#rect()"))
    assert "scan" in scan.record.skipped


def test_a_password_is_said(read: Read) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Secret"))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    (text,) = read("x.pdf", buffer.getvalue())
    assert "password" in text.record.skipped


def test_no_more_pages_are_read_than_allowed(read: Read) -> None:
    pages = pdf("#pagebreak()\n".join(f"Text {n}." for n in range(5)))
    (text,) = read("x.pdf", pages, Limits(pages=2))
    assert len(text.passages) == 2
    assert text.record.notes == ("pages 3 to 5 were not read",)


@pytest.mark.parametrize(
    ("markup", "dated", "found_in"),
    [
        (POLICY, "2023-03-14", "text, page 1, line 2"),
        ("Just words.", "2026-02-03", "PDF metadata"),
    ],
)
def test_its_own_date_counts_before_the_programs(
    read: Read, markup: str, dated: str, found_in: str
) -> None:
    (text,) = read("x.pdf", pdf(markup))
    assert (text.record.dated, text.record.dated_from) == (dated, found_in)
    assert text.record.stale == (dated < "2025-06-01")


def test_text_too_small_to_see_is_hidden_text(read: Read) -> None:
    (text,) = read("x.pdf", pdf("Plain.\n\n#text(size: 0.5pt)[MFA is enforced for everyone.]"))
    assert [p.text for p in text.passages] == ["Plain."]
    assert "MFA" in text.material.hidden[0].text
