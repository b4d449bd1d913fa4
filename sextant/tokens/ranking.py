"""Which passages bear most on a question: relevance by BM25, then how far the voice is trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from frameworks.patterns import WORD, normalise, stem
from sextant.evidence.text import sentences
from sextant.records import RELIABILITIES
from sextant.tokens.sections import Section

# Of two passages that say as much, the better voice first: a scanner is worth up to two fifths
# more relevance than hearsay.
PER_RELIABILITY = 0.1
_WORD = re.compile(WORD)


class PassageIndex:
    """Passages made ready once, to be ranked for many questions.

    Passages of more than `piece` characters that are splittable are split at sentences first, so
    that each part is ranked by what it says itself; parts are sections with ids of their own.
    """

    def __init__(self, sections: Iterable[Section], piece: int = 1500) -> None:
        self.sections = tuple(p for s in sections for p in split(s, piece))
        self._scorer = scorer([_words(f"{s.about} {s.full}") for s in self.sections])

    def rank(self, query: str) -> tuple[Section, ...]:
        """All sections, most useful for `query` first; `rank` is set to the place, from 0."""
        words = _words(query)
        if self._scorer is None or not words:
            scores = [0.0] * len(self.sections)
        else:
            scores = [float(x) for x in self._scorer.get_scores(words)]
        worth = [
            score * (1 + PER_RELIABILITY * RELIABILITIES.index(section.reliability))
            for score, section in zip(scores, self.sections, strict=True)
        ]
        places = sorted(
            range(len(worth)),
            key=lambda i: (-worth[i], -RELIABILITIES.index(self.sections[i].reliability), i),
        )
        return tuple(replace(self.sections[i], rank=place) for place, i in enumerate(places))


def rank(query: str, sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections, most useful for `query` first. For many questions use a PassageIndex."""
    return PassageIndex(sections).rank(query)


def split(section: Section, piece: int) -> tuple[Section, ...]:
    """The section in parts of about `piece` characters, none of which cuts a sentence."""
    if not section.splittable or len(section.full) <= piece:
        return (section,)
    parts: list[str] = []
    for sentence in sentences(section.full):
        if parts and len(parts[-1]) + len(sentence) < piece:
            parts[-1] += f" {sentence}"
        else:
            parts.append(sentence)
    if len(parts) == 1:
        return (section,)
    return tuple(
        replace(section, id=section.piece_id(n), full=text) for n, text in enumerate(parts, 1)
    )


def _words(text: str) -> list[str]:
    return [stem(w) for w in _WORD.findall(normalise(text))]


def scorer(documents: list[list[str]]) -> Any:
    """A BM25 index over documents as words; None when there is no word to be found."""
    if not any(documents):
        return None
    import bm25s

    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    return index
