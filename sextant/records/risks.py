"""Risk scoring."""

from __future__ import annotations

from pydantic import Field

from sextant.records.base import Level, Record, Severity
from sextant.records.quotes import Quote


class RiskLevel(Record):
    likelihood: Level
    impact: Level
    severity: Severity


class LossRange(Record):
    """US dollars per year; percentiles over what is not known, not over good and bad years."""

    p10: int
    p50: int
    p90: int


class Risk(Record):
    """One row of the risk register. `current` uses SP 800-30 tables G-5 and I-2."""

    id: str
    threat: str
    title: str
    in_words: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]
    subcategories: tuple[str, ...]
    inherent: RiskLevel
    current: RiskLevel
    annual_loss_usd: LossRange
    event_loss_usd: LossRange
    confidence: float = Field(ge=0, le=1)
    rationale: str
    beside_money: str = ""  # where severity and yearly loss seem to disagree, why
    weak: tuple[str, ...] = ()  # Subcategories that let it through
    unknown: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()
    loss_sources: tuple[str, ...] = ()
    explanation: str = ""  # a model's words for the owner, checked; no figure of its own


class ExceedancePoint(Record):
    loss_usd: int
    probability: float = Field(ge=0, le=1, description="that a year's loss is at least this")


class RiskRegister(Record):
    risks: tuple[Risk, ...]
    annual_loss_usd: LossRange  # per year, all risks together
    exceedance: tuple[ExceedancePoint, ...]


class RiskJudgement(Record):
    """A person's verdict on one risk, in the place of the tables'. None: as the tables give it."""

    threat: str
    likelihood: Level | None = None
    impact: Level | None = None
