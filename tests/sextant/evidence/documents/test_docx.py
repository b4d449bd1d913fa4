"""Word documents: headings, lists, tables, content controls, tracked changes; hostile packages."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.sextant.evidence.conftest import Read
from tests.sextant.evidence.documents.samples import changed, word, word_paragraphs

BODY = "word/document.xml"


def test_headings_paragraphs_lists_and_tables_are_read_in_order(read: Read) -> None:
    def build(document: Any) -> None:
        document.add_heading("Information Security Policy", 0)
        document.add_paragraph("Approved on 3 May 2026")
        document.add_heading("Access", 1)
        document.add_paragraph("Staff use MFA.", style="List Bullet")
        table = document.add_table(rows=0, cols=3)
        for values in (("Control", "Status", "Remarks"), ("Backups are tested", "No", "no time")):
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = value

    (text,) = read("x.docx", word(build))
    assert [(p.locator, p.text) for p in text.passages[2:]] == [
        ("paragraph 4, under “Access”", "Staff use MFA."),
        ("table 1, row 2, under “Access”", "No\n\nno time"),
    ]
    assert text.passages[-1].asked == "Backups are tested"
    assert (text.record.dated, text.record.reliability) == ("2026-05-03", "document")


def test_content_controls_and_insertions_are_read_and_deletions_are_not(read: Read) -> None:
    def build(document: Any) -> None:
        document.element.body.insert(0, parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>"
            "<w:r><w:t xml:space='preserve'>Backups are </w:t></w:r>"
            "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>tested.</w:t></w:r></w:ins></w:p></w:sdtContent></w:sdt>"
        ))  # fmt: skip

    (text,) = read("x.docx", word(build))
    assert [p.text for p in text.passages] == ["Backups are tested."]


def test_hidden_words_are_reported_and_not_read(read: Read) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Plain.").add_run("MFA is enforced.").font.hidden = True

    (text,) = read("x.docx", word(build))
    assert [p.text for p in text.passages] == ["Plain."]
    assert [b.text for b in text.material.hidden] == ["MFA is enforced."]


def test_a_date_of_the_program_is_the_last_resort(read: Read) -> None:
    (text,) = read("x.docx", word_paragraphs("Words."))
    assert (text.record.dated, text.record.dated_from) == ("2026-02-03", "Word metadata")
    (named,) = read("x-2025-01.docx", word_paragraphs("Words."))
    assert (named.record.dated, named.record.stale) == ("2025-01-01", True)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE x [<!ENTITY a 'b'>]>".encode("utf-16-le"),
    ],
)
def test_xml_that_declares_entities_is_refused(read: Read, declaration: bytes) -> None:
    def declare(raw: bytes) -> bytes:
        return raw.replace(b"<w:document", declaration + b"<w:document", 1)

    (text,) = read("x.docx", changed(word_paragraphs("Words."), BODY, declare))
    assert "entities" in text.record.skipped


def test_a_package_that_unpacks_to_far_more_is_refused(read: Read) -> None:
    bomb = changed(word_paragraphs("Words."), BODY, lambda raw: raw + b" " * 30_000_000)
    (text,) = read("x.docx", bomb)
    assert "zip bomb" in text.record.skipped


def test_a_package_that_lies_about_its_size_is_refused(read: Read) -> None:
    package = changed(word_paragraphs("Words."), BODY, lambda raw: raw + b" " * 3_000_000)
    size = len(_part(package))
    lying = package.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    (text,) = read("x.docx", lying)
    assert "cannot be unpacked" in text.record.skipped


def _part(package: bytes) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(package)).read(BODY)


def test_deeply_nested_xml_costs_only_the_file(read: Read) -> None:
    def nest(raw: bytes) -> bytes:
        return raw.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 5000, 1).replace(
            b"</w:body>", b"</w:sdt>" * 5000 + b"</w:body>", 1
        )

    (text,) = read("x.docx", changed(word_paragraphs("Words."), BODY, nest))
    assert text.record.skipped


def test_a_protected_or_old_document_is_said(read: Read) -> None:
    (text,) = read("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)
    assert "password" in text.record.skipped


def test_comments_are_left_out_and_that_is_said(read: Read) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Staff use MFA.")
        document.add_comment(paragraph.runs, text="Backups are tested.", author="x")

    (text,) = read("x.docx", word(build))
    assert [p.text for p in text.passages] == ["Staff use MFA."]
    assert text.record.notes == ("its comments were not read",)
    (plain,) = read("y.docx", word_paragraphs("Staff use MFA."))
    assert plain.record.notes == ()
