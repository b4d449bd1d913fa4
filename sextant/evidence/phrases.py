"""Phrases looked up in a clause word by word, and the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sextant.evidence.text import Token
from sextant.evidence.text import tokens as split_words

Span = tuple[int, int]
Trigger = tuple[Span, str]


class Phrases:
    """A list of trigger phrases that can be looked up in a clause."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for text in phrases:
            words = tuple(t.text for t in split_words(text))
            self._by_first.setdefault(words[0], []).append((words, text))
        self._firsts = frozenset(self._by_first)

    def find(self, tokens: Sequence[Token]) -> list[Trigger]:
        """Where they stand, compared word for word: "going to" is not "go to"."""
        found: list[Trigger] = []
        words = [t.text for t in tokens]
        if self._firsts.isdisjoint(words):
            return found
        for i, first in enumerate(words):
            for phrase, text in self._by_first.get(first, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found.append(((i, i + len(phrase)), text))
        return found


def positions(found: Iterable[Trigger]) -> set[int]:
    """All positions that the triggers cover."""
    return {p for span, _ in found for p in range(*span)}


def longest(found: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """Of triggers that overlap ("lack", "lack of"), the longest."""
    kept: list[Trigger] = []
    for span, text in sorted(found, key=lambda f: (f[0][0] - f[0][1], f[0][0])):
        if not any(span[0] < k[1] and k[0] < span[1] for k, _ in kept):
            kept.append((span, text))
    return tuple(sorted(kept))


def outside(found: Sequence[Trigger], own: frozenset[int]) -> list[Trigger]:
    """Triggers that are not themselves part of the matched words."""
    return [f for f in found if not set(range(*f[0])) & own]
