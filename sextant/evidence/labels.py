"""What a word pattern stands for: an aspect of a Subcategory, a fact, or a kind of asset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from frameworks.loader import Knowledge
from frameworks.patterns import Pattern, parse
from sextant.evidence.assertion import Reading
from sextant.evidence.polarity import Sense
from sextant.records import Polarity

_SENSES: tuple[Sense, ...] = ("practice", "gap", "limited")


@dataclass(frozen=True)
class Label:
    """What a pattern stands for: an aspect of a Subcategory, a fact, or a kind of asset."""

    kind: Literal["control", "fact", "asset"]
    id: str
    aspect: str = ""
    sense: Sense = "practice"
    denies: bool = False
    own: bool = False  # a fact about whoever speaks


@dataclass(frozen=True)
class Said:
    """One assertion about one label. `size`: how many words it was recognised by. `answered`: the
    topic is that of its heading or question, not of its own words. `presumed`: and no word of it
    says yes or no; it only goes on telling. `led`: what leads to the item of a list that it is.
    `words`: where its own words begin in the sentence."""

    label: Label
    polarity: Polarity
    reading: Reading
    size: int
    answered: bool = False
    presumed: bool = False
    led: str = ""
    words: frozenset[int] = frozenset()


Told = tuple[tuple[str, tuple[Said, ...]], ...]  # the sentences of a passage, and what each says


def labelled(knowledge: Knowledge) -> Iterator[tuple[Pattern, Label]]:
    """Every pattern of the knowledge with its label, in a stable order."""
    for control in knowledge.controls.values():
        for aspect in control.aspects:
            for sense in _SENSES:
                for text in getattr(aspect, sense):
                    yield parse(text), Label("control", control.id, aspect.id, sense)
    for fact in knowledge.facts.values():
        as_fact = Label("fact", fact.id, sense="gap" if fact.weakness else "practice", own=fact.own)
        yield from ((parse(t), as_fact) for t in fact.text)
        yield from ((parse(t), Label("fact", fact.id, denies=True)) for t in fact.denied)
    for kind in knowledge.asset_kinds.values():
        yield from ((parse(t), Label("asset", kind.id)) for t in kind.words)
