"""What is in place in part, and wholly as far as one threat is concerned.

Laptops are encrypted and a database is not: a lost laptop is stopped all the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from frameworks.schema import Threat
from frameworks.schema.obligations import base_of
from sextant.records import ControlRating


def settled(threat: Threat, ratings: Mapping[str, ControlRating]) -> frozenset[str]:
    """The Subcategories that are in place in part, of which the threat asks for certain aspects
    only, and all of these were found in place."""
    asked: dict[str, set[str]] = {}
    for part in threat.asks:
        base = base_of(part)
        asked.setdefault(base, set()).add(part.removeprefix(base).lstrip("."))
    return frozenset(
        base
        for base, aspects in asked.items()
        if ratings[base].status == "partial" and aspects <= {*ratings[base].met_aspects}
    )
