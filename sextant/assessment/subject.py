"""Whom the document is about, and from what it was made."""

from __future__ import annotations

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import ExpectedAsset, Fact, Reliability, RiskAppetite, SizeTier


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
    told: tuple[str, ...] = Field(
        default=(), description="what else is in it: of that nothing was left out"
    )
    told_to: str = Field(default="", description="whom outside the organisation it answers")


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
