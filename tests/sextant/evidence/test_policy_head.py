"""The head of a policy as a record: its owner, its last review and its next."""

from __future__ import annotations

import pytest

from tests.sextant.evidence.conftest import Read

_RULES = "\n\n## Access\n\nPasswords must not be shared.\n"


def _records(read: Read, head: str, name: str = "security-policy.md") -> dict[str, str]:
    text = f"# Information Security Policy\n\n{head}{_RULES}"
    (file,) = read(name, text.encode())
    return {s.subcategories[0]: s.polarity for s in file.statements}


@pytest.mark.parametrize(
    ("head", "review"),
    [
        ("Version 2. Owner: Ines Carvalho. Last reviewed: 2026-02-11.", "implemented"),
        ("**Last reviewed:** 3 March 2026\n**Next review:** March 2027", "implemented"),
        ("Last reviewed: May 2023.", "partial"),
        ("Adopted March 2018. Next review: March 2019.", "not_implemented"),
        ("| Field | Value |\n|---|---|\n| Last reviewed | 2026-01-15 |", "implemented"),
    ],
)
def test_a_review_is_judged_against_the_day_of_the_assessment(
    read: Read, head: str, review: str
) -> None:
    assert _records(read, head)["GV.PO-02"] == review


@pytest.mark.parametrize(
    "head", ["Next review: March 2027.", "Last reviewed: 2027-02-11.", "Last reviewed: TBD"]
)
def test_a_day_to_come_is_no_review(read: Read, head: str) -> None:
    assert "GV.PO-02" not in _records(read, head)


def test_the_owner_of_a_security_policy_is_who_answers_for_security(read: Read) -> None:
    assert _records(read, "Owner: Ines Carvalho. Version 3.")["GV.RR-02"] == "implemented"
    assert "GV.RR-02" not in _records(read, "Owner: TBD")


def test_the_head_of_another_document_is_no_record(read: Read) -> None:
    head = "Owner: Ines Carvalho. Last reviewed: 2026-02-11."
    text = f"# Travel policy\n\n{head}{_RULES}"
    (travel,) = read("travel-policy.md", text.encode())
    (minutes,) = read("meeting.md", f"# Security meeting notes\n\n{head}".encode())
    assert travel.statements == minutes.statements == ()
