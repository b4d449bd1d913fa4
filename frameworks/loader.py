"""Load and validate the knowledge base. Fails with the file's name, never silently.

Ring one (schema) is here; rings two and three (references, whole set) are in `checks.py`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from frameworks import schema
from frameworks.parsed import Parsed
from sextant import collector
from sextant.errors import KnowledgeError

HERE = Path(__file__).parent
E = TypeVar("E", bound=schema.Entry)
_KEPT = HERE / "__pycache__" / "knowledge.parsed"


@dataclass(frozen=True)
class Scales:
    risk: schema.RiskScales
    targets: schema.TargetScale
    losses: schema.LossScale
    impact: schema.ImpactScale
    regions: schema.RegionScale
    criticality: schema.CriticalityScale
    scoring: schema.ScoringScale
    phrases: schema.PhraseBook


@dataclass(frozen=True)
class Knowledge:
    """Everything known before the organisation is looked at. Never changed after loading."""

    version: str
    csf: schema.CsfCatalog
    attack: tuple[schema.AttackCatalog, ...]
    concepts: dict[str, tuple[str, ...]]
    cues: schema.Cues
    instructions: schema.InstructionPatterns
    languages: schema.LanguageWords
    documents: schema.DocumentKinds
    disagreement: schema.Disagreement
    likeness: schema.LikenessScale
    likeness_weights: bytes
    order_weights: bytes
    controls: dict[str, schema.Control]
    facts: dict[str, schema.FactRule]
    asset_kinds: dict[str, schema.AssetKind]
    parties: schema.Parties
    threats: dict[str, schema.Threat]
    recommendations: dict[str, schema.RecommendationRule]
    sectors: dict[str, schema.Sector]
    obligations: dict[str, schema.Obligation]
    crosswalks: dict[str, schema.Crosswalk]
    scales: Scales
    scanners: dict[str, schema.Scanner] = field(default_factory=dict)
    subcategories: dict[str, schema.Subcategory] = field(default_factory=dict)
    techniques: dict[str, str] = field(default_factory=dict)


class _Files:
    """Reads one knowledge folder, collecting faults instead of stopping at the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []
        self.digest = hashlib.sha256()
        self.parsed = Parsed(_KEPT if root == HERE else None)

    def one(self, name: str, model: type[E]) -> E | None:
        path = self.root / name
        try:
            raw = path.read_bytes()
            self.digest.update(name.encode() + b"\0" + raw)
            entry: E = _adapter(model).validate_python(self.parsed.value(raw))
            return entry
        except OSError as exc:
            self.faults.append(f"{name}: cannot be read ({exc.strerror})")
        except yaml.YAMLError as exc:
            self.faults.append(f"{name}: not valid YAML: {' '.join(str(exc).split())}")
        except ValidationError as exc:
            for error in exc.errors():
                where = ".".join(str(p) for p in error["loc"])
                self.faults.append(f"{name}: {where}: {error['msg']}")
        return None

    def raw(self, name: str) -> bytes:
        """A file that is not YAML, as it is; empty when it cannot be read."""
        try:
            raw = (self.root / name).read_bytes()
        except OSError as exc:
            self.faults.append(f"{name}: cannot be read ({exc.strerror})")
            return b""
        self.digest.update(name.encode() + b"\0" + raw)
        return raw

    def folder(self, name: str, model: type[E]) -> dict[str, E]:
        """Every file of a folder by its id, which must be the file's name."""
        found: dict[str, E] = {}
        for path in sorted((self.root / name).glob("*.yaml")):
            entry = self.one(f"{name}/{path.name}", model)
            if entry is None:
                continue
            entry_id = str(getattr(entry, "id", path.stem))
            if entry_id != path.stem:
                self.faults.append(f"{name}/{path.name}: id {entry_id!r} must equal the file name")
            found[path.stem] = entry
        return found

    def merged(self, name: str, model: type[E], attribute: str) -> dict[str, Any]:
        """Items of several files under one folder, by id, refusing an id given twice."""
        found: dict[str, Any] = {}
        for file, entry in self.folder(name, model).items():
            items = getattr(entry, attribute)
            pairs = items.items() if isinstance(items, dict) else ((i.id, i) for i in items)
            for key, item in pairs:
                if key in found:
                    self.faults.append(f"{name}/{file}.yaml: {key!r} is defined twice")
                found[key] = item
        return found


@lru_cache(maxsize=64)
def _adapter(model: type[E]) -> TypeAdapter[E]:
    return TypeAdapter(model)


def read(root: Path = HERE) -> tuple[Knowledge | None, tuple[str, ...]]:
    """Ring one: everything that can be read, and what is wrong with the rest.

    The knowledge is None when a file that everything depends on could not be read.
    """
    files = _Files(root)
    csf = files.one("catalogs/csf-2.0.yaml", schema.CsfCatalog)
    attack = (
        files.one("catalogs/attack-enterprise.yaml", schema.AttackCatalog),
        files.one("catalogs/attack-ics.yaml", schema.AttackCatalog),
    )
    cues = files.one("lexicon/cues/cues.yaml", schema.Cues)
    instructions = files.one("lexicon/instructions/instructions.yaml", schema.InstructionPatterns)
    languages = files.one("lexicon/languages/languages.yaml", schema.LanguageWords)
    documents = files.one("lexicon/documents/documents.yaml", schema.DocumentKinds)
    disagreement = files.one("lexicon/disagreement/disagreement.yaml", schema.Disagreement)
    likeness = files.one("lexicon/likeness/likeness.yaml", schema.LikenessScale)
    parties = files.one("assets/parties/parties.yaml", schema.Parties)
    weights = files.raw("lexicon/likeness/weights.npz")
    orders = files.raw("lexicon/instructions/weights.npz")
    scales = (
        files.one("scales/risk.yaml", schema.RiskScales),
        files.one("scales/targets.yaml", schema.TargetScale),
        files.one("scales/losses.yaml", schema.LossScale),
        files.one("scales/impact.yaml", schema.ImpactScale),
        files.one("scales/regions.yaml", schema.RegionScale),
        files.one("scales/criticality.yaml", schema.CriticalityScale),
        files.one("scales/scoring.yaml", schema.ScoringScale),
        files.one("scales/phrases.yaml", schema.PhraseBook),
    )
    parts: dict[str, Any] = {
        "concepts": files.merged("lexicon", schema.ConceptFile, "concepts"),
        "controls": files.folder("controls", schema.Control),
        "facts": files.merged("facts", schema.FactFile, "facts"),
        "asset_kinds": files.merged("assets", schema.AssetKindFile, "kinds"),
        "threats": files.folder("threats", schema.Threat),
        "recommendations": files.folder("recommendations", schema.RecommendationRule),
        "sectors": files.folder("sectors", schema.Sector),
        "obligations": files.folder("obligations", schema.Obligation),
        "crosswalks": files.folder("crosswalks", schema.Crosswalk),
        "scanners": files.folder("scanners", schema.Scanner),
    }
    files.parsed.keep()
    required = (
        csf, *attack, cues, instructions, languages, documents, disagreement, likeness, parties,
        *scales,
    )  # fmt: skip
    if any(part is None for part in required):
        return None, tuple(files.faults)
    knowledge = Knowledge(
        version=files.digest.hexdigest()[:16],
        csf=csf,  # type: ignore[arg-type]  # None was ruled out above
        attack=attack,  # type: ignore[arg-type]
        cues=cues,  # type: ignore[arg-type]
        instructions=instructions,  # type: ignore[arg-type]
        languages=languages,  # type: ignore[arg-type]
        documents=documents,  # type: ignore[arg-type]
        disagreement=disagreement,  # type: ignore[arg-type]
        likeness=likeness,  # type: ignore[arg-type]
        parties=parties,  # type: ignore[arg-type]
        likeness_weights=weights,
        order_weights=orders,
        scales=Scales(*scales),  # type: ignore[arg-type]
        subcategories=_subcategories(csf),  # type: ignore[arg-type]
        techniques={t.id: t.name for a in attack if a for t in a.techniques},
        **parts,
    )
    return knowledge, tuple(files.faults)


def _subcategories(csf: schema.CsfCatalog) -> dict[str, schema.Subcategory]:
    return {s.id: s for f in csf.functions for c in f.categories for s in c.subcategories}


def load(root: Path = HERE) -> Knowledge:
    """The knowledge under `root`, fit to assess with. Raises KnowledgeError naming every fault.

    Only ring one is checked at every start, for speed; `sextant knowledge check` and the tests
    check all three.
    """
    return _load(root)


@lru_cache(maxsize=4)  # here, where `load()` and `load(HERE)` are the same
def _load(root: Path) -> Knowledge:
    with collector.lasting():
        knowledge, faults = read(root)
    if faults or knowledge is None:
        raise KnowledgeError(faults)
    return knowledge
