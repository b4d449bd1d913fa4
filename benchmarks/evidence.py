"""How long documents take to read: 100 pages of PDF, and a folder of 200 mixed files.

`python -m benchmarks.evidence`, from the repository's root, on a machine that does nothing else:
it counts seconds on the clock, as the parsers run in processes of their own. The files are made
here, from the same words. Targets: 3 s for the PDF, 20 s for the folder, for reading and
understanding together. The text is nothing but statements, the most that understanding can have to
do.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from frameworks.loader import load
from sextant.evidence.file_reader import FileReader
from sextant.reading import reader

FILES = 200
PAGES = 100
WORDS = (
    "Multi-factor authentication is required for remote access to every system. Backups are taken "
    "each night and kept off site, but a restore has not been tested this year. Laptops are "
    "encrypted and locked after ten minutes. Security updates are installed within thirty days, "
    "except on the old file server. New staff are trained in their first week. "
)
QUESTIONS = (
    ("Is multi-factor authentication enforced?", "Yes", "all staff"),
    ("Are backups tested every quarter?", "No", "planned"),
    ("Is there an incident response plan?", "Partially", ""),
    ("Are laptops encrypted?", "Yes", ""),
)


def text(number: int) -> bytes:
    """Headings and paragraphs, each different from those of the other files."""
    parts = [f"# Notes {number}"]
    for n in range(8):
        parts += [f"## Topic {n}", f"Site {number}-{n}. {WORDS}"]
    return "\n\n".join(parts).encode()


def pdf(pages: int, number: int = 0) -> bytes:
    import typst

    body = [f"= Security handbook {number}"]
    for page in range(pages):
        body.append(f"== Section {page}")
        body += [f"Site {number}, unit {page}-{n}. {WORDS}" for n in range(7)]
        body.append("#pagebreak(weak: true)")
    made = typst.compile(("#set text(size: 10pt)\n" + "\n\n".join(body)).encode())
    assert isinstance(made, bytes)
    return made


def word(number: int) -> bytes:
    import docx

    document = docx.Document()
    for line in text(number).decode().split("\n\n"):
        level = len(line) - len(line.lstrip("#"))
        if level:
            document.add_heading(line.lstrip("# "), level)
        else:
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(number: int) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Questions")
    for row, values in enumerate([("Question", "Answer", "Comment"), *QUESTIONS * 15]):
        sheet.write_row(
            row, 0, [f"{values[0]} (site {number}, {row})", *values[1:]] if row else values
        )
    book.close()
    return buffer.getvalue()


def table(number: int) -> bytes:
    rows = ["Question,Answer,Comment", *(f"{q} (site {number}),{a},{c}" for q, a, c in QUESTIONS)]
    return "\n".join(rows).encode()


def page(number: int) -> bytes:
    return f"<html><body><h1>Site {number}</h1><p>{WORDS * 4}</p></body></html>".encode()


def mail(number: int) -> bytes:
    message = EmailMessage()
    message["Subject"], message["Date"] = f"Site {number}", "Tue, 03 Feb 2026 04:05:06 +0000"
    message.set_content(WORDS * 2)
    return message.as_bytes()


MAKERS: Mapping[str, Callable[[int], bytes]] = {
    "md": text, "pdf": lambda n: pdf(3, n), "docx": word, "xlsx": workbook, "csv": table,
    "html": page, "eml": mail, "txt": text,
}  # fmt: skip


def mixed(folder: Path) -> dict[str, Path]:
    """The folder's files by name."""
    kinds = list(MAKERS)
    found = {}
    for number in range(FILES):
        kind = kinds[number % len(kinds)]
        path = folder / f"{number:03}.{kind}"
        path.write_bytes(MAKERS[kind](number))
        found[path.name] = path
    return found


def measure(what: str, files: Mapping[str, Path], target: float) -> bool:
    """Read the files, then understand their passages; print a line. Whether both together met the
    target."""
    began = time.perf_counter()
    with FileReader(load().documents, date(2026, 6, 1)) as file_reader:
        texts = list(file_reader.read_all(files))
    used = time.perf_counter() - began
    passages = [p for t in texts for p in t.passages]
    statements = reader().read(passages).statements
    whole = time.perf_counter() - began
    read = sum(not t.record.skipped for t in texts)
    print(
        f"{what}: {whole:.2f} s (target {target:.0f} s); read in {used:.2f} s, understood in "
        f"{whole - used:.2f} s; {read} of {len(files)} files, {len(passages)} passages, "
        f"{len(statements)} statements"
    )
    return whole < target and read == len(files)


def main() -> int:
    """0 when both targets were met, else 1."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    load()
    reader()  # built once a process, whatever is read
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "handbook.pdf").write_bytes(pdf(PAGES))
        handbook = {"handbook.pdf": folder / "handbook.pdf"}
        results = [
            measure(f"PDF of {PAGES} pages", handbook, 3.0),
            measure(f"{FILES} mixed files", mixed(folder), 20.0),
        ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
