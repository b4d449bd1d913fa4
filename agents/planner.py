"""What an action is worth here: a greedy choice, as each action is worth less once others are done.

Amounts are for comparison only; what is published comes from the simulation.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from agents.exposure import Exposure, Statuses, strength_of
from agents.openings import Openings
from agents.quick_loss import QuickLoss
from frameworks.schema import RecommendationRule, ScoringScale
from sextant.records import ControlRating, Status


@dataclass(frozen=True)
class Action:
    """A recommendation sized for this organisation, with what it would change here.

    `known`: it closes a gap that was spoken of, or answers a weakness that is established; else
    all that it chiefly serves is unknown, and may be there already.
    """

    rule: RecommendationRule
    effort: tuple[float, float]
    cost: tuple[float, float]
    raises: tuple[tuple[str, Status], ...]
    known: bool
    answers: tuple[str, ...]  # the weaknesses, established here, that it is the answer to
    # Of an outcome that was spoken of, though not of what the action is for: how much of the
    # outcome that is. Only so much of it can be credited.
    share: Mapping[str, float] = field(default_factory=dict)
    own_share: float = 1.0  # of its days that one's own people have to find

    @property
    def own_days(self) -> float:
        """Days of one's own people, at the middle of the range."""
        return self.own_share * sum(self.effort) / 2

    def price(self, day_rate: float) -> float:
        """Own days and outside spend together, in US dollars, at the middle of both ranges; at
        least a day: nothing is done in less by people who have other work."""
        days, spend = sum(self.effort) / 2, sum(self.cost) / 2
        return max(day_rate, days * day_rate + spend)


@dataclass(frozen=True)
class Choice:
    """An action worth taking, with its worth given those chosen before it."""

    action: Action
    worth: float


@dataclass
class Planner:
    """Greedy choice with lazily updated values: an action is worth less once others are done."""

    exposures: Mapping[str, Exposure]
    ratings: Mapping[str, ControlRating]
    statuses: Statuses
    scoring: ScoringScale
    # Worth of what laws that apply here ask for: Subcategory -> share of the loss of a year.
    duties: Mapping[str, float] = field(default_factory=dict)
    strength: dict[str, float] = field(init=False)
    losses: dict[str, RunningLoss] = field(init=False)
    today: float = field(init=False)
    touching: dict[str, list[tuple[str, float, float]]] = field(init=False)
    open: Openings = field(init=False)

    def __post_init__(self) -> None:
        self.open = Openings(self.ratings)
        self.strength = {s: strength_of(x, self.scoring) for s, x in self.statuses.items()}
        self.losses = {
            t: RunningLoss.of(e, self.strength, self.scoring) for t, e in self.exposures.items()
        }
        self.today = sum(loss.usd for loss in self.losses.values())
        self.touching = {}
        for threat, exposure in sorted(self.exposures.items()):
            quick = self.losses[threat].quick
            for s in exposure.subcategories:
                share = (threat, quick.stop.get(s, 0.0), quick.soften.get(s, 0.0))
                self.touching.setdefault(s, []).append(share)

    def copy(self) -> Planner:
        """The same as it stands, to go on with by itself."""
        other = copy(self)
        other.strength, other.open = dict(self.strength), self.open.copy()
        other.losses = {t: copy(loss) for t, loss in self.losses.items()}
        return other

    def spread(self, subcategory: str) -> float:
        """US dollars a year between the worst and the best answer about one Subcategory, and what
        closing the gap is worth for its own sake."""
        now = self.strength[subcategory]
        best, worst = self._gains({subcategory: 1 - now}), self._gains({subcategory: -now})
        moved = sum(g for g, _ in best) - sum(g for g, _ in worst)
        return moved + self._own_worth(subcategory)

    def reduction(self, action: Action) -> tuple[float, tuple[tuple[str, float], ...]]:
        """US dollars of expected annual loss that it removes now, and the threats that become
        smaller by how much, most first."""
        gains = sorted((g for g in self._gains(self._moves(action, 1.0)) if g[0] > 0), reverse=True)
        return sum(g for g, _ in gains), tuple((t, usd) for usd, t in gains)

    def worth(self, action: Action) -> float:
        """US dollars a year: risk removed, and gaps closed for their own sake."""
        discount = self.scoring.unknown_discount
        moves = self._moves(action, discount)
        value = 0.0
        for threat, (stopped, saved) in self._shifts(moves).items():
            value += self.losses[threat].gain(stopped, saved)
        for subcategory, move in moves.items():
            value += move * self._own_worth(subcategory)
        return value + (self.scoring.answer_worth * self.today if action.answers else 0.0)

    def rate(self, action: Action) -> float:
        """Worth per dollar of effort and spend."""
        return self.worth(action) / action.price(self.scoring.day_rate_usd)

    def do(self, action: Action) -> None:
        """Count the action as done."""
        moves = self._moves(action, 1.0)
        for subcategory, move in moves.items():
            self.strength[subcategory] += move
            if subcategory not in action.share:
                self.open.close(action.rule, subcategory, self._reach(action))
        for threat, (stopped, saved) in self._shifts(moves).items():
            self.losses[threat].move(stopped, saved)

    def choose(
        self, actions: Sequence[Action], most: int, grave: Sequence[Collection[str]] = ()
    ) -> list[Choice]:
        """Up to `most` actions, the best for their price first, each after what it needs; none
        that is worth too little for its price. What answers an established weakness, and what
        keeps people from harm, is always among them, and one of each group of `grave`: the ids of
        those against one grave risk."""
        by_id = {a.rule.id: a for a in actions}
        chosen: dict[str, Choice] = {}
        answers = [a for a in actions if a.answers or a.rule.beyond_money]
        for action in sorted(answers, key=lambda a: (-self.rate(a), a.rule.id)):
            self._take(action.rule.id, by_id, chosen)
        asks_first = any(a.known for a in actions)
        queue = [(-self._claim(a, asks_first), a.rule.id) for a in actions]
        heapq.heapify(queue)
        while queue and len(chosen) < most:
            value, action_id = heapq.heappop(queue)
            if action_id in chosen:
                continue
            current = -self._claim(by_id[action_id], asks_first)
            if current > value and queue and current > queue[0][0]:
                heapq.heappush(queue, (current, action_id))
                continue
            if self.rate(by_id[action_id]) < self.scoring.least_rate:
                continue
            self._take(action_id, by_id, chosen, most)
        for against in grave:
            if against and not chosen.keys() & set(against):
                best = max(against, key=lambda i: (self.rate(by_id[i]), i))
                self._take(best, by_id, chosen)
        return list(chosen.values())

    def _claim(self, action: Action, asks_first: bool) -> float:
        """Its claim to a place: what may be there already gives way to what is known to lack."""
        gives_way = asks_first and not action.known
        return self.rate(action) * (self.scoring.unconfirmed_claim if gives_way else 1.0)

    def _take(
        self,
        action_id: str,
        by_id: Mapping[str, Action],
        chosen: dict[str, Choice],
        most: float = math.inf,
    ) -> None:
        """The action, after what it needs, as far as there is room for more."""
        for needed in with_prerequisites(action_id, by_id):
            if needed not in chosen and len(chosen) < most:
                chosen[needed] = Choice(by_id[needed], self.worth(by_id[needed]))
                self.do(by_id[needed])

    def _gains(self, moves: Mapping[str, float]) -> list[tuple[float, str]]:
        """US dollars a year that each threat would become smaller by."""
        return [
            (self.losses[t].gain(stopped, saved), t)
            for t, (stopped, saved) in self._shifts(moves).items()
        ]

    def _shifts(self, moves: Mapping[str, float]) -> dict[str, tuple[float, float]]:
        """For each threat touched, how much more is stopped and saved."""
        found: dict[str, tuple[float, float]] = {}
        for subcategory, move in moves.items():
            for threat, stop, soften in self.touching.get(subcategory, ()):
                stopped, saved = found.get(threat, (0.0, 0.0))
                found[threat] = (stopped + stop * move, saved + soften * move)
        return found

    def _own_worth(self, subcategory: str) -> float:
        share = self.scoring.gap_worth[self.ratings[subcategory].priority]
        return (share + self.duties.get(subcategory, 0.0)) * self.today

    def _moves(self, action: Action, discount: float) -> dict[str, float]:
        """How far the action would still move each Subcategory's strength."""
        moves = {}
        reach = self._reach(action)
        for subcategory, goal in action.raises:
            left = self.scoring.strength[goal] - self.strength[subcategory]
            share = action.share.get(subcategory)
            left *= share or self.open.portion(action.rule, subcategory)
            if share or self.ratings[subcategory].status == "unknown":
                left *= discount
            if left > 0:
                moves[subcategory] = reach * left
        return moves

    def _reach(self, action: Action) -> float:
        return self.scoring.narrow_share if action.rule.narrow else self.scoring.action_share


@dataclass
class RunningLoss:
    """The expected yearly loss of one threat, kept up to date as controls change."""

    quick: QuickLoss
    lets_in: float
    saved: float

    @classmethod
    def of(
        cls, exposure: Exposure, strength: Mapping[str, float], scoring: ScoringScale
    ) -> RunningLoss:
        quick = QuickLoss.of(exposure, scoring)
        stopped, saved = quick.done(strength)
        return cls(quick, 1 - stopped, saved)

    @property
    def usd(self) -> float:
        q = self.quick
        return q.scale * (q.floor + q.slope * self.lets_in) * (1 - q.softening * self.saved)

    def gain(self, stopped: float, saved: float) -> float:
        """US dollars a year less once so much more is stopped and saved."""
        q = self.quick
        lets_in, soft = q.floor + q.slope * self.lets_in, 1 - q.softening * self.saved
        after = (lets_in - q.slope * stopped) * (soft - q.softening * saved)
        return q.scale * (lets_in * soft - after)

    def move(self, stopped: float, saved: float) -> None:
        """Count so much more as stopped and saved."""
        self.lets_in -= stopped
        self.saved += saved


def with_prerequisites(action_id: str, by_id: Mapping[str, Action]) -> Iterator[str]:
    """The prerequisites that are known to be missing here, deepest first, then the action."""
    for needed in by_id[action_id].rule.prerequisites:
        if needed in by_id and by_id[needed].known:
            yield from with_prerequisites(needed, by_id)
    yield action_id
