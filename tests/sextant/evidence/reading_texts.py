"""Texts read as a file of evidence is: to the polarity of each Subcategory that they speak of."""

from __future__ import annotations

from frameworks.loader import load
from sextant.evidence.passages import passages_of, text_blocks, voice_of
from sextant.evidence.statements import ReadResult
from sextant.reading import reader


def read_text(text: str) -> ReadResult:
    """What the reader makes of the text of a file with notes."""
    blocks = list(text_blocks(text))
    kinds = load().documents
    voice = voice_of("notes.md", blocks, kinds)
    return reader().read(list(passages_of("notes.md", blocks, voice, excepting=kinds.excepting)))


def polarities(text: str) -> dict[str, str]:
    """Subcategory to the polarity of the last statement about it."""
    return {s.subcategories[0]: s.polarity for s in read_text(text).statements}
