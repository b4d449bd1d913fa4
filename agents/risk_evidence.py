"""The words quoted under each risk: only those that bear on it (SP 800-30, task 2-3).

First what established the weakness or tells that it happened here; then what is said to be lacking
of the aspects that the threat asks for, where it speaks of what is hit or of nothing in particular.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.placement import with_kin
from agents.quoting import quotes, spoken
from frameworks.conditions import Situation, established
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from frameworks.schema.obligations import base_of
from sextant.records import Asset, ControlRating, Fact, Polarity, Quote, Statement, ThreatScenario
from sextant.restated import Remarks

_MOST_QUOTES = 4  # under one risk
_ENOUGH = 8  # candidates for one risk
_MOST_RISKS = 4  # under which the same words stand
# Outcomes of the organisation as a whole: what their words name (a log, a supplier, the disk that
# holds a copy) is not what is hit.
_OVERALL = ("GV.", "ID.AM", "ID.IM", "DE.", "RS.", "RC.", "PR.DS-11", "PR.AT", "PR.IR-03")
_BOUGHT = ("saas", "cloud", "third_party")  # assets that go by the name of a product or a firm
_LEAST_NAME = 4
# What is said of the network and its boxes is of all that stands in it.
_NETWORK, _LINES = "PR.IR-01", with_kin(frozenset({"wifi", "firewall_router"}))
# "Adobe Commerce (Magento), hosted by ...": a name at the start, or in brackets.
_PRODUCT = re.compile(r"(?:^|\()([A-Z][\w.]*(?: [A-Z][\w.]*)*)")
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Words:
    """One statement of something lacking. `place`: the listed asset in whose own words it stands;
    `named`: listed assets that it calls by name; `systems`: the kinds that it names; `kin`: these
    and what stands for them."""

    said: Statement
    key: _Key
    place: str
    named: frozenset[str]
    systems: frozenset[str]
    kin: frozenset[str]
    whole: frozenset[str]  # kinds that all of its paper is about; none: whatever there is


@dataclass(frozen=True)
class Grounds:
    """What all risks are quoted from. Built once in a run."""

    lacking: Mapping[str, Sequence[Words]]  # Subcategory or SUBCATEGORY.aspect -> clearest first
    voices: Mapping[_Key, Statement]
    facts: Mapping[str, Fact]
    situation: Situation
    kept: Mapping[tuple[str, str, str, Polarity], Quote]  # as the ratings quote them
    knowledge: Knowledge

    @classmethod
    def of(
        cls, statements: Iterable[Statement], weak: Sequence[ControlRating],
        facts: Iterable[Fact], assets: Iterable[Asset], knowledge: Knowledge,
    ) -> Grounds:  # fmt: skip
        """`weak`: the ratings as lacking, or as in place only in part."""
        kept = {(*spoken(q), q.polarity): q for r in weak for q in r.evidence}
        counted = frozenset(r.subcategory for r in weak)
        listed = [a for a in assets if a.origin == "listed"]
        places = {f"assets[{i}]": a.id for i, a in enumerate(listed)}
        calls = dict(_only_calls(listed))
        names = re.compile("|".join(rf"\b{re.escape(c)}\b" for c in calls) or r"(?!)")
        lacking: dict[str, list[Words]] = defaultdict(list)
        voices: dict[_Key, Statement] = {}
        heard = tuple(statements)
        remarks = Remarks(heard)
        by_id = {f.id: f for f in facts}
        outside = _outsiders_on(by_id.values(), knowledge)
        for s in heard:
            voices.setdefault(spoken(s), s)
            if _tells(s) and not remarks.tell(s):
                named = frozenset(calls[c] for c in names.findall(s.quote))
                whole = frozenset(s.systems if s.summary else outside if s.by_outsider else ())
                words = _words_of(s, places, named, whole)
                for subcategory in counted.intersection(s.subcategories):
                    lacking[f"{subcategory}.{s.aspect}"].append(words)
        values = {f.id: f.value for f in by_id.values()}
        sound = _clearest(lacking)
        return cls(sound, voices, by_id, Situation(values, weak=counted), kept, knowledge)


def _only_calls(assets: Sequence[Asset]) -> Iterator[tuple[str, str]]:
    """What only one of them is called, and its id."""
    called: dict[str, set[str]] = defaultdict(set)
    for asset in assets:
        for call in _calls(asset):
            called[call].add(asset.id)
    for call, ids in called.items():
        if len(ids) == 1:
            yield call, next(iter(ids))


def _outsiders_on(facts: Iterable[Fact], knowledge: Knowledge) -> frozenset[str]:
    """The kinds that papers of those are about who work for the organisation; none where one of
    them looks after everything."""
    kinds = frozenset(
        kind for f in facts
        if f.value is True and f.id in knowledge.facts
        for kind in knowledge.facts[f.id].outsiders_on
    )  # fmt: skip
    return kinds if kinds <= knowledge.asset_kinds.keys() else frozenset()


def _tells(statement: Statement) -> bool:
    """Whether it speaks of a lack: that a tool looked at a part only is none."""
    counted = statement.affected or not statement.summary
    return statement.polarity != "implemented" and bool(counted)


def _calls(asset: Asset) -> Iterator[str]:
    """What it is called: its whole name, the first word of a firm's or a product's, and the names
    of what it is built on."""
    yield asset.name
    for product in _PRODUCT.findall(asset.vendor):
        if len(product) >= _LEAST_NAME:
            yield product
    first = asset.name.split()[0]
    if asset.type in _BOUGHT and len(first) >= _LEAST_NAME and first[0].isupper():
        yield first


def _words_of(
    statement: Statement, places: Mapping[str, str], named: frozenset[str], whole: frozenset[str]
) -> Words:
    systems = frozenset(statement.systems)
    if _NETWORK in statement.subcategories and systems <= _LINES:
        systems = frozenset()
    return Words(
        said=statement,
        key=spoken(statement),
        place=places.get(statement.locator.split(".", 1)[0], ""),
        named=named,
        systems=systems,
        kin=with_kin(systems),
        whole=whole,
    )


def _clearest(lacking: Mapping[str, list[Words]]) -> dict[str, list[Words]]:
    """Of an aspect what speaks of it, then of the outcome as a whole; of a Subcategory all. What is
    certain and clearest first."""
    found: dict[str, list[Words]] = defaultdict(list)
    for part, words in lacking.items():
        subcategory, _, aspect = part.rpartition(".")
        found[subcategory] += words
        if aspect:
            found[part] = [*words, *lacking.get(f"{subcategory}.", ())]
        else:
            found[part] = words
    for group in found.values():
        group.sort(key=lambda w: (w.said.hedged, w.said.polarity == "partial", w.said.policy))
    return found


def quoted(
    scenarios: Sequence[ThreatScenario], assets: Mapping[str, Asset], grounds: Grounds
) -> dict[str, tuple[Quote, ...]]:
    """Threat id -> its quotes, most telling first. `scenarios`: most severe first. The same words
    stand under a few risks only: those that they tell most about."""
    threats = grounds.knowledge.threats
    first = {s.id: tuple(_found(threats[s.id], grounds)) for s in scenarios}
    ranked = [
        (place, order, scenario.id, words)
        for order, scenario in enumerate(scenarios)
        for place, words in enumerate(_words(scenario, assets, grounds))
    ]
    shown: dict[str, list[Statement]] = {s.id: [] for s in scenarios}
    taken = {t: {spoken(q) for q in found} for t, found in first.items()}
    spread: Counter[_Key] = Counter()
    for _, _, threat, words in sorted(ranked, key=lambda r: r[:2]):
        room = len(shown[threat]) + len(first[threat]) < _MOST_QUOTES
        again = words.key in taken[threat] or any(_repeats(words.said, s) for s in shown[threat])
        if room and spread[words.key] < _MOST_RISKS and not again:
            spread[words.key] += 1
            shown[threat].append(words.said)
    return {
        threat: (*first[threat], *(_kept(w, grounds) for w in words))
        for threat, words in shown.items()
    }


def _repeats(words: Statement, shown: Statement) -> bool:
    """Whether one of them stands within the other: a status with all the words beside it, and one
    sentence of these; or both answer one question alike: "Not implemented" and its remark."""
    one, other = (s.locator.split(".", 1)[0] for s in (words, shown))
    if (words.source, one) != (shown.source, other) or words.asked != shown.asked:
        return False
    alike = bool(words.asked) and words.polarity == shown.polarity
    return alike or words.quote in shown.quote or shown.quote in words.quote


def _kept(words: Statement, grounds: Grounds) -> Quote:
    """As a rating quotes it; a rating that a person or a what-if set quotes nothing."""
    quote = grounds.kept.get((*spoken(words), words.polarity))
    return quote if quote is not None else quotes([words])[0]


def _found(threat: Threat, grounds: Grounds) -> Iterator[Quote]:
    """The facts' own words: what happened here, and weaknesses that made the threat credible."""
    seen: set[_Key] = set()
    for fact in _telling(threat, grounds):
        key = spoken(fact)
        if key not in seen:
            seen.add(key)
            yield _quote(fact, grounds)


def _quote(fact: Fact, grounds: Grounds) -> Quote:
    """The fact's words, as the ratings quote them where they do."""
    voice = grounds.voices.get(spoken(fact))
    if voice is not None and voice.polarity != "implemented":
        return quotes([voice])[0]
    reliability = voice.reliability if voice is not None else "narrative"
    return Quote(
        source=fact.source, locator=fact.locator, quote=fact.quote, polarity="not_implemented",
        reliability=reliability,
    )  # fmt: skip


def _telling(threat: Threat, grounds: Grounds) -> list[Fact]:
    """What happened here, then the facts with words of their own that made the threat credible and
    tell of a weakness."""
    found: dict[str, Fact] = {}
    for fact_id in (threat.happened, *threat.rests_on):
        fact, rule = grounds.facts.get(fact_id), grounds.knowledge.facts.get(fact_id)
        if fact is None or rule is None or not fact.quote or fact.value is not True:
            continue
        voice = grounds.voices.get(spoken(fact))
        if rule.weakness or rule.incident or _is_asked(voice, threat):
            found[fact_id] = fact
    if not found:
        return []
    held = {threat.happened, *established(threat.applies_when, grounds.situation)}
    return [told for fact_id, told in found.items() if fact_id in held]


def _is_asked(voice: Statement | None, threat: Threat) -> bool:
    """Whether the words tell of a lack of what the threat asks for."""
    if voice is None or voice.polarity == "implemented":
        return False
    parts = (*threat.asks, *threat.asks_of_targets)
    return any(base_of(part) in voice.subcategories for part in parts)


def _words(
    scenario: ThreatScenario, assets: Mapping[str, Asset], grounds: Grounds
) -> Iterator[Words]:
    """What is said to be lacking of what the threat asks for, most telling first, each once."""
    threat = grounds.knowledge.threats[scenario.id]
    ids = frozenset(scenario.assets)
    kinds = frozenset(k for a in scenario.assets for k in assets[a].kinds)
    kinds = kinds or threat.target_kinds
    narrow = kinds & threat.target_kinds or kinds
    parts = [(part, kinds, False) for part in threat.asks]
    parts += [(part, narrow, True) for part in threat.asks_of_targets]
    seen: set[_Key] = set()
    for part, of, named in parts:
        kin, overall = with_kin(of), part.startswith(_OVERALL)
        for words in _lacking(part, grounds):
            at_large = overall and not named and not words.whole
            bears = at_large or _bears(words, ids, of, kin, named)
            if bears and words.key not in seen:
                seen.add(words.key)
                yield words
                if len(seen) >= _ENOUGH:
                    return


def _lacking(part: str, grounds: Grounds) -> Sequence[Words]:
    found = grounds.lacking.get(part)
    return found if found is not None else grounds.lacking.get(f"{base_of(part)}.", ())


def _bears(
    words: Words, ids: frozenset[str], kinds: frozenset[str], kin: frozenset[str], named: bool
) -> bool:
    """Whether they speak of what is hit, or of nothing in particular where that will do."""
    if ids and (words.place or words.named):
        return words.place in ids or not words.named.isdisjoint(ids)
    if words.whole and kinds:
        return not words.whole.isdisjoint(kinds)
    if not words.systems or not kinds:
        return not named
    return not (words.systems.isdisjoint(kin) and kinds.isdisjoint(words.kin))
