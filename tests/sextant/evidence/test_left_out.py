"""Sections that name who is left out of the rule above them."""

from __future__ import annotations

import pytest

from tests.sextant.evidence.reading_texts import read_text


def said(text: str, subcategory: str) -> set[str]:
    return {s.polarity for s in read_text(text).statements if subcategory in s.subcategories}


@pytest.mark.parametrize(
    "text",
    [
        "MFA is required for all users. Exceptions: the warehouse scanners.\n",
        "MFA is required for all users.\n\nExceptions: the warehouse scanners.\n",
        "# MFA\n\nMFA is required for all users.\n\nExceptions:\n\n- the warehouse scanners\n",
        "# MFA\n\nMFA is required for all users.\n\n## Exceptions\n\nThe warehouse scanners.\n",
    ],
)
def test_exceptions_limit_the_rule_above_them(text: str) -> None:
    assert said(text, "PR.AA-03") == {"implemented", "partial"}


@pytest.mark.parametrize(
    "text",
    [
        "All servers are patched monthly. Exceptions: none.\n",
        "# Patching\n\nAll servers are patched monthly.\n\nExceptions\n\nNone.\n",
        "All servers are patched monthly. No exceptions.\n",
    ],
)
def test_no_exceptions_limit_nothing(text: str) -> None:
    assert said(text, "PR.PS-02") == {"implemented"}


def test_of_several_rules_it_is_open_which_one_is_limited() -> None:
    rules = "1. All laptops are encrypted.\n2. MFA is required for all users.\n"
    text = f"# Policy\n\n{rules}\n## Exceptions\n\nThe loan machines.\n"
    assert said(text, "PR.AA-03") == said(text, "PR.DS-01") == {"implemented"}
