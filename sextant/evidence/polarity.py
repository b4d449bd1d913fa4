"""What a pattern stands for and what is said around it, to one polarity."""

from __future__ import annotations

from typing import Literal

from sextant.records import Polarity

Sense = Literal["practice", "gap", "limited"]


def resolve(sense: Sense, negated: bool, planned: bool, ended: bool, limited: bool) -> Polarity:
    """Sense and triggers to polarity. A planned or partial removal of a gap leaves the gap."""
    if sense == "gap":
        return _resolve_gap(negated, planned, ended, limited)
    if planned:
        return "not_implemented" if negated else "planned"
    if ended:
        return "not_implemented"
    if limited or (sense == "limited" and not negated):
        return "partial"
    return "not_implemented" if negated else "implemented"


def _resolve_gap(negated: bool, planned: bool, ended: bool, limited: bool) -> Polarity:
    if planned:
        return "not_implemented"
    if limited:
        return "partial"
    return "implemented" if negated or ended else "not_implemented"
