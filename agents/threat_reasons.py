"""Why a threat scenario is credible, or is not, in words an owner can check (SP 800-30, task 2-2).

Each reason names the one fact, kind of asset or class of data that decides, never a whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from agents.threat_words import DATA, TYPES, lower, otherwise, wanted
from frameworks.conditions import AllOf, AnyOf, Condition, FactIs, NoneOf, Situation, Weak
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import Asset, Fact

# What was read may still speak of it, in words that were not recognised: no claim about the facts.
_UNSPOKEN = "Not recognised in what was read: that "
_MOST_CAUSES = 3
_LONGEST = 120


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
    nodes = list(failing(threat.applies_when, background.situation))
    excluding = [n for n in nodes if isinstance(n, NoneOf)]
    if excluding:
        return _excluded(threat, excluding[0], background)
    leaves = [n for n in nodes if isinstance(n, FactIs)]
    denied = [x.fact for x in leaves if background.situation.facts.get(x.fact) is False]
    if denied and len(denied) == len(leaves):
        return _denied(denied[0], background.knowledge)
    situation, knowledge = background.situation, background.knowledge
    found = [(x, v, otherwise(x, v, situation, knowledge)) for x, v in _joined(leaves).values()]
    known = [words for _, _, words in found if words]
    open_ = [wanted(x, v, knowledge) for x, v, words in found if not words]
    told = [_UNSPOKEN + ", or that ".join(open_[:_MOST_CAUSES])] if open_ else []
    text = "; ".join([*told, *known])
    return f"{text[:1].upper()}{text[1:]}." if text else "Nothing that was given makes it credible."


def is_merely_unspoken(threat: Threat, situation: Situation) -> bool:
    """Whether it is ruled out only because nobody spoke of what would make it credible: nothing
    excludes it and nothing that it asks for is denied."""
    nodes = list(failing(threat.applies_when, situation))
    return bool(nodes) and all(
        isinstance(n, FactIs) and situation.facts.get(n.fact) is not False for n in nodes
    )


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


def failing(condition: Condition, situation: Situation) -> Iterator[Condition]:
    """The leaves that keep it from holding: the first of what is asked for together, every one of
    the alternatives, and an exclusion as a whole."""
    if condition.holds(situation):
        return
    if isinstance(condition, AllOf):
        yield from failing(next(c for c in condition.all if not c.holds(situation)), situation)
    elif isinstance(condition, AnyOf):
        for child in condition.any:
            yield from failing(child, situation)
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
        return f"something is said to be lacking in {lower(title)} ({leaf.weak})"
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
    title = lower(background.knowledge.asset_kinds[kind].title)
    named = next((a.name for a in background.assets if kind in a.kinds), "")
    if not named or named.casefold() == title.casefold():
        return f"its assets include: {title}"
    return f"its assets include: {title} (“{named}”)"


def _data_cause(data: str, background: Background) -> str:
    held = DATA.get(data, data)
    named = next((a.name for a in background.assets if data in a.data), "")
    return f"it holds {held} (“{named}”)" if named else f"it holds {held}"


def _type_cause(kind: str, background: Background) -> str:
    named = next((a.name for a in background.assets if a.type == kind), "")
    words = TYPES.get(kind, kind)
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
