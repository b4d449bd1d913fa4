"""Sense and triggers come to one polarity."""

from __future__ import annotations

from itertools import product

import pytest

from sextant.evidence.polarity import Sense, resolve
from sextant.records import Polarity

ALL = ("negated", "planned", "ended", "limited")


@pytest.mark.parametrize(
    ("sense", "said", "expected"),
    [
        ("practice", "", "implemented"),  # backups are tested
        ("practice", "negated", "not_implemented"),
        ("practice", "planned", "planned"),
        ("practice", "negated planned", "not_implemented"),  # there is no plan to test them
        ("practice", "limited", "partial"),
        ("practice", "limited planned", "planned"),  # for admins, from May
        ("practice", "ended", "not_implemented"),  # we used to test them
        ("practice", "ended limited", "not_implemented"),
        ("limited", "", "partial"),  # "three of nine have it" by its own words
        ("limited", "negated", "not_implemented"),
        ("gap", "", "not_implemented"),  # shared logins
        ("gap", "negated", "implemented"),  # no shared logins
        ("gap", "ended", "implemented"),  # shared logins are gone
        ("gap", "planned", "not_implemented"),  # shared logins will go: they are there
        ("gap", "negated planned", "not_implemented"),
        ("gap", "limited", "partial"),  # shared logins at the front desk only
        ("gap", "negated limited", "partial"),
    ],
)
def test_what_a_pattern_stands_for_meets_what_is_said_around_it(
    sense: Sense, said: str, expected: Polarity
) -> None:
    assert resolve(sense, **{name: name in said.split() for name in ALL}) == expected


def test_a_gap_is_never_read_as_planned_and_never_gains_by_a_plan() -> None:
    for flags in product((False, True), repeat=len(ALL)):
        said = dict(zip(ALL, flags, strict=True))
        assert resolve("gap", **said) != "planned"
        if said["planned"]:
            assert resolve("gap", **said) == "not_implemented"
