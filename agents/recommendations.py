"""Recommendations: a costed roadmap, what is left after it, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from agents import duties
from agents import exposure as exposures
from agents.action_writer import ActionWriter
from agents.base import Agent
from agents.crediting import credited
from agents.exposure import Exposure, Standing, Statuses
from agents.losses import expected, spreads_of, total
from agents.openings import Openings
from agents.planner import Action, Planner
from agents.precedence import Order
from agents.questions import asked
from agents.risk_scoring import RiskInput, exposure_of
from agents.roadmap import Step, candidates, schedule
from agents.sizing import Size, between_tiers, size_of
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import ScoringScale, Threat
from sextant.records import (
    PHASES,
    SEVERITIES,
    ControlRating,
    CostRange,
    DayRange,
    Phase,
    PhaseOutcome,
    Plan,
    ResidualRisk,
    RiskLevel,
    RiskRegister,
    Severity,
)

if TYPE_CHECKING:
    from agents.losses import Samples


# From worse to better; what leaves an outcome where it is, or makes it worse, changes nothing.
_BETTER: tuple[Standing, ...] = (
    "not_implemented", "unknown", "begun", "partial", "mostly", "implemented", "not_applicable",
)  # fmt: skip
_LITTLE = 0.5  # of what was open: what is left of it then is the lesser part


class PlanInput(RiskInput):
    risks: RiskRegister


def analyse(inp: PlanInput, knowledge: Knowledge) -> Plan:
    """Choose, order and cost actions; then rate every risk again after each phase."""
    ratings = {r.subcategory: r for r in inp.controls.ratings}
    situation = Situation({f.id: f.value for f in inp.organization.facts})
    all_exposures = exposure_of(inp, knowledge)
    tier = inp.organization.size_tier
    laws = duties.applying(inp.organization.obligations, knowledge)
    scoring = _for_turnover(inp.organization.revenue_usd, knowledge)
    duty = duties.worth(laws, scoring)
    statuses = exposures.standings(ratings.values(), knowledge)
    planner = Planner(all_exposures, ratings, statuses, scoring, duty)
    questions = asked(inp.organization, inp.risks, ratings, planner, knowledge)
    order = Order(
        ratings,
        laws,
        tuple(_came_true(all_exposures, situation, knowledge)),
        scoring,
    )
    actions = candidates(ratings, situation, tier, knowledge)
    untouched = planner.copy()
    size = size_of(situation, tier, knowledge)
    grave = _against_grave(inp.risks, actions, order, knowledge)
    chosen = planner.choose(actions, _most(ratings.values(), size, knowledge), grave)
    steps, postponed = schedule(chosen, size, untouched, order)
    phases, residual = _outcomes(steps, ratings, all_exposures, knowledge)
    writer = ActionWriter(inp.organization, inp.profile, order, steps, knowledge)
    return Plan(
        recommendations=tuple(
            writer.recommendation(s) for s in credited(steps, phases, inp.risks.annual_loss_usd.p50)
        ),
        postponed=tuple(writer.postponed(a) for a in postponed),
        phases=phases,
        residual=residual,
        questions=questions,
    )


def _for_turnover(revenue: float, knowledge: Knowledge) -> ScoringScale:
    """Where losses shrink with the turnover, so does what an action has to be worth: people who
    give their time are not paid by the day."""
    scoring = knowledge.scales.scoring
    share = min(1.0, revenue / knowledge.scales.losses.linear_below_usd)
    return scoring.model_copy(update={"least_rate": scoring.least_rate * share})


def _came_true(
    threats: Iterable[str], situation: Situation, knowledge: Knowledge
) -> Iterator[Threat]:
    """Of these threats, those of which the organisation tells that they happened to it."""
    for threat in (knowledge.threats[t] for t in threats):
        if situation.facts.get(threat.happened) is True:
            yield threat


def _against_grave(
    register: RiskRegister, actions: Sequence[Action], order: Order, knowledge: Knowledge
) -> list[tuple[str, ...]]:
    """For each high or critical risk the actions that close a known gap in what it asks for."""
    grave = [r.threat for r in register.risks if r.current.severity in ("high", "critical")]
    return [
        tuple(a.rule.id for a in actions if order.is_against(a, knowledge.threats[t]))
        for t in grave
    ]


def _most(ratings: Iterable[ControlRating], size: Size, knowledge: Knowledge) -> int:
    """Fewer actions where next to nothing is known: ask first."""
    scoring = knowledge.scales.scoring
    rated = [r for r in ratings if r.status != "not_applicable"]
    known = sum(1 for r in rated if r.status != "unknown") / len(rated)
    most = round(between_tiers(scoring.most_actions, size, scoring.most_actions["micro"]))
    least = min(scoring.most_actions_when_unknown, most)
    return least + round((most - least) * min(1.0, known / 0.25))


def _outcomes(
    steps: Sequence[Step],
    ratings: Mapping[str, ControlRating],
    all_exposures: Mapping[str, Exposure],
    knowledge: Knowledge,
) -> tuple[tuple[PhaseOutcome, ...], tuple[ResidualRisk, ...]]:
    """Where the organisation stands after each phase, and each risk after the last."""
    scales = knowledge.scales
    statuses = exposures.standings(ratings.values(), knowledge)
    openings = Openings(ratings)
    losses: dict[str, Samples] = {}
    levels: dict[str, RiskLevel] = {}
    phases: list[PhaseOutcome] = []
    for phase in PHASES:
        done = [s for s in steps if s.phase == phase]
        changed: set[str] = set()
        for step in done:
            improved = dict(_improved(step, statuses, openings))
            statuses |= improved
            changed |= set(improved)
        for threat, exposure in all_exposures.items():
            if threat not in losses or changed & set(exposure.subcategories):
                losses[threat] = expected(exposure, statuses, scales.scoring)
                levels[threat] = exposures.level(exposure, statuses, scales)
        phases.append(_outcome(phase, done, losses, levels))
    spreads = spreads_of([losses[t] for t in all_exposures])
    residual = tuple(
        ResidualRisk(risk=f"R-{threat}", residual=levels[threat], annual_loss_usd=spread)
        for threat, spread in zip(all_exposures, spreads, strict=True)
    )
    return tuple(phases), residual


def _outcome(
    phase: Phase,
    done: Sequence[Step],
    losses: Mapping[str, Samples],
    levels: Mapping[str, RiskLevel],
) -> PhaseOutcome:
    return PhaseOutcome(
        phase=phase,
        recommendations=tuple(s.action.rule.id for s in done),
        effort_days=DayRange(
            low=sum(s.action.effort[0] for s in done), high=sum(s.action.effort[1] for s in done)
        ),
        cost_usd=CostRange(
            low=round(sum(s.action.cost[0] for s in done)),
            high=round(sum(s.action.cost[1] for s in done)),
        ),
        annual_loss_usd=total(list(losses.values())),
        severities=tuple(_counted(x.severity for x in levels.values())),
    )


def _improved(step: Step, statuses: Statuses, openings: Openings) -> Iterator[tuple[str, Standing]]:
    """What a step raises; an outcome that is already better stays. A narrow action alone leaves an
    outcome partly in place, and so does one for some of the parts that lack."""
    rule = step.action.rule
    for subcategory, goal in step.action.raises:
        now, aside = statuses[subcategory], subcategory in step.action.share
        if aside and now in ("partial", "mostly"):
            continue  # something else of it is known to be lacking, and stays so
        if goal == "implemented" and not (aside or rule.narrow):
            openings.close(rule, subcategory)
            reached: Standing = _reached(openings.left_of(subcategory))
        else:
            reached = "begun" if now == "unknown" else "partial"
        if _BETTER.index(reached) > _BETTER.index(now):
            yield subcategory, reached


def _reached(left: float) -> Standing:
    """How an outcome stands of whose open parts this share is left."""
    if not left:
        return "implemented"
    return "mostly" if left <= _LITTLE else "partial"


def _counted(severities: Iterable[Severity]) -> Iterator[tuple[Severity, int]]:
    found = list(severities)
    for severity in reversed(SEVERITIES):
        yield severity, found.count(severity)


AGENT = Agent(
    name="recommendations",
    reads=PlanInput,
    writes="plan",
    analyse=analyse,
    describe=lambda out: f"{len(out.recommendations)} actions, {len(out.questions)} questions",
)
