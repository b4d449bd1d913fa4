"""A person's verdict on a risk, brought into the tables: SP 800-30, tables G-5 and H-3.

A likelihood is reached by how likely the threat is to be tried, so that frequency and money follow
from the same tables as everywhere; an impact moves the loss of an event by as much as the borders
of its level lie apart (scales/impact.yaml).
"""

from __future__ import annotations

import math
from dataclasses import replace

from agents.exposure import Exposure, Statuses, success_of
from frameworks.loader import Scales
from sextant.records import LEVELS, Level, RiskJudgement


def applied(
    exposure: Exposure, verdict: RiskJudgement, statuses: Statuses, scales: Scales
) -> Exposure:
    """The exposure as the person sees it. Where the tables cannot give the likelihood with the
    controls as rated, the nearest that they can."""
    if verdict.likelihood is not None:
        exposure = _likely(exposure, verdict.likelihood, statuses, scales)
    if verdict.impact is not None:
        exposure = _grave(exposure, verdict.impact, scales)
    return exposure


def likelihoods(exposure: Exposure, statuses: Statuses, scales: Scales) -> tuple[Level, ...]:
    """What table G-5 can give with the controls as rated, lowest first."""
    by_initiation = _by_initiation(exposure, statuses, scales)
    return tuple(level for level in LEVELS if level in by_initiation.values())


def _by_initiation(exposure: Exposure, statuses: Statuses, scales: Scales) -> dict[Level, Level]:
    success = success_of(exposure, statuses, scales)
    return {i: scales.risk.overall_likelihood[i][success] for i in LEVELS}


def _likely(exposure: Exposure, wanted: Level, statuses: Statuses, scales: Scales) -> Exposure:
    """The nearest likelihood, by the initiation nearest to what the threat had."""
    goal, own = LEVELS.index(wanted), LEVELS.index(exposure.initiation)
    table = _by_initiation(exposure, statuses, scales)
    initiation = min(
        LEVELS, key=lambda i: (abs(LEVELS.index(table[i]) - goal), abs(LEVELS.index(i) - own))
    )
    frequency = scales.risk.frequency_per_year[initiation]
    return replace(exposure, initiation=initiation, frequency=frequency)


def _grave(exposure: Exposure, wanted: Level, scales: Scales) -> Exposure:
    """The impact as given: what softens it is in the verdict already."""
    goal = LEVELS.index(wanted)
    borders = scales.impact.revenue_share
    factor = _middle(goal, borders) / _middle(exposure.impact, borders)
    median = min(exposure.median_loss * factor, exposure.cap)
    return replace(exposure, impact=goal, fixed_impact=True, median_loss=median)


def _middle(level: int, borders: tuple[float, ...]) -> float:
    """The middle of a level between its borders, on a scale of factors; the open ends are taken as
    wide as the level beside them."""
    ends = (borders[0] ** 2 / borders[1], *borders, borders[-1] ** 2 / borders[-2])
    return math.sqrt(ends[level] * ends[level + 1])
