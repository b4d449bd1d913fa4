"""Every error this program raises on purpose.

* SextantError
  + KnowledgeError    the YAML under frameworks/ is wrong (names the file and the nearest right id)
  + InputError        what the user gave is wrong: one or more `Problem`s with file, line and field
  + OutputError       a result cannot be written (disk full, no permission)
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
