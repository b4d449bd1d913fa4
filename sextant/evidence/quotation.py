"""A quotation and the place it was taken from: found word for word, widened to whole sentences."""

from __future__ import annotations

import re

from sextant.evidence.disguise import unmasked
from sextant.evidence.text import sentences

_TYPOGRAPHY = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", '"': "'", "“": "'", "”": "'", "„": "'", "«": "'", "»": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": " ... ",
        "*": "", "_": "", "`": "",
    }
)  # fmt: skip
_AROUND = " \t\n\"'.,;:!?()[]-"
_FEWEST_WORDS = 3
_MOST_SENTENCES = 4


def plain(text: str) -> str:
    """The words as they read: hidden characters gone, typography and white space made one.

    All quotation marks are one: a model's answer cannot hold double ones (sextant/tokens/room.py).
    """
    return " ".join(unmasked(text).translate(_TYPOGRAPHY).casefold().split())


def widened(quote: str, text: str) -> tuple[str, ...]:
    """The whole sentences of `text` that the quotation stands in, verbatim; none if it does not.

    It must stand there word for word, at word borders, white space and typography apart, and be
    three words or a whole sentence long. Pieces put together with dots are no quotation.
    """
    wanted = plain(quote).strip(_AROUND)
    every = tuple(sentences(text))
    read = [plain(s) for s in every]
    if not wanted or (len(wanted.split()) < _FEWEST_WORDS and wanted not in map(_bare, read)):
        return ()
    joined = " ".join(read)
    match = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", joined)
    if match is None:
        return ()
    found, start = [], 0
    for sentence, words in zip(every, read, strict=True):
        end = start + len(words)
        if start < match.end() and match.start() < end:
            found.append(sentence)
        start = end + 1
    return tuple(found) if len(found) <= _MOST_SENTENCES else ()


def _bare(text: str) -> str:
    return text.strip(_AROUND)
