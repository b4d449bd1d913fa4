"""Notes that stand in for what the sentence before was about are quoted with it."""

from __future__ import annotations

from frameworks.loader import load
from sextant.evidence.statements import StatementReader
from sextant.records import Passage, Statement

READER = StatementReader(load())


def read(text: str) -> list[Statement]:
    passage = Passage(source="notes.txt", locator="line 1", text=text)
    return list(READER.read([passage]).statements)


def test_a_note_that_stands_in_is_quoted_with_what_it_leans_on() -> None:
    found = read("auditor wants evidence for access reviews. did one in may. none for gitlab.")
    note = next(s for s in found if s.quote == "none for gitlab.")
    assert note.asked == "auditor wants evidence for access reviews. did one in may"
    assert note.about == ""


def test_a_sentence_of_its_own_leans_on_nothing() -> None:
    found = read("Access is reviewed every quarter. There are no firewalls at the plant.")
    assert found and not any(s.asked for s in found)
