"""PDF: its lines of text with page and line, read by PDFium. Scripts and links are never followed.

PDFium is a parser in C++, so this runs in the confined process (confinement.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sextant.evidence.documents.layout import Line, Run, laid_out
from sextant.evidence.documents.timestamps import metadata_day
from sextant.evidence.material import Block, Given, Material, Unreadable

_TOO_SMALL = 1.5  # points; nobody can read it
_WIDE = 0.9  # a gap of so many times the size parts two columns
_ENDS = re.compile("\r\n|[\r\n]")


def read(given: Given) -> Material:
    """Blocks by page and line. Raises Unreadable for a password, damage, or pages without text."""
    try:
        document = pypdfium2.PdfDocument(given.path)
    except pypdfium2.PdfiumError as exc:
        if "password" in str(exc).lower():
            raise Unreadable("is protected by a password; save it without one") from exc
        raise Unreadable("is damaged, or no PDF at all") from exc
    try:
        return _material(document, given)
    finally:
        document.close()


def _material(document: Any, given: Given) -> Material:
    count = len(document)
    notes: list[str] = []
    if count > given.limits.pages:
        notes.append(f"pages {given.limits.pages + 1} to {count} were not read")
    pages, blank, hidden, size = [], [], [], 0
    for number in range(1, min(count, given.limits.pages) + 1):
        given.check_time()
        lines = _lines(document, number)
        pages.append([n for n in lines if n.size >= _TOO_SMALL])
        hidden += [n for n in lines if n.size < _TOO_SMALL]
        if not lines:
            blank.append(number)
        size += sum(len(n.text) for n in lines)
        if size > given.limits.text:
            notes.append(f"what follows page {number} was not read: it is too long")
            break
    if not any(pages):
        raise Unreadable("has no text: its pages are pictures (a scan); have the text recognised")
    if blank:
        notes.append(f"{_pages(blank)} without text (pictures, or a scan)")
    dated = _dated(document)
    return Material(
        blocks=tuple(laid_out(pages)), notes=tuple(notes), dated=dated,
        dated_from="PDF metadata" if dated else "",
        hidden=tuple(Block("text", n.text, n.place) for n in hidden),
    )  # fmt: skip


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" and more" if len(numbers) > 10 else "")
    return f"page {shown} is" if len(numbers) == 1 else f"pages {shown} are"


def _dated(document: Any) -> Any:
    data = document.get_metadata_dict()
    return metadata_day(data.get("ModDate", "")) or metadata_day(data.get("CreationDate", ""))


def _lines(document: Any, number: int) -> list[Line]:
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []  # one damaged page costs only itself
    try:
        return [n for n in _page_lines(text_page, number) if n.text]
    finally:
        text_page.close()
        page.close()


def _page_lines(text_page: Any, number: int) -> Iterator[Line]:
    text = text_page.get_text_range()
    exact = len(text) == text_page.count_chars()  # each character has its own place
    start = 0
    for count, piece in enumerate(_ENDS.split(text), start=1):
        words = piece.rstrip()
        first = start + len(words) - len(words.lstrip())
        if words.strip() and exact:
            yield _placed(text_page, number, count, words.strip(), first)
        elif words.strip():
            yield Line(number, count, (Run(0.0, words.strip()),), 1000.0 - 12 * count, 10.0)
        start += len(piece) + 2


def _placed(page: Any, number: int, count: int, words: str, first: int) -> Line:
    size = float(pdfium.FPDFText_GetFontSize(page.raw, first)) or 10.0
    left, _, bottom, height = _box(page, first)
    if size == 1.0:  # the size stands in the text matrix instead
        size = max(height * 1.3, 0.1)
    return Line(
        number, count, tuple(_cells(page, words, first, left, size)), bottom, size,
        int(pdfium.FPDFText_GetFontWeight(page.raw, first)),
    )  # fmt: skip


def _cells(page: Any, words: str, first: int, left: float, size: float) -> Iterator[Run]:
    """The line's words, parted where the gap is wide."""
    start = 0
    for match in re.finditer(r"\s+", words):
        _, right, _, _ = _box(page, first + match.start() - 1)
        following, _, _, _ = _box(page, first + match.end())
        if following - right > _WIDE * size and not _is_marker(words[start : match.start()]):
            yield Run(left, words[start : match.start()])
            start, left = match.end(), following
    yield Run(left, words[start:])


def _is_marker(words: str) -> bool:
    """A bullet or a number stands apart from its text, and is no cell."""
    return len(words) <= 4 and not words.isalpha()


def _box(page: Any, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and height of one character, in points."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value - bottom.value
