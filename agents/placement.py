"""Which kinds of asset the words name, and which listed asset each of them belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from frameworks.loader import Knowledge
from frameworks.patterns import normalise, stem
from sextant.records import Mention, OrganizationProfile, ProfileAsset

# A mention of a kind speaks of a listed asset of one of these kinds: another word for the same
# thing, or a part of it. "Our servers" are the NAS that is listed; a NAS is no cloud account.
_COVERED_BY: dict[str, str] = {
    "server": "nas file_share domain_controller imaging_system database erp cloud_platform",
    "nas": "file_share server",
    "file_share": "nas server cloud_storage collaboration_suite",
    "domain_controller": "server",
    "database": "ledger data_warehouse server cloud_platform web_application online_shop "
    "core_banking erp crm",
    "ledger": "database core_banking",
    "cloud_storage": "cloud_platform collaboration_suite",
    "kubernetes": "cloud_platform",
    "cloud_platform": "kubernetes",
    "web_application": "customer_portal patient_portal online_shop api mobile_app booking_system "
    "core_banking trading_platform learning_platform case_management",
    "website": "online_shop web_application customer_portal booking_system",
    "customer_portal": "web_application online_shop patient_portal website",
    "patient_portal": "customer_portal",
    "online_shop": "web_application website",
    "api": "web_application",
    "mobile_app": "web_application",
    "booking_system": "practice_management clinical_system customer_portal online_shop",
    "practice_management": "clinical_system booking_system",
    "clinical_system": "practice_management",
    "imaging_system": "medical_device",
    "medical_device": "imaging_system",
    "cctv_system": "building_control",
    "tablet": "pos smartphone",
    "smartphone": "tablet",
    "pos": "payment_processor",
    "payment_processor": "pos",
    "email_service": "collaboration_suite",
    "collaboration_suite": "email_service",
    "identity_provider": "domain_controller collaboration_suite email_service",
    "firewall_router": "wifi remote_access_gateway",
    "wifi": "firewall_router",
    "remote_access_gateway": "firewall_router",
    "plc": "scada_hmi robot",
    "scada_hmi": "plc",
    "robot": "plc",
    "safety_system": "plc",
    "historian": "scada_hmi",
    "engineering_workstation": "laptop workstation",
    "sensor_iiot": "telematics",
    "ci_cd_pipeline": "source_code",
    "erp": "warehouse_system",
    "warehouse_system": "erp",
    "accounting": "erp",
    "crm": "loyalty_programme case_management",
    "case_management": "crm",
}
# Types whose kinds an asset's own notes may add to it: what runs on it or what it is made of.
_FITS: dict[str, str] = {
    "server": "server data application cloud",
    "endpoint": "endpoint mobile",
    "mobile": "mobile endpoint",
    "network": "network iot endpoint",
    "cloud": "cloud data saas application server",
    "saas": "saas application data cloud",
    "application": "application saas data cloud",
    "data": "data server saas application",
    "ot": "ot iot",
    "iot": "iot",
    "third_party": "third_party saas",
}
# Things that stand beside others: "backed up with X", "reached through Y", "paid through Z".
_COMPANIONS = (
    "backup_system password_vault remote_access_gateway msp_provider payment_processor "
    "identity_provider firewall_router email_service usb_media paper_files online_shop"
)
_SMALL_WORDS = frozenset(
    ("the", "and", "our", "for", "with", "all", "system", "server", "service", "platform", "office")
)
_HINTS: dict[str, str] = {
    "cloud": "cloud_platform", "mobile": "smartphone", "ot": "plc", "server": "server",
}  # fmt: skip
_LOOKS_AFTER_IT = re.compile(r"\bIT\b|\bour (computer|network) (people|guy|man)\b")
_PLACE = re.compile(r"assets\[(\d+)\]\.(\w+)")


@dataclass(frozen=True)
class Placement:
    """The kinds of each listed asset, in the profile's order; and what only the words name."""

    listed: tuple[tuple[str, ...], ...]
    inferred: tuple[Mention, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind there is, listed assets first."""
        found = [k for kinds in self.listed for k in kinds] + [m.id for m in self.inferred]
        return tuple(dict.fromkeys(found))

    def speaks_of(self, kind: str) -> bool:
        """Whether the kind, or one that stands for it, was spoken of."""
        return not {kind, *_COVERED_BY.get(kind, "").split()}.isdisjoint(self.kinds)


def apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of kinds name different things; not where either names nothing, or one
    stands for the other."""
    first, second = frozenset(one), frozenset(other)
    if not first or not second:
        return False
    return first.isdisjoint(with_kin(second)) and second.isdisjoint(with_kin(first))


@lru_cache(maxsize=4096)
def with_kin(kinds: frozenset[str]) -> frozenset[str]:
    """The kinds, and those that stand for them."""
    return kinds.union(*(_COVERED_BY.get(k, "").split() for k in kinds))


def place(
    profile: OrganizationProfile, mentions: Iterable[Mention], knowledge: Knowledge
) -> Placement:
    """Every mention of an asset either belongs to a listed asset, or names one that is not listed.

    By an asset's own name, vendor and notes first; then by kind, by family, by common words.
    """
    spoken = [m for m in mentions if m.kind == "asset"]
    kinds = [dict.fromkeys(_by_name(i, spoken)) for i in range(len(profile.assets))]
    for i, own in enumerate(kinds):
        own.update(dict.fromkeys(_by_notes(i, profile.assets[i], spoken, knowledge)))
    for asset, own in zip(profile.assets, kinds, strict=True):
        own.update({} if own else dict.fromkeys(_by_type(asset)))
    first: dict[str, Mention] = {}
    for mention in spoken:
        if _is_free(mention, profile.assets, knowledge):
            first.setdefault(mention.id, mention)
    inferred = []
    for mention in first.values():
        owner = _owner(mention, profile.assets, kinds, knowledge)
        if owner is None:
            inferred.append(mention)
        else:
            kinds[owner].setdefault(mention.id)
    return Placement(tuple(map(tuple, kinds)), tuple(_distinct(inferred)))


def _by_name(index: int, spoken: Iterable[Mention]) -> Iterator[str]:
    return (m.id for m in spoken if m.locator == f"assets[{index}].name")


def _at(mention: Mention) -> tuple[int, str]:
    """(index, field) of the listed asset in whose own words the mention stands, else (-1, "")."""
    match = _PLACE.match(mention.locator)
    return (int(match.group(1)), match.group(2)) if match else (-1, "")


def _by_notes(
    index: int, asset: ProfileAsset, spoken: Iterable[Mention], knowledge: Knowledge
) -> Iterator[str]:
    """Kinds that the asset's notes add to it, where they can be what this asset is."""
    for mention in spoken:
        if _at(mention) == (index, "notes"):
            kind = knowledge.asset_kinds[mention.id]
            beside = kind.id in _COMPANIONS.split() and kind.type != asset.type
            if kind.type in _FITS[asset.type].split() and not beside:
                yield kind.id


def _by_type(asset: ProfileAsset) -> Iterator[str]:
    """The kind that the declared type and data make likely, for a name that says nothing."""
    if asset.type in _HINTS:
        yield _HINTS[asset.type]
    elif asset.type == "application" and asset.internet_facing:
        yield "web_application"
    elif asset.type == "iot" and "phi" in asset.data:
        yield "medical_device"
    elif asset.type == "third_party" and _LOOKS_AFTER_IT.search(f"{asset.name} {asset.notes}"):
        yield "msp_provider"


def _is_free(mention: Mention, assets: tuple[ProfileAsset, ...], knowledge: Knowledge) -> bool:
    """Whether it may speak of something else than the asset in whose notes it stands."""
    index, field = _at(mention)
    if field != "notes":
        return not field
    return mention.id in _COMPANIONS.split() and knowledge.asset_kinds[mention.id].type != (
        assets[index].type
    )


def _owner(
    mention: Mention,
    assets: tuple[ProfileAsset, ...],
    kinds: list[dict[str, None]],
    knowledge: Knowledge,
) -> int | None:
    """The listed asset that the mention speaks of, if any: by kind, by words, by covering kind."""
    type_, said = knowledge.asset_kinds[mention.id].type, content(mention.quote)
    by_words = [
        i for i, asset in enumerate(assets)
        if asset.type == type_ and not kinds[i] and content(asset.name) & said
    ]  # fmt: skip
    same, *covering = (
        [i for i, own in enumerate(kinds) if kind in own]
        for kind in (mention.id, *_COVERED_BY.get(mention.id, "").split())
    )
    return next(iter([*same, *by_words, *(i for found in covering for i in found)]), None)


def content(text: str) -> set[str]:
    """The stems of the words that tell one thing from another."""
    words = re.findall(r"[^\W\d_]{3,}", normalise(text))
    return {stem(w) for w in words if w not in _SMALL_WORDS}


def _distinct(inferred: Iterable[Mention]) -> Iterator[Mention]:
    """Of kinds that cover each other in one sentence, the first: "our web shop, the website"."""
    taken: list[Mention] = []
    for mention in inferred:
        covering = _COVERED_BY.get(mention.id, "").split()
        if not any(m.quote == mention.quote and m.id in covering for m in taken):
            taken.append(mention)
            yield mention
