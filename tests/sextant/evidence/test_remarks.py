"""A remark judges or defines a thing; a statement says that it is there or what is done."""

from __future__ import annotations

import pytest

from sextant.evidence.remarks import RemarkReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

REMARKS = RemarkReader(parts().knowledge.cues)


def is_remark(text: str, of: str) -> bool:
    """Whether nothing is stated of the word `of`."""
    words = tokens(text)
    return REMARKS.is_remark(words, frozenset(i for i, t in enumerate(words) if t.text == of))


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("MFA is important", "mfa"), ("Encryption is the process of hiding words", "encryption"),
        ("A firewall filters traffic between two networks", "firewall"),
        ("A backup is a copy of data", "backup"), ("MFA is a nuisance", "mfa"),
    ],
)  # fmt: skip
def test_who_judges_or_defines_states_nothing(text: str, of: str) -> None:
    assert is_remark(text, of)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Backups are tested", "backups"), ("MFA is on", "mfa"),
        ("We think MFA is important", "mfa"),
        ("Our firewall filters all traffic", "firewall"), ("A firewall is installed", "firewall"),
        ("Hard drives are wiped", "drives"),
    ],
)  # fmt: skip
def test_who_says_what_is_done_or_there_states_it(text: str, of: str) -> None:
    assert not is_remark(text, of)


def test_a_remark_on_lacks_as_such_is_one() -> None:
    assert REMARKS.is_remark_on_many(tokens("Unpatched servers are an easy target"))
    assert not REMARKS.is_remark_on_many(tokens("Our servers are an easy target"))
    assert not REMARKS.is_remark_on_many(tokens("The servers are unpatched"))
