"""Phrases word by word, and sets of places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.phrases import Phrases, longest, outside, positions
from sextant.evidence.text import tokens

PHRASES = Phrases(["lack", "lack of", "no longer", "don't"])


def test_a_phrase_is_found_word_for_word() -> None:
    assert PHRASES.find(tokens("a lack of staff")) == [((1, 2), "lack"), ((1, 3), "lack of")]
    assert PHRASES.find(tokens("they lacked staff, no more")) == []


def test_a_contraction_is_the_words_that_it_stands_for() -> None:
    assert [text for _, text in PHRASES.find(tokens("we do not"))] == ["don't"]


def test_of_those_that_overlap_the_longest_stays() -> None:
    assert longest(PHRASES.find(tokens("a lack of staff"))) == (((1, 3), "lack of"),)


def test_what_is_part_of_the_matched_words_is_left_out() -> None:
    found = PHRASES.find(tokens("lack here, no longer there"))
    assert outside(found, frozenset({0})) == [((3, 5), "no longer")]
    assert positions(found) == {0, 3, 4}


@given(st.lists(st.sampled_from(["lack", "of", "no", "longer", "x", ","]), max_size=12))
def test_the_longest_never_overlap_and_are_in_order(words: list[str]) -> None:
    kept = longest(PHRASES.find(tokens(" ".join(words))))
    ends = [0, *(end for (_, end), _ in kept)]
    assert all(start >= end for ((start, _), _), end in zip(kept, ends, strict=False))
