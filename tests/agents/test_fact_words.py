"""Facts that everyday words establish, and those that they do not."""

from __future__ import annotations

import pytest

from sextant.reading import reader
from sextant.records import Passage


def _facts(text: str, asked: str = "") -> dict[str, bool]:
    passage = Passage(source="x.md", locator="line 1", text=text, context=asked, asked=asked)
    return {m.id: m.present for m in reader().read([passage]).mentions if m.kind == "fact"}


@pytest.mark.parametrize(
    ("text", "asked", "fact"),
    [
        (
            "Only payroll and the rent leave the account online, and the bank calls me back for "
            "anything above $5,000.",
            "Do we transfer money on e-mail instructions?",
            "payments_called_back",
        ),
        ("Three laptops that go home with the doctors.", "", "remote_work"),
        ("Remote people get a snack box.", "", "remote_work"),
        ("We had the downtime forms printed, allergies and all.", "", "paper_records"),
        ("Yes", "Do you take payment cards?", "accepts_cards"),
    ],
)
def test_everyday_words_establish_a_fact(text: str, asked: str, fact: str) -> None:
    assert _facts(text, asked)[fact] is True


@pytest.mark.parametrize("text", ["For all shops.", "This policy applies to all our shops."])
def test_whom_a_policy_is_for_is_no_customer(text: str) -> None:
    assert "serves_businesses" not in _facts(text)
