"""How near texts lie to a few words: BM25 over stems (Robertson and Zaragoza, 2009)."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.evidence.disguise import unmasked
from sextant.evidence.text import tokens

_FEWEST_LETTERS = 3


class Nearness:
    """A small search index over named texts. Built when it is first asked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {name: stems(text) for name, text in texts.items()}
        self._names = list(self._texts)
        self._index: object | None = None

    def scores(self, words: str) -> dict[str, float]:
        """Text name -> how near it lies to the words, above 0; texts that share none are left out.
        """
        query = sorted(set(stems(words)))
        if not self._names or not query:
            return {}
        found = self._built().get_scores(query)  # type: ignore[attr-defined]
        wanted = set(query)
        return {
            name: round(float(score), 6) for name, score in zip(self._names, found, strict=True)
            if score > 0 and not wanted.isdisjoint(self._texts[name])
        }  # fmt: skip

    def _built(self) -> object:
        if self._index is None:
            from rank_bm25 import BM25Plus  # numpy comes with it: only where a model takes part

            self._index = BM25Plus([self._texts[n] for n in self._names])
        return self._index


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning: three letters or more."""
    return [t.stem for t in tokens(unmasked(text)) if len(t.stem) >= _FEWEST_LETTERS]
