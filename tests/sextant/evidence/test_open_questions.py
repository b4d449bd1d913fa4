"""Questions that no yes or no answers, and what supplies what they ask for."""

from __future__ import annotations

import pytest

from sextant.evidence.open_questions import OpenQuestionReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

OPEN = OpenQuestionReader(parts().knowledge.cues)


@pytest.mark.parametrize(
    ("question", "answer", "supplied"),
    [
        ("How often are access rights reviewed?", "Twice a year.", True),
        ("How soon will you notify us?", "Within 36 hours", True),
        ("When did you last test a restore?", "June", True),
        ("How often are access rights reviewed?", "That depends on Dave.", False),
        ("Do you review access rights?", "Twice a year.", False),
        ("Who is responsible for security?", "The owner", True),
    ],
)
def test_who_says_when_or_who_supplies_what_was_asked(
    question: str, answer: str, supplied: bool
) -> None:
    assert OPEN.answers(tokens(answer), tokens(question)) is supplied


def test_a_name_or_a_post_is_short() -> None:
    question = tokens("Who is responsible for security?")
    assert OPEN.names_who(tokens("Our IT manager."), question)
    assert not OPEN.names_who(tokens("We all are, a bit, when there is time."), question)
