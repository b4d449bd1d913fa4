"""How large an action is here: by the size of the organisation, or by systems that were counted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agents.gaps import wanted_of
from frameworks.conditions import Situation, Value
from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule, ScoringScale, SizeRange
from sextant.records import ControlRating, SizeTier

Range = tuple[float, float]  # low and high
_MIDDLE = 0.5
_TIERS: tuple[SizeTier, ...] = ("micro", "small", "medium", "large")


@dataclass(frozen=True)
class Size:
    """A size tier, and how far up in it the headcount stands (0..1; None: not known)."""

    tier: SizeTier
    place: float | None

    def of(self, sizes: SizeRange) -> Range:
        """The half of the tier's range that fits the headcount: ranges are for the whole tier."""
        low, high = _sized(sizes, self.tier)
        if self.place is None:
            return low, high
        half = (high - low) / 2
        return low + half * self.place, high - half * (1 - self.place)


def _place(employees: Value | None, tier: SizeTier, knowledge: Knowledge) -> float | None:
    low, high = knowledge.scales.targets.size_tiers[tier]
    if not isinstance(employees, int | float) or not low <= employees <= high:
        return None
    return math.log((employees + 1) / (low + 1)) / math.log((high + 1) / (low + 1))


def estimate(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating], size: Size, begun: bool
) -> tuple[Range, Range]:
    """Days and US dollars that are left to spend, in steps that a person would estimate in."""
    days, usd = _whole(rule, ratings, size)
    return _stepped(_left(days, begun), _days_step), _stepped(_left(usd, begun), _usd_step)


def _whole(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating], size: Size
) -> tuple[Range, Range]:
    """For the size of the organisation, or for as many systems as a tool counted; where people
    tell of some, whose number is not known, for at least these."""
    days, usd = size.of(rule.effort_days), size.of(rule.cost_usd)
    if rule.per_system is None:
        return days, usd
    quotes = [
        q for s in rule.subcategories for q in ratings[s].evidence
        if q.polarity != "implemented" and set(q.aspects) & set(wanted_of(rule, ratings[s]))
    ]  # fmt: skip
    counted: dict[str, int] = {}
    for quote in quotes:
        if quote.affected:
            counted[quote.source] = max(counted.get(quote.source, 0), quote.affected)
    systems, all_counted = sum(counted.values()), bool(counted)
    if told := {q.quote for q in quotes if not q.affected}:
        systems, all_counted = max(systems, len(told)), False
    return (
        _for_systems(rule.per_system.effort_days, max(systems, 1), days, all_counted),
        _for_systems(rule.per_system.cost_usd, max(systems, 1), usd, all_counted),
    )


def _for_systems(each: Range, systems: int, whole: Range, all_counted: bool) -> Range:
    low, high = (min(one * systems, most) for one, most in zip(each, whole, strict=True))
    return low, max(low, high if all_counted else whole[1])


def _sized(sizes: SizeRange, tier: SizeTier) -> Range:
    """The range of this tier, else of the nearest smaller one given, else of the nearest larger."""
    index = _TIERS.index(tier)
    for name in (*reversed(_TIERS[: index + 1]), *_TIERS[index + 1 :]):
        pair: Range | None = getattr(sizes, name)
        if pair is not None:
            return pair
    return (0.0, 0.0)


def _left(pair: Range, begun: bool) -> Range:
    """What is left to do: the lower half of the range where all of it is partly in place."""
    low, high = pair
    return (low, (low + high) / 2) if begun else pair


def _stepped(pair: Range, step_of: Callable[[float], float]) -> Range:
    """The range in steps that a person would estimate in: more digits would claim more than is
    known."""
    step = step_of(pair[1])
    least = step if pair[0] >= step else step_of(pair[0])
    return math.floor(pair[0] / least) * least, math.ceil(pair[1] / step) * step


def _days_step(days: float) -> float:
    return 0.25 if days < 3 else 0.5 if days < 10 else 1.0


def _usd_step(usd: float) -> float:
    return 10.0 if usd < 1_000 else 100.0 if usd < 10_000 else 1_000.0


def size_of(situation: Situation, tier: SizeTier, knowledge: Knowledge) -> Size:
    """The organisation's tier, with its place in it where the headcount is known."""
    return Size(tier, _place(situation.facts.get("employees"), tier, knowledge))


def capacity(size: Size, scoring: ScoringScale) -> dict[int, float]:
    """Own days for each phase: at the tier's upper end what the table gives it, at the lower end
    half way to what it gives the tier below, which is nothing below the smallest. Where the
    headcount is not known, as in the middle."""
    tiers = scoring.days_per_phase
    return {
        phase: between_tiers({t: days[phase] for t, days in tiers.items()}, size, 0.0)
        for phase in tiers[size.tier]
    }


def between_tiers(of: Mapping[SizeTier, float], size: Size, least: float) -> float:
    """At the tier's upper end what it has, at the lower end half way to what the tier below has;
    `least`: what stands below the smallest."""
    index, whole = _TIERS.index(size.tier), of[size.tier]
    below = of[_TIERS[index - 1]] if index else least
    return below + (whole - below) * (1 + (_MIDDLE if size.place is None else size.place)) / 2
