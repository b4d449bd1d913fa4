"""A bare yes or no says of its question what its own words do not."""

from __future__ import annotations

import pytest

from sextant.evidence.text import tokens
from sextant.evidence.yes_or_no import YesOrNoReader
from sextant.reading import reader
from sextant.records import Passage
from tests.sextant.evidence.building import parts
from tests.sextant.evidence.polarities import polarity

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


_PLAN = "Is there a plan for a break-in, somebody stealing records?"


@pytest.mark.parametrize(
    ("asked", "subcategory"),
    [
        (_PLAN, "ID.IM-04"),
        ("Do you have a written incident response plan?", "RS.MA-01"),
        ("Does every member of staff have a login or PIN of their own?", "PR.AA-01"),
    ],
)
def test_a_no_is_heard_wherever_a_yes_is(asked: str, subcategory: str) -> None:
    assert polarity("Yes.", subcategory, asked) == "implemented"
    assert polarity("No.", subcategory, asked) == "not_implemented"


@pytest.mark.parametrize(
    ("asked", "answer", "subcategory"),
    [
        ("Do you test your backups?", "We use AWS Backup.", "PR.DS-11.tested"),
        ("Do you have a recovery plan?", "Multi-region active/active deployment", "RC.RP-01."),
        ("Do you have a continuity plan?", "Our platform runs in three zones", "ID.IM-04."),
    ],
)
def test_an_answer_beside_the_point_is_no_yes(asked: str, answer: str, subcategory: str) -> None:
    passage = Passage(source="x.xlsx", locator="row 1", text=answer, context=asked, asked=asked)
    said = {f"{s.subcategories[0]}.{s.aspect}" for s in reader().read([passage]).statements}
    assert not any(s.startswith(subcategory) for s in said)


@pytest.mark.parametrize(
    "question",
    ["Any incident in the last three years?", "Has the applicant ever suffered a breach?"],
)
def test_a_yes_to_what_happened_is_no_practice(question: str) -> None:
    assert not any(key.startswith("control") for key in lent(question, "Yes."))


def test_a_yes_to_how_incidents_are_handled_is_one() -> None:
    found = lent("Are incidents ranked by urgency?", "Yes.")
    assert any(key.startswith("control") for key in found)


def test_a_yes_that_tells_what_it_was_stays_a_yes() -> None:
    asked = Passage(
        source="x", locator="1", text="Yes, a laptop without a lock.", asked="Was the cause found?"
    )
    found = reader().read([asked]).statements
    assert {x.polarity for x in found if "RS.AN-03" in x.subcategories} <= {"implemented"}
