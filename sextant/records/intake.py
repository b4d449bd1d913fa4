"""Intake: what the user gave, and what was read of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.records.base import (
    AssetType,
    Criticality,
    DataClass,
    Polarity,
    Record,
    Reliability,
    RiskAppetite,
)
from sextant.records.quotes import Quote


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
    by_outsider: bool = False  # "we" is somebody else, such as an agency writing for its client
    name_only: bool = False  # a name: it can mention an asset or a fact, and states no practice
    around: str = ""  # the paragraph of which it is one line, where each line says something


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
    told: tuple[str, ...] = ()  # what else is in it, in words: of that nothing was left out
    told_to: str = ""  # whom outside the organisation it answers: "your insurer"


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
    about: str = ""  # what a few words stand under: a topic, the question before them
    systems: tuple[str, ...] = ()  # the kinds of asset that it names; none: of all there is
    by_outsider: bool = False  # written for the organisation by somebody who works for it
    dated: str = ""  # the day of its source, ISO 8601; "" when that is not known
    stale: bool = False  # its source is older than evidence may be
    # What a tool found that should be mended at once, each with its place, the worst first.
    urgent: tuple[str, ...] = ()
    affected: int = 0  # of how many hosts, packages or accounts a tool says so


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
    "answer_to_others",
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
    """Something about the evidence itself that a reader must know. `quotes`: both sides of what
    disagrees, the claim first."""

    kind: FindingKind
    title: str
    detail: str
    source: str = ""
    locator: str = ""
    quote: str = ""
    quotes: tuple[Quote, ...] = ()
