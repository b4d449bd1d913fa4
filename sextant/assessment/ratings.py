"""The rating of each Subcategory with its evidence, and the scores made of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import Conflict, Quote, Status, Target


class ControlPart(Part):
    subcategory: str
    function: str
    category: str
    title: str = Field(description="short name, in our words")
    outcome: str = Field(description="the CSF outcome, paraphrased")
    question: str
    status: Status
    confidence: float = Field(ge=0, le=1)
    target: Target
    gap: Literal["none", "partial", "full", "unknown"]
    priority: Literal["low", "moderate", "high"]
    rationale: str
    missing: tuple[str, ...]
    evidence: tuple[Quote, ...]
    conflicts: tuple[Conflict, ...]
    references: dict[str, tuple[str, ...]]


class Score(Part):
    """`score`: 0..100 over assessed Subcategories only; null when nothing was assessed."""

    score: float | None
    coverage: float = Field(ge=0, le=1)
    target: float = Field(description="the score at which the Target Profile is met")
    assessed: int
    total: int


class Scores(Part):
    overall: Score
    functions: dict[str, Score]
