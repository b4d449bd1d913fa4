"""Facts: computed from the profile's fields, read from its words, or implied by other facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agents.placement import Placement, place
from agents.reasons import DATA_WORDS, RECORD_WORDS, because, listed, money, one_each, within
from frameworks.conditions import Situation, Value
from frameworks.loader import Knowledge
from frameworks.schema import FactRule
from sextant.clipping import clipped
from sextant.records import DataClass, Fact, Mention, OrganizationProfile, ProfileAsset

_SHORT = 60  # characters of a quote that tells of an asset
_ROUNDS = 4  # facts imply facts; the longest chain in the knowledge is shorter
_REGIONS = {
    "us": "the United States", "eu": "the European Union", "uk": "the United Kingdom",
    "canada": "Canada", "australia": "Australia", "other": "other countries",
}  # fmt: skip
_TYPES = {
    "server": "a server", "endpoint": "computers", "mobile": "mobile devices",
    "network": "network equipment", "cloud": "a cloud account", "saas": "an online service",
    "application": "an application", "data": "a data store", "ot": "industrial controls",
    "iot": "connected devices", "third_party": "a third party",
}  # fmt: skip


def establish(
    profile: OrganizationProfile,
    mentions: tuple[Mention, ...],
    regulations: tuple[str, ...],
    knowledge: Knowledge,
) -> tuple[Fact, ...]:
    """Every fact that is established, with its reason. What is not listed is not known.

    Where words both state and deny a fact, stating wins: overlooking an exposure costs more.
    """
    placement = place(profile, mentions, knowledge)
    found = {f.id: f for f in _computed(profile, placement, regulations, knowledge)}
    spoken = [m for m in mentions if m.kind == "fact"]
    denied = {m.id for m in spoken if not m.present}
    for mention in sorted(spoken, key=lambda m: (not m.present, _stands_apart(m, knowledge))):
        rule = knowledge.facts[mention.id]
        found.setdefault(rule.id, _from_words(rule, mention, rule.id in denied))
    assets = tuple(_asset_values(profile, placement, knowledge))
    for _ in range(_ROUNDS):
        added = [f for f in _implied(found, assets, knowledge) if f.id not in found]
        if not added:
            break
        found |= {f.id: f for f in added}
    return tuple(found[key] for key in sorted(found))


def _stands_apart(mention: Mention, knowledge: Knowledge) -> bool:
    """Of a weakness, the words beside the asset that has it tell most."""
    return not (knowledge.facts[mention.id].weakness and mention.locator.startswith("assets["))


def _from_words(rule: FactRule, mention: Mention, denied: bool) -> Fact:
    said = rule.description
    if not mention.present:
        said = f"it is said not to be so that {rule.description}"
    elif denied:
        said = f"{rule.description} (elsewhere this is denied; the two do not agree)"
    return Fact(
        id=rule.id, value=mention.present, reason=said, source=mention.source,
        locator=mention.locator, quote=mention.quote,
    )  # fmt: skip


def _implied(
    found: Mapping[str, Fact],
    assets: Iterable[tuple[str, Mapping[str, Value]]],
    knowledge: Knowledge,
) -> Iterator[Fact]:
    situation = Situation({f.id: f.value for f in found.values()})
    for rule in knowledge.facts.values():
        if rule.id in found:
            continue
        if rule.when is not None and rule.when.holds(situation):
            cause = next(iter(because(rule.when, situation, found)), "")
            shown = f" ({cause.split(' (')[0]})" if cause else ""
            yield Fact(id=rule.id, value=True, reason=f"{rule.description}{shown}")
        elif rule.any_asset is not None:
            for name, values in assets:
                if rule.any_asset.holds(Situation(situation.facts, values)):
                    yield Fact(id=rule.id, value=True, reason=f"{rule.description} ({name})")
                    break


def _asset_values(
    profile: OrganizationProfile, placement: Placement, knowledge: Knowledge
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Every asset as conditions see it, with words that say which it is."""
    for asset, kinds in zip(profile.assets, placement.listed, strict=True):
        yield (
            f"asset “{asset.name}”",
            {
                "type": asset.type,
                "kinds": kinds,
                "data": data_of(asset, kinds, profile, knowledge),
                "internet_facing": bool(asset.internet_facing),
                "criticality": asset.criticality or "",
                "vendor": asset.vendor,
            },
        )
    for mention in placement.inferred:
        kind = knowledge.asset_kinds[mention.id]
        yield f"“{clipped(mention.quote, _SHORT)}”", {
            "type": kind.type, "kinds": (kind.id,), "data": usual_data(kind.id, profile, knowledge),
            "internet_facing": bool(kind.internet_facing), "criticality": "", "vendor": "",
        }  # fmt: skip


def data_of(
    asset: ProfileAsset,
    kinds: tuple[str, ...],
    profile: OrganizationProfile,
    knowledge: Knowledge,
) -> tuple[DataClass, ...]:
    """Data held: as listed, else what the asset's kinds hold by their nature."""
    if asset.data:
        return asset.data
    return tuple(dict.fromkeys(d for k in kinds for d in usual_data(k, profile, knowledge)))


def usual_data(
    kind: str, profile: OrganizationProfile, knowledge: Knowledge
) -> tuple[DataClass, ...]:
    """What a kind of asset holds by its nature, less what the profile counts as zero records."""
    none = {r.kind for r in profile.records if r.count == 0}
    return tuple(d for d in knowledge.asset_kinds[kind].data if d not in none)


def _computed(
    profile: OrganizationProfile,
    placement: Placement,
    regulations: tuple[str, ...],
    knowledge: Knowledge,
) -> Iterator[Fact]:
    tier, regions = _tier(profile.employees, knowledge), _regions(profile.countries, knowledge)
    revenue = profile.annual_revenue_usd
    known: tuple[tuple[str, Value | None, str], ...] = (
        ("sector", profile.sector, f"the sector is {profile.sector.replace('_', ' ')}"),
        ("employees", profile.employees, f"it has {profile.employees} people"),
        ("size_tier", tier, f"by its headcount it is a {tier} organisation"),
        ("annual_revenue_usd", revenue, f"it takes about {money(revenue or 0)} a year"),
        ("countries", profile.countries, one_each(f"it works in {c}" for c in profile.countries)),
        ("regions", regions, one_each(f"it works in {_REGIONS.get(r, r)}" for r in regions)),
        ("risk_appetite", profile.risk_appetite, f"its risk appetite is {profile.risk_appetite}"),
        ("regulations", regulations, one_each(
            f"it says that it must follow {knowledge.obligations[r].title}" for r in regulations)),
        ("incidents_reported", bool(profile.incidents) or None,
         "the profile reports earlier incidents"),
    )  # fmt: skip
    for fact, value, reason in known:
        if value not in (None, (), ""):
            yield Fact(id=fact, value=value, reason=reason)
    yield from _of_assets(profile, placement, knowledge)
    yield from _records(profile)


def _tier(employees: int | None, knowledge: Knowledge) -> str | None:
    if employees is None:
        return None
    tiers = knowledge.scales.targets.size_tiers.items()
    return next((t for t, (low, high) in tiers if low <= employees <= high), None)


def _regions(countries: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    by_code = {c: r for r, codes in knowledge.scales.regions.regions.items() for c in codes}
    return tuple(dict.fromkeys(by_code.get(c, "other") for c in countries))


def _of_assets(
    profile: OrganizationProfile, placement: Placement, knowledge: Knowledge
) -> Iterator[Fact]:
    types: dict[str, str] = {}
    for asset in profile.assets:
        types.setdefault(asset.type, f"it has {_TYPES[asset.type]} (“{asset.name}”)")
    exposed = [f"“{a.name}”" for a in profile.assets if a.internet_facing]
    if exposed:
        reason = f"{listed(exposed[:3])} can be reached from the internet"
        yield Fact(id="internet_facing", value=True, reason=reason)
    kinds: dict[str, str] = {}
    for asset, own in zip(profile.assets, placement.listed, strict=True):
        for k in own:
            kinds.setdefault(k, f"it has {_title(k, knowledge)} (asset “{asset.name}”)")
    for mention in placement.inferred:
        words = f"it has {_title(mention.id, knowledge)} (“{clipped(mention.quote, _SHORT)}”)"
        kinds.setdefault(mention.id, words)
    for fact, clauses in (
        ("asset_types", types),
        ("asset_kinds", kinds),
        ("data", _data_held(profile, placement, knowledge)),
    ):
        if clauses:
            yield Fact(id=fact, value=tuple(clauses), reason=one_each(clauses.values()))


def _title(kind: str, knowledge: Knowledge) -> str:
    """The kind's title inside a sentence: "tills and card terminals", "CRM" as it is."""
    return within(knowledge.asset_kinds[kind].title)


def _data_held(
    profile: OrganizationProfile, placement: Placement, knowledge: Knowledge
) -> dict[str, str]:
    """Kinds of data held, each with where that is known from. A supplier's data is not held."""
    held: list[tuple[DataClass, str]] = []
    for asset, kinds in zip(profile.assets, placement.listed, strict=True):
        if asset.data or asset.type != "third_party":
            place_ = f"asset “{asset.name}”"
            held += [(d, place_) for d in data_of(asset, kinds, profile, knowledge)]
    held += [(r.kind, f"{r.count:,} records") for r in profile.records if r.count]
    for mention in placement.inferred:
        if knowledge.asset_kinds[mention.id].type != "third_party":
            quote = f"“{clipped(mention.quote, _SHORT)}”"
            held += [(d, quote) for d in usual_data(mention.id, profile, knowledge)]
    found: dict[str, str] = {}
    for kind, where in held:
        found.setdefault(kind, f"it holds {DATA_WORDS[kind]} ({where})")
    return found


def _records(profile: OrganizationProfile) -> Iterator[Fact]:
    total = sum(r.count for r in profile.records)
    if total:
        yield Fact(id="records_total", value=total, reason=f"it holds {total:,} records")
    for record in profile.records:
        words = RECORD_WORDS[record.kind]
        reason = f"it holds {record.count:,} {words}" if record.count else (
            f"the profile says that it holds no {words}"
        )  # fmt: skip
        yield Fact(id=f"records_{record.kind}", value=record.count, reason=reason)
