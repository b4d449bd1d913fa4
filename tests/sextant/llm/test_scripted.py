"""The scripted model keeps to the same contract as a real one."""

from __future__ import annotations

import pytest

from sextant.errors import AnswerInvalid, ModelTimeout, ModelUnavailable, PromptTooLong
from sextant.llm import JudgementModel, Question
from sextant.llm.scripted import ScriptedModel

QUESTION = Question("Judge.", ("Backups run daily.",), {"type": "object"}, max_answer_tokens=50)


def test_answers_come_in_order_and_then_there_is_no_model() -> None:
    model: JudgementModel = ScriptedModel([{"status": "partial"}, "no JSON", ModelTimeout("late")])
    assert model.ask(QUESTION).parsed == {"status": "partial"}
    for error in (AnswerInvalid, ModelTimeout, ModelUnavailable):
        with pytest.raises(error):
            model.ask(QUESTION)


def test_a_prompt_that_does_not_fit_with_its_answer_is_refused() -> None:
    model = ScriptedModel(lambda q: {"echo": q.user}, window=80)
    with pytest.raises(PromptTooLong) as refused:
        model.ask(Question("Judge.", ("word " * 90,), {"type": "object"}, max_answer_tokens=50))
    assert refused.value.window == 80 and refused.value.prompt_tokens > 90
    assert not model.asked
