"""Quotations: found word for word, widened to whole sentences, read again whatever their topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.evidence.quotation import plain, widened
from sextant.evidence.tenor import TenorReader
from sextant.evidence.text import sentences

TEXT = (
    "We do not yet perform quarterly access reviews. Backups run “every night”.\nTom checks them."
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("perform quarterly access reviews", "We do not yet perform quarterly access reviews."),
        ('Backups run "every  night"', "Backups run “every night”."),
        ("BACKUPS RUN EVERY", ""),
        ("“Tom checks them.”", "Tom checks them."),
        ("Tom checks", ""),
        ("form quarterly access reviews", ""),
        ("We do ... access reviews", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_quotation_is_widened_to_the_sentence_it_was_cut_from(quote: str, found: str) -> None:
    assert " ".join(widened(quote, TEXT)) == found


def test_a_quotation_over_two_sentences_gives_both() -> None:
    assert len(widened("quarterly access reviews. Backups run", TEXT)) == 2


@given(st.text(max_size=200), st.text(max_size=60))
def test_what_is_found_always_stands_in_the_text(text: str, quote: str) -> None:
    for sentence in widened(quote, text):
        assert sentence in list(sentences(text))


@given(st.text(max_size=120))
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text) or "..." in plain(text)


@pytest.mark.parametrize(
    ("sentence", "tenor"),
    [
        ("Backups run each night.", "implemented"),
        ("We do not yet perform quarterly access reviews.", "not_implemented"),
        ("We will buy a second server next year.", "planned"),
        ("Only administrators use tokens.", "partial"),
        ("Passwords were weak.", "not_implemented"),
        ("A competitor was breached.", None),
        ("We should encrypt the laptops.", None),
        ("Is anyone watching?", None),
    ],
)
def test_a_sentence_is_read_by_its_small_words(sentence: str, tenor: str | None) -> None:
    assert TenorReader(load().cues).read([sentence]) == tenor
