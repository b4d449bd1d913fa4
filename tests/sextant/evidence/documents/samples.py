"""Small files of each kind, made by the libraries that people's own programs are made with."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage

import docx
import openpyxl
import typst

Table = Sequence[Sequence[object]]
CREATED = datetime(2026, 2, 3, 4, 5, 6)


def pdf(markup: str) -> bytes:
    """A PDF from typst markup, with a date of its own in the metadata."""
    head = "#set document(date: datetime(year: 2026, month: 2, day: 3))\n#set text(size: 10pt)\n"
    made = typst.compile((head + markup).encode())
    assert isinstance(made, bytes)
    return made


def word(build: Callable[[object], None]) -> bytes:
    document = docx.Document()
    document.core_properties.modified = CREATED
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_paragraphs(*texts: str) -> bytes:
    def build(document: object) -> None:
        for text in texts:
            document.add_paragraph(text)  # type: ignore[attr-defined]

    return word(build)


def workbook(sheets: dict[str, Table], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.modified = CREATED
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def message(text: str, html: str = "", **attachments: bytes) -> bytes:
    """An e-mail of 3 February 2026; attachments by file name, '__' standing for the dot."""
    mail = EmailMessage()
    mail["Subject"] = "Backups"
    mail["From"] = "Ana <ana@example.com>"
    mail["Date"] = "Tue, 03 Feb 2026 04:05:06 +0000"
    if text:
        mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in attachments.items():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream",
            filename=name.replace("__", "."),
        )  # fmt: skip
    return mail.as_bytes()


def changed(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            raw = old.read(info)
            new.writestr(
                info.filename, change(raw) if info.filename == part else raw, zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def typst_string(text: str) -> str:
    """A text as typst content that shows it as it is."""
    return f"#{json.dumps(text, ensure_ascii=False)}"
