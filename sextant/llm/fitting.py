"""Asking within the window: a prompt that turns out too long is made again, shorter."""

from __future__ import annotations

from collections.abc import Callable

from sextant.errors import PromptTooLong
from sextant.llm.protocol import Answer, JudgementModel
from sextant.tokens import Budget, Prompt

TRIES = 5


def ask_within(
    model: JudgementModel, build: Callable[[Budget], Prompt], *, spacious: bool = False
) -> tuple[Answer, Prompt]:
    """The answer, and the prompt that it was given to.

    `build` makes the prompt within a budget and is called again with a smaller one when the server
    counts differently. `spacious`: with more room for the answer than its schema needs. Raises what
    `build` and `model.ask` raise; PromptTooLong when it does not come to fit in five tries.
    """
    for last in (False,) * (TRIES - 1) + (True,):
        prompt = build(Budget(model.window, counter=model.counter, spacious=spacious))
        try:
            return model.ask(prompt.question), prompt
        except PromptTooLong:
            if last:
                raise
    raise AssertionError("the last try returns or raises")
