"""Every structured value that moves through an assessment, in the order it is produced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """An immutable fact: no agent can change what an earlier agent wrote.

    Checked when it is made, and not again each time it becomes part of another one: that took a
    sixth of an assessment. What comes out of a file is checked in full (agents/graph.py).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


# SP 800-30 Rev. 1, Appendices G, H and I: the five-step qualitative scale.
Level = Literal["very_low", "low", "moderate", "high", "very_high"]
LEVELS: tuple[Level, ...] = ("very_low", "low", "moderate", "high", "very_high")

Severity = Literal["low", "moderate", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "moderate", "high", "critical")

Polarity = Literal["implemented", "partial", "planned", "not_implemented"]
Status = Literal["implemented", "partial", "not_implemented", "not_applicable", "unknown"]
Target = Literal["implemented", "partial", "not_required"]
Priority = Literal["low", "moderate", "high"]
SizeTier = Literal["micro", "small", "medium", "large"]
RiskAppetite = Literal["low", "moderate", "high"]
Criticality = Literal["low", "moderate", "high", "critical"]
CRITICALITIES: tuple[Criticality, ...] = ("low", "moderate", "high", "critical")
AssetType = Literal[
    "server", "endpoint", "mobile", "network", "cloud", "saas",
    "application", "data", "ot", "iot", "third_party",
]  # fmt: skip
DataClass = Literal[
    "phi", "pii", "cardholder", "credentials", "ip", "financial", "operational", "public",
]  # fmt: skip
Phase = Literal[30, 60, 90, 365]
PHASES: tuple[Phase, ...] = (30, 60, 90, 365)

# How much a voice is worth, weakest first: what people tell, what they sign, what is written
# down as a rule, what a system exported, what a scanner measured.
Reliability = Literal["narrative", "attestation", "document", "configuration", "scanner"]
RELIABILITIES: tuple[Reliability, ...] = (
    "narrative", "attestation", "document", "configuration", "scanner",
)  # fmt: skip


# --- Intake: what the user gave -----------------------------------------------------------------


class RecordCount(Record):
    """How many sensitive records of one kind are held (persons or cards, not rows)."""

    kind: DataClass
    count: int = Field(ge=0)


class ProfileAsset(Record):
    """An asset as the profile lists it. `None` means that the profile does not say."""

    name: str
    type: AssetType
    data: tuple[DataClass, ...] = ()
    internet_facing: bool | None = None
    criticality: Criticality | None = None
    vendor: str = ""
    notes: str = ""


class Practice(Record):
    """One thing the organisation says it does or does not do."""

    topic: str
    statement: str = ""
    status: Literal["implemented", "partial", "planned", "not_implemented", "unknown"] | None = None
    subcategories: tuple[str, ...] = ()


class OrganizationProfile(Record):
    """The Organizational Profile's raw material: who is being assessed (DESIGN section 4)."""

    name: str
    sector: str
    employees: int | None = Field(default=None, ge=0)
    description: str = ""
    annual_revenue_usd: float | None = Field(default=None, ge=0)
    countries: tuple[str, ...] = ()
    records: tuple[RecordCount, ...] = ()
    regulations: tuple[str, ...] = ()
    risk_appetite: RiskAppetite | None = None
    assets: tuple[ProfileAsset, ...] = ()
    practices: tuple[Practice, ...] = ()
    incidents: tuple[str, ...] = ()
    evidence_max_age_months: int | None = Field(default=None, ge=1)


class Passage(Record):
    """A piece of text with a place a person can go to.

    `context` is what the passage is about without saying so: the heading above it, a practice's
    topic, an asset's name, the question it answers.
    """

    source: str
    locator: str
    text: str
    reliability: Reliability = "narrative"
    context: str = ""
    rule: bool = False  # the document says what shall be, not what is
    asked: str = ""  # the question that it answers, which is part of the context as well
    topical: bool = False  # words that name no topic speak of the context
    section: str = ""  # what stands together, such as all under one heading: an order taints it
    name_only: bool = False  # a name: it can mention an asset or a fact, and states no practice


class EvidenceFile(Record):
    """One file that was read, or was not and why."""

    source: str
    sha256: str
    size: int
    reliability: Reliability = "narrative"
    skipped: str = ""
    kind: str = ""  # of file, in words
    dated: str = ""  # the day the document gives itself, ISO 8601; "" when it does not say
    dated_from: str = ""  # where that day was found, in words
    stale: bool = False  # older than evidence may be
    notes: tuple[str, ...] = ()  # what was left out of it, in words


class Statement(Record):
    """What one sentence says about one or more Subcategories: the currency of the assessment."""

    id: str
    subcategories: tuple[str, ...]
    aspect: str  # the part of the outcome spoken of; "" when the whole
    polarity: Polarity
    quote: str
    source: str
    locator: str
    reliability: Reliability
    scope: str = ""  # the words that limit it: "only for admins"
    summary: str = ""  # what a tool counted, of which the quote is one example
    # "floor": shows at least this much, and is no word against more; "ceiling": shows what is
    # wrong, so at best this much, and is no word for more.
    bound: Literal["", "floor", "ceiling"] = ""
    policy: bool = False  # says what shall be, not what is
    declared: bool = False  # the profile's own `status` field, not read from words
    hedged: bool = False
    asked: str = ""  # the question that it answers
    dated: str = ""  # the day of its source, ISO 8601; "" when that is not known
    stale: bool = False  # its source is older than evidence may be


class Mention(Record):
    """A fact or an asset that the text speaks of."""

    kind: Literal["fact", "asset"]
    id: str
    present: bool  # False: the text says that there is none
    quote: str
    source: str
    locator: str


FindingKind = Literal[
    "instruction",
    "contradiction",
    "hidden_text",
    "unknown_regulation",
    "not_understood",
    "skipped",
    "partly_read",
    "stale",
    "review",
]


class Finding(Record):
    """Something about the evidence itself that a reader must know."""

    kind: FindingKind
    title: str
    detail: str
    source: str = ""
    locator: str = ""
    quote: str = ""


# --- Profiling ------------------------------------------------------------------------------------


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


# --- Asset mapping --------------------------------------------------------------------------------


class Asset(Record):
    """One asset (CSF ID.AM): listed by the profile, or inferred from words that are quoted."""

    id: str
    name: str
    type: AssetType
    kinds: tuple[str, ...] = ()
    data: tuple[DataClass, ...] = ()
    internet_facing: bool | None = None
    criticality: Criticality = "moderate"
    criticality_reason: str = ""
    vendor: str = ""
    notes: str = ""
    origin: Literal["listed", "inferred"] = "listed"
    quote: str = ""
    source: str = ""
    locator: str = ""


class ExpectedAsset(Record):
    """What organisations of this sector usually have and this one did not speak of."""

    kind: str
    title: str
    why: str


class AssetMap(Record):
    assets: tuple[Asset, ...]
    third_parties: tuple[str, ...] = ()
    not_mentioned: tuple[ExpectedAsset, ...] = ()


# --- Threat analysis ------------------------------------------------------------------------------


class ThreatScenario(Record):
    """One SP 800-30 threat event that is credible here (task 2-2), with why."""

    id: str
    title: str
    source: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]  # asset ids; empty: the organisation as a whole
    initiation: Level  # likelihood of initiation or occurrence (SP 800-30, table G-2 or G-3)
    reasons: tuple[str, ...]
    limits: str = ""  # what the base rate and the loss figures leave out


class RuledOutThreat(Record):
    id: str
    title: str
    reason: str


class ThreatAssessment(Record):
    scenarios: tuple[ThreatScenario, ...]
    ruled_out: tuple[RuledOutThreat, ...]


# --- Control evaluation ---------------------------------------------------------------------------


class Quote(Record):
    source: str
    locator: str
    quote: str
    polarity: Polarity
    reliability: Reliability
    scope: str = ""
    summary: str = ""
    asked: str = ""
    dated: str = ""
    stale: bool = False


class Conflict(Record):
    """Voices that cannot both be right about one Subcategory."""

    note: str
    quotes: tuple[Quote, ...]


class ControlRating(Record):
    """The Current Profile for one Subcategory beside its Target."""

    subcategory: str
    status: Status
    confidence: float = Field(ge=0, le=1)
    target: Target
    priority: Priority
    gap: Literal["none", "partial", "full", "unknown"]
    rationale: str
    missing: tuple[str, ...] = ()  # aspects found lacking, in words
    open_aspects: tuple[str, ...] = ()  # their ids, in the same order
    met_aspects: tuple[str, ...] = ()  # ids of those found in place
    evidence: tuple[Quote, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class ControlAssessment(Record):
    ratings: tuple[ControlRating, ...]
    findings: tuple[Finding, ...] = ()


# --- Risk scoring ---------------------------------------------------------------------------------


class RiskLevel(Record):
    likelihood: Level
    impact: Level
    severity: Severity


class LossRange(Record):
    """US dollars per year; percentiles over what is not known, not over good and bad years."""

    p10: int
    p50: int
    p90: int


class Risk(Record):
    """One row of the risk register. `current` uses SP 800-30 tables G-5 and I-2."""

    id: str
    threat: str
    title: str
    in_words: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]
    subcategories: tuple[str, ...]
    inherent: RiskLevel
    current: RiskLevel
    annual_loss_usd: LossRange
    event_loss_usd: LossRange
    confidence: float = Field(ge=0, le=1)
    rationale: str
    weak: tuple[str, ...] = ()  # Subcategories that let it through
    unknown: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()
    loss_sources: tuple[str, ...] = ()
    explanation: str = ""  # a model's words for the owner, checked; no figure of its own


class ExceedancePoint(Record):
    loss_usd: int
    probability: float = Field(ge=0, le=1)


class RiskRegister(Record):
    risks: tuple[Risk, ...]
    annual_loss_usd: LossRange  # per year, all risks together
    exceedance: tuple[ExceedancePoint, ...]


class RiskJudgement(Record):
    """A person's verdict on one risk, in the place of the tables'. None: as the tables give it."""

    threat: str
    likelihood: Level | None = None
    impact: Level | None = None


# --- Recommendations ------------------------------------------------------------------------------


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
    wording: str = ""  # a model's words for the owner, checked


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
    """What to ask next. `value` is the spread, in US dollars a year, between its two answers."""

    text: str
    subcategories: tuple[str, ...]
    value: int
    why: str


class Plan(Record):
    recommendations: tuple[Recommendation, ...]
    phases: tuple[PhaseOutcome, ...]
    residual: tuple[ResidualRisk, ...]
    questions: tuple[Question, ...]
    summary: str = ""  # a model's words for the owner, checked


# --- Review ---------------------------------------------------------------------------------------


class Verdict(Record):
    """What is said of one subject: a status of a rating, or the levels of a risk."""

    status: Status | None = None
    likelihood: Level | None = None
    impact: Level | None = None
    severity: Severity | None = None


Decision = Literal["accept", "change", "reject"]
DECISIONS: tuple[Decision, ...] = ("accept", "change", "reject")


class Review(Record):
    """One entry of the trail: what a person decided about a rating or a risk. Only ever added.

    `found`: what the rules (or the model) had said when it was decided; `verdict`: what holds by
    this decision. A rejected rating is unknown; a rejected risk has no verdict and leaves the
    register. `digest` covers the entry and `previous`, the digest before it.
    """

    number: int = Field(ge=1)
    kind: Literal["rating", "risk"]
    subject: str  # a Subcategory, or a risk's id
    title: str
    decision: Decision
    by: str
    at: str  # UTC, ISO 8601
    reason: str
    found: Verdict
    verdict: Verdict
    previous: str = ""
    digest: str = ""


# --- Trace and state ------------------------------------------------------------------------------


class CallLedger(Record):
    """What one call to a model held, in tokens: prompt + answer room never exceed the window.

    Every section that was offered is named once, in `shown`, `condensed` or `left_out`.
    """

    window: int
    prompt: int
    room: int  # kept free for the answer
    answer: int = 0  # what the answer took
    shown: tuple[str, ...] = ()
    condensed: tuple[str, ...] = ()  # shown in part, or in fewer words
    left_out: tuple[str, ...] = ()


RulingOutcome = Literal["accepted", "rejected", "abstained", "review"]


class Ruling(Record):
    """One thing that a model said about one subject, and what became of it.

    `rejected`: it could not be verified. `review`: it was verified, and the deterministic reader
    reads it otherwise, so that a person should look. `abstained`: the model could not tell, or gave
    no answer. `said`: the fields of the answer. The quotation is in whole sentences, as it stands,
    with what its passage is worth: enough to apply the ruling again without the evidence.
    """

    subject: str
    outcome: RulingOutcome
    reason: str = ""
    said: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    source: str = ""
    locator: str = ""
    reliability: Reliability = "narrative"
    policy: bool = False  # the passage says what shall be
    aspect: str = ""  # of the outcome that the quotation speaks of


class ModelCall(Record):
    """One question to a model. `failure`: why there is no answer; the analysis stands.

    `attempt` 2 is the one repair of a first answer, or a second look at what was asked for.
    """

    subjects: tuple[str, ...]
    ledger: CallLedger
    rulings: tuple[Ruling, ...] = ()
    attempt: int = 1
    cached: bool = False
    failure: str = ""
    cost_usd: float | None = None


class AgentTrace(Record):
    """How one agent reached its result. Durations are seconds, rounded to a tenth.

    `not_asked`: subjects that a model could have been asked about, beyond the limit on calls.
    `stood`: why the deterministic result stands although a model was asked.
    """

    agent: str
    duration_s: float = 0.0
    produced: str = ""
    calls: tuple[ModelCall, ...] = ()
    not_asked: tuple[str, ...] = ()
    stood: str = ""


def appended(before: Iterable[AgentTrace], added: Iterable[AgentTrace]) -> tuple[AgentTrace, ...]:
    """One trace after the other. A checkpoint hands tuples back as lists, so both are taken."""
    return (*before, *added)


class AssessmentState(Record):
    """One field per writer. `None` means that the writer has not run yet."""

    profile: OrganizationProfile
    evidence: tuple[EvidenceFile, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged: tuple[RiskJudgement, ...] = ()

    organization: OrganizationContext | None = None
    assets: AssetMap | None = None
    threats: ThreatAssessment | None = None
    controls: ControlAssessment | None = None
    risks: RiskRegister | None = None
    plan: Plan | None = None

    trace: Annotated[tuple[AgentTrace, ...], appended] = ()
