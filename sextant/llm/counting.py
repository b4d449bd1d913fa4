"""Counting as the server does, by asking it; by estimate where it cannot be asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from sextant.llm.backend import Backend, Mode
from sextant.llm.protocol import Question
from sextant.tokens import EstimatingCounter

# What each form of structured output puts into a prompt besides the schema, in tokens, at most.
_AROUND: dict[Mode, int] = {"json_schema": 16, "function": 160, "json": 48, "text": 48}
_REMEMBERED = 512  # questions


class ServerCounter(EstimatingCounter):
    """Whole questions by the server's own tokenizer where it offers that, once each.

    Single texts are estimated: one request for each passage would cost more than it saves. What
    the server counts above the estimate corrects the estimate.
    """

    def __init__(
        self, backend: Backend, mode: Callable[[], Mode], *, of_openai: bool = False
    ) -> None:
        super().__init__(of_openai=of_openai)
        self._backend = backend
        self._mode = mode
        self._counted: OrderedDict[tuple[str, Mode], int] = OrderedDict()

    def count_question(self, question: Question) -> int:
        return self.count_in(question, self._mode())

    def count_in(self, question: Question, mode: Mode) -> int:
        """The question's tokens when it is asked in this mode."""
        estimated = super().count_question(question) + _AROUND[mode]
        exact = self._exact(question, mode)
        if exact is None:
            return estimated
        self.observe(estimated, exact)
        return exact

    def _exact(self, question: Question, mode: Mode) -> int | None:
        key = (question.fingerprint, mode)
        with self._lock:
            if key in self._counted:
                return self._counted[key]
        exact = self._backend.count(question, mode)
        if exact is not None:
            with self._lock:
                self._counted[key] = exact
                while len(self._counted) > _REMEMBERED:
                    self._counted.popitem(last=False)
        return exact
