"""The rating of each Subcategory with its evidence, and the scores made of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import Polarity, Reliability, Status, Target


class EvidencePart(Part):
    source: str
    locator: str
    quote: str
    polarity: Polarity
    reliability: Reliability
    scope: str = ""
    summary: str = Field(default="", description="what a tool counted; the quote is one example")
    asked: str = Field(default="", description="the question that the quote answers")
    about: str = Field(default="", description="what a few words stand under: topic, heading")
    dated: str = Field(default="", description="the day of its source, ISO 8601")
    stale: bool = False
    aspects: tuple[str, ...] = Field(default=(), description="parts of the outcome spoken of")
    urgent: tuple[str, ...] = Field(
        default=(), description="what a tool found that should be mended at once, worst first"
    )
    affected: int = Field(default=0, description="of how many hosts, packages or accounts")


class ConflictPart(Part):
    note: str
    quotes: tuple[EvidencePart, ...]


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
    evidence: tuple[EvidencePart, ...]
    conflicts: tuple[ConflictPart, ...]
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
