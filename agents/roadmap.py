"""Which actions to take and in what order: the most risk removed for the effort, first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agents.exposure import Exposure, Statuses, expected_loss
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule, ScoringScale, SizeRange
from sextant.records import ControlRating, Phase, SizeTier, Status

_TIERS: tuple[SizeTier, ...] = ("micro", "small", "medium", "large")
_RANK: dict[Status, int] = {"not_implemented": 0, "unknown": 0, "partial": 1, "implemented": 2,
                            "not_applicable": 2}  # fmt: skip
_LIMITED_PHASES: tuple[Phase, ...] = (30, 60, 90)


@dataclass(frozen=True)
class Action:
    """A recommendation sized for this organisation, with what it would change here."""

    rule: RecommendationRule
    effort: tuple[float, float]
    cost: tuple[float, float]
    raises: tuple[tuple[str, Status], ...]

    def price(self, day_rate: float) -> float:
        """Own days and outside spend together, in US dollars, at the middle of both ranges."""
        days, spend = sum(self.effort) / 2, sum(self.cost) / 2
        return max(50.0, days * day_rate + spend)


@dataclass(frozen=True)
class Step:
    """An action in its place: what it removes, given all steps before it."""

    action: Action
    phase: Phase
    reduction: float
    risks: tuple[str, ...]


@dataclass
class Planner:
    """Greedy choice with lazily updated values: an action is worth less once others are done."""

    exposures: Mapping[str, Exposure]
    ratings: Mapping[str, ControlRating]
    revenue: float
    scoring: ScoringScale
    statuses: dict[str, Status] = field(init=False)
    by_subcategory: dict[str, list[Exposure]] = field(init=False)

    def __post_init__(self) -> None:
        self.statuses = {s: r.status for s, r in self.ratings.items()}
        self.by_subcategory = {}
        for exposure in self.exposures.values():
            for subcategory in exposure.subcategories:
                self.by_subcategory.setdefault(subcategory, []).append(exposure)

    def touched(self, changed: Iterable[str]) -> list[Exposure]:
        found = {e.threat: e for s in changed for e in self.by_subcategory.get(s, ())}
        return [found[k] for k in sorted(found)]

    def after(self, action: Action) -> Statuses:
        """Statuses when the action is done."""
        changed = {s: to for s, to in action.raises if _RANK[to] > _RANK[self.statuses[s]]
                   or (self.statuses[s] == "unknown")}  # fmt: skip
        return {**self.statuses, **changed}

    def reduction(self, action: Action) -> tuple[float, tuple[str, ...]]:
        """US dollars of expected annual loss removed now, and the threats that become smaller."""
        after = self.after(action)
        removed, threats = 0.0, []
        for exposure in self.touched(s for s, _ in action.raises):
            gain = expected_loss(exposure, self.statuses, self.scoring) - expected_loss(
                exposure, after, self.scoring
            )
            if gain > 0:
                removed += gain
                threats.append((gain, exposure.threat))
        return removed, tuple(t for _, t in sorted(threats, reverse=True))

    def worth(self, action: Action) -> float:
        """Risk removed and known gaps closed, per dollar of effort and spend."""
        closed = 0.0
        for subcategory, to in action.raises:
            rating = self.ratings[subcategory]
            status = self.statuses[subcategory]
            known_gap = status != "unknown" and rating.gap in ("full", "partial")
            if known_gap and _RANK[to] > _RANK[status]:
                closed += self.scoring.gap_worth[rating.priority] * self.revenue
        return (self.reduction(action)[0] + closed) / action.price(self.scoring.day_rate_usd)

    def choose(
        self, actions: Sequence[Action], most: int
    ) -> list[tuple[Action, float, tuple[str, ...]]]:
        """Up to `most` actions in order, each after its prerequisites."""
        by_id = {a.rule.id: a for a in actions}
        queue = [(-self.worth(a), a.rule.id) for a in actions]
        heapq.heapify(queue)
        chosen: dict[str, tuple[Action, float, tuple[str, ...]]] = {}
        while queue and len(chosen) < most:
            value, action_id = heapq.heappop(queue)
            if action_id in chosen:
                continue
            current = -self.worth(by_id[action_id])
            if current > value and queue and current > queue[0][0]:
                heapq.heappush(queue, (current, action_id))
                continue
            if current >= 0:
                continue
            for needed in _with_prerequisites(action_id, by_id):
                if needed not in chosen and len(chosen) < most:
                    chosen[needed] = (by_id[needed], *self.reduction(by_id[needed]))
                    self.statuses = dict(self.after(by_id[needed]))
        return list(chosen.values())


def _with_prerequisites(action_id: str, by_id: Mapping[str, Action]) -> Iterator[str]:
    """The prerequisites that apply here, deepest first, then the action itself."""
    for needed in by_id[action_id].rule.prerequisites:
        if needed in by_id:
            yield from _with_prerequisites(needed, by_id)
    yield action_id


def candidates(
    ratings: Mapping[str, ControlRating],
    situation: Situation,
    tier: SizeTier,
    knowledge: Knowledge,
) -> list[Action]:
    """Actions that fit the size and the facts and would bring something nearer to its target."""
    found = []
    for rule in knowledge.recommendations.values():
        if tier not in rule.sizes:
            continue
        if rule.applies_when is not None and not rule.applies_when.holds(situation):
            continue
        raises = tuple(_raises(rule, ratings))
        if any(ratings[s].gap != "none" for s, _ in raises):
            found.append(
                Action(rule, _sized(rule.effort_days, tier), _sized(rule.cost_usd, tier), raises)
            )
    return found


def _raises(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating]
) -> Iterator[tuple[str, Status]]:
    goals: dict[str, Status] = dict.fromkeys(rule.supports, "partial")
    goals |= dict.fromkeys(rule.subcategories, "implemented")
    for subcategory, goal in goals.items():
        if _RANK[goal] > _RANK[ratings[subcategory].status]:
            yield subcategory, goal


def _sized(sizes: SizeRange, tier: SizeTier) -> tuple[float, float]:
    """The range of this tier, else of the nearest smaller one given, else of the nearest larger."""
    index = _TIERS.index(tier)
    for name in (*reversed(_TIERS[: index + 1]), *_TIERS[index + 1 :]):
        pair: tuple[float, float] | None = getattr(sizes, name)
        if pair is not None:
            return pair
    return (0.0, 0.0)


def schedule(
    chosen: Sequence[tuple[Action, float, tuple[str, ...]]], tier: SizeTier, scoring: ScoringScale
) -> list[Step]:
    """Fill each phase in order with as many own days as such an organisation has."""
    room = dict(scoring.days_per_phase[tier])
    placed: dict[str, Phase] = {}
    steps = []
    for action, reduction, risks in chosen:
        days = sum(action.effort) / 2
        earliest = max((placed[p] for p in action.rule.prerequisites if p in placed), default=30)
        phase: Phase = next(
            (p for p in _LIMITED_PHASES if p >= earliest and room.get(p, 0) >= days), 365
        )
        if phase in room:
            room[phase] -= days
        placed[action.rule.id] = phase
        steps.append(Step(action, phase, reduction, risks))
    return sorted(steps, key=lambda s: s.phase)
