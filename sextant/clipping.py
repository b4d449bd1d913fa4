"""Long texts cut short for a line of a page or a sentence."""

from __future__ import annotations

_MARK = " …"


def clipped(text: str, most: int) -> str:
    """The text on one line, and where that has more than `most` characters, cut at the last blank
    before that and marked with " …". A single longer word is cut within (textwrap.shorten would
    leave nothing of it)."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + _MARK
