"""A fact that is a weakness counts, with its words, as a lack of what it denies."""

from __future__ import annotations

import pytest

from sextant.reading import reader
from sextant.records import Passage


def _lacks(text: str) -> set[tuple[str, str, str]]:
    passage = Passage(source="notes.txt", locator="line 1", text=text)
    found = reader().read([passage]).statements
    return {(f"{s.subcategories[0]}.{s.aspect}", s.polarity, s.quote) for s in found}


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("hetzner box: ubuntu 18.04.", "PR.PS-02.supported"),
        ("The databases of the customers were not walled off from each other.", "PR.IR-01.divided"),
        ("A complaint book with two card numbers written in full.", "PR.DS-01.paper"),
    ],
)
def test_a_weakness_is_a_lack_of_what_it_denies(text: str, lack: str) -> None:
    assert (lack, "not_implemented", text) in _lacks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ubuntu 18.04 was replaced by 24.04 in May.",
        "Card numbers must never be written down on paper.",
        "Call recordings are paused while card details are taken.",
    ],
)
def test_what_is_no_weakness_lacks_nothing(text: str) -> None:
    assert all(polarity != "not_implemented" for _, polarity, _ in _lacks(text))


def test_two_of_eleven_lack_in_part() -> None:
    text = "Nine desktops on Windows 11, two still on Windows 10."
    assert ("PR.PS-02.supported", "partial", text) in _lacks(text)
