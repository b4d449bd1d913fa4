"""What the classifiers look at in a sentence and in the heading or question above it."""

from __future__ import annotations

from functools import lru_cache

from frameworks.schema import Cues
from sextant.evidence.assertion import AssertionReader
from sextant.evidence.instructions import unmasked
from sextant.evidence.naming import Naming
from sextant.evidence.sentence_signs import telling_signs, topic_signs
from sextant.evidence.text import Token, is_question, sentences, tokens

_HEADINGS = 512  # and questions
_SENTENCES = 2048  # clients share policies and questionnaires


class SentenceFeatures:
    """Collects the features of texts, and remembers them. Holds only what it was built from."""

    def __init__(
        self, cues: Cues, small: frozenset[str], naming: Naming, assertions: AssertionReader
    ) -> None:
        self._small = small
        self._naming = naming
        self._assertions = assertions
        self._breaks = frozenset((*cues.clause_breaks, *cues.comma_breaks))
        self.of_topic = lru_cache(maxsize=_HEADINGS)(self._of_topic)
        self.of_own_words = lru_cache(maxsize=_SENTENCES)(self._of_own_words)

    def of_text(self, text: str, context: str = "") -> set[str]:
        """Those of the sentences of a text, with what they stand under."""
        around = tokens(unmasked(context))
        found: set[str] = set()
        for sentence in sentences(text):
            words = tokens(unmasked(sentence))
            if is_question(sentence) and sentence != text.strip():
                around = words
                continue
            found |= self.of_sentence(sentence, around)
        return found

    def of_sentence(self, sentence: str, around: tuple[Token, ...]) -> frozenset[str]:
        """Those of a sentence under a heading or question."""
        return self.of_topic(around) | self.of_own_words(sentence)

    def _of_own_words(self, sentence: str) -> frozenset[str]:
        """Those of a sentence, whatever it stands under."""
        words = tokens(unmasked(sentence))
        triggers = self._assertions.triggers(words)
        concepts = self._naming.concepts(words)
        told = telling_signs(sentence, words, triggers, self._breaks, self._small)
        return frozenset((*topic_signs(words, concepts), *told))

    def _of_topic(self, around: tuple[Token, ...]) -> frozenset[str]:
        """Those of a heading or question, which stands above many sentences."""
        return frozenset(topic_signs(around, self._naming.concepts(around)))
