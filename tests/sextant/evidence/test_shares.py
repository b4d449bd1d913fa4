"""Shares of a whole, and figures that are none."""

from __future__ import annotations

import pytest

from sextant.evidence.shares import ShareReader, is_nearly_all
from sextant.evidence.text import tokens
from sextant.evidence.times import TimeReader
from tests.sextant.evidence.building import parts
from tests.sextant.evidence.polarities import polarity

CUES = parts().knowledge.cues
SHARES = ShareReader(CUES, TimeReader(CUES))


def found(text: str) -> list[str]:
    return [word for _, word in SHARES.find(tokens(text))]


@pytest.mark.parametrize(
    "text",
    [
        "60% of the laptops", "40 percent of staff", "31/40 laptops", "three of nine schools",
        "14 of the 230 accounts", "four schools out of nine", "two thirds of the staff",
        "about two thirds finished it", "of the fourteen findings, nine are closed", "servers only",
    ],
)  # fmt: skip
def test_a_share_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "100% of the laptops", "97% of the laptops",  # all, or nearly
        "a warning when a disk is 80 percent used", "the last click rate was 6%",
        "since 5/2024", "we have servers, 29 of them", "three copies, one of them in a safe",
        "step three of the plan", "only the IT provider can install software",
        "version 2 of nothing in particular",
    ],
)  # fmt: skip
def test_a_figure_that_is_no_share_is_not(text: str) -> None:
    assert not found(text)


def test_only_with_a_permission_behind_it_restricts_and_limits_nothing() -> None:
    words = tokens("only the IT provider can install software")
    assert SHARES.permits(words, ((0, 1), "only"))
    assert not SHARES.permits(tokens("only the servers"), ((0, 1), "only"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("all but 0.9 percent", True), ("all but 2%", True), ("all but 20%", False),
     ("all but three", False), ("all but", False)],
)  # fmt: skip
def test_all_but_very_few_are_nearly_all(text: str, expected: bool) -> None:
    assert is_nearly_all(tokens(text), ((0, 2), "all but")) is expected


def test_about_before_an_amount_is_no_topic() -> None:
    for text in ("about 40 laptops", "about half", "about three"):
        assert SHARES.is_amount(tokens(text), ((0, 1), "about"))
    assert not SHARES.is_amount(tokens("about laptops"), ((0, 1), "about"))


@pytest.mark.parametrize(
    ("text", "subcategory", "expected"),
    [
        ("Access by badge, limited to six IT employees.", "PR.AA-06", "implemented"),
        ("Security awareness training is limited to employees of the IT department.", "PR.AT-01",
         "partial"),
        ("Most PCs are months behind with updates.", "PR.PS-02", "not_implemented"),
        ("Most laptops are encrypted.", "PR.DS-01", "partial"),
        ("Critical security updates within 7 days, all others within 30.", "PR.PS-02",
         "implemented"),
        ("Laptops are encrypted, all others are not.", "PR.DS-01", "partial"),
    ],
)  # fmt: skip
def test_a_restriction_is_no_share_and_most_of_a_lack_is_a_lack(
    text: str, subcategory: str, expected: str
) -> None:
    assert polarity(text, subcategory) == expected
