"""Who is left out of a whole, and to whom something is refused."""

from __future__ import annotations

import pytest

from sextant.evidence.exceptions import ExceptionReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts
from tests.sextant.evidence.polarities import polarity

READER = ExceptionReader(parts().knowledge.cues)


def left_out(text: str) -> list[str]:
    return [word for _, word in READER.find(tokens(text))]


@pytest.mark.parametrize(
    ("text", "opener"),
    [
        ("everybody did the course but the two partners", "but"),
        ("all took it this year, save both owners", "save"),
        ("every laptop is encrypted bar the treasurer's", "bar"),
    ],
)
def test_a_whole_without_some_is_a_limit(text: str, opener: str) -> None:
    assert left_out(text) == [opener]


@pytest.mark.parametrize(
    "text",
    [
        "everybody did the course but nobody liked it", "we save every log",
        "everyone has an account but they share it", "a password but no second factor",
        "the salad bar is open every day", "the printers are old but safe",
    ],
)  # fmt: skip
def test_a_clause_that_goes_on_leaves_nobody_out(text: str) -> None:
    assert left_out(text) == []


@pytest.mark.parametrize(
    ("text", "context", "subcategory", "expected"),
    [
        ("Everyone did it but the two partners.", "Security training", "PR.AT-01", "partial"),
        ("It is on for us four and for nobody else.", "MFA", "PR.AA-03", "partial"),
        ("Installing programs is blocked for everybody except IT.", "", "PR.PS-05", "implemented"),
        ("MFA is on for everyone except the two partners.", "", "PR.AA-03", "partial"),
        ("Installing programs is blocked on most laptops.", "", "PR.PS-05", "partial"),
    ],
)  # fmt: skip
def test_an_exception_limits_what_is_done_and_not_what_is_refused(
    text: str, context: str, subcategory: str, expected: str
) -> None:
    assert polarity(text, subcategory, context) == expected
