"""How much and how often: the terms of one loss, by the turnover and by what is told of."""

from __future__ import annotations

import math

from frameworks.loader import Scales
from frameworks.schema import LossKind
from sextant.records import Level

Z90 = 1.2815515655446004  # standard normal quantile at 0.9


def scaled(revenue: float, kind: LossKind, linear_below: float) -> float:
    """Loss beside that of the reference firm; below a border it shrinks with the turnover."""
    least = max(revenue, linear_below)
    size = (least / kind.reference_revenue_usd) ** kind.revenue_exponent
    return size * min(1.0, revenue / linear_below)  # type: ignore[no-any-return]


def frequency(initiation: Level, events: float, scales: Scales) -> tuple[float, float]:
    """Serious attempts a year. `events`: mean losses that were told of: over the years that people
    remember, attempts must have come often enough to cost as much."""
    low, high = scales.risk.frequency_per_year[initiation]
    scoring = scales.scoring
    success = sum(scoring.success_probability) / 2
    kept = 1 - scoring.softening_share * scoring.strength["partial"]
    seen = events / scales.risk.years_remembered / (success * kept)
    return max(low, seen / 2), max(high, seen * 2)


def mean(median: float, kind: LossKind) -> float:
    return median * math.exp(sigma(kind) ** 2 / 2)


def sigma(kind: LossKind) -> float:
    return math.log(kind.p90_usd / kind.median_usd) / Z90
