"""The shape of every knowledge file: ring one of `sextant knowledge check`."""

from frameworks.schema.catalogs import (
    AttackCatalog,
    Category,
    CsfCatalog,
    Function,
    Subcategory,
)
from frameworks.schema.controls import (
    Control,
    StatementExample,
)
from frameworks.schema.crosswalks import Crosswalk
from frameworks.schema.cue_groups import ReportedQuestions
from frameworks.schema.cues import Cues
from frameworks.schema.entry import Entry
from frameworks.schema.facts import (
    AssetKind,
    AssetKindFile,
    FactFile,
    FactRule,
)
from frameworks.schema.languages import LanguageWords
from frameworks.schema.lexicon import (
    ConceptFile,
    DateWords,
    Disagreement,
    DocumentKind,
    DocumentKinds,
    InstructionPatterns,
    LikenessScale,
    PolicyHead,
    Weighing,
)
from frameworks.schema.obligations import (
    Obligation,
    Requirement,
)
from frameworks.schema.parties import Parties
from frameworks.schema.recommendations import (
    Phrase,
    PhraseBook,
    RecommendationRule,
    SizeRange,
    Variant,
)
from frameworks.schema.scales import (
    CriticalityScale,
    ImpactScale,
    LossKind,
    LossScale,
    ProfileQuestion,
    RegionScale,
    RiskScales,
    ScoringScale,
    TargetScale,
    ToldLoss,
)
from frameworks.schema.scanners import (
    Scanner,
    ScannerExample,
    ScannerMatch,
    ScannerProof,
    ScannerRule,
    ScannerSays,
    ScannerUnit,
)
from frameworks.schema.sectors import Sector
from frameworks.schema.threats import (
    Threat,
)

__all__ = [
    "AssetKind",
    "AssetKindFile",
    "AttackCatalog",
    "Category",
    "ConceptFile",
    "Control",
    "CriticalityScale",
    "Crosswalk",
    "CsfCatalog",
    "Cues",
    "DateWords",
    "Disagreement",
    "DocumentKind",
    "DocumentKinds",
    "Entry",
    "FactFile",
    "FactRule",
    "Function",
    "ImpactScale",
    "InstructionPatterns",
    "LanguageWords",
    "LikenessScale",
    "LossKind",
    "LossScale",
    "Obligation",
    "Parties",
    "Phrase",
    "PhraseBook",
    "PolicyHead",
    "ProfileQuestion",
    "RecommendationRule",
    "RegionScale",
    "ReportedQuestions",
    "Requirement",
    "RiskScales",
    "Scanner",
    "ScannerExample",
    "ScannerMatch",
    "ScannerProof",
    "ScannerRule",
    "ScannerSays",
    "ScannerUnit",
    "ScoringScale",
    "Sector",
    "SizeRange",
    "StatementExample",
    "Subcategory",
    "TargetScale",
    "Threat",
    "ToldLoss",
    "Variant",
    "Weighing",
]
