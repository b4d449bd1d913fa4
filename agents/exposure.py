"""One risk as numbers: how exposed an organisation is to a threat with the controls it has.

Levels: SP 800-30 Rev. 1, tables G-5 (overall likelihood) and I-2 (risk). Money: frequency of
serious attempts x chance that one succeeds x loss of an event; figures and sources in
frameworks/scales/.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from agents.gaps import IN_PART
from agents.loss_terms import frequency, mean, scaled, sigma
from frameworks.loader import Knowledge, Scales
from frameworks.schema import ScoringScale, Threat
from sextant.records import (
    LEVELS,
    SEVERITIES,
    Asset,
    ControlRating,
    Level,
    OrganizationProfile,
    RiskLevel,
    Severity,
    Status,
    ThreatScenario,
)

# "begun": in place as far as was heard, with nothing heard of the main part: partial or better.
# "mostly": its main part, or most of it, is in place, and what is left of it is so in part.
Standing = Status | Literal["begun", "mostly"]
Statuses = Mapping[str, Standing]
# What makes an impact as great as it is: safety, the records of people, work that stops, money, or
# nothing but the kind of event.
Driver: TypeAlias = Literal["safety", "records", "downtime", "money", "event"]


_PARTLY: tuple[Standing, ...] = ("partial", "begun", "mostly")


class Span(NamedTuple):
    """A value with the range it could have when every unknown status were bad, or good."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Exposure:
    """Everything about one scenario that does not depend on the status of controls.

    `median_loss` and `sigma` describe one event's loss (US dollars, log-normal); `frequency` is the
    80 % range of serious attempts a year.
    """

    threat: str
    initiation: Level
    impact: int
    driver: Driver
    records: int
    records_held: int  # of which one event reaches `records`
    fixed_impact: bool
    frequency: tuple[float, float]
    median_loss: float
    sigma: float
    median_sigma: float
    cap: float
    stop: tuple[tuple[str, float], ...]
    soften: tuple[tuple[str, float], ...]
    # Of outcomes that are in place in part, those of which all that the threat asks for is: laptops
    # are encrypted, and a database is not.
    settled: frozenset[str] = frozenset()

    @cached_property
    def subcategories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s for s, _ in (*self.stop, *self.soften)))


def build(
    scenario: ThreatScenario,
    threat: Threat,
    assets: Iterable[Asset],
    profile: OrganizationProfile,
    revenue: float,
    revenue_known: bool,
    scales: Scales,
    told_loss: float = 0.0,
    settled: frozenset[str] = frozenset(),
) -> Exposure:
    """The exposure of one organisation to one scenario. `assets`: those that the scenario hits;
    `told_loss`: what it cost when it happened here (US dollars), a floor for what it costs and
    reckoned in how often it comes; `settled`: as in `Exposure`."""
    targets = tuple(assets)
    kind = scales.losses.kinds[threat.loss]
    scoring = scales.scoring
    records = _records(threat, targets, profile)
    median = kind.median_usd * scaled(revenue, kind, scales.losses.linear_below_usd)
    median += kind.per_record_usd * sum(records.values())
    if threat.impact.downtime and targets:
        median *= max(scales.impact.criticality_loss[a.criticality] for a in targets)
    median = max(median, told_loss / math.exp(sigma(kind) ** 2 / 2))
    cap = kind.cap_share_of_revenue * revenue
    impact, driver = _impact(threat, targets, records, min(median, cap) / revenue, scales)
    if threat.impact.only_money:
        bad = min(median * kind.p90_usd / kind.median_usd, cap) / revenue
        impact, driver = min(impact, _band(bad, scales.impact.revenue_share) + 1), "money"
    return Exposure(
        threat=threat.id,
        initiation=scenario.initiation,
        impact=impact,
        driver=driver,
        records=sum(records.values()),
        records_held=sum(r.count for r in profile.records if r.kind in records),
        fixed_impact=threat.impact.safety,
        frequency=frequency(scenario.initiation, told_loss / mean(median, kind), scales),
        median_loss=min(median, cap),
        sigma=sigma(kind),
        median_sigma=scoring.loss_sigma if revenue_known else scoring.loss_sigma_revenue_unknown,
        cap=cap,
        stop=_weighted(threat.subcategories.stop, scoring.stop_weight,
                       threat.subcategories.stop_supporting, scoring.supporting_weight),
        soften=_weighted(threat.subcategories.soften, scoring.soften_weight,
                         threat.subcategories.detect, scoring.detect_weight),
        settled=settled,
    )  # fmt: skip


def _weighted(
    main: tuple[str, ...], weight: float, other: tuple[str, ...], less: float
) -> tuple[tuple[str, float], ...]:
    return (*((s, weight) for s in main), *((s, less) for s in other if s not in main))


def _records(
    threat: Threat, targets: tuple[Asset, ...], profile: OrganizationProfile
) -> dict[str, int]:
    """Records at stake by kind: those that the hit assets hold, or all where none is known."""
    if not threat.impact.data:
        return {}
    held = {d for a in targets for d in a.data}
    counts = {r.kind: r.count for r in profile.records if r.count}
    share = threat.impact.records_share
    counts = {k: max(1, round(n * share)) for k, n in counts.items()}
    relevant = {k: n for k, n in counts.items() if k in held}
    return relevant or (counts if not held else {})  # type: ignore[return-value]


def _impact(
    threat: Threat,
    targets: tuple[Asset, ...],
    records: Mapping[str, int],
    share: float,
    scales: Scales,
) -> tuple[int, Driver]:
    """Index into LEVELS (table H-3), and what makes it so great: the threat's own level, moved by
    what is at stake here."""
    scale = scales.impact
    level, driver = LEVELS.index(threat.impact.base), _nature(threat)
    if records:
        by_records = max(_band(n, scale.records[k]) for k, n in records.items())  # type: ignore[index]
        driver = "records" if by_records >= level else driver
        level = max(by_records, level - 1)
    if threat.impact.downtime and targets:
        step = max(scale.criticality[a.criticality] for a in targets)
        level, driver = level + step, "downtime" if step > 0 else driver
    by_money = _band(share, scale.revenue_share)
    if by_money > level:
        level, driver = by_money, "money"
    return max(0, min(level, len(LEVELS) - 1)), driver


def _nature(threat: Threat) -> Driver:
    return "safety" if threat.impact.safety else "event"


def _band(value: float, borders: tuple[float, ...] | tuple[int, ...]) -> int:
    return sum(1 for b in borders if value >= b)


def standings(ratings: Iterable[ControlRating], knowledge: Knowledge) -> dict[str, Standing]:
    """Subcategory -> its status, "begun" or "mostly". What speaks for an outcome and leaves the
    main part open must never make a loss larger than silence does; and copies that are made and
    out of reach are worth more than half where some restores were not tried."""
    return {r.subcategory: _standing(r, knowledge) for r in ratings}


def _standing(rating: ControlRating, knowledge: Knowledge) -> Standing:
    if rating.status != "partial" or not rating.met_aspects:
        return rating.status
    if not rating.open_aspects:
        return "begun"
    met, left = rating.met_aspects, rating.open_aspects
    more = knowledge.controls[rating.subcategory].aspects[0].id in met or len(met) > len(left)
    in_part = all(words.startswith(IN_PART) for words in rating.missing)
    return "mostly" if more and in_part else rating.status


def strength_of(standing: Standing, scoring: ScoringScale) -> float:
    """How far an outcome that stands so does its work, 0..1."""
    if standing == "mostly":
        return scoring.strength_mostly
    return scoring.strength["partial" if standing == "begun" else standing]


def vulnerability(exposure: Exposure, statuses: Statuses, scoring: ScoringScale) -> Span:
    """0: everything that stops the threat is in place; 1: nothing is."""
    strength = _strength(exposure.stop, exposure.settled, statuses, scoring)
    return Span(1 - strength.high, 1 - strength.mid, 1 - strength.low)


def softening(exposure: Exposure, statuses: Statuses, scoring: ScoringScale) -> Span:
    """0: nothing softens the impact; 1: everything that could is in place."""
    return _strength(exposure.soften, exposure.settled, statuses, scoring)


def _strength(
    parts: tuple[tuple[str, float], ...],
    settled: frozenset[str],
    statuses: Statuses,
    scoring: ScoringScale,
) -> Span:
    total = low = mid = high = 0.0
    for subcategory, weight in parts:
        status = statuses.get(subcategory, "unknown")
        if subcategory in settled and status in _PARTLY:
            status = "implemented"
        share = weight * strength_of(status, scoring)
        total += weight
        mid += share
        low += 0.0 if status == "unknown" else share
        high += weight if status in ("unknown", "begun") else share
    if not total:
        return Span(0.0, 0.0, 0.0)
    return Span(low / total, mid / total, high / total)


def level(exposure: Exposure, statuses: Statuses, scales: Scales) -> RiskLevel:
    """Likelihood (G-5), impact (H-3) and severity (I-2) with these controls."""
    scoring = scales.scoring
    success = success_of(exposure, statuses, scales)
    softened = softening(exposure, statuses, scoring).mid >= scoring.soften_threshold
    impact = exposure.impact - (1 if softened and not exposure.fixed_impact else 0)
    return _rated(exposure.initiation, success, LEVELS[max(impact, 0)], scales)


def success_of(exposure: Exposure, statuses: Statuses, scales: Scales) -> Level:
    """How likely it is that an attempt succeeds with these controls."""
    index = vulnerability(exposure, statuses, scales.scoring).mid
    return LEVELS[_band(index, scales.risk.success_bands)]


def inherent(exposure: Exposure, scales: Scales) -> RiskLevel:
    """The level if nothing at all were in place."""
    return _rated(exposure.initiation, "very_high", LEVELS[exposure.impact], scales)


def _rated(initiation: Level, success: Level, impact: Level, scales: Scales) -> RiskLevel:
    likelihood = scales.risk.overall_likelihood[initiation][success]
    severity = scales.risk.severity[scales.risk.risk[likelihood][impact]]
    return _risk_level(likelihood, impact, severity)


@lru_cache(maxsize=len(LEVELS) ** 2 * len(SEVERITIES))  # asked for a hundred times an assessment
def _risk_level(likelihood: Level, impact: Level, severity: Severity) -> RiskLevel:
    return RiskLevel(likelihood=likelihood, impact=impact, severity=severity)
