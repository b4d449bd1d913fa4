"""A model that is not told secrets: taken out of each prompt, put back into its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sextant.llm.protocol import Answer, JudgementModel, Question
from sextant.redaction import Redactor
from sextant.tokens import TokenCounter


class RedactingModel:
    """Another model behind redaction. The mapping lives as long as one question and goes nowhere.

    The system message is our own words and the schema our own ids: both are left as they are. An
    answer is given back as if nothing had been taken out, so that its quotes can be verified.
    """

    def __init__(self, inner: JudgementModel) -> None:
        self._inner = inner
        self.counter: TokenCounter = RedactingCounter(inner.counter)

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def window(self) -> int:
        return self._inner.window

    def ask(self, question: Question) -> Answer:
        redactor = Redactor()
        answer = self._inner.ask(_without(question, redactor))
        parsed = _restored(answer.parsed, redactor.restore)
        return replace(answer, text=redactor.restore(answer.text), parsed=parsed)


class RedactingCounter:
    """Counts what is really sent: a placeholder can be longer than what it stands for."""

    def __init__(self, inner: TokenCounter) -> None:
        self._inner = inner

    def count(self, text: str) -> int:
        redacted = Redactor().redact(text)
        plain = self._inner.count(text)
        return plain if redacted == text else max(plain, self._inner.count(redacted))

    def count_question(self, question: Question) -> int:
        return self._inner.count_question(_without(question, Redactor()))

    def observe(self, estimated: int, actual: int) -> None:
        self._inner.observe(estimated, actual)


def _without(question: Question, redactor: Redactor) -> Question:
    return replace(question, parts=tuple(redactor.redact(p) for p in question.parts))


def _restored(value: Any, restore: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return restore(value)
    if isinstance(value, list):
        return [_restored(v, restore) for v in value]
    if isinstance(value, dict):
        return {k: _restored(v, restore) for k, v in value.items()}
    return value
