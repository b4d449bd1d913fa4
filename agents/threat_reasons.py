"""Why a threat scenario is credible, or is not, in words an owner can check (SP 800-30, task 2-2).

Each reason names the one fact, kind of asset or class of data that decides, never a whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from frameworks.conditions import AllOf, AnyOf, Condition, FactIs, NoneOf, Situation, Weak, walk
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import Asset, Fact

_MOST_CAUSES = 3
_MOST_KINDS = 4
_LONGEST = 120
_DATA = {
    "phi": "health data", "pii": "personal data", "cardholder": "payment card data",
    "credentials": "passwords and keys", "ip": "designs or trade secrets",
    "financial": "financial data", "operational": "operational data", "public": "public data",
}  # fmt: skip
_TYPES = {
    "server": "a server", "endpoint": "a computer", "mobile": "a mobile device",
    "network": "network equipment", "cloud": "a rented cloud service", "saas": "an online service",
    "application": "an application", "data": "a store of data", "ot": "an industrial control",
    "iot": "a connected device", "third_party": "a third party",
}  # fmt: skip


@dataclass(frozen=True)
class Background:
    """What the reasons are told from."""

    situation: Situation
    facts: Mapping[str, Fact]
    assets: tuple[Asset, ...]
    knowledge: Knowledge

    @classmethod
    def of(
        cls, situation: Situation, facts: Iterable[Fact], assets: tuple[Asset, ...],
        knowledge: Knowledge,
    ) -> Background:  # fmt: skip
        return cls(situation, {f.id: f for f in facts}, assets, knowledge)


def why(threat: Threat, background: Background) -> str:
    """What made it credible."""
    leaves = [x for x in _deciding(threat.applies_when, background.situation)]
    causes = list(dict.fromkeys(_cause(leaf, background) for leaf in leaves))
    if not causes:
        return "Credible because every organisation meets it; nothing that was given rules it out."
    return "Credible because " + "; ".join(causes[:_MOST_CAUSES]) + "."


def why_not(threat: Threat, background: Background) -> str:
    """What is missing, or what excludes it."""
    nodes = list(_failing(threat.applies_when, background.situation))
    excluding = [n for n in nodes if isinstance(n, NoneOf)]
    if excluding:
        return _excluded(threat, excluding[0], background)
    leaves = [n for n in nodes if isinstance(n, FactIs)]
    denied = [x.fact for x in leaves if background.situation.facts.get(x.fact) is False]
    if denied and len(denied) == len(leaves):
        return _denied(denied[0], background.knowledge)
    clauses = [_wanted(x, v, background.knowledge) for x, v in _joined(leaves).values()]
    if not clauses:
        return "Nothing that was given makes it credible."
    return "Nothing shows that " + ", or that ".join(clauses[:_MOST_CAUSES]) + "."


def is_merely_unspoken(threat: Threat, situation: Situation) -> bool:
    """Whether it is ruled out only because nobody spoke of what would make it credible: nothing
    excludes it and nothing that it asks for is denied."""
    nodes = list(_failing(threat.applies_when, situation))
    return bool(nodes) and all(
        isinstance(n, FactIs) and situation.facts.get(n.fact) is not False for n in nodes
    )


def no_target(threat: Threat, knowledge: Knowledge) -> str:
    """The scenario needs an asset to hit, and none was named."""
    kinds = _kinds_in(threat.targets, knowledge) if threat.targets else []
    shown = f" ({', '.join(kinds[:_MOST_KINDS])})" if kinds else ""
    return f"No asset that it could hit was named{shown}."


def _deciding(condition: Condition, situation: Situation) -> Iterator[FactIs | Weak]:
    """The leaves that make it hold: all that are asked for, but of alternatives only the first."""
    if isinstance(condition, FactIs | Weak):
        yield condition
    elif isinstance(condition, AllOf):
        for child in condition.all:
            yield from _deciding(child, situation)
    elif isinstance(condition, AnyOf):
        first = next((c for c in condition.any if c.holds(situation)), None)
        if first is not None:
            yield from _deciding(first, situation)


def _failing(condition: Condition, situation: Situation) -> Iterator[Condition]:
    """The leaves that keep it from holding: the first of what is asked for together, every one of
    the alternatives, and an exclusion as a whole."""
    if condition.holds(situation):
        return
    if isinstance(condition, AllOf):
        yield from _failing(next(c for c in condition.all if not c.holds(situation)), situation)
    elif isinstance(condition, AnyOf):
        for child in condition.any:
            yield from _failing(child, situation)
    else:
        yield condition


def _excluded(threat: Threat, node: NoneOf, background: Background) -> str:
    holding = next(c for c in node.none if c.holds(background.situation))
    leaf = next(_deciding(holding, background.situation), None)
    if leaf is None:
        return "What was given rules it out."
    if isinstance(leaf, FactIs) and background.situation.facts.get(leaf.fact) is False:
        return _denied(leaf.fact, background.knowledge)
    cause = _cause(leaf, background)
    instead = [background.knowledge.threats[t].title for t in threat.covered_by
               if t in background.knowledge.threats]  # fmt: skip
    if instead:
        return f"Another scenario covers it, because {cause}: “{'”, “'.join(instead)}”."
    return f"Set aside because {cause}."


def _denied(fact: str, knowledge: Knowledge) -> str:
    words = knowledge.facts[fact].description if fact in knowledge.facts else fact
    return f"The profile or evidence says that this is not the case: {words}."


def _cause(leaf: FactIs | Weak, background: Background) -> str:
    """What holds, as it completes 'because'."""
    if isinstance(leaf, Weak):
        title = background.knowledge.subcategories[leaf.weak].title
        return f"something is said to be lacking in {_lower(title)} ({leaf.weak})"
    value = background.situation.facts.get(leaf.fact)
    if leaf.fact in _CAUSES and isinstance(value, tuple):
        wanted = (leaf.includes,) if leaf.includes else leaf.one_of or value
        matched = next((v for v in value if v in wanted), None)
        if matched is not None:
            return _CAUSES[leaf.fact](matched, background)
    if leaf.fact == "employees" and isinstance(value, int):
        return f"it has {value:,} people"
    if leaf.fact == "annual_revenue_usd" and isinstance(value, int | float):
        return f"it turns over ${value:,.0f} a year"
    if leaf.fact == "size_tier":
        return f"it is of {value} size"
    fact = background.facts.get(leaf.fact)
    if fact is None:
        return leaf.fact.replace("_", " ")
    return fact.reason if len(fact.reason) <= _LONGEST else fact.reason.split(" (")[0]


def _kind_cause(kind: str, background: Background) -> str:
    title = _lower(background.knowledge.asset_kinds[kind].title)
    named = next((a.name for a in background.assets if kind in a.kinds), "")
    if not named or named.casefold() == title.casefold():
        return f"its assets include: {title}"
    return f"its assets include: {title} (“{named}”)"


def _data_cause(data: str, background: Background) -> str:
    held = _DATA.get(data, data)
    named = next((a.name for a in background.assets if data in a.data), "")
    return f"it holds {held} (“{named}”)" if named else f"it holds {held}"


def _type_cause(kind: str, background: Background) -> str:
    named = next((a.name for a in background.assets if a.type == kind), "")
    words = _TYPES.get(kind, kind)
    return f"“{named}” is {words}" if named else f"it has {words}"


_CAUSES: Mapping[str, Callable[[str, Background], str]] = {
    "asset_kinds": _kind_cause,
    "data": _data_cause,
    "asset_types": _type_cause,
}


def _joined(leaves: Iterable[FactIs]) -> dict[str, tuple[FactIs, list[str]]]:
    """Alternatives about the same fact as one: two lists of sectors become one list."""
    found: dict[str, tuple[FactIs, list[str]]] = {}
    for leaf in leaves:
        values = (leaf.includes or leaf.equals,) if leaf.one_of is None else leaf.one_of
        known = found.setdefault(leaf.fact, (leaf, []))[1]
        known += [str(v) for v in values if v is not None and str(v) not in known]
    return found


def _wanted(leaf: FactIs, values: list[str], knowledge: Knowledge) -> str:
    """What would have to hold, as it completes 'nothing shows that'."""
    if leaf.fact in knowledge.facts:
        return knowledge.facts[leaf.fact].description
    if leaf.fact == "asset_kinds":
        return "its assets include " + _listed(_titles(values, knowledge))
    if leaf.fact == "asset_types":
        return "its assets include " + _listed([_TYPES.get(v, v) for v in values])
    if leaf.fact == "data":
        return "it holds " + _listed([_DATA.get(v, v) for v in values])
    if leaf.fact == "sector":
        titles = [knowledge.sectors[v].title if v in knowledge.sectors else v for v in values]
        return "its sector is " + _listed(titles)
    if leaf.fact == "employees" and leaf.at_least:
        return f"it has {leaf.at_least:,.0f} people or more"
    if leaf.fact.startswith("records") and leaf.at_least:
        kind = _DATA.get(leaf.fact.removeprefix("records_"), "")
        of_kind = f" with {kind}" if kind else ""
        least = f"{leaf.at_least:,.0f} or more " if leaf.at_least > 1 else ""
        return f"it holds {least}records{of_kind}"
    words = leaf.fact.replace("_", " ").removesuffix(" usd")
    return f"its {words} is {_listed(values)}" if values else f"its {words} is so"


def _titles(kinds: Iterable[str], knowledge: Knowledge) -> list[str]:
    return [_lower(knowledge.asset_kinds[k].title) for k in kinds if k in knowledge.asset_kinds]


def _kinds_in(condition: Condition, knowledge: Knowledge) -> list[str]:
    """Titles of the kinds of assets that a condition asks for."""
    found: list[str] = []
    for node in walk(condition):
        if getattr(node, "asset", "") == "kinds":
            found += [str(v) for v in ((node.includes,) if node.includes else node.one_of or ())]  # type: ignore[union-attr]
    return _titles(dict.fromkeys(found), knowledge)


def _listed(words: list[str]) -> str:
    if len(words) > _MOST_KINDS:
        return ", ".join(words[:_MOST_KINDS]) + " or the like"
    return " or ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else "".join(words)


def _lower(title: str) -> str:
    """'Online shop' -> 'online shop', but 'ERP system' and 'Wi-Fi' stay."""
    first = title.split()[0]
    return title if first[1:] != first[1:].lower() else title[:1].lower() + title[1:]
