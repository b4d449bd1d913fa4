"""Which actions to take and in what order: the most risk removed for the effort, first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from agents.gaps import gap, is_begun, shares
from agents.planner import Action, Choice, Planner, with_prerequisites
from agents.precedence import Order
from agents.sizing import Size, capacity, estimate, size_of
from agents.tailoring import is_outside, tailored
from frameworks.conditions import FactIs, Situation, established, walk
from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule
from sextant.records import PHASES, ControlRating, Phase, SizeTier, Status

_RANK: dict[Status, int] = {"not_implemented": 0, "unknown": 0, "partial": 1, "implemented": 2,
                            "not_applicable": 2}  # fmt: skip


_Urgency = tuple[int, float, str]


@dataclass(frozen=True)
class Step:
    """An action in its place: what it removes, given all steps before it."""

    action: Action
    phase: Phase
    reduction: float
    gains: tuple[tuple[str, float], ...]  # threats and US dollars a year, most first
    leading: bool = False

    @property
    def risks(self) -> tuple[str, ...]:
        """The threats that it makes smaller, most first."""
        return tuple(threat for threat, _ in self.gains)


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
        answers = _answers(rule, situation, knowledge)
        action = _action(tailored(rule, situation), ratings, answers, size, knowledge)
        if action is not None:
            found.append(_shared(action, situation, knowledge))
    return found


def _shared(action: Action, situation: Situation, knowledge: Knowledge) -> Action:
    """The action with the share of its days that one's own people find."""
    scales = knowledge.scales
    outside = is_outside(action.rule.owner_role, situation, scales.phrases)
    return replace(action, own_share=scales.scoring.outside_share) if outside else action


def _action(
    rule: RecommendationRule,
    ratings: Mapping[str, ControlRating],
    answers: tuple[str, ...],
    size: Size,
    knowledge: Knowledge,
) -> Action | None:
    raises = tuple(_raises(rule, ratings))
    chief = [s for s, _ in raises if s in rule.subcategories or answers]
    open_gaps = {gap(rule, ratings[s]) for s in chief}
    if not open_gaps - {"none"}:
        return None
    begun = is_begun(rule, (ratings[s] for s, _ in raises))
    effort, cost = estimate(rule, ratings, size, begun)
    return Action(
        rule,
        effort,
        cost,
        raises,
        known=bool(answers) or bool({"full", "partial"} & open_gaps),
        answers=answers,
        share=dict(shares(rule, [ratings[s] for s, _ in raises], knowledge)),
    )


def _answers(
    rule: RecommendationRule, situation: Situation, knowledge: Knowledge
) -> tuple[str, ...]:
    """Established weaknesses, such as an exposed sign-in, that it is the answer to: of those that
    it names, else of its condition where that asks for nothing else."""
    if rule.answers:
        return tuple(f for f in rule.answers if situation.facts.get(f) is True)
    if rule.applies_when is None:
        return ()
    asked = {n.fact for n in walk(rule.applies_when) if isinstance(n, FactIs)}
    weaknesses = {f for f in asked if f in knowledge.facts and knowledge.facts[f].weakness}
    return established(rule.applies_when, situation) if asked == weaknesses else ()


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


def schedule(
    chosen: Sequence[Choice], size: Size, planner: Planner, order: Order
) -> tuple[list[Step], list[Action]]:
    """Fill each phase with as many own days as such an organisation has: first what is known to
    be missing and removes most for what it asks, though never before what it needs. Then those
    that no phase of the year has room for.

    `planner`: as before anything is done; it is moved on. `order`: what goes before its turn.
    """
    scoring = planner.scoring
    whole = capacity(size, scoring)
    room = dict(whole)
    by_id = {c.action.rule.id: c.action for c in chosen}
    asks_first = any(a.known for a in by_id.values())
    phases: dict[str, Phase] = {}
    late: dict[str, Action] = {}
    urgencies = {c.action.rule.id: _urgency(c, order) for c in chosen}
    for choice in sorted(chosen, key=lambda c: urgencies[c.action.rule.id], reverse=True):
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
    steps = [
        _step(by_id[i], phases[i], i in leading, planner)
        for i in _in_phases(phases, by_id, urgencies)
    ]
    return steps, list(late.values())


def _in_phases(
    phases: Mapping[str, Phase],
    by_id: Mapping[str, Action],
    urgencies: Mapping[str, _Urgency],
) -> list[str]:
    """Phase by phase, in each what cannot wait and then what is most urgent, after what it needs:
    what is merely owed is done in time, and is not for that what matters most."""

    def rank(action_id: str) -> tuple[Phase, bool, float]:
        return phases[action_id], not by_id[action_id].rule.at_once, -urgencies[action_id][1]

    found: dict[str, None] = {}
    for action_id in sorted(phases, key=rank):
        same = (n for n in with_prerequisites(action_id, by_id)
                if phases.get(n) == phases[action_id])  # fmt: skip
        found.update(dict.fromkeys(same))
    return list(found)


def _urgency(choice: Choice, order: Order) -> _Urgency:
    """Between what removes most and what removes most for its price; what may be in place already
    comes later."""
    action, scoring = choice.action, order.scoring
    share = 1.0 if action.known else scoring.unconfirmed_share
    worth = share * order.urgency(action) * choice.worth
    rate = worth / math.sqrt(action.price(scoring.day_rate_usd))
    return order.precedence(action), rate, action.rule.id


def _phase(
    action: Action,
    phases: Mapping[str, Phase],
    whole: Mapping[int, float],
    room: dict[int, float],
    earliest: Phase,
) -> Phase | None:
    """The first phase that has room for it, not before what it needs; takes the room. The first
    month is for several quick gains: what would fill more than half of it waits."""
    days = action.own_days
    if days > whole[30] / 2 and not action.rule.at_once:
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
