"""A bare yes or no says of its question what its own words do not."""

from __future__ import annotations

from sextant.evidence.text import tokens
from sextant.evidence.yes_or_no import YesOrNoReader
from tests.sextant.evidence.building import parts

_P = parts()
READER = YesOrNoReader(_P.naming, _P.answers, _P.features, _P.second_look)


def lent(question: str, answer: str) -> dict[str, str]:
    """What the question lends the answer, by kind and identifier."""
    found = READER.read(tokens(answer), tokens(question), [])
    return {f"{s.label.kind} {s.label.id}": s.polarity for s in found}


def test_a_yes_states_the_facts_that_were_asked_about() -> None:
    assert lent("Do you take card payments?", "Yes.")["fact accepts_cards"] == "implemented"


def test_a_no_denies_them() -> None:
    assert lent("Do you take card payments?", "No.")["fact accepts_cards"] == "not_implemented"


def test_a_no_to_a_practice_denies_the_practice_and_no_fact() -> None:
    question = "Is multi-factor authentication used for the VPN?"
    assert any(key.startswith("fact") for key in lent(question, "Yes."))
    assert not any(key.startswith("fact") for key in lent(question, "No."))


def test_a_question_that_no_yes_can_answer_lends_nothing() -> None:
    assert lent("Where do you take card payments?", "Yes.") == {}
    assert READER.asked_about(tokens("Where are the backups?")) == frozenset()


def test_words_that_say_neither_yes_nor_no_are_lent_nothing() -> None:
    assert lent("Do you take card payments?", "The till is by the door.") == {}


def test_what_a_question_asks_about_is_named_by_it() -> None:
    asked = READER.asked_about(tokens("Is multi-factor authentication used for e-mail?"))
    assert "PR.AA-03" in asked
    assert READER.asked_about(()) == frozenset()
