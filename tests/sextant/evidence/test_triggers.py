"""Trigger words: negation, plans, limits, and what only looks like them."""

from __future__ import annotations

import pytest

from sextant.evidence.text import tokens
from sextant.evidence.triggers import TriggerFinder, Triggers
from tests.sextant.evidence.building import parts

FINDER = TriggerFinder(parts().knowledge.cues)


def found(clause: str) -> Triggers:
    return FINDER.find(tokens(clause))


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("backups are not tested", "negation"), ("no backups", "negation"),
        ("backups will be tested next year", "planned"), ("backups start in January", "planned"),
        ("we used to test backups", "ended"), ("only for administrators", "partial"),
        ("60% of the laptops", "partial"), ("all but the directors", "partial"),
        ("it would be tested", "modal"), ("a talk about backups", "about"),
    ],
)  # fmt: skip
def test_a_trigger_is_found(clause: str, kind: str) -> None:
    assert getattr(found(clause), kind)


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("no later than Friday", "negation"), ("a tool is used to watch the logs", "ended"),
        ("references for anybody who will handle money", "planned"),
        ("that would be me", "modal"), ("about 40 percent of staff", "about"),
        ("in force until June", "planned"), ("we tested it in May", "planned"),
        ("all but 0.9 percent of staff", "partial"),
        ("as planned, everyone has a token", "planned"),
        ("the plan for business continuity is approved", "planned"),
        ("they had been mended by the end of the year", "planned"),
        ("once a quarter we switch one off", "partial"),
        ("tracked until it is closed", "ended"), ("nobody else but us", "partial"),
        ("only the IT provider can install software", "partial"),
        ("rights are withdrawn on termination", "ended"),
    ],
)  # fmt: skip
def test_a_look_alike_is_not(clause: str, kind: str) -> None:
    assert not getattr(found(clause), kind)


def test_a_condition_reaches_to_the_main_clauses_subject() -> None:
    words = tokens("if a laptop is stolen we wipe it")
    start, end = FINDER.find(words).condition or (0, 0)
    assert [t.text for t in words[start:end]] == ["if", "a", "laptop", "is", "stolen"]
    assert found("we wipe a laptop").condition is None


def test_a_duty_told_of_is_no_duty_of_its_own() -> None:
    assert found("staff must lock the door").obliges
    assert not found("the contract lays down which measures they must take").obliges


def test_a_condition_ends_where_what_follows_from_it_begins() -> None:
    assert found("if one fails the other takes over").condition == (0, 3)
    assert found("if it fails the other takes over").condition == (0, 3)
