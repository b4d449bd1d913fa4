"""The published result of one assessment, as a typed document (a contract)."""

from sextant.assessment.document import SCHEMA_ID, Assessment, json_schema
from sextant.assessment.obligations import ObligationPart, RequirementPart
from sextant.assessment.part import Part
from sextant.assessment.plan import (
    PostponedPart,
    QuestionPart,
    Range,
    RecommendationPart,
    RoadmapPhase,
)
from sextant.assessment.ratings import ConflictPart, ControlPart, EvidencePart, Score, Scores
from sextant.assessment.risks import Exceedance, LevelPart, Money, ResidualPart, RiskPart
from sextant.assessment.subject import InputFile, Meta, OrganizationPart
from sextant.assessment.threats import Technique, ThreatPart
from sextant.assessment.trace import CallPart, RulingPart, TracePart

__all__ = [
    "Assessment",
    "CallPart",
    "ConflictPart",
    "ControlPart",
    "EvidencePart",
    "Exceedance",
    "InputFile",
    "LevelPart",
    "Meta",
    "Money",
    "ObligationPart",
    "OrganizationPart",
    "Part",
    "PostponedPart",
    "QuestionPart",
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
