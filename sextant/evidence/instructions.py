"""Text that addresses the assessor. Instructions are not statements of practice."""

from __future__ import annotations

import re
import unicodedata

from frameworks.loader import Knowledge
from frameworks.patterns import parse
from sextant.evidence.matching import ConceptTagger, PatternIndex, Text
from sextant.evidence.text import tokens

# Zero-width and bidirectional characters: they hide words from a reader, or reorder them.
_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]|[\U000e0000-\U000e007f]"
)


class InstructionDetector:
    """Recognises sentences that tell the assessor, or a model, what to conclude."""

    def __init__(self, knowledge: Knowledge) -> None:
        instructions = knowledge.instructions
        self._index = PatternIndex((parse(p), p) for p in instructions.patterns)
        self._claims = PatternIndex((parse(p), p) for p in instructions.claims)
        self._tagger = ConceptTagger({})
        self._raw = tuple(r.lower() for r in instructions.raw)

    def orders(self, sentence: str) -> bool:
        """Whether the sentence gives orders to the reader of the evidence."""
        plain = unmasked(sentence).lower()
        if any(r in plain for r in self._raw):
            return True
        return bool(self._index.matches(self._words(plain)))

    def sweeps(self, sentence: str) -> bool:
        """Whether it claims so much that it says nothing ("all controls are in place")."""
        return bool(self._claims.matches(self._words(unmasked(sentence).lower())))

    def _words(self, plain: str) -> Text:
        own = tuple(t for t in tokens(plain) if not t.is_mark)
        return Text.of(self._tagger, (), own)

    def opens_block(self, sentence: str) -> bool:
        """Whether what follows belongs to the order: a fake message header, or a colon."""
        plain = unmasked(sentence).lower().rstrip()
        return plain.endswith(":") or any(r in plain for r in self._raw)


def unmasked(text: str) -> str:
    """The text without hidden characters and with look-alike forms folded (NFKC)."""
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", text))


def has_hidden_text(text: str) -> bool:
    """Whether characters that a reader cannot see stand between the letters."""
    return bool(_HIDDEN.search(text.removeprefix("\ufeff")))
