"""Whom a sentence is about: others, customers, anybody, or us."""

from __future__ import annotations

import pytest

from sextant.evidence.outsiders import OutsiderReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

OTHERS = OutsiderReader(parts().knowledge.cues)


def of_others(text: str) -> bool:
    return OTHERS.tells_of_others([t.text for t in tokens(text) if not t.is_mark])


@pytest.mark.parametrize(
    "text",
    [
        "Many hospitals test their backups", "Our bank uses a token for its own staff",
        "Members can turn on a second factor", "Every company needs a firewall",
        "The product supports single sign-on", "Attackers look for open ports",
    ],
)  # fmt: skip
def test_a_sentence_about_others_is_known_as_such(text: str) -> None:
    assert of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our bank gave us a token", "We test our backups", "Attackers signed in with a password",
        "Customers can open the door of our server room", "The office has an alarm",
    ],
)  # fmt: skip
def test_a_sentence_about_us_is_not(text: str) -> None:
    assert not of_others(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The insurer asks for MFA", True),
        ("The client calls for an audit of our backups", True),
        ("The adviser calls the client back before a transfer", False),
        ("We want MFA", False),
        ("Our own auditor requires logs from us as agreed", True),
        ("Staff use MFA as the insurer asks", False),
    ],
)
def test_a_wish_of_somebody_else_is_no_practice(text: str, expected: bool) -> None:
    assert OTHERS.is_wish_of_others(tokens(text)) is expected


def test_what_is_made_and_sold_tells_of_the_business() -> None:
    assert OTHERS.tells_of_business(tokens("Sells spectacles online"))
    assert not OTHERS.tells_of_business(tokens("Our supplier sells spectacles online"))
    assert not OTHERS.tells_of_business(tokens("Backups are tested"))
