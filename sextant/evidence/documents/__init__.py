"""Documents that people write: each kind has a reader in a module of its own."""

from __future__ import annotations

from sextant.evidence.material import MEGABYTE, Reader

_HERE = "sextant.evidence.documents"

READERS: tuple[Reader, ...] = (
    Reader("Markdown or plain text", frozenset({".md", ".markdown", ".txt", ".text"}),
           f"{_HERE}.text", 5 * MEGABYTE),
    Reader("PDF", frozenset({".pdf"}), f"{_HERE}.pdf", 50 * MEGABYTE, confined=True),
    Reader("Word document", frozenset({".docx", ".docm"}), f"{_HERE}.docx", confined=True),
    Reader("Excel workbook", frozenset({".xlsx", ".xlsm"}), f"{_HERE}.xlsx", confined=True),
    Reader("CSV table", frozenset({".csv", ".tsv"}), f"{_HERE}.csv", 10 * MEGABYTE),
    Reader("HTML page", frozenset({".html", ".htm", ".xhtml"}), f"{_HERE}.html", 10 * MEGABYTE,
           confined=True),
    Reader("e-mail message", frozenset({".eml"}), f"{_HERE}.eml", 30 * MEGABYTE, confined=True),
)  # fmt: skip
