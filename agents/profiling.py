"""Profiling: who is being assessed (SP 800-30 task 1, CSF 2.0 Organizational Profile)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from agents.base import Agent
from agents.facts import establish
from agents.reasons import RECORD_WORDS, because
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import Obligation, Sector, Subcategory
from sextant.records import (
    Fact,
    Mention,
    ObligationFinding,
    OrganizationContext,
    OrganizationProfile,
    Priority,
    Record,
    RiskAppetite,
    SizeTier,
    Target,
    TargetRating,
)

_STEPS: tuple[Target, ...] = ("not_required", "partial", "implemented")
_PRIORITY: dict[str, Priority] = {"essential": "high", "core": "moderate", "advanced": "low"}


class ProfilingInput(Record):
    profile: OrganizationProfile
    mentions: tuple[Mention, ...] = ()


def analyse(inp: ProfilingInput, knowledge: Knowledge) -> OrganizationContext:
    """Facts with reasons, obligations that follow from them, and the Target Profile."""
    profile = inp.profile
    sector = knowledge.sectors[profile.sector]
    tier = _size_tier(profile.employees, sector, knowledge)
    declared, unknown = _declared(profile.regulations, knowledge)
    facts = establish(profile, inp.mentions, tuple(declared), knowledge)
    obligations = (*_obligations(facts, declared, knowledge), *map(_not_covered, unknown))
    appetite: RiskAppetite = profile.risk_appetite or "moderate"
    revenue = profile.annual_revenue_usd or _assumed_revenue(
        profile, sector, tier, facts, knowledge
    )
    return OrganizationContext(
        sector=sector.id,
        sector_title=sector.title,
        size_tier=tier,
        size_known=profile.employees is not None,
        revenue_usd=revenue,
        revenue_known=bool(profile.annual_revenue_usd),
        risk_appetite=appetite,
        facts=facts,
        obligations=obligations,
        targets=tuple(_targets(sector, tier, appetite, obligations, knowledge)),
        summary=_summary(profile, sector),
    )


def _size_tier(employees: int | None, sector: Sector, knowledge: Knowledge) -> SizeTier:
    """By headcount; where it is not given, as the sector's file assumes: the report says so."""
    for tier, (low, high) in knowledge.scales.targets.size_tiers.items():
        if employees is not None and low <= employees <= high:
            return tier
    return sector.assumed_size


def _assumed_revenue(
    profile: OrganizationProfile,
    sector: Sector,
    tier: SizeTier,
    facts: Iterable[Fact],
    knowledge: Knowledge,
) -> float:
    """By headcount; without one, what is usual for the sector and size, and little where volunteers
    run the place."""
    scale = knowledge.scales.losses
    if profile.employees:
        return profile.employees * sector.revenue_per_employee_usd
    if any(f.id == "run_by_volunteers" and f.value is True for f in facts):
        return scale.run_by_volunteers_revenue_usd
    return scale.usual_people[tier] * sector.revenue_per_employee_usd


def _declared(regulations: Iterable[str], knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """Obligation ids that the profile names, and names that the catalogue does not know.

    A law is known by any of its names with other words around it ("PCI DSS v4.0.1, SAQ D"); where
    several laws' names stand there, the longest decides ("FTC Safeguards Rule").
    """
    names = sorted(
        ((_words(n), law.id) for law in knowledge.obligations.values()
         for n in (law.id, law.title, *law.aliases)),
        key=lambda found: -len(found[0]),
    )  # fmt: skip
    known: list[str] = []
    unknown: list[str] = []
    for given in regulations:
        found = next((law for name, law in names if f" {name} " in f" {_words(given)} "), "")
        (known if found else unknown).append(found or given)
    return list(dict.fromkeys(known)), list(dict.fromkeys(unknown))


def _words(name: str) -> str:
    """The name in small letters, without what separates its words."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _obligations(
    facts: tuple[Fact, ...], declared: list[str], knowledge: Knowledge
) -> Iterator[ObligationFinding]:
    situation = Situation({f.id: f.value for f in facts})
    by_id = {f.id: f for f in facts}
    for law in knowledge.obligations.values():
        follows = law.applies_when.holds(situation)
        if not follows and law.id not in declared:
            continue
        yield ObligationFinding(
            id=law.id,
            title=law.title,
            basis="both" if follows and law.id in declared else "facts" if follows else "declared",
            reasons=tuple(_reasons(law, situation, by_id, follows, law.id in declared)),
            subcategories=_served(law),
            covers=law.covers,
            not_covered=law.not_covered,
        )


def _reasons(
    law: Obligation, situation: Situation, facts: Mapping[str, Fact], follows: bool, named: bool
) -> Iterator[str]:
    if follows:
        verb = "Applies" if law.certainty == "applies" else "May apply"
        yield f"{verb} because {law.because}."
        for reason in because(law.applies_when, situation, facts):
            yield f"{reason[:1].upper()}{reason[1:]}."
    if named:
        yield "The profile names it."


def _served(law: Obligation) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for r in law.requirements for s in r.subcategories))


def _not_covered(name: str) -> ObligationFinding:
    return ObligationFinding(
        id="", title=name, basis="not_covered", reasons=("The profile names it.",),
        not_covered="Sextant has no knowledge of it: nothing in this report speaks to it.",
    )  # fmt: skip


def _targets(
    sector: Sector,
    tier: SizeTier,
    appetite: RiskAppetite,
    obligations: Iterable[ObligationFinding],
    knowledge: Knowledge,
) -> Iterator[TargetRating]:
    by_law: dict[str, str] = {}
    for law in obligations:
        for subcategory in law.subcategories:
            by_law.setdefault(subcategory, law.title)
    for entry in knowledge.subcategories.values():
        yield _target(entry, sector, tier, appetite, by_law.get(entry.id, ""), knowledge)


def _target(
    entry: Subcategory,
    sector: Sector,
    tier: SizeTier,
    appetite: RiskAppetite,
    law: str,
    knowledge: Knowledge,
) -> TargetRating:
    scale = knowledge.scales.targets
    step = _STEPS.index(scale.targets[tier][entry.tier])
    reasons = [f"usual for an organisation of this size ({entry.tier})"]
    if entry.tier != "essential" and scale.appetite[appetite]:
        step += scale.appetite[appetite]
        reasons.append(f"{appetite} risk appetite")
    emphasis = sector.emphasis.get(entry.id)
    if emphasis:
        step += 1
        reasons.append(emphasis.rstrip("."))
    if law:
        step += 1
        reasons.append(f"asked for by {law}")
    priority = _PRIORITY[entry.tier]
    if emphasis and law and priority == "moderate":
        priority = "high"
    elif (emphasis or law) and priority == "low":
        priority = "moderate"
    return _rating(entry.id, _STEPS[max(0, min(step, 2))], priority, "; ".join(reasons))


@lru_cache(maxsize=2048)  # organisations of one kind share most of them
def _rating(subcategory: str, target: Target, priority: Priority, reason: str) -> TargetRating:
    return TargetRating(subcategory=subcategory, target=target, priority=priority, reason=reason)


def _summary(profile: OrganizationProfile, sector: Sector) -> str:
    size = f"has {profile.employees:,} people" if profile.employees else "gives no headcount"
    records = ", ".join(f"{r.count:,} {RECORD_WORDS[r.kind]}" for r in profile.records if r.count)
    held = f" It holds {records}." if records else ""
    counts = ((len(profile.assets), "asset"), (len(profile.practices), "practice"))
    listed = " and ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n)
    told = f" The profile lists {listed}." if listed else " The profile says little more."
    return f"{profile.name} ({sector.title}) {size}.{held}{told}"


AGENT = Agent(
    name="profiling",
    reads=ProfilingInput,
    writes="organization",
    analyse=analyse,
    describe=lambda out: f"{len(out.facts)} facts, {len(out.obligations)} obligations",
)
