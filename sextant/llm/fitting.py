"""Asking within the window: a prompt that turns out too long is made again, shorter."""

from __future__ import annotations

from collections.abc import Callable

from sextant.errors import AnswerTruncated, PromptTooLong
from sextant.llm.protocol import Answer, JudgementModel
from sextant.tokens import Budget, Prompt

TRIES = 5


def budget_for(model: JudgementModel, answer_tokens: int) -> Budget:
    """The budget of a call to this model, as its window and its counting are known now."""
    return Budget(model.window, counter=model.counter).with_answer(answer_tokens)


def ask_within(
    model: JudgementModel, answer_tokens: int, build: Callable[[Budget], Prompt]
) -> tuple[Answer, Prompt]:
    """The answer, and the prompt that it was given to.

    `build` makes the prompt within a budget and is called again with a smaller one when the server
    counts differently, and once with twice the room when the answer was cut short. Raises
    what `build` and `model.ask` raise; PromptTooLong when it does not come to fit in five tries.
    """
    doubled = False
    for last in (False,) * (TRIES - 1) + (True,):
        prompt = build(budget_for(model, answer_tokens))
        try:
            return model.ask(prompt.question), prompt
        except PromptTooLong:
            if last:
                raise
        except AnswerTruncated:
            if doubled or last:
                raise
            doubled, answer_tokens = True, 2 * answer_tokens
    raise AssertionError("the last try returns or raises")
