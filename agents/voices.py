"""Voices on one aspect of one outcome: who is believed, and when they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from agents.contradictions import dispute, entry, measured, of_others
from frameworks.schema import Disagreement
from sextant.records import RELIABILITIES, Conflict, Statement

Verdict = Literal["in_place", "partly", "lacking"]
_NARROW = Disagreement()


@dataclass(frozen=True)
class AspectVerdict:
    """What the voices on one aspect come to.

    `rule_only`: only documents that say what shall be speak for it. `mixed`: voices on different
    things within it differ, which contradicts nothing and leaves it less sure.
    """

    aspect: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    rule_only: bool = False
    planned: bool = False
    conflicts: tuple[Conflict, ...] = ()
    mixed: bool = False


def weigh(
    aspect: str,
    statements: Sequence[Statement],
    subject: str = "",
    scale: Disagreement = _NARROW,
) -> AspectVerdict:
    """Weigh all statements on one aspect. At least one statement is needed. `subject` is the
    aspect with its Subcategory, by which it is known whether it covers things apart.

    A rule never outweighs a report of practice. Of contradicting voices the more reliable is
    believed; of equals from different sources, the unfavourable one, unless it is only unsure of
    what a dated record tells. One source that says both, or
    two that name different systems, speak of different parts: in part.
    """
    practice = [s for s in statements if not s.policy]
    heard = _without_floors(practice) or practice or list(statements)
    favourable = [s for s in heard if s.polarity == "implemented"]
    against = [s for s in heard if s.polarity in ("not_implemented", "planned")]
    rule_only = not practice and bool(favourable)
    found = dispute(statements, subject, scale)
    if favourable and against and not _settled(heard, against):
        verdict = _outweigh(favourable, against, [s for s in heard if s.polarity == "partial"])
    elif any(s.polarity == "partial" and s.bound != "ceiling" for s in heard):
        verdict = "partly"
    elif against:
        verdict = "lacking"
    else:
        verdict = "partly" if any(s.polarity == "partial" for s in heard) else "in_place"
    planned = verdict == "lacking" and any(s.polarity == "planned" for s in against)
    return AspectVerdict(
        aspect, verdict, tuple(statements), rule_only, planned, found.conflicts, found.mixed
    )


def _without_floors(practice: Sequence[Statement]) -> list[Statement]:
    """What was said, less what shows a part where others speak of more."""
    return [s for s in practice if s.bound != "floor"]


def _settled(heard: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether a tool counted that it is so in part, and nobody who is worth as much says worse."""
    counted = [
        _rank(s) for s in heard
        if s.polarity == "partial" and s.bound != "ceiling" and measured(s)
    ]  # fmt: skip
    return max(counted, default=-1) > max(map(_rank, against))


def _outweigh(
    favourable: Sequence[Statement], against: Sequence[Statement], in_part: Sequence[Statement]
) -> Verdict:
    if _contradicts_its_status(favourable, against):
        return "lacking"
    if any(all(of_others(f, a) for a in against) for f in favourable):
        return "partly"
    if _only_doubts_records(favourable, against):
        return "partly"
    best_for, best_against = max(map(_rank, favourable)), max(map(_rank, against))
    if best_for > best_against:
        return "partly"
    if best_for < best_against or _sources(favourable) != _sources(against):
        own_to_part = best_for >= best_against and _sources(against) <= _sources(in_part)
        return "partly" if own_to_part else "lacking"  # whoever denies it owns to a part
    return "partly"


def _only_doubts_records(favourable: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether all that denies it is not sure ("as far as I know nobody ..."), and somebody else's
    record tells of a day on which it was done."""
    sources = _sources(against)
    return all(a.hedged for a in against) and any(
        f.dated and not (f.stale or f.hedged) and f.source not in sources for f in favourable
    )


def _contradicts_its_status(favourable: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether a declared status and the words of the same entry say opposite things."""
    return any(
        a.declared != b.declared and entry(a) == entry(b) for a in favourable for b in against
    )


def _rank(statement: Statement) -> int:
    """A voice that is not sure of itself, or that is out of date, ranks a step lower."""
    return RELIABILITIES.index(statement.reliability) - statement.hedged - statement.stale


def _sources(statements: Iterable[Statement]) -> set[str]:
    return {s.source for s in statements}
