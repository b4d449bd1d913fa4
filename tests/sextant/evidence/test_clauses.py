"""Where one assertion of a sentence ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.clauses import Clause, ClauseSplitter
from sextant.evidence.text import tokens
from tests.sextant.evidence.building import parts

SPLITTER = ClauseSplitter(parts().knowledge.cues)


def split(sentence: str) -> list[str]:
    return [" ".join(t.text for t in c.tokens) for c in SPLITTER.split(tokens(sentence))]


def clause(sentence: str, nth: int) -> Clause:
    return SPLITTER.split(tokens(sentence))[nth]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Laptops are encrypted but nobody tests backups",
         ["laptops are encrypted", "but nobody tests backups"]),
        ("Backups run; restores do not", ["backups run", "restores do not"]),
        ("Laptops, servers and phones are encrypted",
         ["laptops , servers and phones are encrypted"]),
        ("Risk assessment - not performed", ["risk assessment", "not performed"]),
        ("Penetration testing and scanning were done",
         ["penetration testing and scanning were done"]),
        ("We have MFA (not for guests)", ["we have mfa", "not for guests"]),
        ("It does nothing but scan", ["it does nothing but scan"]),
    ],
)  # fmt: skip
def test_a_sentence_is_parted_where_another_assertion_begins(
    sentence: str, clauses: list[str]
) -> None:
    assert split(sentence) == clauses


def test_a_clause_that_leans_on_the_one_before_is_linked() -> None:
    assert clause("We bought a scanner and nobody has switched it on", 1).linked
    assert not clause("Laptops are encrypted; staff are trained", 1).linked


def test_what_stands_behind_a_colon_knows_it() -> None:
    assert clause("Backups: tested each month", 1).after_colon
    assert clause("Missing: logs; backups", 2).item


def test_a_clause_knows_whether_it_says_who_does_what() -> None:
    assert SPLITTER.has_own_subject(clause("Staff are trained", 0))
    assert not SPLITTER.has_own_subject(clause("Logs", 0))


@given(st.lists(st.sampled_from(
    ["we", "test", ",", "and", "but", ":", ";", "-", "it", "is", "not", "backups", "(", ")", "."]
), max_size=14))  # fmt: skip
def test_no_word_is_lost_or_doubled(words: list[str]) -> None:
    every = [t for t in tokens(" ".join(words)) if not t.is_mark]
    kept = [t for c in SPLITTER.split(tokens(" ".join(words))) for t in c.tokens if not t.is_mark]
    starts = [t.start for t in kept]
    assert starts == sorted(set(starts))
    assert {t.text for t in every} - {t.text for t in kept} <= {"but", "and"}


def test_whatever_behind_a_comma_opens_a_clause() -> None:
    assert split("A fuse stops the pump, whatever the computer does.") == [
        "a fuse stops the pump ,", "whatever the computer does",
    ]  # fmt: skip
    assert split("They install whatever they like.") == ["they install whatever they like"]
