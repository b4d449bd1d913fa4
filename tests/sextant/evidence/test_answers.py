"""What people say when they are asked: yes, no, and everything in between (data/answers.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from frameworks.loader import load
from sextant.evidence.statements import StatementReader
from sextant.records import Passage

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "answers.yaml").read_text(encoding="utf-8")
)
LEAST = {  # share read as meant, over all questions
    "silent": 0.93, "partial": 0.93, "planned": 0.84, "not_implemented": 0.96, "implemented": 0.94,
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> StatementReader:
    return StatementReader(load())


def said(reader: StatementReader, question: str, answer: str, of: str = "") -> set[str]:
    passage = Passage(source="x", locator="1", text=answer, context=question, asked=question)
    return {
        s.polarity for s in reader.read([passage]).statements if not of or of in s.subcategories
    }


@pytest.mark.parametrize("meant", LEAST)
def test_an_answer_says_what_it_means_whatever_was_asked(
    reader: StatementReader, meant: str
) -> None:
    cases = [(q, a) for q in DATA["questions"] for a in DATA["answers"][meant]]
    wanted = set() if meant == "silent" else {meant}
    right = sum(said(reader, q["asked"], a, q["subcategory"]) == wanted for q, a in cases)
    assert right >= LEAST[meant] * len(cases)


def test_who_passes_a_question_on_leaves_it_open_and_a_no_behind_it_counts(
    reader: StatementReader,
) -> None:
    question = "Are laptops encrypted?"
    assert said(reader, question, "You'd have to ask Dave. He sits in the basement.") == set()
    assert said(reader, question, "You'd have to ask Dave. I don't think so.") == {
        "not_implemented"
    }


def test_a_remark_beside_not_applicable_is_no_yes(reader: StatementReader) -> None:
    assert said(reader, "Are control systems segregated?", "N/A\n\nWe are an office") == set()


def test_an_answer_that_tells_of_the_opposite_is_no_yes(reader: StatementReader) -> None:
    question = "Does everybody in the control room have his own account?"
    assert "implemented" not in said(reader, question, "It's one log-in for the shift.")


def test_a_sentence_that_says_nothing_of_the_matter_is_no_yes_and_the_next_may_be(
    reader: StatementReader,
) -> None:
    question = "Are laptops encrypted?"
    assert said(reader, question, "That's Tom's area, really.") == set()
    assert said(reader, question, "That's Tom's area. All of them, since 2020.") == {"implemented"}


def test_an_answer_for_some_cases_is_one_in_part(reader: StatementReader) -> None:
    for answer in ("When Tom is in.", "Only if the client insists.", "At head office, yes."):
        assert said(reader, "Are laptops encrypted?", answer, "PR.DS-01") == {"partial"}
