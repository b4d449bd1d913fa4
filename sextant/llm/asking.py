"""A language model as agents know it: fitting, cached, limited, retried, checked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from sextant.errors import (
    AnswerInvalid,
    AnswerTruncated,
    ModelTimeout,
    ModelUnavailable,
    PromptTooLong,
)
from sextant.llm.backend import Backend, Mode, ModeRefused, Passing, Reply
from sextant.llm.cache import AnswerCache
from sextant.llm.counting import ServerCounter
from sextant.llm.limits import Spending
from sextant.llm.protocol import Answer, Question
from sextant.llm.structured import parse
from sextant.tokens import ByteCounter

SMALLEST_WINDOW = 512  # tokens; a server that claims less is not believed
_BOUND = ByteCounter()


@dataclass(frozen=True)
class Patience:
    """How long and how often to try. Seconds."""

    timeout: float = 300.0
    attempts: int = 4  # for failures that may pass
    late_attempts: int = 2  # for an answer that did not come in time
    first_wait: float = 0.5  # doubled each time
    failures: int = 3  # questions in a row that failed; then the model is given up
    at_once: int = 4  # calls under way at the same time


class LanguageModel:
    """A JudgementModel over any backend (see `sextant.llm.protocol`). Safe between threads.

    Which form of structured output works is found out with the first questions and remembered, on
    disk too where answers are kept. After several failures in a row nothing more is sent: an
    assessment does not wait for a server that is gone.
    """

    def __init__(
        self,
        name: str,
        backend: Backend,
        window: int,
        spending: Spending | None = None,
        cache: AnswerCache | None = None,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        of_openai: bool = False,
    ) -> None:
        self.name = name
        self.window = window
        self.spending = spending or Spending()
        self._backend = backend
        self._cache = cache
        self._patience = patience or Patience()
        self._sleep = sleep
        self._slots = BoundedSemaphore(self._patience.at_once)
        self._lock = Lock()
        self._modes, self._proved = self._known_modes()
        self._failures = 0
        self.counter = ServerCounter(backend, lambda: self._modes[0], of_openai=of_openai)

    def ask(self, question: Question) -> Answer:
        """See JudgementModel.ask."""
        started = time.perf_counter()
        if cached := self._from_cache(question):
            return cached
        fault: Exception = ModelUnavailable("the server takes no form of structured output")
        for mode in tuple(self._modes):
            try:
                reply = self._sent(question, mode)
                answer = self._answer(question, reply, time.perf_counter() - started)
            except ModeRefused as exc:
                self._forget(mode)
                fault = ModelUnavailable(str(exc))
            except AnswerInvalid as exc:
                fault = exc
                if self._proved:
                    break
            else:
                self._settle(mode)
                if self._cache:
                    self._cache.put(self._backend.identity, question, reply)
                return answer
        raise fault

    def close(self) -> None:
        self._backend.close()
        if self._cache:
            self._cache.close()

    def _known_modes(self) -> tuple[list[Mode], bool]:
        """The forms to try, one that worked in an earlier run first, and whether there is one."""
        modes = list(self._backend.modes)
        kept = self._cache.form(self._backend.identity) if self._cache else None
        return sorted(modes, key=lambda m: m != kept), kept in modes

    def _from_cache(self, question: Question) -> Answer | None:
        reply = self._cache.get(self._backend.identity, question) if self._cache else None
        if reply is None:
            return None
        try:
            parsed = parse(reply.text, question.json_schema)
        except AnswerInvalid:
            return None
        return Answer(
            reply.text, parsed, reply.prompt_tokens, reply.answer_tokens, cached=True,
            finish_reason=reply.finish_reason, cost_usd=0.0,
        )  # fmt: skip

    def _answer(self, question: Question, reply: Reply, seconds: float) -> Answer:
        try:
            parsed = parse(reply.text, question.json_schema)
        except AnswerInvalid as exc:
            if reply.finish_reason in ("length", "max_tokens"):
                raise AnswerTruncated("the answer's room was used up before its end") from exc
            raise
        cost = self.spending.cost(reply.prompt_tokens, reply.answer_tokens)
        return Answer(
            reply.text, parsed, reply.prompt_tokens, reply.answer_tokens,
            finish_reason=reply.finish_reason, seconds=round(seconds, 3), cost_usd=cost,
        )  # fmt: skip

    def _sent(self, question: Question, mode: Mode) -> Reply:
        """One answer with its tokens made plausible. Nothing that does not fit is sent."""
        if self._failures >= self._patience.failures:
            raise ModelUnavailable(f"given up after {self._failures} failures in a row")
        tokens = self.counter.count_in(question, mode)
        if tokens + question.max_answer_tokens > self.window:
            raise PromptTooLong(tokens, self.window)
        with self.spending.reserved(tokens, question.max_answer_tokens) as settlement:
            reply = self._plausible(self._retried(question, mode, tokens), question, tokens)
            settlement.prompt, settlement.answer = reply.prompt_tokens, reply.answer_tokens
        self.counter.observe(tokens, reply.prompt_tokens)
        return reply

    def _retried(self, question: Question, mode: Mode, tokens: int) -> Reply:
        attempt = 0
        while True:
            attempt += 1
            try:
                with self._slots:
                    reply = self._backend.complete(question, mode, self._patience.timeout)
            except PromptTooLong as exc:
                raise self._learnt(exc, question, mode, tokens) from exc
            except Passing as exc:
                self._failed(exc, attempt >= self._patience.attempts)
                self._sleep(max(exc.wait, self._patience.first_wait * 2 ** (attempt - 1)))
            except ModelTimeout as exc:
                self._failed(exc, attempt >= self._patience.late_attempts)
            except ModelUnavailable as exc:
                self._failed(exc, last=True)
            else:
                self._failures = 0
                return reply

    def _failed(self, exc: ModelUnavailable, last: bool) -> None:
        """Count a question that failed, and raise what it failed of."""
        if not last:
            return
        with self._lock:
            self._failures += 1
        raise exc if isinstance(exc, ModelTimeout) else ModelUnavailable(str(exc)) from exc

    def _learnt(
        self, exc: PromptTooLong, question: Question, mode: Mode, tokens: int
    ) -> PromptTooLong:
        """Correct window and count by what a server says that refused a prompt.

        When the same prompt would still seem to fit, the window shrinks by a fifth: a server that
        gives no numbers, or false ones, is believed in this alone that the prompt was too long.
        """
        with self._lock:
            if SMALLEST_WINDOW <= exc.window < self.window:
                self.window = exc.window
        if tokens < exc.prompt_tokens <= _BOUND.count_question(question):
            self.counter.observe(tokens, exc.prompt_tokens)
        counted = self.counter.count_in(question, mode)
        with self._lock:
            if counted + question.max_answer_tokens <= self.window:
                self.window = max(SMALLEST_WINDOW, self.window * 4 // 5)
        return PromptTooLong(max(counted, exc.prompt_tokens), self.window, str(exc))

    def _plausible(self, reply: Reply, question: Question, tokens: int) -> Reply:
        """The reply with its own counts where they can be true, else with ours."""
        prompt, answer = reply.prompt_tokens, reply.answer_tokens
        if not 0 < prompt <= _BOUND.count_question(question):
            prompt = tokens
        if not 0 < answer <= 2 * question.max_answer_tokens:
            answer = min(self.counter.count(reply.text), question.max_answer_tokens)
        return Reply(reply.text, prompt, answer, reply.finish_reason)

    def _settle(self, mode: Mode) -> None:
        """This mode works: keep to it."""
        with self._lock:
            if self._proved:
                return
            self._modes = [mode]
            self._proved = True
        if self._cache:
            self._cache.keep_form(self._backend.identity, mode)

    def _forget(self, mode: Mode) -> None:
        """The server refused this mode, whatever was known of it."""
        with self._lock:
            if len(self._modes) > 1 and mode in self._modes:
                self._modes.remove(mode)
                self._proved = False
