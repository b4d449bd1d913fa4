"""What to do and in which order, and what is worth asking."""

from __future__ import annotations

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import LossRange, Phase, Severity


class Range(Part):
    low: float
    high: float


class RecommendationPart(Part):
    id: str
    title: str
    why: str
    duty: str = Field(default="", description="what a law that applies does about its lack")
    first_step: str
    owner_role: str
    subcategories: tuple[str, ...]
    risks: tuple[str, ...]
    obligations: tuple[str, ...]
    phase: Phase
    effort_days: Range
    cost_usd: Range
    cost_basis: str
    risk_reduction: int = Field(description="US dollars of expected annual loss removed")
    prerequisites: tuple[str, ...]
    confirm_first: bool
    leading: bool = Field(default=False, description="one of those that matter most")
    wording: str = Field(default="", description="a model's words, checked; empty without one")


class PostponedPart(Part):
    """An action worth its price that no phase of the year has room for."""

    id: str
    title: str
    subcategories: tuple[str, ...]
    obligations: tuple[str, ...]
    effort_days: Range
    cost_usd: Range


class RoadmapPhase(Part):
    """What is true when the phase is done; efforts and costs are of this phase alone."""

    phase: Phase
    recommendations: tuple[str, ...]
    effort_days: Range
    cost_usd: Range
    annual_loss_usd: LossRange
    severities: dict[Severity, int]
