"""Control evaluation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sextant.records.base import Priority, Record, Status, Target
from sextant.records.intake import Finding
from sextant.records.quotes import Quote


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
    written_aspects: tuple[str, ...] = ()  # those of them that only a written rule speaks for
    evidence: tuple[Quote, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class ControlAssessment(Record):
    ratings: tuple[ControlRating, ...]
    findings: tuple[Finding, ...] = ()
