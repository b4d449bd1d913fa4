"""Topics: how near a sentence lies to one thing that Sextant knows, among all of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from frameworks.loader import Knowledge
from frameworks.schema import Control, Obligation
from sextant.evidence.nearness import Nearness

_MARKS = re.compile(r"[{}|+*=]|\s-\s.*$")
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


def is_near(index: Nearness, topic: str, words: str, within: int) -> bool:
    """Whether the topic is among the `within` nearest to the words."""
    scores = index.scores(words)
    nearest = sorted(scores, key=lambda name: (-scores[name], name))[:within]
    return topic in nearest


def nearest(index: Nearness, words: str, otherwise: str) -> str:
    """The topic nearest to the words; `otherwise` where none shares a word with them."""
    scores = index.scores(words)
    return min(scores, key=lambda name: (-scores[name], name), default=otherwise)


def names(law: Obligation) -> tuple[str, ...]:
    """What a law or standard is called."""
    return (law.title, *law.aliases)
