"""Negation: which "no", "not" or "never" of a clause reaches which of its words."""

from __future__ import annotations

import pytest

from sextant.reading import reader


def polarity(text: str, subcategory: str) -> str:
    said = reader().sentence(text)
    found = {s.polarity for s in said if s.label.kind == "control" and s.label.id == subcategory}
    return "/".join(sorted(found)) or "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MFA is in place for all staff.", "implemented"),
        ("MFA is not in place.", "not_implemented"),
        ("There is no MFA.", "not_implemented"),
        ("Nobody uses MFA.", "not_implemented"),
        ("Nobody signs in without MFA.", "implemented"),
        ("No login until MFA is done.", "implemented"),
    ],
)
def test_a_negation_denies_what_it_reaches_and_a_second_one_takes_it_back(
    text: str, expected: str
) -> None:
    assert polarity(text, "PR.AA-03") == expected


@pytest.mark.parametrize(
    ("text", "subcategory", "expected"),
    [
        ("No remote access is given unless MFA is on.", "PR.AA-03", "implemented"),
        (
            "There is no way into the plant network but through a jump host.",
            "PR.IR-01",
            "implemented",
        ),
        ("You can't get into production unless you plug in your key.", "PR.AA-03", "implemented"),
        ("You can protect your files with a password.", "PR.AA-03", "none"),
        ("No access to the servers except over the VPN.", "PR.IR-01", "implemented"),
        (
            "The outside auditor found no major nonconformity in the yearly surveillance audit.",
            "ID.IM-01",
            "implemented",
        ),
        ("The backups are not in the office.", "PR.DS-11", "none"),
        ("Nothing goes live before somebody has reviewed the code.", "PR.PS-06", "implemented"),
    ],
)
def test_what_is_conceded_or_taken_for_granted_is_not_denied(
    text: str, subcategory: str, expected: str
) -> None:
    assert polarity(text, subcategory) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We left encryption off because it slows the tablets down.", "not_implemented"),
        ("The laptops run with encryption off.", "not_implemented"),
        ("We turned encryption on although the crews grumbled.", "implemented"),
    ],
)
def test_off_behind_what_is_named_says_that_it_is_not_so(text: str, expected: str) -> None:
    assert polarity(text, "PR.DS-01") == expected


def test_what_would_help_is_not_what_is() -> None:
    assert polarity("MFA would stop this.", "PR.AA-03") == "none"


def test_a_condition_tells_of_nothing() -> None:
    assert polarity("If backups are tested, the vendor writes a report.", "PR.DS-11") == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shop floor employees without email are not trained.", "not_implemented"),
        ("Shop floor employees without email are trained.", "implemented"),
        ("Employees start without any security training.", "not_implemented"),
    ],
)
def test_a_without_that_tells_of_whom_denies_nothing_behind_the_verb(
    text: str, expected: str
) -> None:
    assert polarity(text, "PR.AT-01") == expected


def test_a_without_that_is_part_of_what_is_denied_takes_it_back() -> None:
    assert polarity("Staff without a code cannot log in remotely.", "PR.AA-03") != "not_implemented"
