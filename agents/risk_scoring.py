"""Risk scoring: likelihood x impact by SP 800-30 tables, and money; never from a model."""

from __future__ import annotations

from collections.abc import Mapping

from agents import exposure as exposures
from agents import judgements
from agents.base import Agent
from agents.exposure import Exposure
from agents.losses import RiskLoss, exceedance, simulate, total
from agents.risk_evidence import Grounds, quoted
from agents.risk_rationale import in_words, rationale
from agents.settled import settled
from agents.spared import hit, met_aspects
from agents.told_losses import told_loss
from agents.weighing import beside_money
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import (
    SEVERITIES,
    Asset,
    AssetMap,
    ControlAssessment,
    ControlRating,
    Fact,
    OrganizationContext,
    OrganizationProfile,
    Record,
    Risk,
    RiskJudgement,
    RiskLevel,
    RiskRegister,
    Statement,
    ThreatAssessment,
    ThreatScenario,
)

_FIRST = 3  # risks that every owner reads
_WEAK = ("not_implemented", "partial")


class RiskInput(Record):
    profile: OrganizationProfile
    organization: OrganizationContext
    assets: AssetMap
    threats: ThreatAssessment
    controls: ControlAssessment
    statements: tuple[Statement, ...] = ()
    judged: tuple[RiskJudgement, ...] = ()


def exposure_of(inp: RiskInput, knowledge: Knowledge) -> dict[str, Exposure]:
    """Threat id -> exposure, for every credible scenario."""
    struck = _struck(inp, knowledge)
    facts = {f.id: f for f in inp.organization.facts}
    ratings = {r.subcategory: r for r in inp.controls.ratings}
    found = {
        s.id: exposures.build(
            s, knowledge.threats[s.id], struck[s.id], inp.profile,
            inp.organization.revenue_usd, inp.organization.revenue_known, knowledge.scales,
            told_loss(facts.get(knowledge.threats[s.id].happened), knowledge.scales.losses.told),
            settled(knowledge.threats[s.id], ratings),
        )
        for s in inp.threats.scenarios
    }  # fmt: skip
    statuses = exposures.standings(inp.controls.ratings, knowledge)
    for verdict in inp.judged:
        if verdict.threat in found:
            found[verdict.threat] = judgements.applied(
                found[verdict.threat], verdict, statuses, knowledge.scales
            )
    return found


def _struck(inp: RiskInput, knowledge: Knowledge) -> dict[str, tuple[Asset, ...]]:
    """Threat id -> the assets that it hits with what is in place."""
    by_id, met = {a.id: a for a in inp.assets.assets}, met_aspects(inp.controls.ratings)
    return {s.id: hit(s, knowledge.threats[s.id], by_id, met) for s in inp.threats.scenarios}


def analyse(inp: RiskInput, knowledge: Knowledge) -> RiskRegister:
    """The risk register, most severe first, with the loss-exceedance curve of a year."""
    statuses = exposures.standings(inp.controls.ratings, knowledge)
    ratings = {r.subcategory: r for r in inp.controls.ratings}
    found: list[Risk] = []
    struck = _struck(inp, knowledge)
    scenarios = {
        s.id: s
        if len(struck[s.id]) == len(s.assets)
        else s.model_copy(update={"assets": tuple(a.id for a in struck[s.id])})
        for s in inp.threats.scenarios
    }
    names = {a.id: a.name for a in inp.assets.assets}
    exposed = exposure_of(inp, knowledge)
    losses = simulate(exposed.values(), statuses, knowledge.scales.scoring)
    for (threat_id, exposure), loss in zip(exposed.items(), losses, strict=True):
        current = exposures.level(exposure, statuses, knowledge.scales)
        found.append(
            _risk(scenarios[threat_id], exposure, current, loss, ratings, names, inp, knowledge)
        )
    found = _peculiar_first(sorted(found, key=_order), knowledge)
    risks = _with_quotes(found, scenarios, inp, knowledge)
    return RiskRegister(
        risks=beside_money(risks, exposed),
        annual_loss_usd=total([x.expected for x in losses]),
        exceedance=exceedance(losses),
    )


def _peculiar_first(ranked: list[Risk], knowledge: Knowledge) -> list[Risk]:
    """One that only such organisations meet stands among the first, where it is as severe as what
    stands there: everybody meets the others, and hears of them."""
    peculiar = [knowledge.threats[r.threat].peculiar for r in ranked]
    last = _FIRST - 1
    if len(ranked) <= last or any(peculiar[:_FIRST]):
        return ranked
    severity = ranked[last].current.severity
    place = next((i for i, r in enumerate(ranked) if peculiar[i]
                  and r.current.severity == severity), None)  # fmt: skip
    if place is None:
        return ranked
    others = [r for r in ranked if r is not ranked[place]]
    return [*others[:last], ranked[place], *others[last:]]


def _with_quotes(
    risks: list[Risk], scenarios: Mapping[str, ThreatScenario], inp: RiskInput, knowledge: Knowledge
) -> list[Risk]:
    """The risks, each with the words that bear on it."""
    weak = [r for r in inp.controls.ratings if r.status in _WEAK]
    assets = {a.id: a for a in inp.assets.assets}
    grounds = Grounds.of(inp.statements, weak, inp.organization.facts, inp.assets.assets, knowledge)
    words = quoted([scenarios[r.threat] for r in risks], assets, grounds)
    return [r.model_copy(update={"evidence": words[r.threat]}) for r in risks]


def _order(risk: Risk) -> tuple[int, int, str]:
    return (-SEVERITIES.index(risk.current.severity), -risk.annual_loss_usd.p50, risk.id)


def _risk(
    scenario: ThreatScenario,
    exposure: Exposure,
    current: RiskLevel,
    loss: RiskLoss,
    ratings: Mapping[str, ControlRating],
    names: Mapping[str, str],
    inp: RiskInput,
    knowledge: Knowledge,
) -> Risk:
    threat = knowledge.threats[scenario.id]
    ids = exposure.subcategories
    weak = tuple(s for s in ids if ratings[s].status in _WEAK and s not in exposure.settled)
    unknown = tuple(s for s in ids if ratings[s].status == "unknown")
    hit_names = [names[a] for a in scenario.assets]
    return Risk(
        id=f"R-{scenario.id}",
        threat=scenario.id,
        title=scenario.title,
        in_words=in_words(threat, inp.profile.name, hit_names),
        techniques=scenario.techniques,
        assets=scenario.assets,
        subcategories=ids,
        inherent=exposures.inherent(exposure, knowledge.scales),
        current=current,
        annual_loss_usd=loss.annual,
        event_loss_usd=loss.event,
        confidence=_confidence(exposure, ratings),
        rationale=" ".join(
            rationale(exposure, current, weak, unknown, _happened(threat, inp), knowledge)
        ),
        weak=weak,
        unknown=unknown,
        loss_sources=knowledge.scales.losses.kinds[threat.loss].sources,
    )


def _happened(threat: Threat, inp: RiskInput) -> Fact | None:
    """The fact that tells that it happened here."""
    return next(
        (f for f in inp.organization.facts if f.id == threat.happened and f.value is True), None
    )


def _confidence(exposure: Exposure, ratings: Mapping[str, ControlRating]) -> float:
    """Weighted mean confidence of the ratings that it rests on; unknown counts as none."""
    weights = dict((*exposure.soften, *exposure.stop))
    whole = sum(weights.values())
    sure = sum(w * ratings[s].confidence for s, w in weights.items())
    return round(max(0.05, sure / whole), 2) if whole else 0.05


AGENT = Agent(
    name="risk_scoring",
    reads=RiskInput,
    writes="risks",
    analyse=analyse,
    describe=lambda out: (
        f"{len(out.risks)} risks, "
        f"{sum(1 for r in out.risks if r.current.severity == 'critical')} critical"
    ),
)
