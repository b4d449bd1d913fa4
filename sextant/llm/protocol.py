"""What an agent asks a language model, what it gets back, and what any model must be able to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sextant.tokens import TokenCounter


@dataclass(frozen=True)
class Question:
    """One prompt with the form of its answer.

    `system` holds our own words only; text that others wrote goes into `parts`. The parts stand
    in the order in which they are sent, the part that stays the same from question to question
    first, so that a prefix cache helps. `json_schema` is what the answer must satisfy; bounds on
    numbers are integers (grammars do not know others) and strings have a `maxLength`.
    """

    system: str
    parts: tuple[str, ...]
    json_schema: Mapping[str, Any] = field(hash=False)
    schema_name: str = "answer"
    max_answer_tokens: int = 512
    seed: int = 0

    @property
    def user(self) -> str:
        """The user's message as it is sent."""
        return "\n\n".join(p for p in self.parts if p)

    @property
    def schema_text(self) -> str:
        """The schema as compact JSON, always the same for the same schema."""
        return json.dumps(self.json_schema, ensure_ascii=False, separators=(",", ":"))

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that bears upon the answer, in hexadecimal."""
        content = [self.system, *self.parts, self.schema_text, self.schema_name]
        content += [str(self.max_answer_tokens), str(self.seed)]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """What a model answered. `parsed` satisfies the question's schema.

    Tokens are as the server reports them, else as counted here. `cost_usd` is None where the
    price is not known. An answer from the cache cost nothing this time.
    """

    text: str
    parsed: dict[str, Any]
    prompt_tokens: int
    answer_tokens: int
    cached: bool = False
    finish_reason: str = "stop"
    seconds: float = 0.0
    cost_usd: float | None = None


class JudgementModel(Protocol):
    """Anything that answers a question with JSON of a schema. Safe to use from many threads.

    `window` is in tokens and holds prompt and answer; it may shrink during a run, when a server
    turns out to take less than it said. `counter` counts as this model does.
    """

    @property
    def name(self) -> str: ...

    @property
    def window(self) -> int: ...

    @property
    def counter(self) -> TokenCounter: ...

    def ask(self, question: Question) -> Answer:
        """The answer to one question. Never a guess, never anything but the errors below.

        Raises PromptTooLong (before sending, or because the server said so: fit again, `window`
        and `counter` are corrected by then), ModelTimeout or ModelUnavailable (retries are over),
        AnswerTruncated, AnswerInvalid (both after the fall-backs), LimitReached.
        """
        ...
