"""What every record is, and the closed terms that they share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


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
