"""Recommended actions."""

from __future__ import annotations

from pydantic import Field

from frameworks.conditions import Condition
from frameworks.schema.entry import Entry
from sextant.records import SizeTier


class SizeRange(Entry):
    """Low and high by size tier; a missing tier takes the next smaller one that is given."""

    micro: tuple[float, float] | None = None
    small: tuple[float, float] | None = None
    medium: tuple[float, float] | None = None
    large: tuple[float, float] | None = None


class RecommendationRule(Entry):
    """One action (recommendations/<id>.yaml), concrete enough to start on Monday."""

    id: str
    title: str = Field(description="imperative: 'Turn on multi-factor sign-in for email'")
    title_partial: str = Field(
        default="", description="the title where all that it serves is partly in place already"
    )
    why: str
    first_step: str = Field(description="what to do on Monday morning, one or two sentences")
    owner_role: str
    subcategories: tuple[str, ...] = Field(description="which outcomes it brings to implemented")
    supports: tuple[str, ...] = Field(default=(), description="outcomes it brings to partial")
    applies_when: Condition | None = None
    sizes: tuple[SizeTier, ...] = ("micro", "small", "medium", "large")
    effort_days: SizeRange
    cost_usd: SizeRange = Field(description="first-year spend on top of own effort")
    cost_basis: str
    prerequisites: tuple[str, ...] = ()
    aspects: tuple[str, ...] = Field(
        default=(),
        description="which aspects of an outcome it is for, 'PR.DS-11.tested': it is not proposed "
        "for the outcome where these are in place, whatever else is lacking there",
    )
    narrow: bool = Field(
        default=False,
        description="reaches only a part of what its outcomes are about: terminals, seasonal staff",
    )
