"""Expected loss at the middle of every range, quick to ask again and again.

Only for comparing actions and answers; what is published comes from the simulation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from agents.exposure import Exposure
from frameworks.schema import ScoringScale


@dataclass(frozen=True)
class QuickLoss:
    """The terms of one threat's yearly loss. `stop` and `soften`: Subcategory -> share of what
    stops it, and of what softens it."""

    scale: float
    floor: float
    slope: float
    softening: float
    stop: Mapping[str, float]
    soften: Mapping[str, float]
    sure: tuple[float, float]  # what is settled: how much of what stops it, and of what softens it

    @classmethod
    def of(cls, exposure: Exposure, scoring: ScoringScale) -> QuickLoss:
        low, high = scoring.success_probability
        rate = math.sqrt(exposure.frequency[0] * exposure.frequency[1])
        mean = min(exposure.median_loss * math.exp(exposure.sigma**2 / 2), exposure.cap)
        return cls(
            scale=rate * mean,
            floor=low,
            slope=high - low,
            softening=scoring.softening_share,
            stop=_shares(exposure.stop, exposure.settled),
            soften=_shares(exposure.soften, exposure.settled),
            sure=(_sure(exposure.stop, exposure.settled), _sure(exposure.soften, exposure.settled)),
        )

    def done(self, strength: Mapping[str, float]) -> tuple[float, float]:
        """How far it is stopped, and softened, 0..1."""
        stopped, saved = self.sure
        stopped += sum(share * strength[s] for s, share in self.stop.items())
        return stopped, saved + sum(share * strength[s] for s, share in self.soften.items())


def _shares(parts: tuple[tuple[str, float], ...], settled: frozenset[str]) -> dict[str, float]:
    whole = sum(weight for _, weight in parts)
    return {s: weight / whole for s, weight in parts if s not in settled}


def _sure(parts: tuple[tuple[str, float], ...], settled: frozenset[str]) -> float:
    whole = sum(weight for _, weight in parts)
    return sum(weight for s, weight in parts if s in settled) / whole if whole else 0.0
