"""What words name: the Subcategories, facts and kinds of asset that a text speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from frameworks.loader import Knowledge
from sextant.evidence.concepts import ConceptTagger
from sextant.evidence.homonyms import HomonymReader
from sextant.evidence.instructions import unmasked
from sextant.evidence.labels import Label, labelled
from sextant.evidence.matching import Match, PatternIndex
from sextant.evidence.phrase_search import Text
from sextant.evidence.text import Token, tokens
from sextant.evidence.topic_names import TopicNames

_REMEMBERED = 512  # headings and questions


class Naming:
    """Finds the labels that words name. Built once per knowledge base, then read-only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._tagger = ConceptTagger(knowledge.concepts)
        self._index = PatternIndex(labelled(knowledge))
        self._homonyms = HomonymReader(knowledge.cues.homonyms)
        self._names = TopicNames(knowledge)
        self.within = lru_cache(maxsize=_REMEMBERED)(self._within)
        self.by_topic_names = self._names.named
        self.fact_of_topic = self._names.fact

    def topics(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) pairs that a short topic names ("multi-factor sign-in")."""
        found = self._index.matches(self.text((), tokens(unmasked(topic))))
        specific = asked([m for m in found if m.label.kind == "control"])
        if not specific:
            return self._names.of(topic)
        return tuple(dict.fromkeys((m.label.id, m.label.aspect) for m in specific))

    def assets(self, text: str) -> tuple[str, ...]:
        """The kinds of asset that a heading, topic or question names."""
        named = self.within(tokens(unmasked(text)))
        return tuple(dict.fromkeys(m.label.id for m in named if m.label.kind == "asset"))

    def text(
        self, context: Sequence[Token], own: Sequence[Token], before: Sequence[Token] = ()
    ) -> Text:
        """Words with those that they stand under and those that they lean on, to be searched."""
        return Text.of(self._tagger, context, own, before)

    def in_clause(self, text: Text, words: Sequence[Token]) -> list[Match[Label]]:
        """What a clause and its context name, without words that mean something else in it."""
        matches = list(self._index.matches(text))
        if elsewhere := self._homonyms.find(words):
            matches = [m for m in matches if not m.own & elsewhere]
        return matches

    def concepts(self, words: Sequence[Token]) -> Iterable[str]:
        """The concepts of the lexicon that words stand for."""
        return self._tagger.tag(tuple(t.stem for t in words), tuple(t.text for t in words))[0]

    def _within(self, question: tuple[Token, ...]) -> tuple[Match[Label], ...]:
        """What a question names; the sentences of its answer ask again."""
        return tuple(self._index.matches(self.text((), question)))


def is_put_together(match: Match[Label], text: Text) -> bool:
    """A fact of which a heading says one half: what is denied below it is not that. "Network" above
    "operators are not included" denies no operator of a network."""
    if match.label.kind != "fact" or not match.own:
        return False
    return any(text.heads(p) for p in match.positions)


def specific(matches: Iterable[Match[Label]]) -> list[Match[Label]]:
    """One match per label and aspect: the longest; and none whose words a longer one contains."""
    best: dict[tuple[str, str, str], Match[Label]] = {}
    for match in matches:
        key = (match.label.kind, match.label.id, match.label.aspect)
        if key not in best or _rank(match) > _rank(best[key]):
            best[key] = match
    chosen = list(best.values())
    return [
        m for m in chosen
        if m.label.kind != "control"
        or not any(o.label.id == m.label.id and m.own < o.own for o in chosen)
    ]  # fmt: skip


def asked(matches: Sequence[Match[Label]]) -> list[Match[Label]]:
    """What a topic or question asks about: the practice, where its words fit a lack as well."""
    practices = {(m.label.id, m.label.aspect) for m in matches if m.label.sense == "practice"}
    return specific(
        m
        for m in matches
        if m.label.sense == "practice" or (m.label.id, m.label.aspect) not in practices
    )


def _rank(match: Match[Label]) -> tuple[int, int, bool, str]:
    return (len(match.own), match.size, match.label.sense == "gap", match.text)
