"""Threat analysis: which threat events are credible here, and why (SP 800-30, task 2-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agents.base import Agent
from agents.missing_target import no_target
from agents.named_targets import named_in, only_one
from agents.threat_reasons import Background, why, why_not
from frameworks.conditions import Situation, Value
from frameworks.loader import Knowledge
from frameworks.schema import Threat
from sextant.records import (
    LEVELS,
    Asset,
    AssetMap,
    Fact,
    Level,
    OrganizationContext,
    Record,
    RuledOutThreat,
    Statement,
    ThreatAssessment,
    ThreatScenario,
)

_PAPER = "paper_files"  # kind of asset


class ThreatInput(Record):
    organization: OrganizationContext
    assets: AssetMap
    statements: tuple[Statement, ...] = ()


def analyse(inp: ThreatInput, knowledge: Knowledge) -> ThreatAssessment:
    """Every scenario of the knowledge, either credible with reasons or ruled out with one."""
    situation = situation_of(inp)
    background = Background.of(situation, inp.organization.facts, inp.assets.assets, knowledge)
    assets = [
        (a, Situation(situation.facts, _values(a), situation.weak)) for a in inp.assets.assets
    ]
    scenarios: list[ThreatScenario] = []
    ruled_out: list[RuledOutThreat] = []
    for threat in knowledge.threats.values():
        if not threat.applies_when.holds(situation):
            ruled_out.append(_ruled_out(threat, why_not(threat, background)))
            continue
        targets = _targets(threat, assets, background)
        if threat.needs_target and not targets:
            ruled_out.append(_ruled_out(threat, no_target(threat, background, assets)))
        else:
            scenarios.append(_scenario(threat, targets, background, inp.organization.sector))
    return ThreatAssessment(scenarios=tuple(scenarios), ruled_out=tuple(ruled_out))


def situation_of(inp: ThreatInput) -> Situation:
    """What conditions are asked of: the facts, and the outcomes said to be weak."""
    weak = frozenset(
        s for st in inp.statements if st.polarity != "implemented" for s in st.subcategories
    )
    return Situation({f.id: f.value for f in inp.organization.facts}, weak=weak)


def _targets(
    threat: Threat, assets: Sequence[tuple[Asset, Situation]], background: Background
) -> tuple[Asset, ...]:
    if threat.targets is None:
        return tuple(named_in(background.facts.get(threat.named_by), background.assets))
    narrowed = only_one(threat, background)
    if narrowed is not None:
        return (narrowed,)
    return tuple(
        asset
        for asset, situation in assets
        if threat.targets.holds(situation) and (not _is_paper(asset) or _reaches_paper(threat))
    )


def _is_paper(asset: Asset) -> bool:
    """Whether it is paper and nothing else, which no program reads or locks."""
    return asset.kinds == (_PAPER,)


def _reaches_paper(threat: Threat) -> bool:
    """Whether it names paper, or is fire or water."""
    return _PAPER in threat.target_kinds or threat.source == "nature"


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
    background: Background,
    sector: str,
) -> ThreatScenario:
    base = threat.likelihood.get(sector, threat.likelihood["default"])
    steps, because = 0, []
    for adjustment in threat.adjust:
        if adjustment.when.holds(background.situation):
            steps += adjustment.steps
            because.append(adjustment.because)
    if background.situation.facts.get(threat.happened) is True:
        steps += 1
        because.append(f"it happened here: {_told(background.facts[threat.happened])}")
    return ThreatScenario(
        id=threat.id,
        title=threat.title,
        source=threat.source,
        techniques=threat.techniques,
        assets=tuple(a.id for a in targets),
        initiation=_moved(base, steps),
        reasons=tuple(_reasons(threat, background, because)),
        limits=" ".join(threat.limits.split()),
    )


def _told(fact: Fact) -> str:
    return f"“{fact.quote.rstrip('.')}”" if fact.quote else fact.reason


def _moved(level: Level, steps: int) -> Level:
    return LEVELS[max(0, min(len(LEVELS) - 1, LEVELS.index(level) + steps))]


def _reasons(threat: Threat, background: Background, because: list[str]) -> Iterator[str]:
    yield why(threat, background)
    yield f"Base rate: {threat.likelihood_source.rstrip('.')}."
    for reason in because:
        yield f"Adjusted: {reason.rstrip('.')}."
    ids = (*threat.subcategories.stop, *threat.subcategories.stop_supporting)
    lacking = [s for s in ids if s in background.situation.weak]
    if lacking:
        yield f"Said to be weak among what would stop it: {', '.join(lacking)}."


def _ruled_out(threat: Threat, reason: str) -> RuledOutThreat:
    return RuledOutThreat(id=threat.id, title=threat.title, reason=reason)


AGENT = Agent(
    name="threat_analysis",
    reads=ThreatInput,
    writes="threats",
    analyse=analyse,
    describe=lambda out: f"{len(out.scenarios)} credible scenarios, {len(out.ruled_out)} ruled out",
)
