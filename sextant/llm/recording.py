"""A dry run: what would be sent to a model, written down instead of sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from sextant.errors import NOTHING_SENT, ModelUnavailable, OutputError, PromptTooLong
from sextant.llm.limits import Spending
from sextant.llm.protocol import Answer, Question
from sextant.tokens import EstimatingCounter, TokenCounter


class RecordingModel:
    """Takes every question, sends none, and raises ModelUnavailable, so that the analysis stands.

    The answers' tokens and cost are counted at their most. What later questions would be asked may
    depend on answers that were never given: the record says so. On `close` it is written to `path`.
    """

    def __init__(
        self,
        name: str,
        window: int,
        spending: Spending,
        path: Path | None,
        of_openai: bool = False,
    ) -> None:
        self.name = name
        self.window = window
        self.counter: TokenCounter = EstimatingCounter(of_openai=of_openai)
        self.spending = spending
        self.asked: list[tuple[Question, int]] = []
        self._path = path
        self._lock = Lock()

    def ask(self, question: Question) -> Answer:
        tokens = self.counter.count_question(question)
        if tokens + question.max_answer_tokens > self.window:
            raise PromptTooLong(tokens, self.window)
        with self.spending.reserved(tokens, question.max_answer_tokens) as settlement:
            settlement.answer = question.max_answer_tokens
        with self._lock:
            self.asked.append((question, tokens))
        raise ModelUnavailable(NOTHING_SENT)

    @property
    def summary(self) -> str:
        """Calls, tokens and cost in one sentence."""
        prompts = sum(tokens for _, tokens in self.asked)
        answers = sum(q.max_answer_tokens for q, _ in self.asked)
        cost = self.spending.cost(prompts, answers)
        price = "at an unknown price" if cost is None else f"about {cost:.2f} US dollars at most"
        return (
            f"{self.name}, window {self.window}: {len(self.asked)} calls, about {prompts} tokens "
            f"of prompts, at most {answers} of answers, {price}."
        )

    def close(self) -> None:
        if self._path is None:
            return
        try:
            self._path.write_text("\n".join(self._lines()), encoding="utf-8", errors="replace")
        except OSError as exc:
            reason = exc.strerror or exc
            raise OutputError(f"{self._path}: cannot be written: {reason}") from exc

    def _lines(self) -> Iterator[str]:
        yield "# What would be sent\n"
        yield f"{self.summary} Nothing was sent. Later questions can differ when answers come.\n"
        for number, (question, tokens) in enumerate(self.asked, 1):
            room = question.max_answer_tokens
            yield f"## Call {number}: about {tokens} tokens, answer at most {room}\n"
            yield f"System:\n\n{_indented(question.system)}\n"
            yield f"User:\n\n{_indented(question.user)}\n"
            yield f"Schema of the answer:\n\n{_indented(question.schema_text)}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
