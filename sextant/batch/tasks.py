"""What a batch hands to a worker and gets back: the task, the parcel, the outcome.

All of it is plain data that can be pickled; the content key names a result by everything that it
depends on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sextant.errors import Problem

if TYPE_CHECKING:
    from sextant.branding import Branding
    from sextant.intake import Intake
    from sextant.llm.options import ModelOptions

# done: assessed now; unchanged: the same result was there; failed: the input is wrong;
# crashed: its worker died more than once; unwritable: the result could not be stored.
State = Literal["done", "unchanged", "failed", "crashed", "unwritable"]
DONE_STATES: tuple[State, ...] = ("done", "unchanged")
KEY_LENGTH = 24  # hex digits of the content key; 96 bits


@dataclass(frozen=True)
class BatchOptions:
    """What shapes every result of a batch."""

    formats: tuple[str, ...]
    model: ModelOptions | None = None
    branding: Branding | None = None

    def digest(self, version: str, knowledge: str) -> str:
        """The part of a content key that is the same for all profiles of a batch."""
        parts = [version, knowledge, ",".join(sorted(self.formats)), self._model()]
        parts.append(repr(self.branding) if self.branding else "")
        return _digest(*(p.encode() for p in parts))

    def _model(self) -> str:
        """What of the model's options can change an answer."""
        m = self.model
        if m is None:
            return ""
        return f"{m.spec} {m.context_window} {m.max_tokens} {m.max_cost} {m.redact}"


@dataclass(frozen=True)
class Task:
    """One profile to assess. `client` is its path below `root`, with '/' between folders."""

    client: str
    root: Path
    out: Path
    options: BatchOptions
    options_digest: str
    keep_done: bool = False  # leave alone what has the same content key already
    scratch: str = ""  # name of the driver's own folder for unfinished results
    batch: str = ""  # the batch's id, by which results in a shared database are found


@dataclass(frozen=True)
class Parcel:
    """Everything that an assessment reads.

    `evidence`: shown names with the files' paths. A parcel that `travels` to another machine has
    their bytes in `carried`, in the same order.
    """

    client: str
    name: str
    profile: bytes
    evidence: tuple[tuple[str, Path], ...]
    key: str
    intake: Intake | None = None
    carried: tuple[bytes, ...] = ()
    travels: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one task. `files` is filled only where the worker could not store them."""

    client: str
    state: State
    key: str = ""
    problems: tuple[Problem, ...] = ()
    degraded: tuple[str, ...] = ()
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    worker_mb: int = 0  # peak resident memory of its worker so far; 0: not known
    figures: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return self.state in DONE_STATES

    def reasons(self) -> list[dict[str, Any]]:
        """Its problems as plain data."""
        return [asdict(problem) for problem in self.problems]


def content_key(options_digest: str, name: str, profile: bytes, evidence: Mapping[str, str]) -> str:
    """The name of a result: options, knowledge and version, profile, evidence by digest."""
    parts = [options_digest.encode(), name.encode(), profile]
    parts += [f"{shown}\0{digest}".encode() for shown, digest in sorted(evidence.items())]
    return _digest(*parts)[:KEY_LENGTH]


def file_digest(path: Path) -> str:
    """SHA-256 of a file; '' for what cannot be read, which the evidence reader will report."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(*parts: bytes) -> str:
    """Each part is preceded by its length, so that no two lists of parts look alike."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
