"""Markdown and plain text: paragraphs, list items, table rows and headings, each with its line."""

from __future__ import annotations

import re

from sextant.evidence.documents.encoding import decoded
from sextant.evidence.material import Block, Given, Material
from sextant.evidence.passages import text_blocks

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read(given: Given) -> Material:
    """The blocks of the text. Raises Unreadable for binary data."""
    text = decoded(given.raw())
    notes: tuple[str, ...] = ()
    if len(text) > given.limits.text:
        text, notes = text[: given.limits.text], ("what follows was not read: it is too long",)
    front = _FRONT_MATTER.match(text)
    if not front:
        return Material(blocks=tuple(text_blocks(text)), notes=notes)
    first = Block("text", front[1], "line 2")
    lines = front.group().count("\n")
    return Material(blocks=(first, *text_blocks(text[front.end() :], lines + 1)), notes=notes)
