"""A sentence clause by clause: each says something of its own, or does something to the last."""

from __future__ import annotations

import pytest

from sextant.evidence.assertion import Reading
from sextant.evidence.clause_reader import ClauseReader
from sextant.evidence.labels import Label, Said
from sextant.evidence.questions import Asked
from sextant.evidence.said_so_far import SaidSoFar
from sextant.evidence.text import tokens
from sextant.reading import reader
from sextant.records import Passage
from tests.sextant.evidence.building import parts

_P = parts()
READER = ClauseReader(_P.knowledge.cues, _P.naming, _P.assertions, _P.answers)


def read(
    sentence: str, heading: str = "", question: str = "", topical: bool = False,
    before: tuple[Said, ...] = (),
) -> SaidSoFar:  # fmt: skip
    state = SaidSoFar(before=list(before))
    asked = Asked(tokens(heading), tokens(question), ())
    READER.read(tokens(sentence), asked, topical, state)
    return state


def controls(sentence: str, **around: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for said in read(sentence, **around).said:  # type: ignore[arg-type]
        if said.label.kind == "control":
            found.setdefault(said.label.id, set()).add(said.polarity)
    return found


def test_each_clause_speaks_for_itself() -> None:
    found = controls("Laptops are encrypted, but nobody tests the backups.")
    assert found["PR.DS-01"] == {"implemented"}
    assert found["PR.DS-11"] == {"not_implemented"}


def test_a_clause_without_a_topic_limits_the_one_before() -> None:
    assert controls("Laptops are encrypted, but not the old ones.")["PR.DS-01"] == {"partial"}


def test_a_clause_that_undoes_turns_it_into_a_lack() -> None:
    found = controls("We bought a vulnerability scanner, but nobody has turned it on.")
    assert "implemented" not in found["ID.RA-01"]


def test_behind_but_not_only_a_part_is_denied() -> None:
    found = controls("MFA is on for everybody, but not for the two founders.")
    assert found["PR.AA-03"] == {"partial"}


def test_a_label_before_a_colon_is_what_the_rest_is_about() -> None:
    assert controls("Backups: tested every month.")["PR.DS-11"] == {"implemented"}
    assert controls("Backups: none.")["PR.DS-11"] == {"not_implemented"}


def test_what_stands_under_a_list_of_gaps_is_lacking() -> None:
    assert controls("Multi-factor authentication", heading="Gaps")["PR.AA-03"] == {
        "not_implemented"
    }


def test_a_negation_before_a_list_reaches_all_its_items() -> None:
    found = controls("The firm failed to: encrypt laptops; test backups.")
    assert found["PR.DS-01"] == {"not_implemented"}
    assert found["PR.DS-11"] == {"not_implemented"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Many hospitals test their backups every month.",
        "The insurer asks for multi-factor authentication.",
        "Consider encrypting your laptops.",
    ],
)
def test_a_sentence_about_others_states_nothing(sentence: str) -> None:
    state = read(sentence)
    assert not [s for s in state.said if s.label.kind == "control"]


def test_what_is_sold_is_no_practice_but_tells_facts() -> None:
    state = read("Our customers can pay by card in the shop.")
    assert state.neutral
    assert {s.label.kind for s in state.said} == {"fact"}


def test_what_the_last_clause_said_is_kept_for_the_next_sentence() -> None:
    state = read("Laptops are encrypted and staff are trained every year.")
    assert {s.label.id for s in state.last} == {"PR.AT-01"}


@pytest.mark.parametrize(
    ("taking_back", "expected"),
    [("Not on the old server.", "partial"), ("Nobody uses it.", "not_implemented")],
)
def test_a_taking_back_reaches_the_sentence_before(taking_back: str, expected: str) -> None:
    label = Label("control", "PR.DS-01")
    earlier = Said(label, "implemented", Reading("implemented"), size=2)
    left = [s for s in read(taking_back, before=(earlier,)).said if s.label.kind == "control"]
    assert [(s.label.id, s.polarity) for s in left] == [("PR.DS-01", expected)]


@pytest.mark.parametrize(
    ("following", "expected"),
    [("Both points have been corrected.", True), ("Not yet fixed.", False), ("", False)],
)
def test_what_follows_may_say_that_it_was_mended(following: str, expected: bool) -> None:
    assert READER.is_mended(tokens(following)) is expected


@pytest.mark.parametrize(
    ("following", "expected"),
    [("That option was never switched on.", "not_implemented"), ("The option is new.", None)],
)
def test_what_can_be_done_and_is_switched_off_is_lacking_whatever_the_words_are_like(
    following: str, expected: str | None
) -> None:
    said = reader().read(
        [Passage(source="a.md", locator="1", text=f"They can encrypt their disks. {following}")]
    )
    lacks = [s for s in said.statements if s.quote == following and "PR.DS-01" in s.subcategories]
    assert [s.polarity for s in lacks] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Not on the admin panel, not on the servers.", {"not_implemented"}),
        ("Not on the old server.", {"partial"}),
        ("On laptops, but not on the servers.", {"partial"}),
    ],
)
def test_a_list_of_where_it_is_not_is_a_lack_a_single_exception_a_part(
    statement: str, expected: set[str]
) -> None:
    assert (
        controls(statement, heading="Multi-factor authentication", topical=True)["PR.AA-03"]
        == expected
    )


@pytest.mark.parametrize(
    "remark", ["Remark: not complied with.", "Comment of the auditor: not done."]
)
def test_a_remark_judges_the_rule_before_it(remark: str) -> None:
    earlier = Said(Label("control", "PR.PS-04"), "implemented", Reading("implemented"), size=2)
    left = [s for s in read(remark, before=(earlier,)).said if s.label.kind == "control"]
    assert [(s.label.id, s.polarity) for s in left] == [("PR.PS-04", "not_implemented")]


@pytest.mark.parametrize("letters", [("Q.", "A."), ("Q:", "A:")])
def test_the_letter_of_who_answers_is_no_word_of_the_answer(letters: tuple[str, str]) -> None:
    text = f"{letters[0]} Do you encrypt laptops?\n{letters[1]} No."
    said = reader().read([Passage(source="a.md", locator="1", text=text)]).statements
    assert {s.polarity for s in said if "PR.DS-01" in s.subcategories} == {"not_implemented"}


def test_a_denial_is_of_what_the_sentence_is_more_about() -> None:
    text = "The incident plan covers one plant only, and no rehearsal of it ever took place."
    said = reader().read([Passage(source="a.md", locator="1", text=text)]).statements
    assert {s.polarity for s in said if "ID.IM-04" in s.subcategories} == {"partial"}
    assert {s.polarity for s in said if "ID.IM-02" in s.subcategories} == {"not_implemented"}
