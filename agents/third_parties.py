"""The third parties that the profile and the words name (CSF GV.SC-04)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from frameworks.loader import Knowledge
from frameworks.schema import Parties
from sextant.records import Asset, Mention, OrganizationProfile

_WORD = re.compile(r"\w+")
_HOSTED = ("saas", "cloud")


def third_parties(
    assets: Iterable[Asset],
    profile: OrganizationProfile,
    mentions: Iterable[Mention],
    knowledge: Knowledge,
) -> tuple[str, ...]:
    """Vendors first, each by itself; services that stand for their maker; then what is named in
    passing. Nobody twice, and not the organisation itself."""
    listed = tuple(assets)
    firms, roles = _patterns(knowledge.parties)
    found = [name for a in listed for name in _of_asset(a, knowledge.parties)]
    text = " ".join(dict.fromkeys((*_told(profile), *(m.quote for m in mentions if m.present))))
    found += [
        knowledge.parties.aliases.get(name, name) for name in _WORD.findall(text) if name in firms
    ]
    found += [_title(m, knowledge.parties) for m in roles.finditer(text.casefold())]
    found += [a.name for a in listed if _unnamed(a, firms)]
    return tuple(_once(name for name in found if name.casefold() != profile.name.casefold()))


def _unnamed(asset: Asset, firms: frozenset[str]) -> bool:
    """Whether only what it does is known of a third party."""
    inferred = asset.type == "third_party" and asset.origin == "inferred"
    return inferred and firms.isdisjoint(_WORD.findall(asset.quote))


def _of_asset(asset: Asset, parties: Parties) -> Iterator[str]:
    if asset.vendor:
        parts = _between(parties.between).split(asset.vendor)
        yield from (p.strip(" ,;") for p in parts if p.strip(" ,;"))
    elif asset.origin == "listed" and asset.type in ("third_party", *_HOSTED):
        yield asset.name


def _told(profile: OrganizationProfile) -> Iterator[str]:
    yield profile.description
    yield from (a.notes for a in profile.assets)
    yield from (p.statement for p in profile.practices)


def _title(match: re.Match[str], parties: Parties) -> str:
    """What to call those whom the words speak of."""
    return next(t for t, words in parties.roles.items() if match.group() in words)


@lru_cache(maxsize=2)
def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s*[,;(]?\s*\b(?:{'|'.join(map(re.escape, words))})\b\s*")


@lru_cache(maxsize=2)
def _compiled(
    companies: tuple[str, ...], words: tuple[str, ...]
) -> tuple[frozenset[str], re.Pattern[str]]:
    return frozenset(companies), re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def _patterns(parties: Parties) -> tuple[frozenset[str], re.Pattern[str]]:
    """Firms as they write themselves, and the words for what outsiders do."""
    return _compiled(parties.companies, tuple(w for words in parties.roles.values() for w in words))


def _once(names: Iterable[str]) -> Iterator[str]:
    """Each name once; one that is part of a longer name before it is no other: "Slack" beside
    "Slack for clubs"."""
    kept: list[str] = []
    for name in names:
        key = f" {name.casefold()} "
        if not any(key in k for k in kept):
            kept.append(key)
            yield name
