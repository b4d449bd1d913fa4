"""Review: what people decided."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.records.base import Level, Record, Severity, Status


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
