"""Words that belong to another trade by what stands beside them: roofs that are patched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frameworks.patterns import stem
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token


class HomonymReader:
    """Finds words that mean something else here. Holds only what it was built from."""

    def __init__(self, homonyms: Mapping[str, Sequence[str]]) -> None:
        self._beside = {stem(word): Phrases(others) for word, others in homonyms.items()}

    def find(self, tokens: Sequence[Token]) -> frozenset[int]:
        """The positions of words that have nothing to do with security: "patch the jeans"."""
        return frozenset(
            i
            for i, token in enumerate(tokens)
            if token.stem in self._beside and self._beside[token.stem].find(tokens)
        )
