"""Where a phrase stands in a clause and in what the clause stands under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frameworks.patterns import Phrase, Word
from sextant.evidence.concepts import GAP, ConceptTagger, Run, Spans
from sextant.evidence.text import BREAK, Token

_STOPS = frozenset(".!?") | {""}


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

    def asks(self, position: int) -> bool:
        """Whether a word belongs to a question that the clause stands under: "Anything that they
        shouldn't use?" names the topic of an answer and denies nothing in it."""
        behind = (w for w in self.words[position : self.own_from] if w in _STOPS)
        return next(behind, "") == "?"

    def heads(self, position: int) -> bool:
        """Whether a word belongs to a heading, or to what else the clause stands under."""
        return self.leaned_to <= position < self.own_from and not self.asks(position)


Way = tuple[tuple[int, ...], int]  # positions taken so far, gaps left out, and where to go on


def _ways(phrase: Phrase, text: Text, start: int) -> list[tuple[int, ...]]:
    """Matched positions of the phrase's words, starting at `start`."""
    ways: list[Way] = [((), start)]
    for word in phrase:
        ways = _steps(word, text, ways)
        if not ways:
            return []
    return [taken for taken, _ in ways]


def _steps(word: Word, text: Text, ways: list[Way]) -> list[Way]:
    """How one word of a phrase can be met behind what is taken already."""
    if word.kind == "gap":
        return [step for way in ways for step in _skips(text, way)]
    if word.kind == "concept":
        spans = text.concepts.get(word.value, {})
        return [((*taken, *range(at, end)), end) for taken, at in ways for end in spans.get(at, ())]
    there, value = text.words if word.kind == "exact" else text.stems, word.value
    return [((*taken, at), at + 1) for taken, at in ways if at < len(there) and there[at] == value]


def _skips(text: Text, way: Way) -> Iterator[Way]:
    """A gap: any few words, up to the next mark."""
    taken, at = way
    for skipped in range(GAP + 1):
        if "" in text.stems[at : at + skipped]:
            return
        yield taken, at + skipped


def _starts(word: Word, text: Text) -> Iterable[int]:
    if word.kind == "concept":
        return text.concepts.get(word.value, {})
    there = text.words if word.kind == "exact" else text.stems
    if there.count(word.value) == 1:  # mostly, and found in a third of the time
        return (there.index(word.value),)
    return [i for i, w in enumerate(there) if w == word.value]


def find(phrase: Phrase, text: Text) -> list[tuple[int, ...]]:
    """Every place where the phrase stands, as the positions of its words."""
    first = phrase[0]
    if len(phrase) > 1:
        return [way for start in _starts(first, text) for way in _ways(phrase, text, start)]
    if first.kind == "concept":
        spans = text.concepts.get(first.value, {})
        return [tuple(range(start, end)) for start, ends in spans.items() for end in ends]
    return [(start,) for start in _starts(first, text)]
