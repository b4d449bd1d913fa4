"""assessment.json: the published result of one assessment (DESIGN section 5, a contract)."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from sextant.assessment.obligations import ObligationPart
from sextant.assessment.part import Part
from sextant.assessment.plan import PostponedPart, RecommendationPart, RoadmapPhase
from sextant.assessment.ratings import ControlPart, Scores
from sextant.assessment.risks import Money, RiskPart
from sextant.assessment.subject import Meta, OrganizationPart
from sextant.assessment.threats import ThreatPart
from sextant.assessment.trace import TracePart
from sextant.records import Asset, Finding, Question, Review, RuledOutThreat

SCHEMA_ID = "sextant/assessment/1"


class Assessment(Part):
    """The whole document. Written by `sextant assess`; every report is made from it alone."""

    schema_id: str = Field(default=SCHEMA_ID, alias="schema")
    meta: Meta
    organization: OrganizationPart
    assets: tuple[Asset, ...]
    threats: tuple[ThreatPart, ...]
    ruled_out: tuple[RuledOutThreat, ...]
    controls: tuple[ControlPart, ...]
    scores: Scores
    risks: tuple[RiskPart, ...]
    money: Money
    recommendations: tuple[RecommendationPart, ...]
    postponed: tuple[PostponedPart, ...] = Field(
        default=(), description="worth their price, with no room for them in the year"
    )
    roadmap: tuple[RoadmapPhase, ...]
    questions: tuple[Question, ...]
    owner_summary: str = Field(default="", description="a model's words, checked; else empty")
    obligations: tuple[ObligationPart, ...]
    findings: tuple[Finding, ...]
    trace: tuple[TracePart, ...]
    reviews: tuple[Review, ...] = Field(
        default=(), description="what people decided, in order; entries are only ever added"
    )
    stale_reviews: tuple[int, ...] = Field(
        default=(), description="numbers of reviews that were not applied: what they were about "
        "is not what it was when they were made"
    )  # fmt: skip

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def to_json(self) -> str:
        """The document as stable, indented JSON with a final newline."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of assessment.json (draft 2020-12)."""
    schema = Assessment.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
