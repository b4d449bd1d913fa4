"""What the portfolio reads of each assessment.json: a part of it, of any version of the document.

Only the keys named here are read and checked; the rest is passed over, so that thousands of
documents are read in seconds. A file that is none of ours is said to be unreadable.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sextant.assessment import SCHEMA_ID, Range, Score
from sextant.records import LossRange, Phase, Question, Severity, SizeTier, Status

MAX_BYTES = 20 * 1024 * 1024


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class InputEntry(_Part):
    source: str
    skipped: str = ""
    dated: str = ""
    stale: bool = False


class MetaEntry(_Part):
    version: str
    knowledge: str
    generated_at: str
    inputs: tuple[InputEntry, ...] = ()
    degraded: tuple[str, ...] = ()


class OrganizationEntry(_Part):
    name: str
    sector: str
    sector_title: str
    size_tier: SizeTier
    employees: int | None = None


class ControlEntry(_Part):
    subcategory: str
    title: str
    status: Status
    gap: str
    priority: str


class ScoresEntry(_Part):
    overall: Score
    functions: dict[str, Score]


class RiskEntry(_Part):
    id: str
    title: str
    severity: Severity
    annual_loss_usd: LossRange


class ActionEntry(_Part):
    id: str
    title: str
    phase: Phase
    subcategories: tuple[str, ...]
    effort_days: Range
    cost_usd: Range
    risk_reduction: int
    confirm_first: bool = False


class PhaseEntry(_Part):
    annual_loss_usd: LossRange


class MoneyEntry(_Part):
    annual_loss_usd: LossRange


class Entry(_Part):
    """One assessment, as far as a portfolio looks at it."""

    schema_id: str = Field(alias="schema")
    meta: MetaEntry
    organization: OrganizationEntry
    controls: tuple[ControlEntry, ...]
    scores: ScoresEntry
    risks: tuple[RiskEntry, ...]
    money: MoneyEntry
    recommendations: tuple[ActionEntry, ...]
    roadmap: tuple[PhaseEntry, ...]
    questions: tuple[Question, ...]

    @property
    def after_roadmap(self) -> int:
        """Middle estimate of the yearly loss once the roadmap is done, in US dollars."""
        left = self.roadmap[-1] if self.roadmap else self.money
        return left.annual_loss_usd.p50


@dataclass(frozen=True)
class Source:
    """One client's assessments, newest first, and why it has none, or no newer one.

    `files` may name the same file twice: then nothing had changed the last time.
    """

    client: str
    files: tuple[Path, ...]
    problem: str = ""


def read_entry(path: Path) -> Entry | None:
    """The entry of one assessment.json; None when it cannot be read or is no assessment."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        entry = Entry.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return entry if entry.schema_id == SCHEMA_ID else None


def find_sources(root: Path) -> tuple[Source, ...]:
    """Clients in a folder without a ledger: one for each folder that holds assessments.

    In a batch's results, folders named by content key belong to the client above them; they are
    put in order by the moment that each document gives itself.
    """
    base = root / "results" if (root / "results").is_dir() else root
    groups: dict[str, list[Path]] = {}
    for path in sorted(base.rglob("assessment.json")):
        if any(part.startswith(".") for part in path.relative_to(base).parts):
            continue
        folder = path.parent.parent if base != root else path.parent
        groups.setdefault(folder.relative_to(base).as_posix(), []).append(path)
    return tuple(Source(client, _newest_first(paths)) for client, paths in sorted(groups.items()))


def _newest_first(paths: list[Path]) -> tuple[Path, ...]:
    if len(paths) < 2:
        return tuple(paths)
    made = {path: entry.meta.generated_at if (entry := read_entry(path)) else "" for path in paths}
    return tuple(sorted(paths, key=lambda path: (made[path], path.as_posix()), reverse=True))
