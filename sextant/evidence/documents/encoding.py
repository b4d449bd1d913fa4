"""Bytes to text: the encodings that people's files really have."""

from __future__ import annotations

from sextant.evidence.material import Unreadable


def decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 by their marks, else UTF-8, else Windows-1252.

    Raises Unreadable for what is no text."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("is not text, or in an encoding that is not read; save it as UTF-8")
