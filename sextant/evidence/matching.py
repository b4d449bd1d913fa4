"""Which word patterns a clause matches. Built once from the knowledge, then read-only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Generic, TypeVar

from frameworks.patterns import Pattern, Phrase, Term, Word, parse_phrase
from sextant.evidence.text import BREAK, Token

T = TypeVar("T")
_GAP = 3  # a `*` stands for at most this many words
_REMEMBERED = 4096  # runs of words: a heading is there for all its sentences, a clause for two
_ANY = "*"
_PREFIX = {"stem": "", "exact": "=", "concept": "{", "any": _ANY}
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
                    node = node.following.setdefault(_key(word), _Node())
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
    for size in range(_GAP + 1):
        yield from _without_gaps((*phrase[:at], *([Word("any")] * size), *phrase[at + 1 :]))


def _key(word: Word) -> str:
    """How a word is looked up: "{concept", "=exact" or its stem."""
    return _PREFIX[word.kind] + word.value


@dataclass(frozen=True)
class Text:
    """A clause made ready for matching: context words first, then the clause's own."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    concepts: Mapping[str, Spans]
    runs: tuple[Run, ...]
    own_from: int  # position where the clause's own words begin
    leaned_to: int = 0  # words from the clause before stand in front of this position

    @classmethod
    def of(
        cls,
        tagger: ConceptTagger,
        context: Sequence[Token],
        own: Sequence[Token],
        before: Sequence[Token] = (),
    ) -> Text:
        """`context`: what the clause is about; `before`: the clause that it leans on."""
        lead = (*before, BREAK) if before else ()
        joined = (*lead, *context, BREAK, *own) if context or before else tuple(own)
        stems, words = tuple(t.stem for t in joined), tuple(t.text for t in joined)
        concepts, runs = tagger.tag(stems, words)
        return cls(stems, words, concepts, runs, len(joined) - len(own), len(lead))


Way = tuple[tuple[int, ...], int]  # positions taken so far, gaps left out, and where to go on


def _ways(phrase: Phrase, text: Text, start: int) -> list[tuple[int, ...]]:
    """Matched positions of the phrase's words, starting at `start`."""
    ways: list[Way] = [((), start)]
    for word in phrase:
        ways = [step for way in ways for step in _steps(word, text, way)]
        if not ways:
            return []
    return [taken for taken, _ in ways]


def _steps(word: Word, text: Text, way: Way) -> Iterable[Way]:
    """How one word of a phrase can be met behind what is taken already."""
    taken, at = way
    if word.kind == "gap":
        return _skips(text, way)
    if word.kind == "concept":
        ends = text.concepts.get(word.value, {}).get(at, ())
        return [((*taken, *range(at, end)), end) for end in ends]
    there = text.words if word.kind == "exact" else text.stems
    if at < len(there) and there[at] == word.value:
        return (((*taken, at), at + 1),)
    return ()


def _skips(text: Text, way: Way) -> Iterator[Way]:
    """A gap: any few words, up to the next mark."""
    taken, at = way
    for skipped in range(_GAP + 1):
        if "" in text.stems[at : at + skipped]:
            return
        yield taken, at + skipped


def _starts(word: Word, text: Text) -> Iterable[int]:
    if word.kind == "concept":
        return text.concepts.get(word.value, {})
    there = text.words if word.kind == "exact" else text.stems
    return (i for i, w in enumerate(there) if w == word.value)


def find(phrase: Phrase, text: Text) -> Iterator[tuple[int, ...]]:
    """Every place where the phrase stands, as the positions of its words."""
    for start in _starts(phrase[0], text):
        yield from _ways(phrase, text, start)


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
            first, *others = sorted(keys, key=lambda key: (common[key], key))
            if others:
                rest = self._by_key[first].beside.setdefault(others[0], [])
                rest.append((frozenset(others[1:]), meets))
            else:
                self._by_key[first].alone = meets
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
    for phrase, keys in entry.unless:
        if keys <= present and any(
            p[0] >= text.leaned_to or positions.intersection(p) for p in find(phrase, text)
        ):
            return None
    own = frozenset(p - text.own_from for p in positions if p >= text.own_from)
    return Match(entry.label, own, len(positions), entry.text, frozenset(positions))


def _best(places: Sequence[tuple[int, ...]], own_from: int) -> tuple[int, ...]:
    """The longest place, in the clause's own words if there is one."""
    if len(places) == 1:
        return places[0]
    return max(places, key=lambda p: (p[0] >= own_from, len(p), -p[0]))


def _keyed(term: Term, same: dict[frozenset[str], frozenset[str]]) -> Keyed:
    """The phrases with what they need; equal sets of words are one object."""
    return tuple((p, same.setdefault(keys, keys)) for p in term for keys in (_keys(p),))


def _keys(phrase: Phrase) -> frozenset[str]:
    return frozenset([_PREFIX[w.kind] + w.value for w in phrase if w.kind != "gap"])
