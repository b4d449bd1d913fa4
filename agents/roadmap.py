"""Which actions to take and in what order: the most risk removed for the effort, first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.planner import Action, Choice, Planner, with_prerequisites
from frameworks.conditions import FactIs, Situation, Value, established, walk
from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule, ScoringScale, SizeRange
from sextant.records import PHASES, ControlRating, Phase, SizeTier, Status

_TIERS: tuple[SizeTier, ...] = ("micro", "small", "medium", "large")
_RANK: dict[Status, int] = {"not_implemented": 0, "unknown": 0, "partial": 1, "implemented": 2,
                            "not_applicable": 2}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """An action in its place: what it removes, given all steps before it."""

    action: Action
    phase: Phase
    reduction: float
    risks: tuple[str, ...]
    leading: bool = False


@dataclass(frozen=True)
class Size:
    """A size tier, and how far up in it the headcount stands (0..1; None: not known)."""

    tier: SizeTier
    place: float | None

    def of(self, sizes: SizeRange) -> tuple[float, float]:
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


def candidates(
    ratings: Mapping[str, ControlRating],
    situation: Situation,
    tier: SizeTier,
    knowledge: Knowledge,
) -> list[Action]:
    """Actions that fit the size and the facts and would bring what they are for nearer to its
    target."""
    found = []
    size = size_of(situation, tier, knowledge)
    for rule in knowledge.recommendations.values():
        if tier not in rule.sizes:
            continue
        if rule.applies_when is not None and not rule.applies_when.holds(situation):
            continue
        action = _action(rule, ratings, _answers(rule, situation, knowledge), size)
        if action is not None:
            found.append(action)
    return found


def _action(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating], answers: bool, size: Size
) -> Action | None:
    raises = tuple(_raises(rule, ratings))
    open_gaps = [gap(rule, ratings[s]) for s, _ in raises if s in rule.subcategories or answers]
    if not set(open_gaps) - {"none"}:
        return None
    begun = is_begun(rule, (ratings[s] for s, _ in raises))
    return Action(
        rule,
        _stepped(_left(size.of(rule.effort_days), begun), _days_step),
        _stepped(_left(size.of(rule.cost_usd), begun), _usd_step),
        raises,
        known=answers or bool({"full", "partial"} & set(open_gaps)),
        answers=answers,
    )


def gap(rule: RecommendationRule, rating: ControlRating) -> str:
    """The rating's gap as this action sees it: none where what it is for is in place, unknown
    where only other aspects of the outcome were spoken of."""
    wanted = {a.rpartition(".")[2] for a in rule.aspects if a.startswith(f"{rating.subcategory}.")}
    spoken = {*rating.open_aspects, *rating.met_aspects}
    if not wanted or not spoken or rating.gap in ("none", "unknown"):
        return rating.gap
    if wanted & set(rating.open_aspects):
        return rating.gap
    return "none" if wanted <= spoken else "unknown"


def is_begun(rule: RecommendationRule, raised: Iterable[ControlRating]) -> bool:
    """Whether all that it chiefly serves is partly in place, as far as the action is concerned."""
    chief = [r for r in raised if r.subcategory in rule.subcategories]
    return {r.status for r in chief} == {"partial"} and "unknown" not in {
        gap(rule, r) for r in chief
    }


def _answers(rule: RecommendationRule, situation: Situation, knowledge: Knowledge) -> bool:
    """Whether it is there for nothing but weaknesses, such as an exposed sign-in, and one of them
    is established."""
    if rule.applies_when is None:
        return False
    asked = {n.fact for n in walk(rule.applies_when) if isinstance(n, FactIs)}
    weaknesses = {f for f in asked if f in knowledge.facts and knowledge.facts[f].weakness}
    return asked == weaknesses and bool(established(rule.applies_when, situation))


def _raises(
    rule: RecommendationRule, ratings: Mapping[str, ControlRating]
) -> Iterator[tuple[str, Status]]:
    goals: dict[str, Status] = dict.fromkeys(rule.supports, "partial")
    goals |= dict.fromkeys(rule.subcategories, "implemented")
    for subcategory, goal in goals.items():
        rating = ratings[subcategory]
        settled = rating.gap != "none" and gap(rule, rating) == "none"
        if _RANK[goal] > _RANK[rating.status] and not settled:
            yield subcategory, goal


def _sized(sizes: SizeRange, tier: SizeTier) -> tuple[float, float]:
    """The range of this tier, else of the nearest smaller one given, else of the nearest larger."""
    index = _TIERS.index(tier)
    for name in (*reversed(_TIERS[: index + 1]), *_TIERS[index + 1 :]):
        pair: tuple[float, float] | None = getattr(sizes, name)
        if pair is not None:
            return pair
    return (0.0, 0.0)


def _left(pair: tuple[float, float], begun: bool) -> tuple[float, float]:
    """What is left to do: the lower half of the range where all of it is partly in place."""
    low, high = pair
    return (low, (low + high) / 2) if begun else pair


def _stepped(pair: tuple[float, float], step_of: Callable[[float], float]) -> tuple[float, float]:
    """The range in steps that a person would estimate in: more digits would claim more than is
    known."""
    step = step_of(pair[1])
    return math.floor(pair[0] / step) * step, math.ceil(pair[1] / step) * step


def _days_step(days: float) -> float:
    return 0.25 if days < 3 else 0.5 if days < 10 else 1.0


def _usd_step(usd: float) -> float:
    return 10.0 if usd < 1_000 else 100.0 if usd < 10_000 else 1_000.0


def size_of(situation: Situation, tier: SizeTier, knowledge: Knowledge) -> Size:
    """The organisation's tier, with its place in it where the headcount is known."""
    return Size(tier, _place(situation.facts.get("employees"), tier, knowledge))


def capacity(size: Size, scoring: ScoringScale) -> dict[int, float]:
    """Own days for each phase: at the tier's upper end what the table gives it, at the lower end
    half way to what it gives the tier below."""
    whole = scoring.days_per_phase[size.tier]
    if size.place is None or size.tier == _TIERS[0]:
        return dict(whole)
    below = scoring.days_per_phase[_TIERS[_TIERS.index(size.tier) - 1]]
    share = (1 + size.place) / 2
    return {p: below[p] + (days - below[p]) * share for p, days in whole.items()}


def schedule(
    chosen: Sequence[Choice], size: Size, planner: Planner
) -> tuple[list[Step], list[Action]]:
    """Fill each phase with as many own days as such an organisation has: first what is known to
    be missing and removes most for what it asks, though never before what it needs. Then those
    that no phase of the year has room for.

    `planner`: as before anything is done; it is moved on.
    """
    scoring = planner.scoring
    whole = capacity(size, scoring)
    room = dict(whole)
    by_id = {c.action.rule.id: c.action for c in chosen}
    asks_first = any(a.known for a in by_id.values())
    phases: dict[str, Phase] = {}
    late: dict[str, Action] = {}
    for choice in sorted(chosen, key=lambda c: _urgency(c, scoring), reverse=True):
        for needed in with_prerequisites(choice.action.rule.id, by_id):
            if needed in phases or needed in late:
                continue
            action = by_id[needed]
            later = asks_first and not action.known
            phase = _phase(action, phases, whole, room, 60 if later else 30)
            if phase is None or late.keys() & set(action.rule.prerequisites):
                late[needed] = action
            else:
                phases[needed] = phase
    surest = [i for i in phases if by_id[i].known] if asks_first else list(phases)
    leading = set(surest[: scoring.leading_actions])
    order = sorted(phases, key=lambda action_id: phases[action_id])
    steps = [_step(by_id[i], phases[i], i in leading, planner) for i in order]
    return steps, list(late.values())


def _urgency(choice: Choice, scoring: ScoringScale) -> tuple[float, str]:
    """Between what removes most and what removes most for its price; what may be in place already
    comes later."""
    action = choice.action
    share = 1.0 if action.known else scoring.unconfirmed_share
    return share * choice.worth / math.sqrt(action.price(scoring.day_rate_usd)), action.rule.id


def _phase(
    action: Action,
    phases: Mapping[str, Phase],
    whole: Mapping[int, float],
    room: dict[int, float],
    earliest: Phase,
) -> Phase | None:
    """The first phase that has room for it, not before what it needs; takes the room. The first
    month is for several quick gains: what would fill more than half of it waits."""
    days = sum(action.effort) / 2
    if days > whole[30] / 2:
        earliest = max(earliest, 60)
    after = max((phases[p] for p in action.rule.prerequisites if p in phases), default=earliest)
    for phase in PHASES:
        if phase >= max(after, earliest) and room[phase] >= days:
            room[phase] -= days
            return phase
    return None


def _step(action: Action, phase: Phase, leading: bool, planner: Planner) -> Step:
    step = Step(action, phase, *planner.reduction(action), leading=leading)
    planner.do(action)
    return step
