"""The words quoted under each risk: only those that bear on it (SP 800-30, task 2-3).

First what established the weakness or tells that it happened here; then what is said to be lacking
of the aspects that the threat asks for, where it speaks of what is hit or of nothing in particular.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.placement import apart
from agents.quoting import quotes
from frameworks.conditions import AssetIs, Condition, Situation, established, walk
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import Asset, Fact, Quote, Statement, ThreatScenario

_MOST_QUOTES = 4  # under one risk
_MOST_RISKS = 4  # under which the same words stand
_COPIES = "PR.DS-11"  # words on copies name what holds them, not what is copied
_Key = tuple[str, str]


@dataclass(frozen=True)
class Grounds:
    """What all risks are quoted from. Built once in a run."""

    lacking: Mapping[str, Mapping[str, Sequence[Statement]]]  # Subcategory -> aspect -> words
    voices: Mapping[_Key, Statement]
    facts: Mapping[str, Fact]
    situation: Situation
    places: Mapping[str, str]  # where a listed asset is described -> its id
    knowledge: Knowledge

    @classmethod
    def of(
        cls, statements: Iterable[Statement], weak: Iterable[str], facts: Iterable[Fact],
        assets: Iterable[Asset], knowledge: Knowledge,
    ) -> Grounds:  # fmt: skip
        """`weak`: the Subcategories that were rated as lacking, or in place only in part."""
        counted = frozenset(weak)
        lacking: dict[str, dict[str, list[Statement]]] = {}
        voices: dict[_Key, Statement] = {}
        for s in statements:
            voices.setdefault((s.source, s.quote), s)
            if s.polarity != "implemented":
                for subcategory in counted.intersection(s.subcategories):
                    lacking.setdefault(subcategory, defaultdict(list))[s.aspect].append(s)
        by_id = {f.id: f for f in facts}
        values = {f.id: f.value for f in by_id.values()}
        listed = [a.id for a in assets if a.origin == "listed"]
        places = {f"assets[{i}]": id_ for i, id_ in enumerate(listed)}
        return cls(lacking, voices, by_id, Situation(values, weak=counted), places, knowledge)


def quoted(
    scenarios: Sequence[ThreatScenario], assets: Mapping[str, Asset], grounds: Grounds
) -> dict[str, tuple[Quote, ...]]:
    """Threat id -> its quotes, most telling first. `scenarios`: most severe first. The same words
    stand under a few risks only: those that they tell most about."""
    first = {s.id: tuple(_found(s.id, grounds)) for s in scenarios}
    ranked = [
        (place, order, scenario.id, words)
        for order, scenario in enumerate(scenarios)
        for place, words in enumerate(_words(scenario, assets, grounds))
    ]
    shown: dict[str, list[Statement]] = {s.id: [] for s in scenarios}
    spread: Counter[_Key] = Counter()
    for _, _, threat, words in sorted(ranked, key=lambda r: r[:2]):
        key = (words.source, words.quote)
        taken = {(q.source, q.quote) for q in first[threat]}
        room = len(shown[threat]) + len(taken) < _MOST_QUOTES and spread[key] < _MOST_RISKS
        if room and key not in taken:
            spread[key] += 1
            shown[threat].append(words)
    return {threat: (*first[threat], *quotes(words)) for threat, words in shown.items()}


def _found(threat: str, grounds: Grounds) -> Iterator[Quote]:
    """The facts' own words: what happened here, and weaknesses that made the threat credible."""
    seen: set[_Key] = set()
    rules = grounds.knowledge.threats[threat]
    asked = {_split(part)[0] for part in (*rules.asks, *rules.asks_of_targets)}
    for fact_id in _telling(rules, grounds.situation):
        rule, fact = grounds.knowledge.facts.get(fact_id), grounds.facts[fact_id]
        voice = grounds.voices.get((fact.source, fact.quote))
        telling = (
            voice is not None
            and voice.polarity != "implemented"
            and asked.intersection(voice.subcategories)
        )
        if rule is None or not fact.quote or not (rule.weakness or rule.incident or telling):
            continue
        if (fact.source, fact.quote) not in seen:
            seen.add((fact.source, fact.quote))
            yield Quote(
                source=fact.source, locator=fact.locator, quote=fact.quote,
                polarity="not_implemented",
                reliability=voice.reliability if voice else "narrative",
                summary=f"It tells that {rule.description}.",
            )  # fmt: skip


def _telling(threat: Threat, situation: Situation) -> tuple[str, ...]:
    """What happened here, then the facts that made it credible."""
    happened = [threat.happened] if situation.facts.get(threat.happened) is True else []
    return tuple(dict.fromkeys([*happened, *established(threat.applies_when, situation)]))


def _words(
    scenario: ThreatScenario, assets: Mapping[str, Asset], grounds: Grounds
) -> Iterator[Statement]:
    """What is said to be lacking of what the threat asks for, most telling first, each once."""
    threat = grounds.knowledge.threats[scenario.id]
    hit = [assets[a] for a in scenario.assets]
    wanted = _kinds_of(threat.targets)
    kinds = {k for a in hit for k in a.kinds} or wanted
    ids = frozenset(scenario.assets)
    seen: set[_Key] = set()
    asked = [(part, kinds, False) for part in threat.asks]
    asked += [(part, kinds & wanted or kinds, True) for part in threat.asks_of_targets]
    for part, of, named in asked:
        for words in _lacking(part, grounds):
            key = (words.source, words.quote)
            if key not in seen and _bears(words, ids, of, named, grounds):
                seen.add(key)
                yield words


def _lacking(part: str, grounds: Grounds) -> Iterator[Statement]:
    """Of a whole Subcategory all; of an aspect what speaks of it, then of the outcome as a whole.
    What is certain and clearest first."""
    subcategory, aspect = _split(part)
    spoken = grounds.lacking.get(subcategory, {})
    groups = (aspect, "") if aspect else tuple(spoken)
    found = [s for group in groups for s in spoken.get(group, ())]
    return iter(sorted(found, key=lambda s: (s.hedged, s.polarity == "partial", s.policy)))


def _split(part: str) -> tuple[str, str]:
    """`PR.AA-05.admin` as Subcategory and aspect."""
    group, subcategory, aspect = (*part.split("."), "")[:3]
    return f"{group}.{subcategory}", aspect


def _bears(
    words: Statement, ids: frozenset[str], kinds: set[str], named: bool, grounds: Grounds
) -> bool:
    """Whether they speak of what is hit, or of nothing in particular where that will do."""
    place = grounds.places.get(words.locator.split(".", 1)[0])
    if place is not None and ids:
        return place in ids
    if _COPIES in words.subcategories:
        return True
    if named:
        return bool(words.systems) and bool(kinds) and not apart(words.systems, kinds)
    return not kinds or not apart(words.systems, kinds)


def _kinds_of(condition: Condition | None) -> set[str]:
    """The kinds of asset that a condition names."""
    nodes = walk(condition) if condition is not None else ()
    return {
        str(kind)
        for node in nodes
        if isinstance(node, AssetIs) and node.asset == "kinds"
        for kind in ((node.includes,) if node.includes else node.one_of or ())
        if kind
    }
