"""Makes the examples' policies (PDF) and questionnaires (XLSX) from the texts beside it.

`python examples/make_evidence.py` writes them anew; the same texts give the same bytes. What an
organisation really hands over is a PDF and a workbook, so that is what the examples have.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
import xlsxwriter
import yaml

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
FONTS = HERE.parent / "templates" / "report" / "fonts"
POLICIES = {
    "clinic-hipaa-security-policy.md": "clinic/policies/hipaa-security-policy.pdf",
    "fintech-information-security-policy.md": "fintech/docs-room/information-security-policy.pdf",
}
MADE = datetime(2026, 1, 5, 9, 0, 0)  # what the programs would have written into the metadata
PAGE = """#set document(date: datetime(year: 2026, month: 1, day: 5))
#set page(footer: context [Page #counter(page).display()])
#set text(font: "DejaVu Sans", size: 10pt)
#set par(leading: 0.7em, spacing: 1.2em)
"""


def policy(markdown: str) -> bytes:
    """Headings and paragraphs of a Markdown text as a PDF. Words are shown as they are."""
    parts = []
    for block in markdown.strip().split("\n\n"):
        mark, _, words = block.partition(" ")
        level = len(mark) if set(mark) == {"#"} else 0
        shown = json.dumps(" ".join((words if level else block).split()), ensure_ascii=False)
        parts.append(f"#heading(level: {level}, {shown})" if level else f"#par({shown})")
    made = typst.compile((PAGE + "\n".join(parts)).encode(), font_paths=[FONTS],
                         ignore_system_fonts=True)  # fmt: skip
    assert isinstance(made, bytes)
    return made


def questionnaire(content: dict[str, Any], path: Path) -> None:
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


def main() -> None:
    for text, pdf in POLICIES.items():
        (HERE / pdf).write_bytes(policy((TEXTS / text).read_text(encoding="utf-8")))
    content = yaml.safe_load((TEXTS / "questionnaires.yaml").read_text(encoding="utf-8"))
    for sheet in content:
        questionnaire(sheet, HERE / sheet["file"])


if __name__ == "__main__":
    main()
