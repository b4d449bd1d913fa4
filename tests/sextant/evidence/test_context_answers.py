"""What a clause that names nothing says of its heading, label, question or topic."""

from __future__ import annotations

import pytest

from sextant.evidence.clause_reader import ClauseReader
from sextant.evidence.labels import Said
from sextant.evidence.questions import Asked
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

_P = parts()
READER = ClauseReader(_P.knowledge.cues, _P.naming, _P.assertions, _P.answers)
MFA = "Is multi-factor authentication used for e-mail?"


def said(answer: str, heading: str = "", question: str = "", topical: bool = False) -> list[Said]:
    """All that is said of Subcategories under a heading, a question or a practice's topic."""
    state = SaidSoFar()
    READER.read(tokens(answer), Asked(tokens(heading), tokens(question), ()), topical, state)
    return [s for s in state.said if s.label.kind == "control"]


def polarity(answer: str, subcategory: str, **around: str) -> str:
    found = said(answer, **around)  # type: ignore[arg-type]
    return "/".join(sorted({s.polarity for s in found if s.label.id == subcategory})) or "none"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Yes.", "implemented"),
        ("No.", "not_implemented"),
        ("We will do that in May.", "planned"),
        ("Not yet, in May.", "not_implemented"),
        ("Yes, for admins only.", "partial"),
        ("Planned.", "planned"),
        ("Well, not at all as it happens.", "not_implemented"),
        ("Well, no, not as it happens, sorry.", "not_implemented"),
        ("See Ines.", "none"),
        ("TBC", "none"),
        ("Contractors not yet.", "partial"),
    ],
)
def test_an_answer_is_of_what_was_asked(answer: str, expected: str) -> None:
    assert polarity(answer, "PR.AA-03", question=MFA) == expected


def test_a_no_is_of_what_was_asked_whatever_else_it_names() -> None:
    found = said("No, the one on the firewall cost too much.", question=MFA)
    assert {s.polarity for s in found if s.label.id == "PR.AA-03"} == {"not_implemented"}
    assert all(s.answered for s in found if s.label.id == "PR.AA-03")


def test_a_question_that_no_yes_can_answer_presumes_nothing() -> None:
    assert said("Tom.", question="Who tests the backups?") == []


def test_a_note_under_a_question_is_presumed_and_marked_so() -> None:
    found = [s for s in said("All mailboxes.", question=MFA) if s.label.id == "PR.AA-03"]
    assert found
    assert all(s.presumed and s.answered for s in found)


def test_a_plan_is_of_the_testing_that_was_asked_about() -> None:
    question = "Is the incident response plan tested every year?"
    everything = {s.label.id for s in said("Yes.", question=question)}
    planned = {s.label.id for s in said("Planned.", question=question)}
    assert {"ID.IM-02", "ID.IM-04"} <= everything
    assert "ID.IM-02" in planned and "ID.IM-04" not in planned


def test_the_statement_of_a_practice_speaks_of_its_topic() -> None:
    practice = said("Every night, to the other building.", heading="Backups", topical=True)
    assert "PR.DS-11" in {s.label.id for s in practice}


def test_what_names_its_topic_itself_takes_nothing_from_the_heading() -> None:
    found = said("Staff are trained every year.", heading="Backups")
    assert {s.label.id for s in found} == {"PR.AT-01"}


def test_a_label_says_with_its_heading_what_is_answered() -> None:
    found = {
        s.label.id: s.polarity
        for s in said("at rest: yes; in transit: no", "Encryption", topical=True)
    }
    assert found == {"PR.DS-01": "implemented", "PR.DS-02": "not_implemented"}


def test_one_that_was_made_is_what_the_topic_names_whatever_it_was_made_for() -> None:
    text = "We did one for the auditor in 2018."
    assert polarity(text, "ID.AM-07", heading="Data inventory", topical=True) == "partial"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Everybody a little, so nobody really.", "not_implemented"),
        ("We all look after it a bit, so in the end nobody does.", "not_implemented"),
        ("The office manager, so nobody needs to ask.", "implemented"),
    ],
)
def test_what_is_summed_up_as_nobody_is_nobody(text: str, expected: str) -> None:
    found = polarity(text, "GV.RR-02", heading="Responsibility", topical=True)
    assert found == expected
