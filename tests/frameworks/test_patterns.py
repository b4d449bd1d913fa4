"""The pattern language: stems, concepts, gaps, alternatives, exclusions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.patterns import parse, parse_phrase
from sextant.evidence.concepts import ConceptTagger
from sextant.evidence.matching import PatternIndex
from sextant.evidence.phrase_search import Text
from sextant.evidence.text import tokens

CONCEPTS = {"mfa": ["mfa", "second factor"], "backup": ["backup", "back up"]}


def holds(pattern: str, sentence: str) -> bool:
    text = Text.of(ConceptTagger(CONCEPTS), (), tokens(sentence))
    return any(PatternIndex([(parse(pattern), "x")]).matches(text))


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("encrypt", "All laptops are encrypted", True),
        ("{mfa}", "A second factor is asked for", True),
        ("{backup} + test", "We tested the back-ups", True),
        ("{backup} + test", "Tests of other things", False),
        ("{backup} - plan", "The backup plan is old", False),
        ("password * only", "a password, only", False),
        ("password * only", "a password is the only thing", True),
        ("password * only", "password one two three four only", False),
        ("pc|laptop + lock", "Laptops lock themselves", True),
        ("=its", "It is here", False),
        ("=its", "Its staff", True),
        ("2fa", "2FA is on", True),
        ("access card", "card access", False),
    ],
)
def test_what_a_pattern_finds(pattern: str, sentence: str, expected: bool) -> None:
    assert holds(pattern, sentence) is expected


@pytest.mark.parametrize("bad", ["", "- {mfa}", "* password", "password *", "+ "])
def test_a_malformed_pattern_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="pattern|phrase"):
        parse(bad)


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    holds("{backup} + {mfa} - plan", text)


@given(st.text(max_size=60))
def test_any_pattern_parses_or_is_refused(text: str) -> None:
    try:
        parse(text)
    except ValueError as exc:
        assert str(exc)


@given(
    st.lists(
        st.sampled_from(["we", "cannot", "can", "not", "encrypted", "soc", "its", "cant"]),
        min_size=1,
    ).map(" ".join)
)
def test_plain_words_mean_the_same_however_they_are_written(text: str) -> None:
    assert parse_phrase(text) == parse_phrase(text.upper()) == parse_phrase(text.replace(" ", "-"))
