"""A bare yes or no: what it says by the question that it answers."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Said
from sextant.evidence.merging import is_of_control
from sextant.evidence.naming import Naming
from sextant.evidence.second_look import SecondLook
from sextant.evidence.sentence_features import SentenceFeatures
from sextant.evidence.text import Token


class YesOrNoReader:
    """Reads what a yes or no says of its question. Holds only what it was built from."""

    def __init__(
        self,
        naming: Naming,
        answers: AnswerReader,
        features: SentenceFeatures,
        second_look: SecondLook,
    ) -> None:
        self._naming = naming
        self._answers = answers
        self._features = features
        self._second_look = second_look

    def asked_about(self, question: tuple[Token, ...]) -> frozenset[str]:
        """The Subcategories that a yes-or-no question names."""
        if not question or not self._answers.is_yes_or_no(question):
            return frozenset()
        named = self._naming.within(question)
        return frozenset(m.label.id for m in named if m.label.kind == "control")

    def read(
        self, answer: Sequence[Token], question: tuple[Token, ...], said: Sequence[Said]
    ) -> list[Said]:
        """What the question lends the answer beside what was `said` in its own words."""
        if not self._answers.is_yes_or_no(question):
            return []
        told = any(map(is_of_control, said)) or self._answers.asks_for_an_event(question)
        practices = [] if told else self._practices(answer, question)
        return practices + self._facts(answer, question)

    def _practices(self, answer: Sequence[Token], question: tuple[Token, ...]) -> list[Said]:
        """Those that a question asks about which no pattern recognised."""
        polarity = self._answers.whole(answer) or self._answers.answer(answer)
        seen = self._features.of_topic(question)
        return self._second_look.asked(seen, polarity) if polarity else []

    def _facts(self, answer: Sequence[Token], question: tuple[Token, ...]) -> list[Said]:
        """The facts that it states or denies: "Do you take cards?" "Yes." A "no" to a question
        about a practice denies the practice alone."""
        polarity = self._answers.answer(answer)
        if polarity not in ("implemented", "not_implemented"):
            return []
        asked = self._naming.within(question)
        if polarity == "not_implemented" and any(m.label.kind == "control" for m in asked):
            return []
        return [
            Said(m.label, polarity, Reading(polarity), size=1, answered=True)
            for m in asked
            if m.label.kind == "fact" and not (m.label.denies and polarity != "implemented")
        ]
