"""Sentences that state nothing of the organisation itself."""

from __future__ import annotations

import pytest

from sextant.evidence.neutrality import NeutralityReader
from sextant.evidence.outsiders import OutsiderReader
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

CUES = parts().knowledge.cues
NEUTRAL = NeutralityReader(CUES, OutsiderReader(CUES))


@pytest.mark.parametrize(
    "sentence",
    [
        "The author discusses backups.", "Consider encrypting your laptops.",
        "In the nineties nobody had a firewall.", "The questionnaire has a page about encryption.",
        "Many hospitals test their backups.", "Protect your business with our checklist.",
    ],
)  # fmt: skip
def test_talk_advice_history_and_contents_state_nothing(sentence: str) -> None:
    assert NEUTRAL.is_neutral(tokens(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The board discusses cyber risks.", "You need a code to sign in.",
        "You can't get in unless you plug in your key.",
        "The desk checks who is calling by asking for two things.",
        "Unchanged since 1998.", "The audit found that backups are not tested.",
        "A form was filled in.", "We test our backups.",
    ],
)  # fmt: skip
def test_what_is_told_of_oneself_is_not_neutral(sentence: str) -> None:
    assert not NEUTRAL.is_neutral(tokens(sentence))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Access control policy", True), ("4.2 Incident response", True), ("MFA on VPN", False),
        ("Firewall, antivirus, MFA", False), ("Backups tested", False), ("Security policy.", False),
        ("24/7 monitoring.", False),
    ],
)  # fmt: skip
def test_a_title_names_a_subject_and_says_nothing_of_it(line: str, expected: bool) -> None:
    assert NEUTRAL.is_title(tokens(line)) is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("Do not tell it to anybody", True), ("Never share a password", True),
     ("Never tested", False), ("We do not share passwords", False)],
)  # fmt: skip
def test_a_rule_that_forbids_is_no_note_of_what_is_left_undone(rule: str, expected: bool) -> None:
    assert NEUTRAL.forbids(tokens(rule)) is expected


@pytest.mark.parametrize(
    "title",
    [
        "Application to the municipal insurance pool, cyber section",
        "Minutes of the board",
    ],
)  # fmt: skip
def test_what_a_paper_calls_itself_is_a_title(title: str) -> None:
    assert NEUTRAL.is_title(tokens(title))


@pytest.mark.parametrize(
    "note",
    ["Report to the board every quarter", "Notes of each visit are kept.", "Application control"],
)
def test_a_note_that_begins_like_one_is_none(note: str) -> None:
    assert not NEUTRAL._is_paper_title(tokens(note), [t.text for t in tokens(note)])
