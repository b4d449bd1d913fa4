"""How far an order to the assessor reaches: what stands behind it may be what it wants believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sextant.evidence.text import sentences
from sextant.records import Passage

_OWN_BLOCK = 3  # a passage of so few sentences, one of them an order, is all the order's


@dataclass(frozen=True)
class Tainted:
    """Where an order was given, and whether it governs all that follows there."""

    place: tuple[str, ...] | None = None
    opened: bool = False

    def reaches(self, passage: Passage) -> bool:
        """Whether the passage may be what the order wants believed: anything behind a colon or a
        message header, else the list items and scraps that follow it."""
        if self.place != place_of(passage):
            return False
        return self.opened or not passage.text.rstrip("\"'”’)*_ ").endswith((".", "!", "?"))


def place_of(passage: Passage) -> tuple[str, ...]:
    """What stands under one heading of a file, all its tables' rows included; or one topic."""
    return passage.source, passage.section


def field_of(passage: Passage) -> tuple[str, str]:
    """One practice's statement. It is short and has one topic, so an order taints all of it."""
    return passage.source, passage.locator


def behind(passage: Passage, orders: Sequence[str]) -> frozenset[str]:
    """The sentences of the passage behind its first order: they may be what it wants believed.
    What stands before was said without it and keeps its worth, unless the passage is so short that
    it is the order's own block."""
    every = list(sentences(passage.text))
    first = next((i for i, s in enumerate(every) if s in orders), None)
    if passage.context in orders or (first is not None and len(every) <= _OWN_BLOCK):
        first = 0
    return frozenset() if first is None else frozenset(every[first:])
