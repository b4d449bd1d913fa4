"""Makes the examples' documents (PDF, Word), workbooks (XLSX) and e-mails from the texts beside it.

`python examples/make_evidence.py` writes them anew; the same texts give the same bytes. What an
organisation really hands over is a PDF and a workbook, so that is what the examples have. What
`minimal` hands over is genuine and says nothing of how it works: prices, rent, advertising.
"""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter
import yaml

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
FONTS = HERE.parent / "templates" / "report" / "fonts"
DOCUMENTS = {
    "clinic-hipaa-security-policy.md": "clinic/policies/hipaa-security-policy.pdf",
    "fintech-information-security-policy.md": "fintech/docs-room/information-security-policy.pdf",
    "manufacturer-information-security-policy.md":
        "manufacturer/nachweise/information-security-policy.pdf",
    "minimal-landlord-letter.md": "minimal/evidence/landlord-letter.pdf",
    "retailer-till-and-card-policy.md": "retailer/till-and-card-policy.docx",
    "saas-information-security-policy.md": "saas/evidence/information-security-policy.pdf",
}  # fmt: skip
WORKBOOKS = ("questionnaires.yaml", "price-list.yaml")
MESSAGES = ("supplier-offer.yaml",)
MADE = datetime(2026, 1, 5, 9, 0, 0)  # what the programs would have written into the metadata
PAGE = """#set document(date: datetime(year: 2026, month: 1, day: 5))
#set page(footer: context [Page #counter(page).display()])
#set text(font: "DejaVu Sans", size: 10pt)
#set par(leading: 0.7em, spacing: 1.2em)
"""


def paragraphs(markdown: str) -> Iterator[tuple[int, str]]:
    """Headings by level, and paragraphs (level 0), each on one line."""
    for block in markdown.strip().split("\n\n"):
        mark, _, words = block.partition(" ")
        level = len(mark) if set(mark) == {"#"} else 0
        yield level, " ".join((words if level else block).split())


def printed(markdown: str) -> bytes:
    """The text as a PDF. Words are shown as they are."""
    parts = []
    for level, words in paragraphs(markdown):
        shown = json.dumps(words, ensure_ascii=False)
        parts.append(f"#heading(level: {level}, {shown})" if level else f"#par({shown})")
    made = typst.compile((PAGE + "\n".join(parts)).encode(), font_paths=[FONTS],
                         ignore_system_fonts=True)  # fmt: skip
    assert isinstance(made, bytes)
    return made


def written(markdown: str) -> bytes:
    """The text as a Word document."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    for level, words in paragraphs(markdown):
        document.add_heading(words, level) if level else document.add_paragraph(words)
    made = io.BytesIO()
    document.save(made)
    return _undated(made)


def _undated(package: io.BytesIO) -> bytes:
    """The package with all its parts of one day: python-docx gives them the present time."""
    again = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def workbook(content: dict[str, Any], path: Path) -> None:
    """One sheet: what stands above, the heading, and the rows."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": MADE, "title": content["sheet"]})
    sheet = book.add_worksheet(content["sheet"])
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, len(content["heading"]), 28, wrapped)
    for number, row in enumerate([*content["above"], content["heading"], *content["rows"]]):
        style = bold if row == content["heading"] or len(row) == 1 else None
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value, style)
    book.close()


def posted(content: dict[str, Any]) -> bytes:
    """The e-mail, its words once as text and once as HTML, as newsletters are sent."""
    message = EmailMessage()
    for name, value in content["headers"].items():
        message[name] = value
    message.set_content("\n\n".join(content["paragraphs"]) + "\n")
    shown = "\n".join(f"<p>{html.escape(p)}</p>" for p in content["paragraphs"])
    message.add_alternative(f"<html><body>\n{shown}\n</body></html>\n", subtype="html")
    message.set_boundary("=_part_of_a_newsletter")  # else a random one
    return message.as_bytes()


def main() -> None:
    for text, made in DOCUMENTS.items():
        program = printed if made.endswith(".pdf") else written
        (HERE / made).write_bytes(program((TEXTS / text).read_text(encoding="utf-8")))
    for name in WORKBOOKS:
        for sheet in _content(name):
            workbook(sheet, HERE / sheet["file"])
    for name in MESSAGES:
        content = _content(name)
        (HERE / content["file"]).write_bytes(posted(content))


def _content(name: str) -> Any:
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
