"""Asset mapping: what there is, how critical it is, and what was not spoken of (CSF ID.AM)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agents.base import Agent
from agents.facts import data_of, inferred_kinds, kinds_of
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
    ProfileAsset,
    Record,
)


class AssetMappingInput(Record):
    profile: OrganizationProfile
    organization: OrganizationContext
    mentions: tuple[Mention, ...] = ()


def analyse(inp: AssetMappingInput, knowledge: Knowledge) -> AssetMap:
    """Listed assets first, in the profile's order; then those that only the text names."""
    listed = [
        _listed(i, asset, inp.mentions, knowledge) for i, asset in enumerate(inp.profile.assets)
    ]
    known = {k for a in listed for k in a.kinds}
    inferred = [a for a in _inferred(inp.mentions, knowledge) if a.kinds[0] not in known]
    assets = tuple(_unique([*listed, *inferred]))
    return AssetMap(
        assets=assets,
        third_parties=_third_parties(assets),
        not_mentioned=tuple(_not_mentioned(inp.organization.sector, assets, knowledge)),
    )


def _listed(
    index: int, asset: ProfileAsset, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> Asset:
    kinds = kinds_of(index, mentions)
    data = data_of(asset.data, kinds, knowledge)
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


def _inferred(mentions: tuple[Mention, ...], knowledge: Knowledge) -> Iterator[Asset]:
    for kind_id in inferred_kinds(mentions):
        kind = knowledge.asset_kinds[kind_id]
        if not kind.infer:
            continue
        mention = next(m for m in mentions if m.kind == "asset" and m.id == kind_id)
        criticality, reason = _criticality(
            kind.type,
            (kind.id,),
            kind.data,
            bool(kind.internet_facing),
            knowledge.scales.criticality,
        )
        yield Asset(
            id=_slug(kind.title), name=kind.title, type=kind.type, kinds=(kind.id,),
            data=kind.data, internet_facing=kind.internet_facing, criticality=criticality,
            criticality_reason=reason, origin="inferred", quote=mention.quote,
            source=mention.source, locator=mention.locator,
        )  # fmt: skip


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
    candidates += [(scale.data[d], f"it holds {d} data") for d in data]  # type: ignore[index]
    level, reason = max(candidates, key=lambda c: CRITICALITIES.index(c[0]))
    sensitive = [d for d in data if d in scale.sensitive]
    if internet_facing and sensitive and level != "critical":
        level = CRITICALITIES[CRITICALITIES.index(level) + 1]
        reason = f"{reason}; and it can be reached from the internet"
    return level, reason


def _third_parties(assets: Iterable[Asset]) -> tuple[str, ...]:
    names = [a.vendor for a in assets if a.vendor]
    names += [a.name for a in assets if a.type == "third_party" and not a.vendor]
    return tuple(dict.fromkeys(names))


def _not_mentioned(
    sector: str, assets: Iterable[Asset], knowledge: Knowledge
) -> Iterator[ExpectedAsset]:
    spoken_of = {k for a in assets for k in a.kinds}
    for expected in knowledge.sectors[sector].expected:
        if expected.kind not in spoken_of:
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
