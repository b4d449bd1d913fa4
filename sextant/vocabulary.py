"""The ids that a profile may use, read without the rest of the knowledge, for speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from frameworks.loader import HERE
from frameworks.schema import CsfCatalog


@dataclass(frozen=True)
class Vocabulary:
    """Sector and Subcategory ids, as `sextant.intake` wants them."""

    sectors: Mapping[str, object]
    subcategories: Mapping[str, object]


def vocabulary(root: Path = HERE) -> Vocabulary:
    """The ids under `root`. Raises OSError when the catalogue is missing."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = (root / "catalogs" / "csf-2.0.yaml").read_bytes()
    catalog = CsfCatalog.model_validate(yaml.load(raw, Loader=loader))  # noqa: S506 - safe loader
    return Vocabulary(
        sectors={p.stem: p.stem for p in sorted((root / "sectors").glob("*.yaml"))},
        subcategories={
            s.id: s for f in catalog.functions for c in f.categories for s in c.subcategories
        },
    )
