"""What stands behind a model: one way to send a question, without retries, cache or checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from sextant.errors import ModelError, ModelUnavailable
from sextant.llm.protocol import Question

# How an answer is held to its schema, best first: by the server's grammar, as the arguments of a
# function, as any JSON object, or only by being asked for.
Mode = Literal["json_schema", "function", "json", "text"]
MODES: tuple[Mode, ...] = ("json_schema", "function", "json", "text")


@dataclass(frozen=True)
class Reply:
    """What a server sent back, unchecked. Tokens are 0 where it did not report them."""

    text: str
    prompt_tokens: int = 0
    answer_tokens: int = 0
    finish_reason: str = "stop"


class Backend(Protocol):
    """One model at one server. `identity` tells it from every other, for the cache."""

    @property
    def identity(self) -> str: ...

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes worth trying, best first."""
        ...

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        """Send once. Raises Passing (worth another try), ModelTimeout, ModelUnavailable,
        PromptTooLong (the server said so), ModeRefused.
        """
        ...

    def count(self, question: Question, mode: Mode) -> int | None:
        """The prompt's tokens by the server's own tokenizer; None where it offers none."""
        ...

    def close(self) -> None: ...


class Passing(ModelUnavailable):
    """A failure that may pass: too many requests, a server's error, a lost connection.

    `wait`: seconds that the server asked for, 0 when it did not.
    """

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class ModeRefused(ModelError):  # noqa: N818 - the server's refusal, not ours
    """The server does not know this way of structured output."""
