"""Threat analysis."""

from __future__ import annotations

from sextant.records.base import Level, Record


class ThreatScenario(Record):
    """One SP 800-30 threat event that is credible here (task 2-2), with why."""

    id: str
    title: str
    source: str
    techniques: tuple[str, ...]
    assets: tuple[str, ...]  # asset ids; empty: the organisation as a whole
    initiation: Level  # likelihood of initiation or occurrence (SP 800-30, table G-2 or G-3)
    reasons: tuple[str, ...]
    limits: str = ""  # what the base rate and the loss figures leave out


class RuledOutThreat(Record):
    id: str
    title: str
    reason: str


class ThreatAssessment(Record):
    scenarios: tuple[ThreatScenario, ...]
    ruled_out: tuple[RuledOutThreat, ...]
