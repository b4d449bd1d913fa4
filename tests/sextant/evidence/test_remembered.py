"""What was parsed is remembered by its content, within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.evidence.material import Block, Limits, Material
from sextant.evidence.remembered import Remembered


def material(length: int) -> Material:
    return Material(blocks=(Block("text", "x" * length, "line 1"),))


def key(name: str) -> tuple[str, str, Limits]:
    return "a.module", name, Limits()


def test_the_same_content_is_found_again_and_other_limits_are_another_thing() -> None:
    remembered = Remembered(100)
    remembered.keep(key("one"), material(10))
    assert remembered.get(key("one")) == material(10)
    assert remembered.get(("a.module", "one", Limits(pages=1))) is None


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    remembered = Remembered(100)
    for name in ("one", "two"):
        remembered.keep(key(name), material(40))
    remembered.get(key("one"))
    remembered.keep(key("three"), material(40))
    assert key("one") in remembered
    assert key("two") not in remembered


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 120)), max_size=60))
def test_never_more_is_kept_than_fits(files: list[tuple[int, int]]) -> None:
    remembered = Remembered(100)
    for name, length in files:
        remembered.keep(key(str(name)), material(length))
    kept = [found for n in range(31) if (found := remembered.get(key(str(n))))]
    assert sum(len(m.blocks[0].text) for m in kept) <= 100
