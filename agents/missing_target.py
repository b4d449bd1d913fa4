"""Why a threat finds nothing to hit here: the nearest asset, and which condition it fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.threat_reasons import Background, failing
from agents.threat_words import TYPES, kinds_in, listed
from frameworks.conditions import AllOf, AssetIs, Condition, NoneOf, Situation
from frameworks.schema import Threat
from sextant.records import Asset

_MOST_KINDS = 4
_MOST_CAUSES = 2


def no_target(
    threat: Threat, background: Background, assets: Sequence[tuple[Asset, Situation]]
) -> str:
    """The scenario needs an asset to hit, and none is known that it could."""
    condition = threat.targets
    kinds = kinds_in(condition, background.knowledge) if condition is not None else []
    shown = f" ({', '.join(kinds[:_MOST_KINDS])})" if kinds else ""
    nearest = max(assets, key=lambda a: _held(condition, a[1]), default=None)
    if condition is None or nearest is None or not _held(condition, nearest[1]):
        return f"No asset that it could hit was listed or recognised{shown}."
    asset, situation = nearest
    causes = list(dict.fromkeys(_causes(threat, asset, situation, background)))[:_MOST_CAUSES]
    return (
        "No asset that it could hit was listed or recognised: nearest is "
        f"“{asset.name}”, but {', and '.join(causes)}."
    )


def _held(condition: Condition | None, situation: Situation) -> int:
    """How many of the things asked for together the asset has."""
    parts = condition.all if isinstance(condition, AllOf) else ()
    return sum(p.holds(situation) for p in parts if not isinstance(p, NoneOf))


def _causes(
    threat: Threat, asset: Asset, situation: Situation, background: Background
) -> Iterator[str]:
    assert threat.targets is not None
    nodes = list(failing(threat.targets, situation))
    types = [t for n in nodes if isinstance(n, AssetIs) and n.asset == "type" for t in _values(n)]
    if types:
        yield f"it is {TYPES[asset.type]}, not {listed([TYPES.get(t, t) for t in types])}"
    for node in nodes:
        if isinstance(node, AssetIs) and node.asset != "type":
            yield _cause(node, asset, background)
        elif isinstance(node, NoneOf):
            titles = [background.knowledge.threats[t].title for t in threat.covered_by]
            yield (
                f"another scenario covers it: “{'”, “'.join(titles)}”"
                if titles
                else ("it is of a kind that this scenario leaves out")
            )


def _cause(node: AssetIs, asset: Asset, background: Background) -> str:
    if node.asset == "kinds":
        titles = kinds_in(node, background.knowledge)
        return f"it was not recognised as {listed(titles)}"
    if node.asset == "internet_facing":
        open_ = asset.internet_facing is None
        return (
            "it is not said whether it can be reached from the internet"
            if open_
            else "it cannot be reached from the internet"
        )
    value = str(getattr(asset, node.asset, "")).replace("_", " ")
    return f"its {node.asset} is {value}" if value else f"its {node.asset} is not known"


def _values(node: AssetIs) -> list[str]:
    return [str(v) for v in node.one_of or (node.includes or node.equals,)]
