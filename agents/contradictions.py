"""Contradictions: voices on one part of an outcome that cannot both be right, two by two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from agents.nearness import stems
from agents.placement import apart
from agents.quoting import quotes, told
from frameworks.loader import Knowledge
from frameworks.schema import Disagreement
from sextant.records import Conflict, ControlRating, Finding, Statement

_PAST = "incidents["  # where a profile tells of past incidents
_RULE_BROKEN = {
    True: "a tool measured that it is not so everywhere.",
    False: "what is said of practice contradicts it.",
}


@dataclass(frozen=True)
class Dispute:
    """What voices disagree about. `mixed`: where they speak of different things, some of it is so
    and some is not."""

    conflicts: tuple[Conflict, ...] = ()
    mixed: bool = False


def dispute(statements: Sequence[Statement], subject: str, scale: Disagreement) -> Dispute:
    """What the statements on one part of an outcome disagree about: of each way to disagree the
    clearest pair that speaks of one thing.

    `subject`: the part, as in PR.AA-01.credentials. A status against its own words counts already
    when the words say "in part".
    """
    against = [s for s in statements if s.polarity != "implemented" and s.bound != "floor"]
    favourable = [s for s in statements if s.polarity == "implemented"]
    if not favourable or not against:
        return Dispute()
    wide = subject in scale.wide
    words = {id(s): words_of(s) for s in (*favourable, *against)}
    spread = Counter(w for said in words.values() for w in said)

    def clarity(pair: tuple[Statement, Statement]) -> tuple[bool, bool, int, float]:
        """What was counted is clearest, then what is lacking, then words before a bare status, then
        what shares rare words."""
        shared = words[id(pair[0])] & words[id(pair[1])]
        nearness = sum(sorted(1 / spread[w] for w in shared))
        lacking = pair[1].polarity == "not_implemented"
        return measured(pair[1]), lacking, -sum(s.declared for s in pair), nearness

    mixed = False
    clearest: dict[str, tuple[Statement, Statement]] = {}
    for pair in sorted(product(favourable, against), key=clarity, reverse=True):
        note = _disagreement(*pair)
        mixed = mixed or bool(note)
        loose = wide or any(s.hedged for s in pair)  # what is only meant must speak of the same
        if note and note not in clearest and (not loose or same_thing(*pair, scale)):
            clearest[note] = pair
    found = tuple(Conflict(note=n, quotes=quotes(pair)) for n, pair in clearest.items())
    return Dispute(found, mixed and not found)


def distinct(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Each once, though it may stand under several parts of an outcome."""
    return tuple({
        (c.note, *((q.source, q.asked, q.quote, q.polarity) for q in c.quotes)): c
        for c in conflicts
    }.values())  # fmt: skip


def words_of(statement: Statement) -> frozenset[str]:
    """The stems of what it says, of its question and of what it stands under."""
    return stems_of(f"{statement.asked} {statement.about} {statement.quote}")


@lru_cache(maxsize=2048)  # a statement stands under several parts of several outcomes
def stems_of(text: str) -> frozenset[str]:
    """The stems of its words."""
    return frozenset(stems(text))


def same_thing(one: Statement, other: Statement, scale: Disagreement) -> bool:
    """Whether they belong to one entry, answer one question, name one system, or share a word that
    means something."""
    if entry(one) == entry(other) or (one.asked and one.asked == other.asked):
        return True
    if set(one.systems) & set(other.systems):
        return True
    shared = _all_words(one) & _all_words(other)
    return not shared <= scale.generic_stems


def _all_words(statement: Statement) -> frozenset[str]:
    own = words_of(statement)
    return own | stems_of(statement.summary) if statement.summary else own


def _disagreement(favourable: Statement, against: Statement) -> str:
    if entry(favourable) == entry(against):
        if favourable.declared != against.declared and not _declared_in_part(against):
            return "The status given and the words beside it disagree; the less favourable counts."
        return ""
    if _cannot_disagree(favourable, against):
        return ""
    if favourable.policy and not against.policy:
        return f"A written rule asks for it; {_RULE_BROKEN[measured(against)]}"
    if measured(against) and not against.hedged:
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
        or of_others(favourable, against)
        or is_past(against)
        or (measured(favourable) and not measured(against))
    )


def is_past(statement: Statement) -> bool:
    """Whether it tells of an incident that the profile lists."""
    return statement.locator.startswith(_PAST)


def of_others(one: Statement, other: Statement) -> bool:
    """Whether each names systems, and none that the other speaks of: the mail has a second factor,
    the records have none."""
    return apart(one.systems, other.systems)


def entry(statement: Statement) -> tuple[str, str]:
    """The practice, field or passage that a statement stands in."""
    return statement.source, statement.locator.split(".", 1)[0].split(" ", 1)[0]


def measured(statement: Statement) -> bool:
    """Whether a tool counted it, subject by subject."""
    return bool(statement.summary) and statement.reliability in ("configuration", "scanner")


def _declared_in_part(statement: Statement) -> bool:
    """Whether the status given is "in part": the words beside it tell which part."""
    return statement.declared and statement.polarity == "partial"


def findings(ratings: Iterable[ControlRating], knowledge: Knowledge) -> Iterator[Finding]:
    """One for each contradiction of each rating, with both sides."""
    for rating in ratings:
        for conflict in rating.conflicts:
            title = knowledge.subcategories[rating.subcategory].title
            first, second = conflict.quotes[0], conflict.quotes[-1]
            yield Finding(
                kind="contradiction",
                title=f"Contradiction about {rating.subcategory} ({title})",
                detail=f"{conflict.note} {told(first)} / {told(second)}",
                source=second.source,
                locator=second.locator,
                quote=second.quote,
                quotes=conflict.quotes,
            )
