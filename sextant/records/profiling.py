"""Profiling: who is assessed."""

from __future__ import annotations

from typing import Literal

from sextant.records.base import Priority, Record, RiskAppetite, SizeTier, Target


class Fact(Record):
    """One established fact. What is not listed is not known."""

    id: str
    value: bool | int | float | str | tuple[str, ...]
    reason: str
    source: str = ""
    locator: str = ""
    quote: str = ""


class ObligationFinding(Record):
    """A law or standard that the facts, or the organisation itself, bring into play."""

    id: str  # "" for a declared regulation that the catalogue does not know
    title: str
    basis: Literal["facts", "declared", "both", "not_covered"]
    reasons: tuple[str, ...]
    subcategories: tuple[str, ...] = ()
    covers: str = ""
    not_covered: str = ""


class TargetRating(Record):
    """The Target Organizational Profile for one Subcategory."""

    subcategory: str
    target: Target
    priority: Priority
    reason: str


class OrganizationContext(Record):
    """Profiling's result: facts with reasons, obligations, Target Profile."""

    sector: str
    sector_title: str
    size_tier: SizeTier
    size_known: bool
    revenue_usd: float
    revenue_known: bool
    risk_appetite: RiskAppetite
    facts: tuple[Fact, ...]
    obligations: tuple[ObligationFinding, ...]
    targets: tuple[TargetRating, ...]
    summary: str
