"""Chapter 6: the roadmap by phase, and where the organisation stands after each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sextant.assessment import Assessment, PostponedPart, RecommendationPart, RoadmapPhase
from sextant.records import PHASES, Phase
from sextant.reports.figures import days_range, money, money_range, sentence
from sextant.reports.promises import moment as promised
from sextant.reports.view_ledger import told
from sextant.reports.view_parts import (
    Index,
    Link,
    LossView,
    Tag,
    action_order,
    loss,
    severity_counts,
)
from sextant.reports.view_work import WorkView, burden, work
from sextant.reports.words import PHASE, THEMES

_LEAST_SAVED = 100  # US dollars a year
_FEW = 10  # a roadmap of no more actions is read as a whole


@dataclass(frozen=True)
class ActionView:
    code: str
    anchor: str
    id: str
    title: str
    why: str
    duty: str
    told: str
    first_step: str
    owner: str
    effort: str
    cost: str
    cost_basis: str
    effort_days: tuple[float, float]
    cost_usd: tuple[float, float]
    saves: str
    risk_reduction: int
    phase: Phase
    phase_text: str
    confirm_first: bool
    leading: bool
    theme: str
    risks: tuple[Link, ...]
    obligations: tuple[Link, ...]
    subcategories: tuple[Link, ...]
    prerequisites: tuple[Link, ...]


@dataclass(frozen=True)
class ThemeView:
    """Actions of one phase beside those that matter most, by what they are about."""

    title: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True)
class PhaseView:
    """`leading`: those that matter most, to be read in full; `others`: the rest by theme."""

    phase: Phase
    title: str
    anchor: str
    effort: str
    cost: str
    actions: tuple[ActionView, ...]
    leading: tuple[ActionView, ...]
    others: tuple[ThemeView, ...]


@dataclass(frozen=True)
class PostponedView:
    """An action that the year has no room for."""

    title: str
    terms: str


@dataclass(frozen=True)
class StandingView:
    """One line of 'where you stand': the moment, the yearly loss, the risks by severity."""

    moment: str
    annual: LossView
    severities: tuple[Tag, ...]
    spent: str


@dataclass(frozen=True)
class PlanView:
    phases: tuple[PhaseView, ...]
    standing: tuple[StandingView, ...]
    leading: tuple[ActionView, ...]
    postponed: tuple[PostponedView, ...]
    total: str
    note: str
    work: tuple[WorkView, ...]
    burden: str
    moments: tuple[str, ...]


def _action(part: RecommendationPart, index: Index) -> ActionView:
    link = index.action(part.id)
    saved = part.risk_reduction
    return ActionView(
        code=link.text,
        anchor=link.anchor,
        id=part.id,
        title=part.title,
        why=sentence(part.why),
        duty=sentence(part.duty),
        told=told(part.wording),
        first_step=sentence(part.first_step),
        owner=part.owner_role,
        effort=days_range(part.effort_days.low, part.effort_days.high),
        cost=money_range(part.cost_usd.low, part.cost_usd.high, nothing="no extra spend"),
        cost_basis=part.cost_basis,
        effort_days=(part.effort_days.low, part.effort_days.high),
        cost_usd=(part.cost_usd.low, part.cost_usd.high),
        saves=_saves(saved),
        risk_reduction=saved,
        phase=part.phase,
        phase_text=PHASE[part.phase],
        confirm_first=part.confirm_first,
        leading=part.leading,
        theme=_theme(part),
        risks=tuple(index.risk(i) for i in part.risks),
        obligations=tuple(index.obligation(i) for i in part.obligations),
        subcategories=tuple(index.control(i) for i in part.subcategories),
        prerequisites=tuple(index.action(i) for i in part.prerequisites if i in index.action_codes),
    )


def _theme(part: RecommendationPart) -> str:
    first = part.subcategories[0] if part.subcategories else ""
    return THEMES.get(first[:5]) or THEMES.get(first[:2], "Other")


def _saves(usd: float) -> str:
    """An amount only where it says something: a few dollars a year are an artefact."""
    if usd <= 0:
        return "not measurable in money"
    return f"about {money(usd)} a year" if usd >= _LEAST_SAVED else "under $100 a year"


def _phase(phase: Phase, part: RoadmapPhase | None, actions: tuple[ActionView, ...]) -> PhaseView:
    effort = days_range(part.effort_days.low, part.effort_days.high) if part else ""
    cost = money_range(part.cost_usd.low, part.cost_usd.high, "no extra spend") if part else ""
    return PhaseView(
        phase=phase,
        title=PHASE[phase],
        anchor=f"phase-{phase}",
        effort=effort,
        cost=cost,
        actions=actions,
        leading=tuple(a for a in actions if a.leading),
        others=tuple(_themes([a for a in actions if not a.leading])),
    )


def _themes(actions: Sequence[ActionView]) -> Iterator[ThemeView]:
    for title in dict.fromkeys(a.theme for a in actions):
        yield ThemeView(title, tuple(a for a in actions if a.theme == title))


def _postponed(part: PostponedPart) -> PostponedView:
    days = days_range(part.effort_days.low, part.effort_days.high)
    cost = money_range(part.cost_usd.low, part.cost_usd.high, nothing="no extra spend")
    return PostponedView(part.title, f"{days}; {cost}")


def _standing(assessment: Assessment) -> tuple[StandingView, ...]:
    today = Counter(risk.severity for risk in assessment.risks)
    annual = loss(assessment.money.annual_loss_usd)
    lines = [StandingView("Today", annual, severity_counts(today), "")]
    low = high = 0.0
    for part in assessment.roadmap:
        low, high = low + part.cost_usd.low, high + part.cost_usd.high
        if not part.recommendations and part.phase != PHASES[-1]:
            continue  # nothing is done in it
        moment = "After a year" if part.phase == 365 else f"After {part.phase} days"
        spent = money_range(low, high, nothing="no extra spend")
        tags = severity_counts(part.severities)
        lines.append(
            StandingView(promised(moment, assessment), loss(part.annual_loss_usd), tags, spent)
        )
    return tuple(lines)


def totals(phases: Sequence[RoadmapPhase]) -> str:
    """'$2,000 to $9,000, and 4 to 10 days of work'; empty without phases."""
    if not phases:
        return ""
    low, high = sum(p.cost_usd.low for p in phases), sum(p.cost_usd.high for p in phases)
    first, last = sum(p.effort_days.low for p in phases), sum(p.effort_days.high for p in phases)
    spend = money_range(low, high, nothing="no extra spend")
    return f"{spend}, and {days_range(first, last)} of work"


def plan(assessment: Assessment, index: Index) -> PlanView:
    """Phases without an action are left out; their standing is still shown."""
    parts = {part.id: part for part in assessment.recommendations}
    actions = [_action(parts[i], index) for i in action_order(assessment)]
    described = {part.phase: part for part in assessment.roadmap}
    phases = tuple(
        _phase(phase, described.get(phase), tuple(a for a in actions if a.phase == phase))
        for phase in PHASES
    )
    note = "" if actions else "No action is proposed. Answer the open questions first (chapter 1)."
    return PlanView(
        phases=tuple(phase for phase in phases if phase.actions),
        standing=_standing(assessment) if assessment.roadmap else (),
        leading=tuple(a for a in actions if a.leading) if len(actions) > _FEW else (),
        postponed=tuple(_postponed(p) for p in assessment.postponed),
        total=totals(assessment.roadmap),
        note=note,
        work=work(assessment),
        burden=burden(assessment),
        moments=tuple(PHASE[p] for p in PHASES),
    )
