"""Voices on one aspect of one outcome: who is believed, and when they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sextant.records import RELIABILITIES, Conflict, Quote, Statement

Verdict = Literal["in_place", "partly", "lacking"]


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
    conflict: Conflict | None = None


def weigh(aspect: str, statements: Sequence[Statement]) -> AspectVerdict:
    """Weigh all statements on one aspect. At least one statement is needed.

    A rule never outweighs a report of practice. Of contradicting voices the more reliable is
    believed; of equals from different sources, the unfavourable one. One source that says both
    speaks of different parts: in part.
    """
    practice = [s for s in statements if not s.policy]
    heard = practice or list(statements)
    favourable = [s for s in heard if s.polarity == "implemented"]
    against = [s for s in heard if s.polarity in ("not_implemented", "planned")]
    rule_only = not practice and bool(favourable)
    conflict = _conflict(statements)
    if favourable and against:
        verdict = _outweigh(favourable, against)
    elif any(s.polarity == "partial" for s in heard):
        verdict = "partly"
    else:
        verdict = "in_place" if favourable else "lacking"
    planned = verdict == "lacking" and any(s.polarity == "planned" for s in against)
    return AspectVerdict(aspect, verdict, tuple(statements), rule_only, planned, conflict)


def _outweigh(favourable: Sequence[Statement], against: Sequence[Statement]) -> Verdict:
    best_for, best_against = max(map(_rank, favourable)), max(map(_rank, against))
    if any(s.declared for s in (*favourable, *against)) and _same_entry(favourable, against):
        return "lacking"
    if best_for > best_against:
        return "partly"
    if best_for < best_against or _sources(favourable) != _sources(against):
        return "lacking"
    return "partly"


def _same_entry(favourable: Sequence[Statement], against: Sequence[Statement]) -> bool:
    """Whether a declared status and the words beside it say opposite things."""
    places = {_entry(s) for s in favourable}
    return any(_entry(s) in places for s in against)


def _entry(statement: Statement) -> tuple[str, str]:
    return statement.source, statement.locator.split(".", 1)[0].split(" ", 1)[0]


def _conflict(statements: Sequence[Statement]) -> Conflict | None:
    favourable = [s for s in statements if s.polarity == "implemented"]
    against = [s for s in statements if s.polarity == "not_implemented"]
    if not favourable or not against:
        return None
    if _sources(favourable) == _sources(against) and not _same_entry_conflict(favourable, against):
        return None
    return Conflict(note=_note(favourable, against), quotes=quotes([favourable[0], against[0]]))


def _same_entry_conflict(favourable: Sequence[Statement], against: Sequence[Statement]) -> bool:
    declared = [s for s in (*favourable, *against) if s.declared]
    return bool(declared) and _same_entry(favourable, against)


def _note(favourable: Sequence[Statement], against: Sequence[Statement]) -> str:
    if any(s.policy for s in favourable) and not all(s.policy for s in against):
        return "A written rule asks for it; what is said of practice contradicts it."
    if _same_entry_conflict(favourable, against):
        return "The status given and the words beside it disagree; the less favourable counts."
    return "Sources disagree; the more reliable counts, among equals the less favourable."


def quotes(statements: Iterable[Statement]) -> tuple[Quote, ...]:
    """Statements as quotes, the same words from the same place once."""
    found: dict[tuple[str, str, str], Quote] = {}
    for s in statements:
        found.setdefault(
            (s.source, s.quote, s.polarity),
            Quote(source=s.source, locator=s.locator, quote=s.quote, polarity=s.polarity,
                  reliability=s.reliability, scope=s.scope),
        )  # fmt: skip
    return tuple(found.values())


def _rank(statement: Statement) -> int:
    return RELIABILITIES.index(statement.reliability)


def _sources(statements: Iterable[Statement]) -> set[str]:
    return {s.source for s in statements}
