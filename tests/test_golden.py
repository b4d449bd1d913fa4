"""The examples come to what was read and found right the last time (benchmarks/golden.py)."""

from __future__ import annotations

import pytest

from benchmarks.golden import EXAMPLES, difference


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_comes_to_what_it_came_to_before(
    example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this is meant: `python -m benchmarks.golden --write`, and read the diff."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1792000000")  # ages of documents stand still
    assert difference(example) == ""
