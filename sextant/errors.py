"""Every error this program raises on purpose.

* SextantError
  + KnowledgeError    the YAML under frameworks/ is wrong (names the file and the nearest right id)
  + InputError        what the user gave is wrong: one or more `Problem`s with file, line and field
  + OutputError       a result cannot be written (disk full, no permission)
  + ModelError        the language model did not help with one question; the analysis stands
    - ModelUnavailable   it could not be reached, or refused
    - ModelTimeout       it answered too late
    - PromptTooLong      the prompt does not fit its window with the answer
    - AnswerTruncated    the answer ended before it was complete
    - AnswerInvalid      it answered, and the answer is not what was asked for
    - LimitReached       the run's limit of tokens or cost; nothing was sent
  + StorageError      the database cannot be opened, is busy, or holds no such entry
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a user's file, with where it is and what would be right.

    `line` and `column` count from 1; 0 means that the problem has no place of its own.
    """

    file: str
    message: str
    line: int = 0
    column: int = 0
    field: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}:{self.column}" if self.line else "")
        field = f" {self.field}:" if self.field else ""
        if not self.suggestion:
            return f"{place}:{field} {self.message}"
        return f"{place}:{field} {self.message.rstrip('.')}. Did you mean {self.suggestion!r}?"


class SextantError(Exception):
    """Base of all deliberate errors."""


class KnowledgeError(SextantError):
    """The knowledge base is inconsistent. Carries every fault found, one per line."""

    def __init__(self, faults: Sequence[str] | str) -> None:
        self.faults: tuple[str, ...] = (faults,) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(self.faults))


class InputError(SextantError):
    """The submitted profile or evidence cannot be assessed. Carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class OutputError(SextantError):
    """A result could not be written; nothing half-written was left behind."""


class ModelError(SextantError):
    """The language model did not help with one question. The deterministic result stands."""


class ModelUnavailable(ModelError):  # noqa: N818 - reads better where it is raised
    """It could not be reached, or refused to answer, also after retries."""


NOTHING_SENT = "dry run: nothing was sent"  # what a dry run says in the place of an answer


class ModelTimeout(ModelUnavailable):
    """It did not answer in time, also after retries."""


class PromptTooLong(ModelError):  # noqa: N818
    """Prompt and answer do not fit the window: found before sending, or said by the server.

    `prompt_tokens` as counted by whoever refused (0: it did not say), `window` in tokens.
    """

    def __init__(self, prompt_tokens: int, window: int, message: str = "") -> None:
        self.prompt_tokens = prompt_tokens
        self.window = window
        counted = str(prompt_tokens) if prompt_tokens else "more"
        super().__init__(message or f"the prompt needs {counted} of {window} tokens")


class AnswerTruncated(ModelError):  # noqa: N818
    """The answer ended before it was complete: its room was too small, or the model looped."""


class AnswerInvalid(ModelError):  # noqa: N818
    """It answered, and the answer is not JSON of the schema that was asked for.

    `parsed`: the JSON object that it is all the same, so that what is right in it is not lost.
    """

    def __init__(self, message: str, parsed: dict[str, object] | None = None) -> None:
        self.parsed = parsed
        super().__init__(message)


class LimitReached(ModelError):  # noqa: N818
    """The run's limit of tokens or cost would be passed. Nothing was sent."""


class StorageError(SextantError):
    """The history cannot be read or written; what it held before is untouched."""
