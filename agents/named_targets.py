"""What a threat hits by name: the assets of which the words speak that it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from agents.placement import content
from agents.threat_reasons import Background
from frameworks.schema import Threat
from sextant.records import Asset, Fact

_PLACE = re.compile(r"assets\[(\d+)\]\.(\w+)")


def only_one(threat: Threat, background: Background) -> Asset | None:
    """The one listed asset of which the fact speaks that narrows the threat: somebody looks after
    the business system, and after nothing else."""
    fact = background.facts.get(threat.narrowed_by)
    place = _PLACE.match(fact.locator) if fact is not None and fact.value is True else None
    if place is None or place.group(2) != "notes":
        return None
    kinds = background.situation.facts.get("asset_kinds", ())
    if isinstance(kinds, tuple) and "msp_provider" in kinds:
        return None
    return _listed(background.assets)[int(place.group(1))]


def named_in(fact: Fact | None, assets: Sequence[Asset]) -> Iterator[Asset]:
    """The listed assets that a fact's words stand beside, or share a word with that no other asset
    has."""
    if fact is None or fact.value is not True or not fact.quote:
        return
    listed = _listed(assets)
    place = _PLACE.match(fact.locator)
    if place is not None:
        yield listed[int(place.group(1))]
        return
    own = [content(f"{a.name} {a.notes} {a.vendor}") for a in listed]
    spread = Counter(word for words in own for word in words)
    said = {w for w in content(fact.quote) if spread[w] == 1}
    yield from (a for a, words in zip(listed, own, strict=True) if words & said)


def _listed(assets: Sequence[Asset]) -> list[Asset]:
    return [a for a in assets if a.origin == "listed"]
