"""The shape of every knowledge file: ring one of `sextant knowledge check`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from frameworks.conditions import Condition
from frameworks.patterns import parse, parse_phrase
from sextant.records import (
    AssetType,
    Criticality,
    DataClass,
    Level,
    Polarity,
    Reliability,
    SizeTier,
    Status,
    Target,
)


def _pattern(text: str) -> str:
    parse(text)
    return text


def _phrase(text: str) -> str:
    parse_phrase(text)
    return text


PatternText = Annotated[str, AfterValidator(_pattern)]
PhraseText = Annotated[str, AfterValidator(_phrase)]


class Entry(BaseModel):
    """Any piece of knowledge: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# --- catalogs/ ------------------------------------------------------------------------------------


class Subcategory(Entry):
    """One CSF 2.0 outcome in our own words."""

    id: str
    title: str = Field(max_length=60, description="short name: 'Multi-factor sign-in'")
    outcome: str = Field(description="the outcome, paraphrased, one sentence")
    tier: Literal["essential", "core", "advanced"] = Field(
        description="essential: any firm with a computer; core: any firm that is depended upon; "
        "advanced: only where size or regulation makes it worth while"
    )


class Category(Entry):
    id: str
    title: str
    subcategories: tuple[Subcategory, ...]


class Function(Entry):
    id: str
    title: str
    in_words: str
    categories: tuple[Category, ...]


class CsfCatalog(Entry):
    functions: tuple[Function, ...]


class AttackTechnique(Entry):
    id: str = Field(pattern=r"^T\d{4}(\.\d{3})?$")
    name: str


class AttackCatalog(Entry):
    """ATT&CK techniques that our threats use, with the version they were checked against."""

    matrix: Literal["enterprise", "ics"]
    version: str
    techniques: tuple[AttackTechnique, ...]


# --- crosswalks/ ----------------------------------------------------------------------------------


class CrosswalkReference(Entry):
    id: str
    title: str


class Crosswalk(Entry):
    """CSF 2.0 to another framework. `map` is Subcategory -> ids listed in `references`."""

    framework: str
    title: str
    source: str
    relationship: str
    references: tuple[CrosswalkReference, ...]
    map: dict[str, tuple[str, ...]]


# --- lexicon/ -------------------------------------------------------------------------------------


class ConceptFile(Entry):
    """Concept id -> the phrases that express it. Reword a sentence and the concept stays."""

    concepts: dict[str, tuple[PhraseText, ...]]


class Cues(Entry):
    """The small words that decide what a clause asserts (ConText, Harkema et al. 2009)."""

    negation: tuple[PhraseText, ...]
    negation_after: tuple[PhraseText, ...]
    not_negation: tuple[PhraseText, ...]
    existence: tuple[PhraseText, ...]
    planned: tuple[PhraseText, ...]
    ended: tuple[PhraseText, ...]
    partial: tuple[PhraseText, ...]
    not_partial: tuple[PhraseText, ...]
    hedge: tuple[PhraseText, ...]
    obligation: tuple[PhraseText, ...]
    duty: tuple[PhraseText, ...]
    unreal: tuple[PhraseText, ...]
    conditional: tuple[PhraseText, ...]
    elsewhere: tuple[PhraseText, ...]
    not_elsewhere: tuple[PhraseText, ...] = ()
    other_quantifiers: tuple[str, ...]
    other_nouns: tuple[str, ...]
    talk: tuple[str, ...]
    business: tuple[PhraseText, ...]
    business_verbs: tuple[str, ...]
    adversaries: tuple[str, ...]
    having: tuple[str, ...]
    permission: tuple[str, ...]
    modal: tuple[PhraseText, ...]
    about_words: tuple[PhraseText, ...]
    other_verbs: tuple[str, ...]
    own_subjects: tuple[str, ...]
    speaker: tuple[str, ...]
    parties: tuple[str, ...]
    wants: tuple[str, ...]
    crowds: tuple[str, ...]
    machines: tuple[str, ...]
    crowd_members: tuple[str, ...]
    uptake: tuple[str, ...]
    papers: tuple[str, ...]
    contents: tuple[str, ...]
    advice_openers: tuple[PhraseText, ...]
    you_state: tuple[PhraseText, ...]
    decades: tuple[str, ...]
    dating: tuple[str, ...]
    determiners: tuple[str, ...]
    kind_words: tuple[str, ...]
    title_words: tuple[str, ...]
    title_openers: tuple[str, ...]
    withdrawals: tuple[str, ...]
    part_withdrawals: tuple[str, ...]
    particles: tuple[str, ...]
    contrasts: tuple[str, ...]
    beginnings: tuple[str, ...]
    parts: tuple[str, ...]
    stating: tuple[str, ...]
    generic_openers: tuple[str, ...]
    verbal_negation: tuple[str, ...]
    inner_negation: tuple[str, ...]
    failure_negation: tuple[str, ...]
    scope_ends: tuple[str, ...]
    taken_back: tuple[PhraseText, ...]
    anywhere_negation: tuple[str, ...]
    noncommittal: tuple[PhraseText, ...]
    gap_labels: tuple[PhraseText, ...]
    open_questions: tuple[str, ...]
    future_dates: tuple[str, ...]
    ahead: tuple[str, ...]
    past_words: tuple[str, ...]
    copulas: tuple[str, ...]
    adverbs: tuple[str, ...]
    remark_verbs: tuple[str, ...]
    remark_words: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    final_negation: tuple[str, ...]
    lacking: tuple[str, ...]
    revocations: tuple[str, ...]
    occasions: tuple[str, ...]
    forbidden_acts: tuple[str, ...]
    outsiders: tuple[str, ...]
    products: tuple[str, ...]
    purposes: tuple[str, ...]
    letterhead: tuple[PhraseText, ...]
    product_verbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    after_answer: tuple[str, ...]
    resuming_subjects: tuple[str, ...]
    numbers: tuple[str, ...]
    numbered: tuple[str, ...]
    carried_negation: tuple[PhraseText, ...]
    comma_breaks: tuple[str, ...]
    fragment_openers: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    clause_breaks: tuple[str, ...]
    rates: tuple[str, ...]
    unknowns: tuple[str, ...]
    upkeep: tuple[str, ...]
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    pronouns: tuple[str, ...]
    answers: dict[Polarity, tuple[PhraseText, ...]]


class InstructionPatterns(Entry):
    """Words that address the assessor or the program instead of describing practice."""

    patterns: tuple[PatternText, ...]
    claims: tuple[PatternText, ...] = Field(description="claims too sweeping to say anything")
    raw: tuple[str, ...] = Field(description="case-insensitive substrings: '<|im_start|>'")


class Weighing(Entry):
    """A sum that has to reach nought: each share's log-odds times its weight, and a start."""

    stated: float
    topic: float
    favourable: float = Field(default=0.0, description="added where it would be in place")
    start: float


class LikenessScale(Entry):
    """How far the trained classifiers are believed (lexicon/likeness/), in shares 0..1."""

    fewest_words: int
    kept: Weighing
    added: Weighing
    polarity_lead: float
    mended_topic: float
    least_topic_under_heading: float
    least_topic_favourable_under_heading: float
    clearly_stated: float
    belied: float
    belied_topic: float
    belied_stated: float
    other_polarity: float
    sure_stated: float
    great_topic: float
    great_stated: float
    asked_topic: float


class DocumentKind(Entry):
    id: str
    words: tuple[PhraseText, ...]
    reliability: Literal["narrative", "attestation", "document"]
    rule: bool
    proves: tuple[str, ...] = Field(
        default=(), description="Subcategories that such a document is evidence of by being there"
    )


class QuestionnaireColumns(Entry):
    """The words of a column's heading that say what is in it."""

    question: tuple[str, ...]
    answer: tuple[str, ...]
    comment: tuple[str, ...]
    ignored: tuple[str, ...] = Field(description="numbers, owners and the like: no answer")


class DateWords(Entry):
    """How a document says how old it is."""

    labels: tuple[str, ...] = Field(description="stand before the date")
    ahead: tuple[str, ...] = Field(description="before a label: the date is one to come")
    months: dict[str, Annotated[int, Field(ge=1, le=12)]]


class DocumentKinds(Entry):
    """How much a document's voice is worth, by the words of its name or first heading; the words
    by which a questionnaire's columns and a document's date are found."""

    kinds: tuple[DocumentKind, ...]
    columns: QuestionnaireColumns
    ticks: tuple[str, ...] = Field(description="what stands in a cell that is ticked")
    answer_words: tuple[str, ...] = Field(description="cells that are an answer")
    dates: DateWords


# --- controls/ ------------------------------------------------------------------------------------


class Aspect(Entry):
    """One part of an outcome that can be in place or lacking on its own.

    `practice`: patterns that prove it when affirmed and disprove it when negated.
    `gap`: patterns that disprove it when affirmed and prove it when negated.
    `limited`: patterns that mean "only in part" when affirmed.
    `topics`: "USB sticks: not done" means that they are not controlled; in a sentence the words
    alone mean nothing.
    """

    id: str
    name: str = Field(description="completes 'Lacking: ...', e.g. 'restores are tested'")
    core: bool = True
    implies: tuple[str, ...] = Field(default=(), description="aspects that this one proves too")
    practice: tuple[PatternText, ...] = ()
    gap: tuple[PatternText, ...] = ()
    limited: tuple[PatternText, ...] = ()
    topics: tuple[str, ...] = Field(
        default=(), description="short names that mean this aspect where they are the whole topic"
    )


class StatementExample(Entry):
    """A tested sentence. `polarity: none` means that it must not speak of this Subcategory."""

    text: str
    context: str = ""
    polarity: Polarity | Literal["none"]


class Control(Entry):
    """What proves one Subcategory (controls/<CSF-ID>.yaml)."""

    id: str
    question: str = Field(description="asked of a practice manager, plain words, ends with '?'")
    implemented: str = Field(description="what implemented looks like in a small firm")
    partial: str = Field(description="what only partly in place looks like")
    evidence: tuple[str, ...] = Field(description="what an auditor asks for")
    policy_suffices: bool = Field(
        default=False, description="a written rule is itself the outcome (GV.PO-01)"
    )
    not_applicable_when: Condition | None = None
    aspects: tuple[Aspect, ...] = Field(min_length=1)
    examples: tuple[StatementExample, ...] = Field(min_length=3)


# --- facts/ and assets ----------------------------------------------------------------------------


class FactRule(Entry):
    """A fact about the organisation and what establishes it."""

    id: str
    description: str = Field(description="completes 'because ...', e.g. 'staff work from home'")
    text: tuple[PatternText, ...] = Field(default=(), description="words that state it")
    denied: tuple[PatternText, ...] = Field(default=(), description="words that deny it")
    when: Condition | None = Field(default=None, description="other facts that imply it")
    any_asset: Condition | None = Field(default=None, description="an asset that implies it")
    weakness: bool = Field(default=False, description="a planned end of it leaves it true")
    question: str = ""


class FactFile(Entry):
    facts: tuple[FactRule, ...]


class AssetKind(Entry):
    """A kind of asset people name in passing ('our NAS', 'the payroll system')."""

    id: str
    title: str
    type: AssetType
    data: tuple[DataClass, ...] = ()
    internet_facing: bool | None = None
    words: tuple[PatternText, ...]
    infer: bool = Field(default=True, description="list it when only the text names it")


class AssetKindFile(Entry):
    kinds: tuple[AssetKind, ...]


# --- scanners/ ------------------------------------------------------------------------------------

CheckSeverity = Literal["none", "low", "medium", "high", "critical"]


class ScannerSays(Entry):
    """The part of an outcome that an observation speaks of."""

    subcategory: str
    aspect: str = Field(default="", description="an aspect of controls/<CSF-ID>.yaml, or the whole")
    at_worst: Literal["partial", "not_implemented"] = Field(
        default="not_implemented", description="as far as failures can speak against it"
    )


class ScannerProof(ScannerSays):
    """What an export shows by being there: that somebody ran the tool. `partial` shows at least
    that, and is no word against more."""

    polarity: Literal["implemented", "partial"]


class ScannerUnit(Entry):
    """What is counted: 'host' and 'hosts'."""

    one: str
    many: str


class ScannerMatch(Entry):
    """Which observations a rule is about. All given keys must hold, within a key any value."""

    checks: tuple[str, ...] = Field(default=(), description="shell patterns over the tool's own id")
    never: tuple[str, ...] = Field(default=(), description="ids that are something else")
    families: tuple[str, ...] = Field(default=(), description="shell patterns over the family")
    words: tuple[str, ...] = Field(default=(), description="word sequences of the title")
    without: tuple[str, ...] = Field(default=(), description="word sequences that rule it out")
    ports: tuple[int, ...] = ()
    exposed: bool = Field(default=False, description="only on addresses of the public internet")
    cve: bool | None = Field(default=None, description="only what has, or has no, CVE number")
    least: CheckSeverity = "none"


class ScannerExample(Entry):
    """A tested observation that the rule is, or is not, about."""

    applies: bool
    check: str = ""
    title: str = ""
    family: str = ""
    port: int = 0
    exposed: bool = False
    severity: CheckSeverity = "high"
    cve: str = ""


class ScannerRule(Entry):
    """What observations of one kind say, however many there are."""

    id: str
    about: str = Field(description="what was looked at: 'missing security updates'")
    unit: ScannerUnit | None = Field(default=None, description="where not the tool's own")
    match: ScannerMatch
    verdict: Literal["share", "any", "partial"] = Field(
        default="share",
        description="what failures mean. share: by the share of subjects that fail; any: one is "
        "enough for not_implemented; partial: a hint, never worse than partial",
    )
    seen: bool = Field(
        default=False, description="being there is enough: an open port, an old system"
    )
    says: tuple[ScannerSays, ...] = ()
    fact: str = Field(default="", description="a fact that failures (or what is seen) establish")
    examples: tuple[ScannerExample, ...] = Field(min_length=2)


class Scanner(Entry):
    """What the exports of one tool mean (scanners/<tool>.yaml)."""

    id: str
    title: str
    reliability: Literal["configuration", "scanner"] = "scanner"
    unit: ScannerUnit
    passes: bool = Field(
        default=False, description="its export says of every check whether it passed or failed"
    )
    lists_all: bool = Field(
        default=True,
        description="its export names what was looked at, also where nothing was found",
    )
    includes: tuple[str, ...] = Field(default=(), description="files whose rules hold here too")
    lacking_from: float = Field(
        default=0.5, gt=0, le=1,
        description="from which share of failing subjects on a practice counts as lacking",
    )  # fmt: skip
    proves: tuple[ScannerProof, ...] = ()
    rules: tuple[ScannerRule, ...] = ()


# --- threats/ -------------------------------------------------------------------------------------


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


class Threat(Entry):
    """One SP 800-30 threat event (threats/<id>.yaml)."""

    id: str
    title: str = Field(description="a sentence in the owner's words, without a final stop")
    in_words: str = Field(
        description="what could really happen, 2-3 sentences. `{organization}` and `{assets}` "
        "are the only placeholders"
    )
    source: Literal["criminal", "insider", "vendor", "accident", "failure", "nature", "state"]
    techniques: tuple[str, ...]
    applies_when: Condition
    targets: Condition | None = Field(default=None, description="which assets it hits")
    needs_target: bool = False
    likelihood: dict[str, Level] = Field(description="initiation: default, and by sector id")
    likelihood_source: str
    adjust: tuple[Adjustment, ...] = ()
    subcategories: ThreatSubcategories
    impact: ImpactRule
    loss: str = Field(description="id of a loss kind in scales/losses.yaml")
    limits: str = Field(min_length=20, description="what the base rate and the loss leave out")
    covered_by: tuple[str, ...] = Field(
        default=(), description="threats that take its place where a `none` condition excludes it"
    )
    references: tuple[str, ...]
    examples: tuple[ThreatExample, ...] = Field(min_length=2)


# --- recommendations/ -----------------------------------------------------------------------------


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


# --- sectors/ -------------------------------------------------------------------------------------


class ExpectedKind(Entry):
    kind: str = Field(description="an asset kind id")
    why: str


class Sector(Entry):
    """What is usual in a sector (sectors/<id>.yaml)."""

    id: str
    title: str
    in_words: str
    usual_data: tuple[DataClass, ...]
    assumed_size: SizeTier = Field(default="small", description="where no headcount is given")
    expected: tuple[ExpectedKind, ...]
    emphasis: dict[str, str] = Field(description="Subcategory -> why it matters more here")
    revenue_per_employee_usd: float
    revenue_source: str
    profile_hints: tuple[str, ...] = Field(description="comments for `sextant init`")


# --- obligations/ ---------------------------------------------------------------------------------


class Requirement(Entry):
    id: str = Field(description="the law's own numbering: '164.308(a)(5)'")
    title: str = Field(description="our short words")
    subcategories: tuple[str, ...]


class Obligation(Entry):
    """A law or standard (obligations/<id>.yaml)."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    applies_when: Condition
    because: str = Field(description="completes 'Applies because ...'")
    certainty: Literal["applies", "may_apply"] = "applies"
    covers: str
    not_covered: str
    requirements: tuple[Requirement, ...]
    references: tuple[str, ...]


# --- scales/ --------------------------------------------------------------------------------------


class RiskScales(Entry):
    """SP 800-30 Rev. 1 tables: G-5 (overall likelihood) and I-2 (risk), and how we read them."""

    levels: dict[Level, str]
    overall_likelihood: dict[Level, dict[Level, Level]]
    risk: dict[Level, dict[Level, Level]]
    severity: dict[Level, Literal["low", "moderate", "high", "critical"]]
    frequency_per_year: dict[Level, tuple[float, float]]
    success_bands: tuple[float, float, float, float]
    sources: tuple[str, ...]


class TargetScale(Entry):
    """The Target Profile: size tier -> Subcategory tier -> target."""

    size_tiers: dict[SizeTier, tuple[int, int]]
    targets: dict[SizeTier, dict[Literal["essential", "core", "advanced"], Target]]
    appetite: dict[Literal["low", "moderate", "high"], int]
    sources: tuple[str, ...]


class LossKind(Entry):
    """Loss of one event for a reference firm, scaled by revenue: loss = median * (rev/ref)^exp."""

    title: str
    median_usd: float
    p90_usd: float
    reference_revenue_usd: float
    revenue_exponent: float = Field(ge=0, le=1)
    per_record_usd: float = 0
    cap_share_of_revenue: float = Field(default=2.0, gt=0)
    sources: tuple[str, ...]


class LossScale(Entry):
    kinds: dict[str, LossKind]
    default_revenue_usd: dict[SizeTier, float]


class ImpactScale(Entry):
    """Impact levels (SP 800-30 table H-3) from share of revenue, records per employee, assets."""

    revenue_share: tuple[float, float, float, float]
    records: dict[DataClass, tuple[int, int, int, int]]
    criticality: dict[Criticality, int]
    sources: tuple[str, ...]


class RegionScale(Entry):
    """Legal area -> ISO 3166-1 alpha-2 country codes."""

    regions: dict[str, tuple[str, ...]]


class CriticalityScale(Entry):
    """Criticality of an asset from what it is and holds, where the profile does not say."""

    data: dict[DataClass, Criticality]
    types: dict[AssetType, Criticality]
    kinds: dict[str, Criticality]
    sensitive: tuple[DataClass, ...]


class ScoringScale(Entry):
    """How statuses become vulnerability, money, confidence and a roadmap (scales/scoring.yaml)."""

    strength: dict[Status, float]
    stop_weight: float
    supporting_weight: float
    success_probability: tuple[float, float]
    softening_share: float
    soften_weight: float
    detect_weight: float
    soften_threshold: float
    loss_sigma: float
    loss_sigma_revenue_unknown: float
    samples: int
    voice_confidence: dict[Reliability, float]
    rule_confidence: float
    second_source: float
    conflict: float
    hedged: float
    stale: float
    review_confidence: float
    days_per_phase: dict[SizeTier, dict[int, float]]
    most_actions: dict[SizeTier, int]
    most_actions_when_unknown: int
    day_rate_usd: float
    unknown_discount: float
    gap_worth: dict[Literal["low", "moderate", "high"], float]
    duty_worth: float
    answer_worth: float
    action_share: float
    narrow_share: float
    least_rate: float
    most_questions: int
    sources: tuple[str, ...]
