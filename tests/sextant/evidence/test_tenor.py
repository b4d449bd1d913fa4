"""How a sentence reads whatever its topic."""

from __future__ import annotations

import pytest

from sextant.evidence.tenor import TenorReader
from tests.sextant.evidence.building import parts

TENOR = TenorReader(parts().knowledge.cues)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The fish are fed every day.", "implemented"),
        ("The fish are not fed.", "not_implemented"),
        ("The fish will be fed from May.", "planned"),
        ("Only the large fish are fed.", "partial"),
        ("Who feeds the fish?", None),
        ("If the fish were fed, they would grow.", None),
        ("Many hospitals feed their fish.", None),
    ],
)
def test_small_words_alone_decide(sentence: str, expected: str | None) -> None:
    assert TENOR.read([sentence]) == expected


def test_of_several_the_least_favourable_counts() -> None:
    assert TENOR.read(["The fish are fed.", "Nobody cleans the tank."]) == "not_implemented"
    assert TENOR.read([]) is None
