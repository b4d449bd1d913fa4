"""What a few words stand under, so that "First one in January." can be understood when quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sextant.evidence.disguise import unmasked
from sextant.evidence.text import is_question, sentences
from sextant.records import Passage

_FEW = 9  # words; who says more says what it is about
_ANSWER = 4  # words of an answer that a comment stands beside
_NEXT_TO_NOTHING = 5  # words
_LONG = 160  # characters; more is no topic
_DRESS = '*_#> \t"“”'
_HEAD = re.compile(r"\W{0,3}(\w[^.:?!\n]{1,40}):\s")
_SPEAKER = ("Q:", "Q.", "Q ")


def about(passage: Passage, quote: str) -> str:
    """The answer that a comment stands beside, the question before a reply, else the topic or
    heading, else the sentence before. Empty where the quote has words enough of its own."""
    if quote.count(" ") >= _FEW:
        return ""
    every = sentences(passage.text)
    before = every[: every.index(quote)] if quote in every else ()
    if passage.asked:
        return _plain(before[0]) if before and before[0].count(" ") < _ANSWER else ""
    found = _plain(_question(before) or passage.context or _head(before) or _leads(before, quote))
    return found if len(found) <= _LONG and any(c.isalpha() for c in found) else ""


def _question(before: Sequence[str]) -> str:
    return next((s for s in reversed(before) if is_question(s)), "")


def _head(before: Sequence[str]) -> str:
    """ "Server" of "Server: 2012 R2." """
    heads = (_HEAD.match(s) for s in reversed(before))
    return next((h.group(1) for h in heads if h), "")


def _leads(before: Sequence[str], quote: str) -> str:
    """The sentence before, where a reply says next to nothing alone."""
    return before[-1] if before and quote.count(" ") < _NEXT_TO_NOTHING else ""


def _plain(text: str) -> str:
    """Without marks of emphasis, and without the letter of who asks."""
    words = " ".join(unmasked(text).split()).strip(_DRESS)
    for letter in _SPEAKER:
        words = words.removeprefix(letter).strip(_DRESS)
    return words
