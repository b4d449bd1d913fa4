"""Facts: computed from the profile's fields, read from its words, or implied by other facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from frameworks.conditions import Situation, Value, established
from frameworks.loader import Knowledge
from frameworks.schema import FactRule
from sextant.records import Fact, Mention, OrganizationProfile, ProfileAsset

_ROUNDS = 4  # facts imply facts; the longest chain in the knowledge is shorter


def establish(
    profile: OrganizationProfile,
    mentions: tuple[Mention, ...],
    regulations: tuple[str, ...],
    knowledge: Knowledge,
) -> tuple[Fact, ...]:
    """Every fact that is established, with its reason. What is not listed is not known.

    Where words both state and deny a fact, stating wins: overlooking an exposure costs more.
    """
    found = {f.id: f for f in _computed(profile, mentions, regulations, knowledge)}
    spoken = [m for m in mentions if m.kind == "fact"]
    for mention in sorted(spoken, key=lambda m: not m.present):
        rule = knowledge.facts[mention.id]
        found.setdefault(rule.id, _from_words(rule, mention))
    assets = tuple(_asset_values(profile, mentions, knowledge))
    for _ in range(_ROUNDS):
        situation = Situation({f.id: f.value for f in found.values()})
        added = [f for f in _implied(situation, assets, found, knowledge) if f.id not in found]
        if not added:
            break
        found |= {f.id: f for f in added}
    return tuple(found[key] for key in sorted(found))


def _from_words(rule: FactRule, mention: Mention) -> Fact:
    said = (
        rule.description if mention.present else f"it is said not to be so that {rule.description}"
    )
    return Fact(
        id=rule.id, value=mention.present, reason=said, source=mention.source,
        locator=mention.locator, quote=mention.quote,
    )  # fmt: skip


def _implied(
    situation: Situation,
    assets: Iterable[tuple[ProfileAsset, Mapping[str, Value]]],
    found: Mapping[str, Fact],
    knowledge: Knowledge,
) -> Iterator[Fact]:
    for rule in knowledge.facts.values():
        if rule.id in found:
            continue
        if rule.when is not None and rule.when.holds(situation):
            causes = established(rule.when, situation)
            because = "; ".join(found[c].reason for c in causes if c in found)
            yield Fact(id=rule.id, value=True, reason=f"{rule.description} ({because})")
        elif rule.any_asset is not None:
            for asset, values in assets:
                if rule.any_asset.holds(Situation(situation.facts, values)):
                    yield Fact(
                        id=rule.id, value=True, reason=f"{rule.description} (asset “{asset.name}”)"
                    )
                    break


def _asset_values(
    profile: OrganizationProfile, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> Iterator[tuple[ProfileAsset, Mapping[str, Value]]]:
    for i, asset in enumerate(profile.assets):
        kinds = kinds_of(i, mentions)
        yield (
            asset,
            {
                "type": asset.type,
                "kinds": kinds,
                "data": data_of(asset.data, kinds, knowledge),
                "internet_facing": bool(asset.internet_facing),
                "criticality": asset.criticality or "",
                "vendor": asset.vendor,
            },
        )
    for kind_id in inferred_kinds(mentions):
        kind = knowledge.asset_kinds[kind_id]
        named = ProfileAsset(name=kind.title, type=kind.type)
        yield named, {
            "type": kind.type, "kinds": (kind.id,), "data": kind.data,
            "internet_facing": bool(kind.internet_facing), "criticality": "", "vendor": "",
        }  # fmt: skip


def kinds_of(index: int, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Kinds of the listed asset at `index`, by the words of its name and vendor."""
    place = f"assets[{index}].name"
    return tuple(m.id for m in mentions if m.kind == "asset" and m.locator == place)


def inferred_kinds(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Kinds of assets that only running text names, in order of first mention."""
    return tuple(dict.fromkeys(
        m.id for m in mentions if m.kind == "asset" and not m.locator.endswith("].name")
    ))  # fmt: skip


def data_of(
    listed: tuple[str, ...], kinds: tuple[str, ...], knowledge: Knowledge
) -> tuple[str, ...]:
    """Data held: as listed, else what the asset's kinds hold by their nature."""
    if listed:
        return listed
    return tuple(dict.fromkeys(d for k in kinds for d in knowledge.asset_kinds[k].data))


def _computed(
    profile: OrganizationProfile,
    mentions: tuple[Mention, ...],
    regulations: tuple[str, ...],
    knowledge: Knowledge,
) -> Iterator[Fact]:
    values: dict[str, Value | None] = {
        "sector": profile.sector,
        "employees": profile.employees,
        "size_tier": _tier(profile.employees, knowledge),
        "annual_revenue_usd": profile.annual_revenue_usd,
        "countries": profile.countries,
        "regions": _regions(profile.countries, knowledge),
        "risk_appetite": profile.risk_appetite,
        "regulations": regulations,
        "incidents_reported": bool(profile.incidents) or None,
        "asset_types": tuple(dict.fromkeys(a.type for a in profile.assets)),
        "internet_facing": any(a.internet_facing for a in profile.assets) or None,
    }
    for fact, value in values.items():
        if value not in (None, (), ""):
            yield Fact(id=fact, value=value, reason=_reason(fact, value))
    yield from _kinds_and_data(profile, mentions, knowledge)
    yield from _records(profile)


def _reason(fact: str, value: Value) -> str:
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    words = {
        "incidents_reported": "the profile reports earlier incidents",
        "internet_facing": "an asset can be reached from the internet",
        "sector": f"the sector is {shown.replace('_', ' ')}",
        "regions": f"it works in: {shown.upper()}",
    }
    return words.get(fact, f"{fact.replace('_', ' ')}: {shown}")


def _tier(employees: int | None, knowledge: Knowledge) -> str | None:
    if employees is None:
        return None
    tiers = knowledge.scales.targets.size_tiers.items()
    return next((t for t, (low, high) in tiers if low <= employees <= high), None)


def _regions(countries: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    by_code = {c: r for r, codes in knowledge.scales.regions.regions.items() for c in codes}
    return tuple(dict.fromkeys(by_code.get(c, "other") for c in countries))


def _kinds_and_data(
    profile: OrganizationProfile, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> Iterator[Fact]:
    kinds = [*inferred_kinds(mentions)]
    for i in range(len(profile.assets)):
        kinds += kinds_of(i, mentions)
    if kinds:
        unique = tuple(dict.fromkeys(kinds))
        titles = ", ".join(knowledge.asset_kinds[k].title for k in unique)
        yield Fact(id="asset_kinds", value=unique, reason=f"assets spoken of: {titles}")
    data = _data_held(profile, mentions, knowledge)
    if data:
        why = "; ".join(f"{kind}: {reason}" for kind, reason in data.items())
        yield Fact(id="data", value=tuple(data), reason=f"data held ({why})")


def _data_held(
    profile: OrganizationProfile, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> dict[str, str]:
    """Kinds of data held, each with where that is known from."""
    data: dict[str, str] = {}
    for kind in inferred_kinds(mentions):
        for item in knowledge.asset_kinds[kind].data:
            data.setdefault(item, f"“{knowledge.asset_kinds[kind].title}” holds it")
    for i, asset in enumerate(profile.assets):
        for held in data_of(asset.data, kinds_of(i, mentions), knowledge):
            data.setdefault(held, f"asset “{asset.name}” holds it")
    for record in profile.records:
        if record.count:
            data.setdefault(record.kind, f"{record.count:,} records are held")
    return data


def _records(profile: OrganizationProfile) -> Iterator[Fact]:
    total = sum(r.count for r in profile.records)
    if total:
        yield Fact(id="records_total", value=total, reason=f"{total:,} records are held")
    for record in profile.records:
        if record.count:
            yield Fact(
                id=f"records_{record.kind}",
                value=record.count,
                reason=f"{record.count:,} {record.kind} records are held",
            )
