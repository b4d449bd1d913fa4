"""Threat analysis: which threat events are credible here, and why (SP 800-30, task 2-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agents.base import Agent
from frameworks.conditions import Situation, Value, established, missing
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import (
    LEVELS,
    Asset,
    AssetMap,
    Level,
    OrganizationContext,
    Record,
    RuledOutThreat,
    Statement,
    ThreatAssessment,
    ThreatScenario,
)

_MOST_NAMED = 3


class ThreatInput(Record):
    organization: OrganizationContext
    assets: AssetMap
    statements: tuple[Statement, ...] = ()


def analyse(inp: ThreatInput, knowledge: Knowledge) -> ThreatAssessment:
    """Every scenario of the knowledge, either credible with reasons or ruled out with one."""
    weak = frozenset(
        s for st in inp.statements if st.polarity != "implemented" for s in st.subcategories
    )
    situation = Situation({f.id: f.value for f in inp.organization.facts}, weak=weak)
    reasons = {f.id: f.reason for f in inp.organization.facts}
    scenarios: list[ThreatScenario] = []
    ruled_out: list[RuledOutThreat] = []
    for threat in knowledge.threats.values():
        targets = _targets(threat, inp.assets, situation)
        if not threat.applies_when.holds(situation):
            ruled_out.append(_ruled_out(threat, _why_not(threat, situation, knowledge)))
        elif threat.needs_target and not targets:
            ruled_out.append(_ruled_out(threat, "No asset that it could hit was spoken of."))
        else:
            scenarios.append(_scenario(threat, targets, situation, reasons, inp.organization))
    return ThreatAssessment(scenarios=tuple(scenarios), ruled_out=tuple(ruled_out))


def _targets(threat: Threat, assets: AssetMap, situation: Situation) -> tuple[Asset, ...]:
    if threat.targets is None:
        return ()
    return tuple(
        a for a in assets.assets
        if threat.targets.holds(Situation(situation.facts, _values(a), situation.weak))
    )  # fmt: skip


def _values(asset: Asset) -> Mapping[str, Value]:
    return {
        "type": asset.type,
        "kinds": asset.kinds,
        "data": asset.data,
        "internet_facing": bool(asset.internet_facing),
        "criticality": asset.criticality,
        "vendor": asset.vendor,
        "origin": asset.origin,
    }


def _scenario(
    threat: Threat,
    targets: tuple[Asset, ...],
    situation: Situation,
    reasons: Mapping[str, str],
    organization: OrganizationContext,
) -> ThreatScenario:
    sector = organization.sector
    base = threat.likelihood.get(sector, threat.likelihood["default"])
    steps, because = 0, []
    for adjustment in threat.adjust:
        if adjustment.when.holds(situation):
            steps += adjustment.steps
            because.append(adjustment.because)
    return ThreatScenario(
        id=threat.id,
        title=threat.title,
        source=threat.source,
        techniques=threat.techniques,
        assets=tuple(a.id for a in targets),
        initiation=_moved(base, steps),
        reasons=tuple(_reasons(threat, targets, situation, reasons, because)),
    )


def _moved(level: Level, steps: int) -> Level:
    return LEVELS[max(0, min(len(LEVELS) - 1, LEVELS.index(level) + steps))]


def _reasons(
    threat: Threat,
    targets: tuple[Asset, ...],
    situation: Situation,
    reasons: Mapping[str, str],
    because: list[str],
) -> Iterator[str]:
    causes = [reasons[f] for f in established(threat.applies_when, situation) if f in reasons]
    if causes:
        yield "Credible because " + "; ".join(causes) + "."
    else:
        yield "Credible for any organisation."
    if targets:
        names = ", ".join(a.name for a in targets[:_MOST_NAMED])
        more = f" and {len(targets) - _MOST_NAMED} more" if len(targets) > _MOST_NAMED else ""
        yield f"It could hit: {names}{more}."
    yield f"Base rate: {threat.likelihood_source.rstrip('.')}."
    for reason in because:
        yield f"Adjusted: {reason.rstrip('.')}."
    ids = (*threat.subcategories.stop, *threat.subcategories.stop_supporting)
    lacking = [s for s in ids if s in situation.weak]
    if lacking:
        yield f"Said to be weak among what would stop it: {', '.join(lacking)}."


def _why_not(threat: Threat, situation: Situation, knowledge: Knowledge) -> str:
    wanted = missing(threat.applies_when, situation)
    for fact in wanted:
        if situation.facts.get(fact) is False and fact in knowledge.facts:
            return f"It is said not to be so that {knowledge.facts[fact].description}."
    words = [knowledge.facts[f].description for f in wanted if f in knowledge.facts]
    if words:
        return "Nothing shows that " + ", or that ".join(words[:_MOST_NAMED]) + "."
    if wanted:
        return (
            "Nothing that was given shows its conditions ("
            + ", ".join(wanted).replace("_", " ")
            + ")."
        )
    return "What was given rules it out."


def _ruled_out(threat: Threat, reason: str) -> RuledOutThreat:
    return RuledOutThreat(id=threat.id, title=threat.title, reason=reason)


AGENT = Agent(
    name="threat_analysis",
    reads=ThreatInput,
    writes="threats",
    analyse=analyse,
    describe=lambda out: f"{len(out.scenarios)} credible scenarios, {len(out.ruled_out)} ruled out",
)
