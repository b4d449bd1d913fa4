"""How near texts lie to a few words: BM25 over stems (Robertson and Zaragoza, 2009)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.evidence.disguise import unmasked
from sextant.evidence.text import tokens

_FEWEST_LETTERS = 3


class Nearness:
    """A small search index over named texts. Built when it is first asked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {name: stems(text) for name, text in texts.items()}
        self._vocabulary = {name: frozenset(words) for name, words in self._texts.items()}
        self._known = frozenset[str]().union(*self._vocabulary.values())
        self._index: Any = None

    def scores(self, words: str) -> dict[str, float]:
        """Text name -> how near it lies to the words, above 0; texts that share none are left out.
        """
        query = sorted(set(stems(words)) & self._known)
        if not query:
            return {}
        found = self._built().get_scores(query)
        return {
            name: round(float(score), 6) for name, score in zip(self._texts, found, strict=True)
            if not self._vocabulary[name].isdisjoint(query)
        }  # fmt: skip

    def _built(self) -> Any:
        if self._index is None:
            import bm25s  # numpy comes with it: only where a model takes part

            self._index = bm25s.BM25()
            self._index.index(list(self._texts.values()), show_progress=False)
        return self._index


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning: three letters or more."""
    return [t.stem for t in tokens(unmasked(text)) if len(t.stem) >= _FEWEST_LETTERS]
