"""How near texts lie to a few words: BM25 over stems (Robertson and Zaragoza, 2009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sextant.evidence.disguise import unmasked
from sextant.evidence.text import tokens
from sextant.tokens.ranking import scorer

_FEWEST_LETTERS = 3
_RARE = 0.12  # a word that more than this share of the texts have tells none of them apart
_FEWEST_TEXTS = 3


class Nearness:
    """A small search index over named texts. Built when it is first asked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {name: stems(text) for name, text in texts.items()}
        self._vocabulary = {name: frozenset(words) for name, words in self._texts.items()}
        self._known = frozenset[str]().union(*self._vocabulary.values())
        self._spread = Counter(s for words in self._vocabulary.values() for s in words)
        self._index: Any = None

    def scores(self, words: str) -> dict[str, float]:
        """Text name -> how near it lies to the words; texts that share none are left out."""
        query = sorted(set(stems(words)) & self._known)
        if not query:
            return {}
        found = self._built().get_scores(query)
        return {
            name: round(float(score), 6) for name, score in zip(self._texts, found, strict=True)
            if not self._vocabulary[name].isdisjoint(query)
        }  # fmt: skip

    def marks(self, name: str, words: str) -> frozenset[str]:
        """The stems that the words share with one text and that few of the others have."""
        shared = self._vocabulary[name] & frozenset(stems(words))
        most = max(_FEWEST_TEXTS, len(self._texts) * _RARE)
        return frozenset(s for s in shared if self._spread[s] <= most)

    def _built(self) -> Any:
        if self._index is None:
            self._index = scorer(list(self._texts.values()))
        return self._index


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning: three letters or more."""
    return [t.stem for t in tokens(unmasked(text)) if len(t.stem) >= _FEWEST_LETTERS]
