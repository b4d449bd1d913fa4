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


class Variant(Entry):
    """The action in other words, or of another size, where something else is in use here. What is
    left out stays as it is."""

    when: Condition
    title: str = ""
    title_partial: str = ""
    why: str = ""
    first_step: str = ""
    first_step_partial: str = ""
    owner_role: str = ""
    effort_days: SizeRange | None = None
    cost_usd: SizeRange | None = None
    cost_basis: str = ""


class PhraseChoice(Entry):
    """Words, and when they are the right ones; without `when`, where no others are."""

    when: Condition | None = None
    words: str
    outside: bool = Field(default=False, description="of a role: an outside firm's own people")


class Phrase(Entry):
    """What a `{name}` in the text of an action stands for: the first choice that fits, or `every`
    one that does."""

    every: bool = False
    between: str = Field(default="", description="what stands between them; else commas and 'and'")
    choices: tuple[PhraseChoice, ...] = Field(min_length=1)


class PhraseBook(Entry):
    """scales/phrases.yaml: who does the work, and how it is done on the platform in use."""

    phrases: dict[str, Phrase]


class PerSystem(Entry):
    """What one system costs, for actions whose size is known once systems were counted."""

    effort_days: tuple[float, float]
    cost_usd: tuple[float, float]


class RecommendationRule(Entry):
    """One action (recommendations/<id>.yaml), concrete enough to start on Monday."""

    id: str
    title: str = Field(description="imperative: 'Turn on multi-factor sign-in for email'")
    title_partial: str = Field(
        default="", description="the title where all that it serves is partly in place already"
    )
    why: str
    first_step: str = Field(
        description="what to do on Monday morning, one or two sentences; {found} is what a tool "
        "found, any other {name} a phrase of scales/phrases.yaml"
    )
    first_step_partial: str = Field(
        default="", description="the first step where all that it serves is partly in place already"
    )
    owner_role: str
    variants: tuple[Variant, ...] = Field(default=(), description="the first that fits counts")
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
    per_system: PerSystem | None = Field(
        default=None, description="for each system that a tool counted as lacking its aspects"
    )
    answers: tuple[str, ...] = Field(
        default=(),
        description="weaknesses that it is the answer to: where one is established the action is "
        "known to be needed. Without: the facts of applies_when, where all are weaknesses",
    )
    cites: tuple[str, ...] = Field(
        default=(), description="facts whose words are quoted as its reason, before all others"
    )
    at_once: bool = Field(
        default=False, description="small, and not to be put off: first of the first month"
    )
    beyond_money: bool = Field(
        default=False,
        description="what it guards against is harm to people that no amount measures: chosen "
        "wherever it applies, whatever it is worth in money",
    )
    owed: bool = Field(
        default=False,
        description="costs little but a letter or a page; where a law that applies asks for it and "
        "it is known to be lacking, it comes first, as every day without is unlawful",
    )
