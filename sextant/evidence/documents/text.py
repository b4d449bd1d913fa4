"""Markdown and plain text: paragraphs, list items, table rows and headings, each with its line."""

from __future__ import annotations

from sextant.evidence.documents.encoding import decoded
from sextant.evidence.material import Given, Material
from sextant.evidence.passages import text_blocks


def read(given: Given) -> Material:
    """The blocks of the text. Raises Unreadable for binary data."""
    return Material(blocks=tuple(text_blocks(decoded(given.raw()))))
