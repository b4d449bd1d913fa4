"""The shape of every knowledge file: ring one of `sextant knowledge check`."""

from frameworks.schema.catalogs import (
    AttackCatalog,
    AttackTechnique,
    Category,
    CsfCatalog,
    Function,
    Subcategory,
)
from frameworks.schema.controls import (
    Aspect,
    Control,
    StatementExample,
)
from frameworks.schema.crosswalks import (
    Crosswalk,
    CrosswalkReference,
)
from frameworks.schema.cues import Cues
from frameworks.schema.entry import (
    Entry,
    PatternText,
    PhraseText,
)
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
    QuestionnaireColumns,
    Weighing,
)
from frameworks.schema.obligations import (
    Obligation,
    Requirement,
)
from frameworks.schema.parties import Parties
from frameworks.schema.recommendations import (
    PerSystem,
    Phrase,
    PhraseBook,
    PhraseChoice,
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
    CheckSeverity,
    Scanner,
    ScannerExample,
    ScannerMatch,
    ScannerProof,
    ScannerRule,
    ScannerSays,
    ScannerUnit,
)
from frameworks.schema.sectors import (
    ExpectedKind,
    Sector,
)
from frameworks.schema.threats import (
    Adjustment,
    ImpactRule,
    Threat,
    ThreatExample,
    ThreatSubcategories,
)

__all__ = [
    "Adjustment",
    "Aspect",
    "AssetKind",
    "AssetKindFile",
    "AttackCatalog",
    "AttackTechnique",
    "Category",
    "CheckSeverity",
    "ConceptFile",
    "Control",
    "CriticalityScale",
    "Crosswalk",
    "CrosswalkReference",
    "CsfCatalog",
    "Cues",
    "DateWords",
    "Disagreement",
    "DocumentKind",
    "DocumentKinds",
    "Entry",
    "ExpectedKind",
    "FactFile",
    "FactRule",
    "Function",
    "ImpactRule",
    "ImpactScale",
    "InstructionPatterns",
    "LanguageWords",
    "LikenessScale",
    "LossKind",
    "LossScale",
    "Obligation",
    "PatternText",
    "PerSystem",
    "Phrase",
    "PhraseBook",
    "PhraseChoice",
    "PhraseText",
    "PolicyHead",
    "QuestionnaireColumns",
    "RecommendationRule",
    "Parties",
    "RegionScale",
    "Requirement",
    "RiskScales",
    "Scanner",
    "ScannerExample",
    "ScannerMatch",
    "ScannerProof",
    "ScannerRule",
    "ScannerSays",
    "ScannerUnit",
    "ProfileQuestion",
    "ScoringScale",
    "Sector",
    "SizeRange",
    "StatementExample",
    "Subcategory",
    "TargetScale",
    "Threat",
    "ThreatExample",
    "ThreatSubcategories",
    "ToldLoss",
    "Variant",
    "Weighing",
]
