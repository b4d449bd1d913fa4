"""Conditions of threats in words that an owner can check."""

from __future__ import annotations

from collections.abc import Iterable

from frameworks.conditions import Condition, FactIs, Situation, walk
from frameworks.loader import Knowledge

_MOST_KINDS = 4
_COMPUTED = {"internet_facing": "something of its own can be reached from the internet"}
DATA = {
    "phi": "health data", "pii": "personal data", "cardholder": "payment card data",
    "credentials": "passwords and keys", "ip": "designs or trade secrets",
    "financial": "financial data", "operational": "operational data", "public": "public data",
}  # fmt: skip
TYPES = {
    "server": "a server", "endpoint": "a computer", "mobile": "a mobile device",
    "network": "network equipment", "cloud": "a rented cloud service", "saas": "an online service",
    "application": "an application", "data": "a store of data", "ot": "an industrial control",
    "iot": "a connected device", "third_party": "a third party",
}  # fmt: skip


def wanted(leaf: FactIs, values: list[str], knowledge: Knowledge) -> str:
    """What would have to hold, as it completes 'that'."""
    if leaf.fact in knowledge.facts or leaf.fact in _COMPUTED:
        rule = knowledge.facts.get(leaf.fact)
        return rule.description if rule is not None else _COMPUTED[leaf.fact]
    if leaf.fact == "asset_kinds":
        return "its assets include " + listed(_titles(values, knowledge))
    if leaf.fact == "asset_types":
        return "its assets include " + listed([TYPES.get(v, v) for v in values])
    if leaf.fact == "data":
        return "it holds " + listed([DATA.get(v, v) for v in values])
    if leaf.fact == "sector":
        titles = [knowledge.sectors[v].title if v in knowledge.sectors else v for v in values]
        return "its sector is " + listed(titles)
    if leaf.fact == "employees" and leaf.at_least:
        return f"it has {leaf.at_least:,.0f} people or more"
    if leaf.fact.startswith("records") and leaf.at_least:
        least = f"{leaf.at_least:,.0f} or more " if leaf.at_least > 1 else ""
        return f"it holds {least}{_records(leaf)}"
    words = leaf.fact.replace("_", " ").removesuffix(" usd")
    return f"its {words} is {listed(values)}" if values else f"its {words} is so"


def _records(leaf: FactIs) -> str:
    kind = DATA.get(leaf.fact.removeprefix("records_"), "")
    return f"records with {kind}" if kind else "records"


def _titles(kinds: Iterable[str], knowledge: Knowledge) -> list[str]:
    return [lower(knowledge.asset_kinds[k].title) for k in kinds if k in knowledge.asset_kinds]


def kinds_in(condition: Condition, knowledge: Knowledge) -> list[str]:
    """Titles of the kinds of assets that a condition asks for."""
    found: list[str] = []
    for node in walk(condition):
        if getattr(node, "asset", "") == "kinds":
            found += [str(v) for v in ((node.includes,) if node.includes else node.one_of or ())]  # type: ignore[union-attr]
    return _titles(dict.fromkeys(found), knowledge)


def listed(words: list[str]) -> str:
    if len(words) > _MOST_KINDS:
        return ", ".join(words[:_MOST_KINDS]) + " or the like"
    return " or ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else "".join(words)


def lower(title: str) -> str:
    """'Online shop' -> 'online shop', but 'ERP system' and 'Wi-Fi' stay."""
    first = title.split()[0]
    return title if first[1:] != first[1:].lower() else title[:1].lower() + title[1:]


def otherwise(leaf: FactIs, values: list[str], situation: Situation, knowledge: Knowledge) -> str:
    """What is known to be otherwise, so that nothing was overlooked; empty where it is not."""
    value = situation.facts.get(leaf.fact)
    if leaf.fact == "sector" and isinstance(value, str):
        sectors = knowledge.sectors
        return "its sector is not " + listed([sectors[v].title for v in values if v in sectors])
    if leaf.fact == "employees" and isinstance(value, int) and leaf.at_least:
        return f"it has fewer than {leaf.at_least:,.0f} people"
    if leaf.fact.startswith("records") and isinstance(value, int) and leaf.at_least:
        if not value:
            return f"it says that it holds no {_records(leaf)}"
        return f"it holds {value:,}, fewer than {leaf.at_least:,.0f} " + _records(leaf)
    return ""
