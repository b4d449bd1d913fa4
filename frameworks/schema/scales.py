"""Scales and tables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frameworks.schema.entry import Entry
from sextant.records import (
    AssetType,
    Criticality,
    DataClass,
    Level,
    Reliability,
    SizeTier,
    Status,
    Target,
)


class RiskScales(Entry):
    """SP 800-30 Rev. 1 tables: G-5 (overall likelihood) and I-2 (risk), and how we read them."""

    levels: dict[Level, str]
    overall_likelihood: dict[Level, dict[Level, Level]]
    risk: dict[Level, dict[Level, Level]]
    severity: dict[Level, Literal["low", "moderate", "high", "critical"]]
    frequency_per_year: dict[Level, tuple[float, float]]
    years_remembered: float
    success_bands: tuple[float, float, float, float]
    sources: tuple[str, ...]


class TargetScale(Entry):
    """The Target Profile: size tier -> Subcategory tier -> target."""

    size_tiers: dict[SizeTier, tuple[int, int]]
    targets: dict[SizeTier, dict[Literal["essential", "core", "advanced"], Target]]
    appetite: dict[Literal["low", "moderate", "high"], int]
    sources: tuple[str, ...]


class LossKind(Entry):
    """Loss of one event for a reference firm, scaled by revenue: loss = median * (rev/ref)^exp."""

    title: str
    median_usd: float
    p90_usd: float
    reference_revenue_usd: float
    revenue_exponent: float = Field(ge=0, le=1)
    per_record_usd: float = 0
    cap_share_of_revenue: float = Field(default=2.0, gt=0)
    sources: tuple[str, ...]


class ToldLoss(Entry):
    """How an amount that somebody tells to have lost is read."""

    usd: dict[str, float] = Field(description="currency, as it is written -> US dollars")
    multiples: dict[str, float]
    avoided: tuple[str, ...] = Field(description="words of what was tried and not lost")
    returned: tuple[str, ...] = Field(description="words of money that came back")
    half: tuple[str, ...]


class LossScale(Entry):
    kinds: dict[str, LossKind]
    usual_people: dict[SizeTier, int]
    run_by_volunteers_revenue_usd: float
    linear_below_usd: float
    told: ToldLoss


class ImpactScale(Entry):
    """Impact levels (SP 800-30 table H-3) from share of revenue, records per employee, assets."""

    revenue_share: tuple[float, float, float, float]
    records: dict[DataClass, tuple[int, int, int, int]]
    criticality: dict[Criticality, int]
    criticality_loss: dict[Criticality, float]
    sources: tuple[str, ...]


class RegionScale(Entry):
    """Legal area -> ISO 3166-1 alpha-2 country codes."""

    regions: dict[str, tuple[str, ...]]


class CriticalityScale(Entry):
    """Criticality of an asset from what it is and holds, where the profile does not say."""

    data: dict[DataClass, Criticality]
    types: dict[AssetType, Criticality]
    kinds: dict[str, Criticality]
    sensitive: tuple[DataClass, ...]


class ProfileQuestion(Entry):
    """What is asked where a field of the profile is empty on which much hangs."""

    field: str = Field(description="a key under `organization` of the profile")
    text: str
    why: str
    laws: str = Field(default="", description="of a place: the laws that could follow, {laws}")
    of_amounts: bool = Field(default=False, description="all amounts of money hang on it")


class ScoringScale(Entry):
    """How statuses become vulnerability, money, confidence and a roadmap (scales/scoring.yaml)."""

    strength: dict[Status, float]
    strength_mostly: float
    stop_weight: float
    supporting_weight: float
    success_probability: tuple[float, float]
    softening_share: float
    soften_weight: float
    detect_weight: float
    soften_threshold: float
    loss_sigma: float
    loss_sigma_revenue_unknown: float
    samples: int
    voice_confidence: dict[Reliability, float]
    rule_confidence: float
    second_source: float
    conflict: float
    hedged: float
    stale: float
    review_confidence: float
    days_per_phase: dict[SizeTier, dict[int, float]]
    outside_share: float = Field(default=1.0, gt=0, le=1)
    most_actions: dict[SizeTier, int]
    most_actions_when_unknown: int
    leading_actions: int
    day_rate_usd: float
    unknown_discount: float
    unconfirmed_share: float
    unconfirmed_claim: float
    gap_worth: dict[Literal["low", "moderate", "high"], float]
    duty_worth: float
    at_stake_worth: float
    answer_worth: float
    action_share: float
    narrow_share: float
    least_rate: float
    answer_urgency: float
    happened_urgency: float
    owed_urgency: float
    most_questions: int
    profile_questions: tuple[ProfileQuestion, ...] = ()
    sources: tuple[str, ...]
