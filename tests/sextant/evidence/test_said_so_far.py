"""What was read of a sentence so far, and what a clause without a topic does to it."""

from __future__ import annotations

import pytest

from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.said_so_far import SaidSoFar
from sextant.records import Polarity


def said(topic: str, polarity: Polarity = "implemented") -> Said:
    return Said(Label("control", topic), polarity, Reading(polarity), size=3)


BACKUPS, TRAINING = said("PR.DS-11"), said("PR.AT-01")


def polarities(found: list[Said]) -> dict[str, str]:
    return {s.label.id: s.polarity for s in found}


@pytest.mark.parametrize(
    ("effect", "expected"),
    [("limited", "partial"), ("undone", "not_implemented"), ("postponed", "planned")],
)
def test_only_what_the_last_clause_said_is_changed(effect: str, expected: str) -> None:
    state = SaidSoFar(said=[TRAINING, BACKUPS], last=[BACKUPS])
    assert state.change_last(effect) == []  # type: ignore[arg-type]
    assert polarities(state.said) == {"PR.AT-01": "implemented", "PR.DS-11": expected}


def test_what_is_unsaid_is_gone() -> None:
    state = SaidSoFar(said=[TRAINING, BACKUPS], last=[BACKUPS])
    assert state.change_last("unsaid") == []
    assert state.said == [TRAINING]


def test_no_effect_changes_nothing() -> None:
    state = SaidSoFar(said=[BACKUPS], last=[BACKUPS], before=[TRAINING])
    assert state.change_last("") == []
    assert state.said == [BACKUPS]


def test_a_sentence_that_only_takes_back_denies_the_sentence_before() -> None:
    """ "We bought tokens. Nobody uses them." """
    state = SaidSoFar(before=[BACKUPS])
    assert polarities(state.change_last("undone")) == {"PR.DS-11": "not_implemented"}


def test_of_a_part_it_limits_what_was_in_place_and_leaves_a_lack_alone() -> None:
    """ "Laptops are encrypted. Not the old ones." """
    state = SaidSoFar(before=[BACKUPS, said("PR.AT-01", "not_implemented")])
    (left,) = state.change_last("limited", part=True)
    assert (left.label.id, left.polarity, left.answered) == ("PR.DS-11", "partial", True)


def test_a_plan_behind_another_sentence_denies_nothing() -> None:
    state = SaidSoFar(before=[BACKUPS])
    assert state.change_last("postponed") == []
