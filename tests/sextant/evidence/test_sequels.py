"""What a clause without a topic of its own does to the clause before it."""

from __future__ import annotations

import pytest

from sextant.evidence.sequels import SequelReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

SEQUELS = SequelReader(parts().knowledge.cues)


def effect(clause: str, linked: bool = True) -> str:
    words = tokens(clause)
    return SEQUELS.effect(words, parts().assertions.triggers(words), linked)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("but nobody has turned it on", "undone"),
        ("and then I switched it off", "undone"),
        ("it has been switched off since summer", "undone"),
        ("nobody has read it", "undone"),
        ("but not for the directors", "limited"),
        ("workstations are excluded", "limited"),
        ("the rest are not", "limited"),
        ("half of them have read it", "limited"),
        ("and IT will begin with the rollout in May", "postponed"),
        ("no idea, the landlords put them in", "unsaid"),
        ("and the old protocols are switched off", ""),
        ("the rest as well", ""),
        ("which is nice", ""),
        ("The option was left off for years", "unused"),
        ("That feature is switched off", "unused"),
        ("This was not activated", "unused"),
        ("The option to skip it was removed", ""),
        ("This was enabled", ""),
        ("The setting was checked", ""),
    ],
)
def test_a_sequel_limits_undoes_puts_off_or_leaves_alone(clause: str, expected: str) -> None:
    assert effect(clause) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("not on the old server", True), ("contractors not yet", True),
        ("for plant 2 there is none", True), ("in none of the schools", False),
        ("not at all", False), ("nobody", False),
    ],
)  # fmt: skip
def test_a_denial_may_name_the_part_that_it_is_of(clause: str, expected: bool) -> None:
    assert SEQUELS.of_a_part(tokens(clause)) is expected


def test_not_regularly_is_of_degree_and_no_plain_no() -> None:
    assert SEQUELS.of_degree(tokens("Not regularly."))
    assert not SEQUELS.of_degree(tokens("Not at head office, where nobody does it."))


def test_but_not_to_excepts() -> None:
    assert SEQUELS.excepts(tokens("but not to guests"))
    assert not SEQUELS.excepts(tokens("but guests do"))


@pytest.mark.parametrize(
    ("clause", "expected"),
    [("Both points have been corrected.", True), ("Fixed.", True), ("Not fixed yet.", False),
     ("It will be fixed in May.", False), ("The roof was fixed by the landlord again.", False)],
)  # fmt: skip
def test_what_was_lacking_may_be_mended_since(clause: str, expected: bool) -> None:
    words = tokens(clause)
    assert SEQUELS.mends(words, parts().assertions.triggers(words)) is expected
