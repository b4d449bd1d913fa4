"""How a sentence reads whatever its topic: affirmed, limited, planned, denied, or not asserted."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.assertion import AssertionReader
from sextant.evidence.clauses import ClauseSplitter
from sextant.evidence.disguise import unmasked
from sextant.evidence.text import is_question, tokens
from sextant.evidence.triggers import Triggers
from sextant.records import Polarity

_WORST_FIRST: tuple[Polarity, ...] = ("not_implemented", "planned", "partial", "implemented")


class TenorReader:
    """Reads any sentence by its small words alone. Strict: one negation anywhere is a denial."""

    def __init__(self, cues: Cues) -> None:
        self._splitter = ClauseSplitter(cues)
        self._assertions = AssertionReader(cues)
        self._lacking = frozenset(cues.lacking)

    def read(self, text: Sequence[str]) -> Polarity | None:
        """The least favourable of what the clauses assert; None when they assert nothing."""
        found = [p for sentence in text for p in self._clauses(sentence)]
        return next((p for p in _WORST_FIRST if p in found), None)

    def _clauses(self, sentence: str) -> list[Polarity]:
        words = tokens(unmasked(sentence))
        if is_question(sentence) or self._assertions.is_neutral(words, False):
            return []
        if not self._lacking.isdisjoint(t.text for t in words):
            return ["not_implemented"]
        every = (self._assertions.triggers(c.tokens) for c in self._splitter.split(words))
        return [p for p in map(_polarity, every) if p]


def _polarity(found: Triggers) -> Polarity | None:
    if found.void or found.condition or found.modal:
        return None
    if found.negation or found.negation_after or found.ended:
        return "not_implemented"
    if found.planned:
        return "planned"
    return "partial" if found.partial or found.hedged else "implemented"
