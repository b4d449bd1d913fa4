"""Which concepts of the lexicon stand where in a run of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from frameworks.patterns import Phrase, Word, parse_phrase

GAP = 3  # a `*` stands for at most this many words
_REMEMBERED = 4096  # runs of words: a heading is there for all its sentences, a clause for two
_ANY = "*"
Spans = dict[int, list[int]]  # start position -> end positions
Run = frozenset[str]  # the words between two marks, as they are looked up, and their concepts


class _Node:
    """A place in the tree of phrases: what may follow, and the concepts that end here."""

    __slots__ = ("concepts", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.concepts: list[str] = []


class ConceptTagger:
    """Finds concepts and plain phrases in a sequence of stems ("" is punctuation)."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        self._root = _Node()
        for concept, phrases in concepts.items():
            for phrase in (p for text in phrases for p in _without_gaps(parse_phrase(text))):
                node = self._root
                for word in phrase:
                    if word.key not in node.following:
                        node.following[word.key] = _Node()
                    node = node.following[word.key]
                node.concepts.append(concept)

        self._tagged = lru_cache(maxsize=_REMEMBERED)(self._tag)

    def tag(
        self, stems: tuple[str, ...], words: tuple[str, ...]
    ) -> tuple[dict[str, Spans], tuple[Run, ...]]:
        """Concept -> where it stands; and what each run of words holds. Nothing reaches over
        punctuation."""
        found: dict[str, Spans] = {}
        runs: list[Run] = []
        begin = 0
        for end in (*(i for i, s in enumerate(stems) if not s), len(stems)):
            if end > begin:
                tags, run = self._tagged(stems[begin:end], words[begin:end])
                runs.append(run)
                for concept, start, stop in tags:
                    spans = found.setdefault(concept, {})
                    spans.setdefault(begin + start, []).append(begin + stop)
            begin = end + 1
        return found, tuple(runs)

    def _tag(
        self, stems: tuple[str, ...], words: tuple[str, ...]
    ) -> tuple[list[tuple[str, int, int]], Run]:
        found: list[tuple[str, int, int]] = []
        exact = ["=" + word for word in words]
        for start in range(len(stems)):
            nodes = [self._root]
            for end in range(start, len(stems)):
                nodes = _followed(nodes, stems[end], exact[end])
                if not nodes:
                    break
                found += [(c, start, end + 1) for node in nodes for c in node.concepts]
        return found, frozenset((*stems, *exact, *("{" + c for c, _, _ in found)))


def _followed(nodes: Sequence[_Node], stem: str, exact: str) -> list[_Node]:
    """Where each node leads with the next word: by its stem, exactly, or as any word."""
    found = []
    for node in nodes:
        following = node.following
        if stem in following:
            found.append(following[stem])
        if exact in following:
            found.append(following[exact])
        if _ANY in following:
            found.append(following[_ANY])
    return found


def _without_gaps(phrase: Phrase) -> Iterator[Phrase]:
    """The phrases of fixed length that a phrase with gaps stands for."""
    at = next((i for i, w in enumerate(phrase) if w.kind == "gap"), None)
    if at is None:
        yield phrase
        return
    for size in range(GAP + 1):
        yield from _without_gaps((*phrase[:at], *([Word("any")] * size), *phrase[at + 1 :]))


def keys_of(phrase: Phrase) -> frozenset[str]:
    """What all has to stand in a run of words for the phrase to stand there."""
    return frozenset([w.key for w in phrase if w.kind != "gap"])
