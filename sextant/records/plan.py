"""Recommendations."""

from __future__ import annotations

from pydantic import Field

from sextant.records.base import Phase, Record, Severity
from sextant.records.risks import LossRange, RiskLevel


class DayRange(Record):
    low: float
    high: float


class CostRange(Record):
    low: int
    high: int


class Recommendation(Record):
    id: str
    title: str
    why: str
    duty: str = ""  # what a law that applies here does about its lack
    first_step: str
    owner_role: str
    subcategories: tuple[str, ...]
    risks: tuple[str, ...]
    obligations: tuple[str, ...]
    phase: Phase
    effort_days: DayRange
    cost_usd: CostRange
    cost_basis: str
    risk_reduction: int  # US dollars of expected annual loss that it removes, given those before it
    prerequisites: tuple[str, ...] = ()
    confirm_first: bool = False  # every Subcategory it serves is unknown: ask before doing
    leading: bool = False  # one of those that matter most
    wording: str = ""  # a model's words for the owner, checked


class PostponedAction(Record):
    """Worth its price, and more than the organisation can find the days for within a year."""

    id: str
    title: str
    subcategories: tuple[str, ...]
    obligations: tuple[str, ...]
    effort_days: DayRange
    cost_usd: CostRange


class PhaseOutcome(Record):
    """Where the organisation stands when a phase is done."""

    phase: Phase
    recommendations: tuple[str, ...]
    effort_days: DayRange
    cost_usd: CostRange
    annual_loss_usd: LossRange
    severities: tuple[tuple[Severity, int], ...]


class ResidualRisk(Record):
    risk: str
    residual: RiskLevel
    annual_loss_usd: LossRange


class Question(Record):
    """What to ask next. `value` is the spread, in US dollars a year, between its two answers; of a
    field that all amounts hang on, all of them."""

    text: str
    subcategories: tuple[str, ...]
    value: int = Field(description="US dollars a year between the best and the worst answer")
    why: str
    field: str = Field(default="", description="of the profile that is missing; else empty")


class Plan(Record):
    recommendations: tuple[Recommendation, ...]
    postponed: tuple[PostponedAction, ...] = ()
    phases: tuple[PhaseOutcome, ...]
    residual: tuple[ResidualRisk, ...]
    questions: tuple[Question, ...]
    summary: str = ""  # a model's words for the owner, checked
