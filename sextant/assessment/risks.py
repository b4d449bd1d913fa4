"""The risks of the document, and the money that they stand for."""

from __future__ import annotations

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import ExceedancePoint, Level, LossRange, Quote, RiskLevel, Severity


class ResidualPart(RiskLevel):
    annual_loss_usd: LossRange


class RiskPart(Part):
    id: str
    title: str
    threat: str
    in_words: str = Field(description="what could really happen here, for the owner")
    techniques: tuple[str, ...]
    assets: tuple[str, ...]
    subcategories: tuple[str, ...]
    likelihood: Level
    impact: Level
    severity: Severity
    inherent: RiskLevel
    residual: ResidualPart
    annual_loss_usd: LossRange
    event_loss_usd: LossRange
    confidence: float
    rationale: str
    beside_money: str = Field(
        default="", description="why severity and yearly loss seem to disagree, where they do"
    )
    weak: tuple[str, ...]
    unknown: tuple[str, ...]
    evidence: tuple[Quote, ...]
    loss_sources: tuple[str, ...]
    explanation: str = Field(default="", description="a model's words, checked; empty without one")


class Money(Part):
    """Loss per year, all risks together. Sources and method are in the report."""

    annual_loss_usd: LossRange
    exceedance: tuple[ExceedancePoint, ...]
    sources: tuple[str, ...]
