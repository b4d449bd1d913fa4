"""A model for tests and demonstrations: answers from a script, with a window that it enforces."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

from sextant.errors import AnswerInvalid, ModelUnavailable, PromptTooLong
from sextant.llm.protocol import Answer, Question
from sextant.tokens import EstimatingCounter, TokenCounter

Reply = Mapping[str, Any] | str | Exception
Script = Callable[[Question], Reply] | Sequence[Reply]


class ScriptedModel:
    """Answers by calling a function with the question, or with one given reply after the other.

    A reply is the answer as a mapping, its text, or an exception to raise. Text that is not a JSON
    object raises AnswerInvalid; a script that has run out raises ModelUnavailable. What was asked
    stays in `asked`. The schema is not checked, so that tests can answer anything.
    """

    def __init__(
        self,
        script: Script,
        window: int = 4096,
        counter: TokenCounter | None = None,
        name: str = "scripted",
    ) -> None:
        self.name = name
        self.window = window
        self.counter: TokenCounter = counter or EstimatingCounter()
        self.asked: list[Question] = []
        self._script = script
        self._lock = Lock()

    def ask(self, question: Question) -> Answer:
        """The script's next answer. Raises PromptTooLong as a server would."""
        prompt = self.counter.count_question(question)
        if prompt + question.max_answer_tokens > self.window:
            raise PromptTooLong(prompt, self.window)
        with self._lock:
            self.asked.append(question)
            reply = self._next(question)
        if isinstance(reply, Exception):
            raise reply
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        return Answer(text, _parsed(text), prompt, self.counter.count(text), cost_usd=0.0)

    def _next(self, question: Question) -> Reply:
        if callable(self._script):
            return self._script(question)
        turn = len(self.asked) - 1
        return self._script[turn] if turn < len(self._script) else ModelUnavailable("script over")


def _parsed(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError as exc:
        raise AnswerInvalid("the answer is not JSON") from exc
    if not isinstance(parsed, dict):
        raise AnswerInvalid("the answer is not a JSON object")
    return parsed
