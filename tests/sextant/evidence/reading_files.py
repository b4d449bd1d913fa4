"""A file of evidence read as the product reads it: to the polarity of each Subcategory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from frameworks.loader import load
from sextant.evidence.file_reader import read_file
from sextant.reading import reader


def polarities_of(folder: Path, name: str, text: str) -> dict[str, str]:
    """Subcategory to the polarity of the last statement about it."""
    (folder / name).write_text(text, encoding="utf-8")
    return polarities_in(folder, name)


def polarities_in(folder: Path, name: str) -> dict[str, str]:
    """The same of a file that is there already."""
    path = folder / name
    read = read_file(name, path, load().documents, date(2026, 6, 1))
    statements = reader().read(read.passages).statements
    return {s.subcategories[0]: s.polarity for s in statements}
