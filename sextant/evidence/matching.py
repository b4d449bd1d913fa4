"""Which word patterns a clause matches. Built once from the knowledge, then read-only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Generic, TypeVar

from frameworks.patterns import Pattern, Phrase, Term
from sextant.evidence.concepts import Run, keys_of
from sextant.evidence.phrase_search import Text, find

T = TypeVar("T")
_REMEMBERED = 4096  # runs of words: a heading is there for all its sentences, a clause for two


@dataclass(frozen=True)
class Match(Generic[T]):
    """A pattern that holds in a clause. Positions are those of the matched words."""

    label: T
    own: frozenset[int]  # matched positions in the clause itself, counted from its first word
    size: int  # matched words in all, context included
    text: str
    positions: frozenset[int] = frozenset()  # of all matched words, in the text searched


Keyed = tuple[tuple[Phrase, frozenset[str]], ...]  # phrases with the keys that they need


@dataclass(frozen=True)
class _Entry(Generic[T]):
    """A pattern made ready for searching."""

    text: str
    label: T
    needs: tuple[Keyed, ...]
    unless: Keyed


Meets = dict[int, int]  # number of a term -> the patterns whose term is met, as bits of a number


@dataclass
class _Lookup:
    """What a word can meet: alone, or beside a second word with perhaps further ones."""

    alone: Meets = field(default_factory=dict)
    beside: dict[str, list[tuple[frozenset[str], Meets]]] = field(default_factory=dict)


class PatternIndex(Generic[T]):
    """Patterns with a label each; finds those that hold in a clause.

    A phrase is looked up by its two rarest words, once for all the patterns that share it. Only a
    pattern of which every term has a phrase whose words are all there is looked at in full.
    """

    def __init__(self, patterns: Iterable[tuple[Pattern, T]]) -> None:
        self._entries: list[_Entry[T]] = []
        wanted: dict[frozenset[str], Meets] = defaultdict(dict)
        same: dict[frozenset[str], frozenset[str]] = {}  # many phrases have the same words
        for number, (pattern, label) in enumerate(patterns):
            needs = tuple(_keyed(term, same) for term in pattern.needs)
            unless = tuple(k for term in pattern.unless for k in _keyed(term, same))
            self._entries.append(_Entry(pattern.text, label, needs, unless))
            for nth, term in enumerate(needs):
                for _, keys in term:
                    meets = wanted[keys]
                    meets[nth] = meets.get(nth, 0) | 1 << number
        self._by_key: dict[str, _Lookup] = defaultdict(_Lookup)
        common = Counter(key for keys in wanted for key in keys)
        for keys, meets in wanted.items():
            if len(keys) == 1:
                self._by_key[next(iter(keys))].alone = meets
                continue
            first, second, *others = sorted(keys, key=lambda key: (common[key], key))
            rest = self._by_key[first].beside.setdefault(second, [])
            rest.append((frozenset(others), meets))
        most = max((len(e.needs) for e in self._entries), default=0)
        # Per number of a term: the patterns that have no such term, which nothing need meet.
        self._without = [
            sum(1 << n for n, e in enumerate(self._entries) if len(e.needs) <= nth)
            for nth in range(most)
        ]
        self._met = lru_cache(maxsize=_REMEMBERED)(self._met_in)

    def matches(self, text: Text) -> Iterator[Match[T]]:
        """All patterns that hold; those with words only in the context have an empty `own`."""
        present: frozenset[str] = frozenset().union(*text.runs)
        for number in self._candidates(text.runs):
            match = _match(self._entries[number], text, present)
            if match is not None:
                yield match

    def _candidates(self, runs: Iterable[Run]) -> Iterator[int]:
        """The patterns of which each term may be met by words that stand in one run."""
        met = list(self._without)
        for run in runs:
            met = list(map(or_, met, self._met(run)))
        return _bits(reduce(and_, met)) if met else iter(())

    def _met_in(self, run: Run) -> tuple[int, ...]:
        """The patterns that a run of words may meet, per number of a term."""
        met = [0] * len(self._without)
        for key in self._by_key.keys() & run:
            lookup = self._by_key[key]
            for nth, patterns in lookup.alone.items():
                met[nth] |= patterns
            for second in lookup.beside.keys() & run:
                for rest, meets in lookup.beside[second]:
                    if rest <= run:
                        for nth, patterns in meets.items():
                            met[nth] |= patterns
        return tuple(met)


def _bits(number: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _match(entry: _Entry[T], text: Text, present: frozenset[str]) -> Match[T] | None:
    """The pattern's match, if all that it needs stands there and nothing that it excludes."""
    positions: set[int] = set()
    for term in entry.needs:
        places = [place for phrase, keys in term if keys <= present for place in find(phrase, text)]
        if not places:
            return None
        positions.update(_best(places, text.own_from))
    own = frozenset(p - text.own_from for p in positions if p >= text.own_from)
    for phrase, keys in entry.unless:
        if keys <= present and any(
            positions.intersection(p) or _counts(p[0], text, own, positions)
            for p in find(phrase, text)
        ):
            return None
    return Match(entry.label, own, len(positions), entry.text, frozenset(positions))


def _counts(place: int, text: Text, own: frozenset[int], positions: Iterable[int]) -> bool:
    """Whether an excluding word is heard. What a question says excludes nothing of what is
    answered in other words, and what is answered ("No.") nothing of what was asked."""
    if place < text.leaned_to:
        return False
    if own:
        return not text.asks(place)
    return place < text.own_from or not any(map(text.asks, positions))


def _best(places: Sequence[tuple[int, ...]], own_from: int) -> tuple[int, ...]:
    """The longest place, in the clause's own words if there is one."""
    if len(places) == 1:
        return places[0]
    return max(places, key=lambda p: (p[0] >= own_from, len(p), -p[0]))


def _keyed(term: Term, same: dict[frozenset[str], frozenset[str]]) -> Keyed:
    """The phrases with what they need; equal sets of words are one object."""
    return tuple((p, same.setdefault(keys, keys)) for p in term for keys in (keys_of(p),))
