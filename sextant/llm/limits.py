"""What a run may spend on a model: tokens and US dollars, reserved before each call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from sextant.errors import LimitReached


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens."""

    prompt: float
    answer: float

    def cost(self, prompt_tokens: int, answer_tokens: int) -> float:
        return (prompt_tokens * self.prompt + answer_tokens * self.answer) / 1_000_000


class Spending:
    """Counts what was spent. Calls under way are counted at their most. Safe between threads."""

    def __init__(
        self,
        price: Price | None = None,
        max_tokens: int | None = None,
        max_cost: float | None = None,
    ) -> None:
        self.price = price
        self._max_tokens = max_tokens
        self._max_cost = max_cost
        self._lock = Lock()
        self.tokens = 0
        self.cost_usd = 0.0

    def cost(self, prompt_tokens: int, answer_tokens: int) -> float | None:
        """US dollars; None where the price is not known."""
        return self.price.cost(prompt_tokens, answer_tokens) if self.price else None

    @contextmanager
    def reserved(self, prompt_tokens: int, answer_tokens: int) -> Iterator[Settlement]:
        """Room for one call at its most, given back at the end but for what was settled.

        Raises LimitReached when it would pass a limit. A call that fails unsettled is counted with
        its prompt: the server may have charged for it.
        """
        most = prompt_tokens + answer_tokens
        most_cost = self.cost(prompt_tokens, answer_tokens) or 0.0
        with self._lock:
            if self._max_tokens is not None and self.tokens + most > self._max_tokens:
                raise LimitReached(f"the run's limit of {self._max_tokens} tokens is reached")
            if self._max_cost is not None and self.cost_usd + most_cost > self._max_cost:
                raise LimitReached(f"the run's limit of {self._max_cost:g} US dollars is reached")
            self.tokens += most
            self.cost_usd += most_cost
        settlement = Settlement(prompt_tokens, 0)
        try:
            yield settlement
        finally:
            spent = self.cost(settlement.prompt, settlement.answer) or 0.0
            with self._lock:
                self.tokens += settlement.prompt + settlement.answer - most
                self.cost_usd += spent - most_cost


@dataclass
class Settlement:
    """What one call took in the end, to be set by whoever made it."""

    prompt: int
    answer: int
