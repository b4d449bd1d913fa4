"""Short names of topics ("Leavers", "Awareness") that mean one aspect of one Subcategory wherever
they are the whole heading, label, question or topic of a practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frameworks.loader import Knowledge
from sextant.evidence.instructions import unmasked
from sextant.evidence.labels import Label
from sextant.evidence.matching import Match
from sextant.evidence.text import Token, tokens, words_of

_ENDING = 4  # letters by which the forms of one word may differ: "segmented", "segmentation"


class TopicNames:
    """The names that the knowledge gives to aspects, compared by their stems."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._meant = {
            stems(named): (control.id, aspect.id, named)
            for control in knowledge.controls.values()
            for aspect in control.aspects
            for named in map(tokens, aspect.topics)
        }
        self._facts = {
            stems(tokens(topic)): Label("fact", fact.id)
            for fact in knowledge.facts.values()
            for topic in fact.topics
        }

    def fact(self, topic: str) -> Label | None:
        """The fact of which the topic of a practice tells: "Telework", "Guest wifi"."""
        return self._facts.get(stems(tokens(unmasked(topic)))) if topic else None

    def of(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) that a topic names; none, or one."""
        meant = self._of(tokens(unmasked(topic)))
        return (meant,) if meant else ()

    def named(self, contexts: Iterable[Sequence[Token]]) -> tuple[Match[Label], ...]:
        """What the contexts name, each by itself, as matches without words of their own."""
        meant = (self._of(context) for context in contexts if context)
        return tuple(
            Match(Label("control", control, aspect), frozenset(), 1, "")
            for control, aspect in dict.fromkeys(m for m in meant if m)
        )

    def _of(self, words: Sequence[Token]) -> tuple[str, str] | None:
        """What words name; "response" has the stem of "responsibility" and is not meant by it."""
        control, aspect, named = self._meant.get(stems(words), ("", "", ()))
        pairs = zip(words_of(words), words_of(named), strict=True) if control else ()
        alike = all(abs(len(a) - len(b)) <= _ENDING for a, b in pairs)
        return (control, aspect) if control and alike else None


def stems(words: Sequence[Token]) -> tuple[str, ...]:
    """The stems of a topic's words, without its marks."""
    return tuple(t.stem for t in words if not t.is_mark)
