"""Text to sentences: where one ends, and that none of its words is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.text import is_question, sentences, tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Laptops are encrypted. Backups are tested.", 2),
        ("Is MFA on? Yes! It is.", 3),
        ("Dr. Ngozi tests the backups, e.g. the server's, etc. each month.", 1),
        ("Version 2.5 is installed.", 1),
        ("Nobody has rights... that was the idea, in practice everybody has.", 1),
        ("Nobody has rights... In practice everybody has.", 2),
        ("“We test it.” “Every month.”", 2),
        ("One line\n\nAnother line", 2),
        ("**Bold.** *Italic.*", 2),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize("markup", ["<b>x</b>", "```json x```", '{"a": 1}', "`x`", "#x", "[x](y)"])
def test_markup_behind_a_stop_begins_a_sentence_of_its_own(markup: str) -> None:
    """What stands before must not lose its worth by what somebody puts behind it."""
    assert sentences(f"There is no plan. {markup}") == ("There is no plan.", markup)


def test_a_question_is_known_by_its_mark() -> None:
    assert is_question("Is MFA on?")
    assert not is_question("MFA is on.")


@given(st.text(alphabet='ab.!?- \n*"`<', max_size=120))
def test_sentences_stand_in_the_text_verbatim_and_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        at = text.index(sentence, at) + len(sentence)


@given(st.text(max_size=200))
def test_tokens_are_in_order_and_within_the_text(text: str) -> None:
    starts = [t.start for t in tokens(text)]
    assert starts == sorted(starts)
    assert all(0 <= t.start <= t.end <= len(text) for t in tokens(text))
