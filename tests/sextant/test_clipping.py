"""Long texts are cut short at a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.clipping import clipped


def test_a_long_text_is_cut_at_the_last_blank_and_marked() -> None:
    assert clipped("every laptop is\n encrypted", 20) == "every laptop is …"


def test_a_long_word_is_cut_within() -> None:
    assert clipped("https://portal.example/a/very/long/path", 12) == "https://port …"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_what_is_shown_is_the_beginning_of_the_text(text: str, most: int) -> None:
    shown = clipped(text, most)
    line = " ".join(text.split())
    assert line.startswith(shown.removesuffix(" …"))
    assert len(shown) <= most + len(" …")
