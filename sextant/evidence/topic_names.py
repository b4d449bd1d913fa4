"""Short names of topics ("Leavers", "Awareness") that mean one aspect of one Subcategory wherever
they are the whole heading, label, question or topic of a practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frameworks.loader import Knowledge
from sextant.evidence.instructions import unmasked
from sextant.evidence.labels import Label
from sextant.evidence.matching import Match
from sextant.evidence.text import Token, tokens


class TopicNames:
    """The names that the knowledge gives to aspects, compared by their stems."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._meant = {
            stems(tokens(topic)): (control.id, aspect.id)
            for control in knowledge.controls.values()
            for aspect in control.aspects
            for topic in aspect.topics
        }

    def of(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) that a topic names; none, or one."""
        meant = self._meant.get(stems(tokens(unmasked(topic))))
        return (meant,) if meant else ()

    def named(self, contexts: Iterable[Sequence[Token]]) -> tuple[Match[Label], ...]:
        """What the contexts name, each by itself, as matches without words of their own."""
        meant = (self._meant.get(stems(context)) for context in contexts if context)
        return tuple(
            Match(Label("control", control, aspect), frozenset(), 1, "")
            for control, aspect in dict.fromkeys(m for m in meant if m)
        )


def stems(words: Sequence[Token]) -> tuple[str, ...]:
    """The stems of a topic's words, without its marks."""
    return tuple(t.stem for t in words if not t.is_mark)
