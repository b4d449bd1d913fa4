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
                    self.do(by_id[needed])
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
