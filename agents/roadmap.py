"""Which actions to take and in what order: the most risk removed for the effort, first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agents.exposure import Exposure, QuickLoss
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
        """Own days and outside spend together, in US dollars, at the middle of both ranges; at
        least a day: nothing is done in less by people who have other work."""
        days, spend = sum(self.effort) / 2, sum(self.cost) / 2
        return max(day_rate, days * day_rate + spend)


@dataclass(frozen=True)
class Choice:
    """An action worth taking. `reduction` is what it removes, given those chosen before it."""

    action: Action
    worth: float
    reduction: float
    risks: tuple[str, ...]


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
    strength: dict[str, float] = field(init=False)
    quick: dict[str, QuickLoss] = field(init=False)
    current: dict[str, float] = field(init=False)
    by_subcategory: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.statuses = {s: r.status for s, r in self.ratings.items()}
        self.strength = {s: self.scoring.strength[status] for s, status in self.statuses.items()}
        self.quick = {t: QuickLoss.of(e, self.scoring) for t, e in self.exposures.items()}
        self.current = {t: q.loss(self.strength) for t, q in self.quick.items()}
        self.by_subcategory = {}
        for threat, exposure in self.exposures.items():
            for subcategory in exposure.subcategories:
                self.by_subcategory.setdefault(subcategory, []).append(threat)

    def touched(self, subcategories: Iterable[str]) -> list[str]:
        """Threats that these Subcategories bear on."""
        return sorted({t for s in subcategories for t in self.by_subcategory.get(s, ())})

    def raised(self, action: Action) -> dict[str, Status]:
        """What the action would still change."""
        return {
            s: to
            for s, to in action.raises
            if self.statuses[s] == "unknown" or _RANK[to] > _RANK[self.statuses[s]]
        }

    def reduction(self, action: Action) -> tuple[float, tuple[str, ...]]:
        """US dollars of expected annual loss removed now, and the threats that become smaller."""
        raised = self.raised(action)
        after = {**self.strength, **{s: self.scoring.strength[to] for s, to in raised.items()}}
        gains = [(self.current[t] - self.quick[t].loss(after), t) for t in self.touched(raised)]
        gains = sorted((g for g in gains if g[0] > 0), reverse=True)
        return sum(g for g, _ in gains), tuple(t for _, t in gains)

    def spread(self, subcategory: str) -> float:
        """US dollars a year between the worst and the best answer about one Subcategory."""
        worst = {**self.strength, subcategory: self.scoring.strength["not_implemented"]}
        best = {**self.strength, subcategory: self.scoring.strength["implemented"]}
        touched = [self.quick[t] for t in self.touched([subcategory])]
        return sum(q.loss(worst) - q.loss(best) for q in touched)

    def do(self, action: Action) -> None:
        """Count the action as done."""
        raised = self.raised(action)
        self.statuses |= raised
        self.strength |= {s: self.scoring.strength[to] for s, to in raised.items()}
        self.current |= {t: self.quick[t].loss(self.strength) for t in self.touched(raised)}

    def worth(self, action: Action) -> float:
        """US dollars a year: risk removed, and known gaps closed for their own sake. Less where
        everything it serves is unknown: it may be there already."""
        value = self.reduction(action)[0]
        known = False
        for subcategory, to in action.raises:
            rating = self.ratings[subcategory]
            known = known or rating.gap in ("full", "partial")
            if rating.gap in ("full", "partial") and _RANK[to] > _RANK[self.statuses[subcategory]]:
                value += self.scoring.gap_worth[rating.priority] * self.revenue
        return value if known else value * self.scoring.unknown_discount

    def rate(self, action: Action) -> float:
        """Worth per dollar of effort and spend."""
        return self.worth(action) / action.price(self.scoring.day_rate_usd)

    def choose(self, actions: Sequence[Action], most: int) -> list[Choice]:
        """Up to `most` actions, the best for their price first, each after its prerequisites."""
        by_id = {a.rule.id: a for a in actions}
        queue = [(-self.rate(a), a.rule.id) for a in actions]
        heapq.heapify(queue)
        chosen: dict[str, Choice] = {}
        while queue and len(chosen) < most:
            value, action_id = heapq.heappop(queue)
            current = -self.rate(by_id[action_id])
            if current > value and queue and current > queue[0][0]:
                heapq.heappush(queue, (current, action_id))
                continue
            if current >= 0 or action_id in chosen:
                continue
            for needed in _with_prerequisites(action_id, by_id):
                if needed not in chosen and len(chosen) < most:
                    action = by_id[needed]
                    chosen[needed] = Choice(action, self.worth(action), *self.reduction(action))
                    self.do(action)
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


def schedule(chosen: Sequence[Choice], tier: SizeTier, scoring: ScoringScale) -> list[Step]:
    """Fill each phase with as many own days as such an organisation has: what is worth most first,
    though never before what it needs."""
    room = dict(scoring.days_per_phase[tier])
    by_id = {c.action.rule.id: c for c in chosen}
    placed: dict[str, Step] = {}
    for choice in sorted(chosen, key=lambda c: (-c.worth, c.action.rule.id)):
        for needed in _with_prerequisites(
            choice.action.rule.id, {i: c.action for i, c in by_id.items()}
        ):
            if needed not in placed:
                placed[needed] = _placed(by_id[needed], placed, room)
    return sorted(placed.values(), key=lambda s: s.phase)


def _placed(choice: Choice, placed: Mapping[str, Step], room: dict[int, float]) -> Step:
    """The step in the first phase that has room for it; takes the room."""
    action = choice.action
    days = sum(action.effort) / 2
    earliest = max((placed[p].phase for p in action.rule.prerequisites if p in placed), default=30)
    phase: Phase = next(
        (p for p in _LIMITED_PHASES if p >= earliest and room.get(p, 0) >= days), 365
    )
    if phase in room:
        room[phase] -= days
    return Step(action, phase, choice.reduction, choice.risks)
