"""The reader's parts, built of the product's own knowledge as the sentence reader builds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from frameworks.loader import Knowledge, load
from sextant.evidence.answers import AnswerReader
from sextant.evidence.assertion import AssertionReader
from sextant.evidence.naming import Naming
from sextant.evidence.second_look import SecondLook
from sextant.evidence.sentence_features import SentenceFeatures


@dataclass(frozen=True)
class Parts:
    knowledge: Knowledge
    naming: Naming
    assertions: AssertionReader
    answers: AnswerReader
    features: SentenceFeatures
    second_look: SecondLook


@cache
def parts() -> Parts:
    knowledge = load()
    naming, assertions = Naming(knowledge), AssertionReader(knowledge.cues)
    return Parts(
        knowledge, naming, assertions, AnswerReader(knowledge.cues),
        SentenceFeatures(knowledge.cues, knowledge.likeness.small_words, naming, assertions),
        SecondLook(knowledge),
    )  # fmt: skip
