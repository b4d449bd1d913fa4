"""How like known orders to the assessor a sentence is, by its words. Trained by
`python -m benchmarks.attacks.train`; stands beside the patterns of instructions.py, since no list
of words is ever complete."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from sextant.evidence.disguise import unmasked, without_accents
from sextant.evidence.linear import LinearTable, Vocabulary

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MOST_WORDS = 80  # of a longer one the beginning tells enough
_FEWEST_WORDS = 4  # a shorter one ("Yes.", "It is.") is like anything
_START = "^"


class OrderLikeness:
    """Built from the bytes of a weights file; then read-only."""

    def __init__(self, weights: bytes) -> None:
        import numpy as np

        with np.load(BytesIO(weights), allow_pickle=False) as stored:
            self._vocabulary = Vocabulary(stored["order_features"])
            self._table = LinearTable(stored, "order")

    def share(self, sentence: str) -> float:
        """How likely it is meant to steer the assessment, 0..1."""
        words = _words(sentence)
        if sum(map(str.isalnum, set(words))) < _FEWEST_WORDS:
            return 0.0
        scores = self._table.scores(self._vocabulary.rows(frozenset(_signs(words))))
        return 0.0 if scores is None else 1 / (1 + math.exp(-float(scores[0])))


def order_signs(sentence: str) -> Iterator[str]:
    """Its words ("f:"), two in a row ("g:") and two around a third ("h:")."""
    return _signs(_words(sentence))


def _words(sentence: str) -> list[str]:
    return _WORD.findall(without_accents(unmasked(sentence)))[:_MOST_WORDS]


def _signs(words: Sequence[str]) -> Iterator[str]:
    words = (_START, *words)
    yield from ("f:" + word for word in words)
    yield from (f"g:{a} {b}" for a, b in zip(words, words[1:], strict=False))
    yield from (f"h:{a} {c}" for a, c in zip(words, words[2:], strict=False))
