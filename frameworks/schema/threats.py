"""Threat scenarios."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from frameworks.conditions import AssetIs, Condition, FactIs, walk
from frameworks.schema.entry import Entry
from sextant.records import Level


class ThreatExample(Entry):
    """Facts, and perhaps one asset, for which the threat does or does not apply. Tested."""

    applies: bool
    facts: dict[str, bool | int | float | str | tuple[str, ...]] = {}
    asset: dict[str, bool | str | tuple[str, ...]] | None = None


class Adjustment(Entry):
    when: Condition
    steps: int = Field(ge=-2, le=2)
    because: str


class ThreatSubcategories(Entry):
    """What stops the event, what notices it, what softens its impact."""

    stop: tuple[str, ...] = Field(min_length=1)
    stop_supporting: tuple[str, ...] = ()
    detect: tuple[str, ...] = ()
    soften: tuple[str, ...] = ()


class ImpactRule(Entry):
    """SP 800-30 table H-3, from what is at stake. Levels are for an average firm of any size."""

    base: Level
    data: bool = Field(default=False, description="grows with kind and number of records held")
    downtime: bool = Field(default=False, description="grows with the targets' criticality")
    records_share: float = Field(
        default=1.0, gt=0, le=1, description="share of the records held that one event reaches"
    )
    safety: bool = Field(default=False, description="people can be hurt")
    only_money: bool = Field(
        default=False,
        description="nothing but money is lost: a step above what a bad case takes of revenue",
    )


class Threat(Entry):
    """One SP 800-30 threat event (threats/<id>.yaml)."""

    id: str
    title: str = Field(description="a sentence in the owner's words, without a final stop")
    in_words: str = Field(
        description="what could really happen, 2-3 sentences. `{organization}` and `{assets}` "
        "are the only placeholders"
    )
    peculiar: bool = Field(
        default=False, description="met by some kinds of organisation only, not by nearly all"
    )
    source: Literal["criminal", "insider", "vendor", "accident", "failure", "nature", "state"]
    techniques: tuple[str, ...]
    applies_when: Condition
    targets: Condition | None = Field(default=None, description="which assets it hits")
    needs_target: bool = False
    narrowed_by: str = Field(
        default="", description="a fact: read from one listed asset's own words, only that is hit"
    )
    named_by: str = Field(
        default="", description="a fact whose words name what is hit, where there are no `targets`"
    )
    spares: dict[str, str] = Field(
        default={}, description="asset kind -> the aspect that keeps such assets out of it"
    )
    likelihood: dict[str, Level] = Field(description="initiation: default, and by sector id")
    likelihood_source: str
    adjust: tuple[Adjustment, ...] = ()
    happened: str = Field(
        default="", description="the fact that tells that it happened here, which makes it likelier"
    )
    subcategories: ThreatSubcategories
    asks: tuple[str, ...] = Field(
        default=(),
        description="what must be lacking for it to happen, most telling first: a Subcategory or "
        "one of its aspects (`PR.AA-05.admin`). Words on these are quoted under the risk",
    )
    asks_of_targets: tuple[str, ...] = Field(
        default=(), description="the same, quoted only where the words name what is hit"
    )
    impact: ImpactRule
    loss: str = Field(description="id of a loss kind in scales/losses.yaml")
    limits: str = Field(min_length=20, description="what the base rate and the loss leave out")
    covered_by: tuple[str, ...] = Field(
        default=(), description="threats that take its place where a `none` condition excludes it"
    )
    references: tuple[str, ...]
    examples: tuple[ThreatExample, ...] = Field(min_length=2)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The facts that its condition names."""
        nodes = walk(self.applies_when)
        return tuple(dict.fromkeys(n.fact for n in nodes if isinstance(n, FactIs)))

    @cached_property
    def target_kinds(self) -> frozenset[str]:
        """The kinds of asset that its targets name."""
        nodes = walk(self.targets) if self.targets is not None else ()
        return frozenset(
            str(kind)
            for node in nodes
            if isinstance(node, AssetIs) and node.asset == "kinds"
            for kind in ((node.includes,) if node.includes else node.one_of or ())
            if kind
        )
