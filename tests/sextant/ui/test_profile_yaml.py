"""Answers to the form make a profile that intake reads back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.service import check_profile
from sextant.ui.profile_yaml import answered, to_yaml

KNOWLEDGE = load()
PLAIN = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60)


def read(answers: dict[str, Any]) -> Any:
    return check_profile(to_yaml(answers, KNOWLEDGE).encode(), "profile.yaml").profile


def test_only_what_was_answered_is_in_the_profile() -> None:
    profile = read({"name": "Somebody", "employees": None, "records.pii": None})
    assert (profile.name, profile.sector) == ("Somebody", "other")
    assert profile.employees is None
    assert profile.practices == profile.assets == profile.records == ()


def test_every_answer_arrives() -> None:
    profile = read(
        {
            "name": "NO: a 'firm' #1",
            "sector": "healthcare",
            "employees": 0,
            "revenue": 2_400_000,
            "description": "We do things.\n\nAnd: more things.",
            "countries": ["NO", "US"],
            "records.phi": 12_000,
            "laws": ["hipaa-security-rule"],
            "appetite": "As little as possible",
            "assets": ["email_service", "laptop"],
            "incidents": "2024-03 phishing\n\n2025: a lost laptop\n",
            answered("PR.AA-03", "status"): "No",
            answered("PR.DS-11", "statement"): "Backups run every night.",
        }
    )
    assert profile.name == "NO: a 'firm' #1"
    assert profile.employees == 0
    assert profile.countries == ("NO", "US")
    assert profile.records[0].count == 12_000
    assert profile.risk_appetite == "low"
    assert [a.type for a in profile.assets] == ["saas", "endpoint"]
    assert profile.incidents == ("2024-03 phishing", "2025: a lost laptop")
    first, second = profile.practices
    assert (first.subcategories, first.status, first.statement) == (
        ("PR.AA-03",), "not_implemented", "",
    )  # fmt: skip
    assert (second.status, second.statement) == (None, "Backups run every night.")


@given(PLAIN.filter(str.strip), PLAIN)
def test_text_cannot_break_out_of_its_field(name: str, statement: str) -> None:
    answers = {"name": name, answered("PR.AA-03", "statement"): statement}
    profile = read(answers)
    assert " ".join(profile.name.split()) == " ".join(name.split())
    assert len(profile.practices) == bool(statement.strip())
    assert not profile.assets and not profile.incidents
