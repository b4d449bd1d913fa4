"""Sentences of one passage: notes that go on about the head of their line."""

from __future__ import annotations

import pytest

from sextant.reading import reader
from sextant.records import Passage


def _said(text: str, context: str = "") -> list[tuple[str, str, str]]:
    passage = Passage(source="notes.txt", locator="line 1", text=text, context=context)
    return [(s.quote, s.subcategories[0], s.polarity) for s in reader().read([passage]).statements]


def test_notes_behind_a_short_head_are_about_that_head() -> None:
    said = _said("pen test: 2023. 2024 skipped, money. booked for april.")
    assert ("2024 skipped, money.", "ID.RA-01", "partial") in said
    assert ("booked for april.", "ID.RA-01", "planned") in said


def test_a_note_for_one_part_limits_what_the_head_says() -> None:
    said = _said("access reviews: did one in may with vanta. none for gitlab.")
    assert ("none for gitlab.", "PR.AA-05", "partial") in said


def test_none_of_them_is_of_what_the_sentence_before_was_about() -> None:
    said = _said("auditor wants evidence for access reviews. did one in may. none for gitlab.")
    assert ("none for gitlab.", "PR.AA-05", "partial") in said


@pytest.mark.parametrize(
    "text",
    [
        "Firewall: default deny inbound. No VPN at this site.",
        "Continuity: if the region goes we go down. Accepted for now, contracts promise 99.5 only.",
        "Training: OSHA and CPR. All good.",
    ],
)
def test_what_names_something_else_or_affirms_is_not_lent_the_head(text: str) -> None:
    first, rest = text.split(". ", 1)
    by_itself = {(s, p) for quote, s, p in _said(text) if quote in rest}
    assert by_itself == {(s, p) for _, s, p in _said(rest)}
