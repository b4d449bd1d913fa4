"""assessment.json: the published result of one assessment (DESIGN section 5, a contract)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sextant.records import (
    Asset,
    ExpectedAsset,
    Fact,
    Finding,
    Level,
    LossRange,
    Phase,
    Polarity,
    Reliability,
    Review,
    RiskAppetite,
    RuledOutThreat,
    RulingOutcome,
    Severity,
    SizeTier,
    Status,
    Target,
)

SCHEMA_ID = "sextant/assessment/1"


class Part(BaseModel):
    """A piece of the published document. Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InputFile(Part):
    source: str
    sha256: str
    size: int = Field(description="bytes")
    reliability: Reliability
    skipped: str = Field(default="", description="why it was not read; empty when it was")
    kind: str = Field(default="", description="of file, in words")
    dated: str = Field(default="", description="the day the file gives itself, ISO 8601")
    dated_from: str = Field(default="", description="where that day was found")
    stale: bool = Field(default=False, description="older than evidence may be; counts for less")
    notes: tuple[str, ...] = Field(default=(), description="what was left out of it")


class Meta(Part):
    """`generated_at` is the only timestamp; with SOURCE_DATE_EPOCH it is that moment."""

    tool: str = "sextant"
    version: str
    framework: str = "NIST CSF 2.0"
    attack_version: str
    knowledge: str = Field(description="hash of the knowledge files that were used")
    generated_at: str = Field(description="UTC, ISO 8601")
    profile: str = Field(description="file name of the profile")
    inputs: tuple[InputFile, ...]
    statements: int = Field(description="statements read from profile and evidence")
    model: str = "none"
    degraded: tuple[str, ...] = ()


class OrganizationPart(Part):
    name: str
    sector: str
    sector_title: str
    size_tier: SizeTier
    size_known: bool
    employees: int | None
    annual_revenue_usd: float | None = Field(description="as the profile gives it")
    assumed_revenue_usd: float = Field(description="used for money; equals the above when given")
    description: str
    countries: tuple[str, ...]
    records: dict[str, int]
    regulations: tuple[str, ...]
    risk_appetite: RiskAppetite
    incidents: tuple[str, ...]
    facts: tuple[Fact, ...]
    not_mentioned: tuple[ExpectedAsset, ...]
    third_parties: tuple[str, ...]
    summary: str


class Technique(Part):
    id: str
    name: str


class ThreatPart(Part):
    id: str
    title: str
    source: str = Field(description="threat source, SP 800-30 table D-2, in words")
    initiation: Level = Field(description="likelihood of initiation or occurrence")
    reasons: tuple[str, ...]
    limits: str = Field(default="", description="what base rate and loss figures leave out")
    techniques: tuple[Technique, ...]
    assets: tuple[str, ...] = Field(description="asset ids; empty: the organisation as a whole")


class EvidencePart(Part):
    source: str
    locator: str
    quote: str
    polarity: Polarity
    reliability: Reliability
    scope: str = ""
    summary: str = Field(default="", description="what a tool counted; the quote is one example")
    asked: str = Field(default="", description="the question that the quote answers")
    dated: str = Field(default="", description="the day of its source, ISO 8601")
    stale: bool = False


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


class LevelPart(Part):
    likelihood: Level
    impact: Level
    severity: Severity


class ResidualPart(LevelPart):
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
    inherent: LevelPart
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
    evidence: tuple[EvidencePart, ...]
    loss_sources: tuple[str, ...]
    explanation: str = Field(default="", description="a model's words, checked; empty without one")


class Range(Part):
    low: float
    high: float


class RecommendationPart(Part):
    id: str
    title: str
    why: str
    duty: str = Field(default="", description="what a law that applies does about its lack")
    first_step: str
    owner_role: str
    subcategories: tuple[str, ...]
    risks: tuple[str, ...]
    obligations: tuple[str, ...]
    phase: Phase
    effort_days: Range
    cost_usd: Range
    cost_basis: str
    risk_reduction: int = Field(description="US dollars of expected annual loss removed")
    prerequisites: tuple[str, ...]
    confirm_first: bool
    leading: bool = Field(default=False, description="one of those that matter most")
    wording: str = Field(default="", description="a model's words, checked; empty without one")


class PostponedPart(Part):
    """An action worth its price that no phase of the year has room for."""

    id: str
    title: str
    subcategories: tuple[str, ...]
    obligations: tuple[str, ...]
    effort_days: Range
    cost_usd: Range


class RoadmapPhase(Part):
    """What is true when the phase is done; efforts and costs are of this phase alone."""

    phase: Phase
    recommendations: tuple[str, ...]
    effort_days: Range
    cost_usd: Range
    annual_loss_usd: LossRange
    severities: dict[Severity, int]


class Exceedance(Part):
    loss_usd: int
    probability: float = Field(description="that a year's loss is at least this")


class Money(Part):
    """Loss per year, all risks together. Sources and method are in the report."""

    annual_loss_usd: LossRange
    exceedance: tuple[Exceedance, ...]
    sources: tuple[str, ...]


class QuestionPart(Part):
    text: str
    subcategories: tuple[str, ...]
    value: int = Field(description="US dollars a year between the best and the worst answer")
    why: str


class RequirementPart(Part):
    id: str
    title: str
    subcategories: tuple[str, ...]
    status: Status


class ObligationPart(Part):
    id: str
    title: str
    basis: Literal["facts", "declared", "both", "not_covered"]
    reasons: tuple[str, ...]
    subcategories: tuple[str, ...]
    met: int
    partial: int
    lacking: int
    unknown: int
    covers: str
    not_covered: str
    requirements: tuple[RequirementPart, ...] = ()


class RulingPart(Part):
    """One thing that a model said, and what became of it."""

    subject: str
    outcome: RulingOutcome
    reason: str = ""
    quote: str = Field(default="", description="whole sentences, as they stand in the evidence")
    source: str = ""
    locator: str = ""


class CallPart(Part):
    """One question to a model, in tokens: prompt and room never exceed the window."""

    subjects: tuple[str, ...]
    attempt: int = Field(description="2: the one repair of a first answer")
    window: int
    prompt_tokens: int
    room: int = Field(description="kept free for the answer")
    answer_tokens: int
    shown: tuple[str, ...]
    condensed: tuple[str, ...]
    left_out: tuple[str, ...]
    rulings: tuple[RulingPart, ...]
    cached: bool
    failure: str = Field(default="", description="why there is no answer")
    cost_usd: float | None = None


class TracePart(Part):
    agent: str
    duration_s: float = Field(description="seconds, rounded to a tenth")
    produced: str
    model_calls: int = 0
    tokens: int = Field(default=0, description="prompts and answers")
    accepted: int = 0
    rejected: int = 0
    abstained: int = 0
    review: int = Field(default=0, description="put aside for a person")
    reasons: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    calls: tuple[CallPart, ...] = ()


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
    questions: tuple[QuestionPart, ...]
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
