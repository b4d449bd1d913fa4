"""Actions as they are published: in words that are true here, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents import duties, grounds
from agents.gaps import is_begun
from agents.planner import Action
from agents.precedence import Order
from agents.roadmap import Step
from agents.tailoring import Wording
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import RecommendationRule, Threat
from frameworks.schema.obligations import base_of
from sextant.records import (
    CostRange,
    DayRange,
    OrganizationContext,
    OrganizationProfile,
    PostponedAction,
    Recommendation,
)

_LEADING_RISKS = 3
_MOST_HELPERS = 2  # named with a threat that no action is chiefly against


class ActionWriter:
    """Writes the actions of one plan. Built once for each."""

    def __init__(
        self,
        organization: OrganizationContext,
        profile: OrganizationProfile,
        order: Order,
        steps: Sequence[Step],
        knowledge: Knowledge,
    ) -> None:
        self._ratings = order.ratings
        self._order = order
        self._knowledge = knowledge
        self._obligations = organization.obligations
        self._facts = {f.id: f for f in organization.facts}
        self._topics = {f"practices[{n}]": p.topic for n, p in enumerate(profile.practices)}
        situation = Situation({f.id: f.value for f in organization.facts})
        self._wording = Wording(situation, knowledge.scales.phrases)
        self._against = _against(steps, knowledge)

    def recommendation(self, step: Step) -> Recommendation:
        """An action in its place on the roadmap."""
        rule, action, ratings = step.action.rule, step.action, self._ratings
        served = self._served(action)
        chief = [s for s in served if s in rule.subcategories and ratings[s].gap != "unknown"]
        found = grounds.found_by_tools(rule, ratings)
        return Recommendation(
            id=rule.id,
            title=self._wording.text(self._fitting(action, "title")),
            why=self._why(action),
            duty=duties.at_stake(self._order.laws, chief, rule),
            first_step=self._wording.text(self._fitting(action, "first_step"), found),
            owner_role=self._wording.role(rule.owner_role),
            subcategories=served,
            risks=tuple(f"R-{t}" for t in self._against[rule.id]),
            obligations=self._bound(served),
            phase=step.phase,
            effort_days=DayRange(low=action.effort[0], high=action.effort[1]),
            cost_usd=CostRange(low=round(action.cost[0]), high=round(action.cost[1])),
            cost_basis=self._wording.text(rule.cost_basis),
            risk_reduction=round(step.reduction),
            prerequisites=rule.prerequisites,
            confirm_first=not action.known,
            leading=step.leading,
        )

    def postponed(self, action: Action) -> PostponedAction:
        """An action that the year has no room for."""
        served = self._served(action)
        return PostponedAction(
            id=action.rule.id,
            title=self._wording.text(self._fitting(action, "title")),
            subcategories=served,
            obligations=self._bound(served),
            effort_days=DayRange(low=action.effort[0], high=action.effort[1]),
            cost_usd=CostRange(low=round(action.cost[0]), high=round(action.cost[1])),
        )

    def _why(self, action: Action) -> str:
        rule, ratings = action.rule, self._ratings
        parts = [self._wording.text(rule.why), *grounds.lacking(rule, ratings)]
        if action.known:
            told = grounds.told(action, ratings, self._facts, self._topics)
            stopped = (self._facts[i] for i in self._order.would_have_stopped(action))
            news = (f for f in stopped if f"“{f.quote}”" not in told)
            parts += [told, grounds.happened(news, self._topics)]
        return " ".join(p for p in parts if p)

    def _fitting(self, action: Action, field: str) -> str:
        """What is asked for must be true: where all of it is partly in place, to complete it."""
        rule = action.rule
        begun = is_begun(rule, (self._ratings[s] for s, _ in action.raises))
        text: str = (begun and getattr(rule, f"{field}_partial")) or getattr(rule, field)
        return text

    def _served(self, action: Action) -> tuple[str, ...]:
        return tuple(s for s, _ in action.raises if self._ratings[s].gap != "none")

    def _bound(self, served: Iterable[str]) -> tuple[str, ...]:
        """The laws that ask for what is served."""
        wanted = set(served)
        return tuple(o.id for o in self._obligations if o.id and wanted & set(o.subcategories))


def _against(steps: Sequence[Step], knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Action -> the threats to name with it. A threat that becomes smaller though no action is
    chiefly against it is named with those that do most about it."""
    found = {s.action.rule.id: _chiefly(s, knowledge) for s in steps}
    named = {t for threats in found.values() for t in threats}
    most: dict[str, list[tuple[float, str]]] = {}
    for step in steps:
        for threat, usd in step.gains:
            if threat not in named:
                most.setdefault(threat, []).append((usd, step.action.rule.id))
    for threat, gains in most.items():
        for _, action in sorted(gains, reverse=True)[:_MOST_HELPERS]:
            found[action] += (threat,)
    return found


def _chiefly(step: Step, knowledge: Knowledge) -> tuple[str, ...]:
    """The threats that it lowers and chiefly bears on, those that gain most first: an outcome that
    merely supports, and is not asked for by name, does not make an action one against that threat,
    nor does a part of it that the threat does not ask for. Without any, the leading."""
    rule = step.action.rule
    raised = {s for s, _ in step.action.raises if s in rule.subcategories}
    threats = knowledge.threats
    chief = tuple(
        t for t in step.risks
        if any(_is_against(rule, s, threats[t]) for s in raised & set(_chief(threats[t])))
    )  # fmt: skip
    return chief or step.risks[:_LEADING_RISKS]


def _is_against(rule: RecommendationRule, subcategory: str, threat: Threat) -> bool:
    """Whether what the action does for the outcome is what the threat asks of it: a lost laptop
    asks for its encryption, not for a store in the cloud that is closed."""
    asked = {a for a in (*threat.asks, *threat.asks_of_targets) if base_of(a) == subcategory}
    done = {a for a in rule.aspects if base_of(a) == subcategory}
    return not asked or not done or subcategory in asked or bool(asked & done)


def _chief(threat: Threat) -> tuple[str, ...]:
    asked = (base_of(part) for part in threat.asks)
    return (*threat.subcategories.stop, *threat.subcategories.soften, *asked)
