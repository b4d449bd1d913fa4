"""Topics: how near a sentence lies to one thing that Sextant knows, among all of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from agents.exhibits import Exhibit
from agents.nearness import Nearness
from frameworks.loader import Knowledge
from frameworks.schema import Control, Obligation
from sextant.evidence.text import is_question, sentences

_MARKS = re.compile(r"[{}|+*=]|\s-\s.*$")
NEAR = 3
_FEWEST_MARKS = 2
_CONCEPT = re.compile(r"\{(\w+)\}")


class Topics:
    """The vocabulary of controls, facts, kinds of asset and threats, searchable. Built lazily."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def controls(self) -> Nearness:
        titles = self._knowledge.subcategories
        return Nearness({
            c.id: f"{titles[c.id].title} {titles[c.id].outcome} {self.of_control(c)}"
            for c in self._knowledge.controls.values()
        })  # fmt: skip

    @cached_property
    def aspects(self) -> Mapping[str, Nearness]:
        return {
            c.id: Nearness({a.id: self._aspect(c, i) for i, a in enumerate(c.aspects)})
            for c in self._knowledge.controls.values()
        }

    @cached_property
    def facts(self) -> Nearness:
        return Nearness({
            f.id: f"{f.description} {f.question} {self._patterns(f.text)}"
            for f in self._knowledge.facts.values()
        })  # fmt: skip

    @cached_property
    def threats(self) -> Nearness:
        return Nearness({
            t.id: f"{t.title} {t.in_words} {' '.join(a.because for a in t.adjust)}"
            for t in self._knowledge.threats.values()
        })  # fmt: skip

    def of_control(self, control: Control) -> str:
        """The words of one control: what it asks, what good looks like, what is looked for."""
        aspects = " ".join(self._aspect(control, i) for i in range(len(control.aspects)))
        return f"{control.question} {control.implemented} {control.partial} {aspects}"

    def _aspect(self, control: Control, index: int) -> str:
        aspect = control.aspects[index]
        patterns = (*aspect.practice, *aspect.gap, *aspect.limited)
        return f"{aspect.name} {self._patterns(patterns)}"

    def _patterns(self, patterns: Iterable[str]) -> str:
        return " ".join(w for p in patterns for w in self._words(p))

    def _words(self, pattern: str) -> Iterator[str]:
        wanted = re.split(r"\s-\s", pattern)[0]  # what must be absent is not its topic
        for concept in _CONCEPT.findall(wanted):
            yield from self._knowledge.concepts.get(concept, ())
        yield _MARKS.sub(" ", _CONCEPT.sub(" ", wanted))


def is_near(index: Nearness, topic: str, words: str, within: int = NEAR) -> bool:
    """Whether the topic is among the `within` nearest to the words, and shares with them at least
    two words that tell it from most others."""
    return topic in near_topics(index, words, within)


def near_topics(index: Nearness, words: str, within: int = NEAR) -> tuple[str, ...]:
    """The topics that are near to the words, nearest first."""
    scores = index.scores(words)
    nearest = sorted(scores, key=lambda name: (-scores[name], name))[:within]
    return tuple(name for name in nearest if len(index.marks(name, words)) >= _FEWEST_MARKS)


def leads(
    index: Nearness, exhibits: Iterable[Exhibit], within: int = NEAR
) -> dict[str, tuple[str, ...]]:
    """Topic -> the exhibits with a sentence that lies near it and was not read for all it says.

    Where there is none, no ruling on the topic could be verified, so that none is asked for.
    """
    found: dict[str, dict[str, None]] = {}
    for exhibit in exhibits:
        if exhibit.spent:
            continue
        for sentence in sentences(exhibit.passage.text):
            for topic in () if is_question(sentence) else near_topics(index, sentence, within):
                found.setdefault(topic, {}).setdefault(exhibit.id)
    return {topic: tuple(ids) for topic, ids in found.items()}


def nearest(index: Nearness, words: str, otherwise: str) -> str:
    """The topic nearest to the words; `otherwise` where none shares a word with them."""
    scores = index.scores(words)
    return min(scores, key=lambda name: (-scores[name], name), default=otherwise)


def names(law: Obligation) -> tuple[str, ...]:
    """What a law or standard is called."""
    return (law.title, *law.aliases)
