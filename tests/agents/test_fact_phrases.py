"""Facts follow from what people say in many words, and not from similar words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from frameworks.loader import load
from sextant.evidence.statements import StatementReader
from sextant.records import Passage

PHRASES = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "fact_phrases.yaml").read_text(encoding="utf-8")
)
# Known to be missed: the words are too general, or stand in a sentence that states something else.
MISSED = 14


@lru_cache(maxsize=1)
def reader() -> StatementReader:
    return StatementReader(load())


def facts(text: str) -> set[str]:
    passage = Passage(source="notes.md", locator="line 1", text=text)
    return {m.id for m in reader().read([passage]).mentions if m.kind == "fact" and m.present}


def test_a_fact_is_recognised_in_the_many_words_that_people_use_for_it() -> None:
    told = [(fact, text) for fact, said in PHRASES.items() for text in said["told"]]
    missed = [(fact, text) for fact, text in told if fact not in facts(text)]
    assert len(missed) <= MISSED, missed


@pytest.mark.parametrize("fact", PHRASES)
def test_similar_words_establish_no_fact(fact: str) -> None:
    assert [text for text in PHRASES[fact]["untold"] if fact in facts(text)] == []


def test_a_bare_answer_states_or_denies_the_fact_that_is_asked_for() -> None:
    def answered(question: str, answer: str) -> dict[str, bool]:
        passage = Passage(
            source="q.md", locator="row 1", text=answer, context=question, asked=question
        )
        return {m.id: m.present for m in reader().read([passage]).mentions if m.kind == "fact"}

    assert answered("Do staff work from home?", "Yes")["remote_work"] is True
    assert answered("Do staff work from home?", "No")["remote_work"] is False
    assert answered("Is MFA required for remote access?", "Yes")["remote_access"] is True
    assert "remote_access" not in answered("Is MFA required for remote access?", "No")


def test_the_topic_of_a_practice_tells_of_a_fact_unless_it_is_denied_below() -> None:
    def told(topic: str, statement: str) -> dict[str, bool]:
        passage = Passage(
            source="p.yaml", locator="practices[0].statement", text=statement, context=topic,
            topical=True, section=topic,
        )  # fmt: skip
        return {m.id: m.present for m in reader().read([passage]).mentions if m.kind == "fact"}

    assert told("Telework", "Two days a week.")["remote_work"] is True
    assert told("Website", "A cousin of ours hosts it.")["website"] is True
    assert told("Telework", "Forbidden.")["remote_work"] is False
    assert "remote_work" not in told("Telework", "Nobody asked for it so far.")
