"""The threats of the document."""

from __future__ import annotations

from pydantic import Field

from sextant.assessment.part import Part
from sextant.records import Level


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
