"""comparison.json: the published difference between two assessments. Extended, never broken."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.assessment import Part
from sextant.causes import Cause
from sextant.records import LossRange, Phase, Review, RiskLevel, Status, Target

SCHEMA_ID = "sextant/comparison/1"
Value = bool | int | float | str | tuple[str, ...] | None


class Side(Part):
    """Which assessment stands on this side."""

    organization: str
    generated_at: str
    version: str
    knowledge: str
    attack_version: str
    model: str
    profile: str
    label: str = Field(default="", description="what it stands for, when not simply a date")


class FieldChange(Part):
    """A field of the organisation; None: not given."""

    field: str
    before: Value
    after: Value


class FactChange(Part):
    """A fact that came, went or changed. None: not established. `reason`: of the later one."""

    id: str
    before: Value
    after: Value
    reason: str


class InputChange(Part):
    """An evidence file that came, went, or has other content under the same name."""

    source: str
    change: Literal["added", "removed", "changed"]


class ItemChange(Part):
    """An asset, threat, obligation or finding that came or went."""

    kind: Literal["asset", "threat", "obligation", "finding"]
    id: str
    title: str
    change: Literal["added", "removed"]


class RatingChange(Part):
    subcategory: str
    title: str
    before: Status
    after: Status
    target_before: Target
    target_after: Target
    confidence_before: float
    confidence_after: float
    why: tuple[Cause, ...]


class RiskChange(Part):
    """A risk that came (no `before`), went (no `after`), or was rated otherwise."""

    id: str
    title: str
    before: RiskLevel | None
    after: RiskLevel | None
    loss_before: LossRange | None
    loss_after: LossRange | None
    why: tuple[Cause, ...]


class ScoreChange(Part):
    """`part`: overall, or a Function. Scores 0..100, None when nothing was assessed."""

    part: str
    before: float | None
    after: float | None
    coverage_before: float
    coverage_after: float


class MoneyChange(Part):
    before: LossRange
    after: LossRange


class ActionChange(Part):
    """An action whose phase changed; None: not in the roadmap on that side."""

    id: str
    title: str
    before: Phase | None
    after: Phase | None


class Comparison(Part):
    """What differs from `before` to `after`. Everything empty and `same` true: nothing does.

    `severities`: risks of each severity on both sides. `causes`: what differs in how the two were
    made, which bears on everything.
    """

    schema_id: str = Field(default=SCHEMA_ID, alias="schema")
    before: Side
    after: Side
    same: bool
    causes: tuple[Cause, ...]
    organization: tuple[FieldChange, ...]
    inputs: tuple[InputChange, ...]
    facts: tuple[FactChange, ...]
    items: tuple[ItemChange, ...]
    reviews: tuple[Review, ...]
    scores: tuple[ScoreChange, ...]
    severities: dict[str, tuple[int, int]]
    ratings: tuple[RatingChange, ...]
    risks: tuple[RiskChange, ...]
    money: MoneyChange
    roadmap: tuple[ActionChange, ...]

    model_config = {"frozen": True, "extra": "forbid", "populate_by_name": True}

    def to_json(self) -> str:
        """The comparison as stable, indented JSON with a final newline."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
