"""How much of each outcome is still open, part by part, while actions close it.

What was spoken of and lacks is open; an action that is for certain parts closes those and leaves
the others as they are, so that two actions for different parts of one outcome do not take each
other's worth.
"""

from __future__ import annotations

from collections.abc import Mapping

from agents.gaps import wanted_of
from frameworks.schema import RecommendationRule
from sextant.records import ControlRating


class Openings:
    """The open parts of all outcomes. Changes as actions are counted as done.

    An outcome of which no part was told is one part.
    """

    def __init__(self, ratings: Mapping[str, ControlRating]) -> None:
        self._ratings = ratings
        self._open: dict[str, dict[str, float]] = {}

    def copy(self) -> Openings:
        """The same as it stands, to go on with by itself."""
        other = Openings(self._ratings)
        other._open = {s: dict(parts) for s, parts in self._open.items()}
        return other

    def portion(self, rule: RecommendationRule, subcategory: str) -> float:
        """Of what is open in the outcome, the share that the action is for, 0..1."""
        rating = self._ratings[subcategory]
        if len(rating.open_aspects) < 2:
            return 1.0
        parts = self._parts(subcategory)
        whole = sum(parts.values())
        return sum(parts[a] for a in _for(rule, rating)) / whole if whole else 0.0

    def close(self, rule: RecommendationRule, subcategory: str, reach: float = 1.0) -> None:
        """Count so much as closed of the parts that the action is for."""
        parts = self._parts(subcategory)
        for aspect in _for(rule, self._ratings[subcategory]):
            parts[aspect] *= 1 - reach

    def left_of(self, subcategory: str) -> float:
        """Of what was open in the outcome at first, the share that still is, 0..1."""
        parts = self._parts(subcategory)
        return sum(parts.values()) / len(parts)

    def _parts(self, subcategory: str) -> dict[str, float]:
        if subcategory not in self._open:
            told = self._ratings[subcategory].open_aspects
            self._open[subcategory] = dict.fromkeys(told or ("",), 1.0)
        return self._open[subcategory]


def _for(rule: RecommendationRule, rating: ControlRating) -> tuple[str, ...]:
    """The open parts that the action is for: all of them where it names none that is open."""
    told = tuple(dict.fromkeys(rating.open_aspects)) or ("",)
    named = wanted_of(rule, rating)
    return tuple(a for a in told if a in named) or told
