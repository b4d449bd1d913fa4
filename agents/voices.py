"""Voices on one aspect of one outcome: who is believed, and when they contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from agents.nearness import stems
from agents.placement import apart
from sextant.records import RELIABILITIES, Conflict, Quote, Statement

_PAST = "incidents["  # where a profile tells of past incidents
Verdict = Literal["in_place", "partly", "lacking"]
_RULE_BROKEN = {
    True: "a tool measured that it is not so everywhere.",
    False: "what is said of practice contradicts it.",
}


@dataclass(frozen=True)
class AspectVerdict:
    """What the voices on one aspect come to.

    `rule_only`: only documents that say what shall be speak for it.
    """

    aspect: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    rule_only: bool = False
    planned: bool = False
    conflicts: tuple[Conflict, ...] = ()


def weigh(aspect: str, statements: Sequence[Statement]) -> AspectVerdict:
    """Weigh all statements on one aspect. At least one statement is needed.

    A rule never outweighs a report of practice. Of contradicting voices the more reliable is
    believed; of equals from different sources, the unfavourable one. One source that says both, or
    two that name different systems, speak of different parts: in part.
    """
    practice = [s for s in statements if not s.policy]
    heard = _without_floors(practice) or practice or list(statements)
    favourable = [s for s in heard if s.polarity == "implemented"]
    against = [s for s in heard if s.polarity in ("not_implemented", "planned")]
    rule_only = not practice and bool(favourable)
    conflicts = tuple(_conflicts(statements))
    if favourable and against and not _settled(heard, against):
        verdict = _outweigh(favourable, against)
    elif any(s.polarity == "partial" and s.bound != "ceiling" for s in heard):
        verdict = "partly"
    elif against:
        verdict = "lacking"
    else:
        verdict = "partly" if any(s.polarity == "partial" for s in heard) else "in_place"
    planned = verdict == "lacking" and any(s.polarity == "planned" for s in against)
    return AspectVerdict(aspect, verdict, tuple(statements), rule_only, planned, conflicts)


def _without_floors(practice: Sequence[Statement]) -> list[Statement]:
    """What was said, less what shows a part where others speak of more."""
    return [s for s in practice if s.bound != "floor"]


def _settled(heard: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether a tool counted that it is so in part, and nobody who is worth as much says worse."""
    counted = [
        _rank(s) for s in heard
        if s.polarity == "partial" and s.bound != "ceiling" and _measured(s)
    ]  # fmt: skip
    return max(counted, default=-1) > max(map(_rank, against))


def _outweigh(favourable: Sequence[Statement], against: Sequence[Statement]) -> Verdict:
    if _contradicts_its_status(favourable, against):
        return "lacking"
    if any(all(_of_others(f, a) for a in against) for f in favourable):
        return "partly"
    best_for, best_against = max(map(_rank, favourable)), max(map(_rank, against))
    if best_for > best_against:
        return "partly"
    if best_for < best_against or _sources(favourable) != _sources(against):
        return "lacking"
    return "partly"


def _contradicts_its_status(favourable: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether a declared status and the words of the same entry say opposite things."""
    return any(
        a.declared != b.declared and _entry(a) == _entry(b) for a in favourable for b in against
    )


def _of_others(one: Statement, other: Statement) -> bool:
    """Whether each names systems, and none that the other speaks of: the mail has a second factor,
    the records have none."""
    return apart(one.systems, other.systems)


def _entry(statement: Statement) -> tuple[str, str]:
    """The practice, field or passage that a statement stands in."""
    return statement.source, statement.locator.split(".", 1)[0].split(" ", 1)[0]


def _conflicts(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Voices that cannot both be right, quoted two by two: of each way to disagree the clearest
    pair. Nothing where they speak of different parts.

    A status against its own words counts already when the words say "in part".
    """
    against = [s for s in statements if s.polarity != "implemented" and s.bound != "floor"]
    favourable = [s for s in statements if s.polarity == "implemented"]
    if not favourable or not against:
        return
    words = {id(s): frozenset(stems(f"{s.asked} {s.quote}")) for s in (*favourable, *against)}
    spread = Counter(w for said in words.values() for w in said)

    def clarity(pair: tuple[Statement, Statement]) -> tuple[bool, bool, float]:
        """What was counted is clearest, then what is lacking, then what shares rare words."""
        shared = words[id(pair[0])] & words[id(pair[1])]
        nearness = sum(sorted(1 / spread[w] for w in shared))
        return _measured(pair[1]), pair[1].polarity == "not_implemented", nearness

    clearest: dict[str, tuple[Statement, Statement]] = {}
    for pair in sorted(product(favourable, against), key=clarity, reverse=True):
        if note := _disagreement(*pair):
            clearest.setdefault(note, pair)
    for note, pair in clearest.items():
        yield Conflict(note=note, quotes=quotes(pair))


def _disagreement(favourable: Statement, against: Statement) -> str:
    if _entry(favourable) == _entry(against):
        if favourable.declared != against.declared and not _declared_in_part(against):
            return "The status given and the words beside it disagree; the less favourable counts."
        return ""
    if _cannot_disagree(favourable, against):
        return ""
    if favourable.policy and not against.policy:
        return f"A written rule asks for it; {_RULE_BROKEN[_measured(against)]}"
    if _measured(against) and not against.hedged:
        return "What a tool measured contradicts what is told; the measurement counts."
    if against.polarity == "partial" or against.policy:
        return ""
    return "Sources disagree; the more reliable counts, among equals the less favourable."


def _cannot_disagree(favourable: Statement, against: Statement) -> bool:
    """A plan, the same source, other systems, what happened once; and a tool sees one platform,
    where people tell of all."""
    return (
        against.polarity == "planned"
        or favourable.source == against.source
        or _of_others(favourable, against)
        or against.locator.startswith(_PAST)
        or (_measured(favourable) and not _measured(against))
    )


def _declared_in_part(statement: Statement) -> bool:
    """Whether the status given is "in part": the words beside it tell which part."""
    return statement.declared and statement.polarity == "partial"


def _measured(statement: Statement) -> bool:
    """Whether a tool counted it, subject by subject."""
    return bool(statement.summary) and statement.reliability in ("configuration", "scanner")


def quotes(statements: Iterable[Statement]) -> tuple[Quote, ...]:
    """Statements as quotes, the same words from the same place once."""
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for s in statements:
        found.setdefault((s.source, s.quote, s.polarity), []).append(s)
    return tuple(_quote(same) for same in found.values())


def _quote(same: Sequence[Statement]) -> Quote:
    s = same[0]
    return Quote(
        source=s.source, locator=s.locator, quote=s.quote, polarity=s.polarity,
        reliability=s.reliability, scope=s.scope, summary=s.summary, asked=s.asked,
        dated=s.dated, stale=s.stale, urgent=s.urgent, affected=s.affected,
        aspects=tuple(dict.fromkeys(one.aspect for one in same if one.aspect)),
    )  # fmt: skip


def _rank(statement: Statement) -> int:
    """A voice that is not sure of itself, or that is out of date, ranks a step lower."""
    return RELIABILITIES.index(statement.reliability) - statement.hedged - statement.stale


def _sources(statements: Iterable[Statement]) -> set[str]:
    return {s.source for s in statements}
