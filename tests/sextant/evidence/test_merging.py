"""What was said, as what is said beside it limits, denies, postpones or repeats it."""

from __future__ import annotations

import pytest

from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.merging import (
    denies,
    is_belied,
    limited,
    postponed,
    repeats,
    strongest,
    without_assumed,
)
from sextant.records import Polarity


def said(polarity: Polarity, topic: str = "PR.AA-03", answered: bool = False) -> Said:
    reading = Reading(polarity, policy=True)
    return Said(Label("control", topic), polarity, reading, size=2, answered=answered)


def test_yes_and_no_of_one_sentence_are_in_part() -> None:
    merged = strongest([said("implemented"), said("not_implemented"), said("planned", "PR.DS-11")])

    assert [(s.label.id, s.polarity) for s in merged] == [
        ("PR.AA-03", "partial"),
        ("PR.DS-11", "planned"),
    ]


def test_of_facts_the_first_thing_said_stands() -> None:
    fact = Label("fact", "takes_cards")
    yes = Said(fact, "implemented", Reading("implemented"), size=1)
    no = Said(fact, "not_implemented", Reading("not_implemented"), size=1)

    assert strongest([yes, no]) == [yes]


def test_what_was_only_assumed_gives_way_to_a_plain_no() -> None:
    assumed, plain = said("implemented", answered=True), said("implemented", "PR.DS-11")

    left = without_assumed([assumed, plain], [assumed], [said("not_implemented")])

    assert left == [plain]


@pytest.mark.parametrize("polarity", ["partial", "planned", "not_implemented"])
def test_only_what_is_in_place_can_be_limited_or_postponed(polarity: Polarity) -> None:
    assert limited(said(polarity)) == postponed(said(polarity)) == said(polarity)


def test_a_limit_leaves_a_part_in_practice_and_no_rule() -> None:
    part = limited(said("implemented"))

    assert (part.polarity, part.reading.policy) == ("partial", False)
    assert postponed(said("implemented")).polarity == "planned"


def test_an_answer_is_belied_by_words_that_deny_the_same() -> None:
    yes = said("implemented", answered=True)

    assert is_belied(yes, [said("not_implemented")])
    assert not is_belied(yes, [said("not_implemented", "PR.DS-11")])


def test_a_favourable_answer_repeats_what_own_words_told() -> None:
    yes = said("implemented", answered=True)

    assert repeats(yes, [said("not_implemented")])
    assert not repeats(yes, [yes])


def test_silence_denies_nothing() -> None:
    assert not denies([])
    assert denies([said("not_implemented")])
    assert not denies([said("not_implemented"), said("partial")])
