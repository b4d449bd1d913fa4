"""Sentences in another language than English: their negations are not understood.

A handful of small words tells a short note's language better than letter statistics, which take
"MFA on VPN" for anything; the words are in frameworks/lexicon/languages/.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from frameworks.schema import LanguageWords
from sextant.evidence.disguise import unmasked, without_accents

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_REMEMBERED = 4096  # sentences
_SHORT = 3  # words: here the first counts as well, which may else be a name ("Los Angeles")
_SHARE = 4  # one word in so many, or
_SURE = 2  # so many words where none is English


class LanguageReader:
    """Tells in which language a sentence is. Holds only what it was built from."""

    def __init__(self, words: LanguageWords) -> None:
        self._english = frozenset(words.english)
        self._particles = frozenset(words.particles)
        self._others: Mapping[str, frozenset[str]] = {
            name: frozenset(known) - self._english for name, known in words.others.items()
        }
        self._foreign = frozenset().union(*self._others.values())
        self._told = lru_cache(maxsize=_REMEMBERED)(self._of)

    def of(self, sentence: str) -> str | None:
        """The language's English name, "" for English; None where no word tells."""
        return self._told(sentence)

    def _of(self, sentence: str) -> str | None:
        said = _WORD.findall(unmasked(sentence))
        words = [without_accents(w).replace("’", "'") for w in said]
        english = sum(w in self._english for w in words)
        if self._foreign.isdisjoint(words):
            return "" if english else None
        foreign = self._counted(said, words)
        sparse = len(foreign) * _SHARE < len(words) and (english or len(foreign) < _SURE)
        if self._particles.issuperset(foreign) or len(foreign) <= english or sparse:
            return "" if english else None
        return max(self._others, key=lambda name: sum(w in self._others[name] for w in foreign))

    def _counted(self, said: Sequence[str], words: Sequence[str]) -> list[str]:
        """The words of other languages that are no names or abbreviations: in small letters; and
        the first, of a few or beside others."""
        small = [w for w, shown in zip(words, said, strict=True) if shown.islower()]
        found = [w for w in small if w in self._foreign]
        opening = words[0] in self._foreign and said[0].istitle()
        return [*found, words[0]] if opening and (found or len(said) <= _SHORT) else found


def mostly(told: Iterable[tuple[str, Iterable[str | None]]]) -> dict[str, str]:
    """The language of each source most of whose sentences are not in English, from what they
    tell, source by source."""
    counted: dict[str, Counter[str | None]] = {}
    for source, languages in told:
        counted.setdefault(source, Counter()).update(languages)
    found = {source: _most(counts) for source, counts in counted.items()}
    return {source: language for source, language in found.items() if language}


def _most(counts: Counter[str | None]) -> str:
    """The language of most sentences that tell theirs; "" when that is English."""
    del counts[None]
    (language, _), *_ = counts.most_common(1) or [("", 0)]
    return language if language and 2 * counts[""] < counts.total() else ""
