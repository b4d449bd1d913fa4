"""Asset mapping: what there is, how critical it is, and what was not spoken of (CSF ID.AM)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agents.base import Agent
from agents.facts import data_of, usual_data
from agents.placement import Placement, place
from agents.reasons import DATA_WORDS
from agents.third_parties import third_parties
from frameworks.loader import Knowledge
from frameworks.schema import CriticalityScale
from sextant.records import (
    CRITICALITIES,
    Asset,
    AssetMap,
    Criticality,
    ExpectedAsset,
    Mention,
    OrganizationContext,
    OrganizationProfile,
    Record,
)

_MOST_INFERRED = 12
_OURS = re.compile(r"\b(we|our|us|i|my|ours)\b", re.IGNORECASE)


class AssetMappingInput(Record):
    profile: OrganizationProfile
    organization: OrganizationContext
    mentions: tuple[Mention, ...] = ()


def analyse(inp: AssetMappingInput, knowledge: Knowledge) -> AssetMap:
    """Listed assets first, in the profile's order; then those that only the text names."""
    placement = place(inp.profile, inp.mentions, knowledge)
    found = [_listed(i, inp.profile, placement, knowledge) for i in range(len(inp.profile.assets))]
    inferred = [_inferred(m, inp.profile, knowledge) for m in placement.inferred
                if knowledge.asset_kinds[m.id].infer]  # fmt: skip
    assets = tuple(_unique([*found, *_most_critical(inferred)]))
    return AssetMap(
        assets=assets,
        third_parties=third_parties(assets, inp.profile, inp.mentions, knowledge),
        not_mentioned=tuple(_not_mentioned(inp.organization.sector, placement, knowledge)),
    )


def _listed(
    index: int, profile: OrganizationProfile, placement: Placement, knowledge: Knowledge
) -> Asset:
    asset, kinds = profile.assets[index], placement.listed[index]
    data = data_of(asset, kinds, profile, knowledge)
    if asset.criticality:
        criticality, reason = asset.criticality, "as the profile gives it"
    else:
        criticality, reason = _criticality(
            asset.type, kinds, data, bool(asset.internet_facing), knowledge.scales.criticality
        )
    return Asset(
        id=_slug(asset.name), name=asset.name, type=asset.type, kinds=kinds, data=data,
        internet_facing=asset.internet_facing, criticality=criticality,
        criticality_reason=reason, vendor=asset.vendor, notes=asset.notes,
    )  # fmt: skip


def _inferred(mention: Mention, profile: OrganizationProfile, knowledge: Knowledge) -> Asset:
    """An asset from a passing word. It is never critical, and high only when the organisation
    speaks of its own and of sensitive data: a word is no inventory."""
    kind = knowledge.asset_kinds[mention.id]
    scale = knowledge.scales.criticality
    data = usual_data(kind.id, profile, knowledge)
    criticality, reason = _criticality(kind.type, (kind.id,), data, False, scale)
    own = bool(_OURS.search(mention.quote)) or _in_profile(mention)
    ceiling: Criticality = "high" if own and set(data) & set(scale.sensitive) else "moderate"
    if CRITICALITIES.index(criticality) > CRITICALITIES.index(ceiling):
        criticality, reason = ceiling, f"{reason}; taken as no more, since only the text names it"
    return Asset(
        id=_slug(kind.title), name=kind.title, type=kind.type, kinds=(kind.id,),
        data=data, internet_facing=kind.internet_facing, criticality=criticality,
        criticality_reason=reason, origin="inferred", quote=mention.quote,
        source=mention.source, locator=mention.locator,
    )  # fmt: skip


def _in_profile(mention: Mention) -> bool:
    return mention.locator.startswith(("organization.", "practices[", "assets["))


def _most_critical(inferred: list[Asset]) -> Iterator[Asset]:
    """The most critical of them, no more than a reader can check, in the order of the text."""
    ranked = sorted(inferred, key=lambda a: -CRITICALITIES.index(a.criticality))
    kept = {a.kinds for a in ranked[:_MOST_INFERRED]}
    return (a for a in inferred if a.kinds in kept)


def _criticality(
    type_: str,
    kinds: tuple[str, ...],
    data: tuple[str, ...],
    internet_facing: bool,
    scale: CriticalityScale,
) -> tuple[Criticality, str]:
    """The highest that its data, type or kind gives; one step more if exposed and sensitive."""
    candidates = [(scale.types[type_], "what kind of asset it is")]  # type: ignore[index]
    candidates += [(scale.kinds[k], "the work that stops without it") for k in kinds
                   if k in scale.kinds]  # fmt: skip
    candidates += [(scale.data[d], f"it holds {DATA_WORDS[d]}") for d in data]  # type: ignore[index]
    level, reason = max(candidates, key=lambda c: CRITICALITIES.index(c[0]))
    sensitive = [d for d in data if d in scale.sensitive]
    if internet_facing and sensitive and level != "critical":
        level = CRITICALITIES[CRITICALITIES.index(level) + 1]
        reason = f"{reason}; and it can be reached from the internet"
    return level, reason


def _not_mentioned(
    sector: str, placement: Placement, knowledge: Knowledge
) -> Iterator[ExpectedAsset]:
    for expected in knowledge.sectors[sector].expected:
        if not placement.speaks_of(expected.kind):
            title = knowledge.asset_kinds[expected.kind].title
            yield ExpectedAsset(kind=expected.kind, title=title, why=expected.why)


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "asset"


def _unique(assets: Iterable[Asset]) -> Iterator[Asset]:
    """The same assets with ids that differ: a second "server" becomes "server-2"."""
    seen: dict[str, int] = {}
    for asset in assets:
        seen[asset.id] = seen.get(asset.id, 0) + 1
        number = seen[asset.id]
        yield asset if number == 1 else asset.model_copy(update={"id": f"{asset.id}-{number}"})


AGENT = Agent(
    name="asset_mapping",
    reads=AssetMappingInput,
    writes="assets",
    analyse=analyse,
    describe=lambda out: (
        f"{len(out.assets)} assets, "
        f"{sum(1 for a in out.assets if a.origin == 'inferred')} of them inferred"
    ),
)
