"""What a threat hits, less what is kept out of its reach: copies that an intruder cannot touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from frameworks.schema import Threat
from sextant.records import Asset, ControlRating, ThreatScenario


def hit(
    scenario: ThreatScenario,
    threat: Threat,
    assets: Mapping[str, Asset],
    met: frozenset[str],
) -> tuple[Asset, ...]:
    """The assets that the scenario hits; all of them where nothing else would be left.
    `met`: aspects found in place (`PR.DS-11.protected`)."""
    named = tuple(assets[a] for a in scenario.assets)
    safe = {kind for kind, aspect in threat.spares.items() if aspect in met}
    if not safe:
        return named
    return tuple(a for a in named if not a.kinds or not safe.issuperset(a.kinds)) or named


def met_aspects(ratings: Iterable[ControlRating]) -> frozenset[str]:
    return frozenset(f"{r.subcategory}.{aspect}" for r in ratings for aspect in r.met_aspects)
