"""What was lacking once, and is told as mended now."""

from __future__ import annotations

import pytest

from tests.sextant.evidence.reading_texts import read_text

BEFORE = "Before the breach, our staff signed in with passwords alone. {}"


def _told(text: str) -> list[str]:
    return [s.polarity for s in read_text(text).statements if s.aspect == "strong"]


@pytest.mark.parametrize(
    "after",
    [
        "Since then we have introduced security keys for everyone.",
        "Today multi-factor authentication is enforced for all staff.",
    ],
)
def test_a_lack_of_then_counts_no_more_where_it_is_told_as_mended(after: str) -> None:
    assert _told(BEFORE.format(after)) == ["implemented"]


def test_a_lack_of_then_stays_where_nothing_was_mended() -> None:
    assert _told(BEFORE.format("Since then we have a new website.")) == ["not_implemented"]
