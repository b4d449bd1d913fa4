"""Documents that people write: each kind has a reader in a module of its own."""

from __future__ import annotations

from sextant.evidence.material import MEGABYTE, Reader

READERS: tuple[Reader, ...] = (
    Reader(
        title="Markdown or plain text",
        suffixes=frozenset({".md", ".markdown", ".txt", ".text"}),
        module="sextant.evidence.documents.text",
        max_bytes=5 * MEGABYTE,
    ),
)
