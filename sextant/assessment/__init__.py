"""The published result of one assessment, as a typed document (a contract)."""

from sextant.assessment.document import SCHEMA_ID, Assessment, json_schema
from sextant.assessment.obligations import ObligationPart, RequirementPart
from sextant.assessment.part import Part
from sextant.assessment.plan import (
    PostponedPart,
    Range,
    RecommendationPart,
    RoadmapPhase,
)
from sextant.assessment.ratings import ControlPart, Score, Scores
from sextant.assessment.risks import Money, ResidualPart, RiskPart
from sextant.assessment.subject import InputFile, Meta, OrganizationPart
from sextant.assessment.threats import Technique, ThreatPart
from sextant.assessment.trace import CallPart, RulingPart, TracePart

__all__ = [
    "Assessment",
    "CallPart",
    "ControlPart",
    "InputFile",
    "Meta",
    "Money",
    "ObligationPart",
    "OrganizationPart",
    "Part",
    "PostponedPart",
    "Range",
    "RecommendationPart",
    "RequirementPart",
    "ResidualPart",
    "RiskPart",
    "RoadmapPhase",
    "RulingPart",
    "SCHEMA_ID",
    "Score",
    "Scores",
    "Technique",
    "ThreatPart",
    "TracePart",
    "json_schema",
]
